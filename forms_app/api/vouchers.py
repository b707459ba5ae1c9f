"""Vouchers, for the software of a till."""

from types import SimpleNamespace
from typing import Any

import marshmallow as ma
from flask import g
from marshmallow.validate import Length

from forms_app.api.problems import UnknownVoucher, VoucherOver
from forms_app.api.v1 import addresses, scoped
from forms_app.domain.errors import Conflict, NotFound
from forms_app.services import vouchers
from forms_app.web import current
from forms_app.web.reward import voucher_face


class Redeeming(ma.Schema):
    code = ma.fields.String(
        required=True,
        validate=Length(1, 100),
        metadata={"description": "As it stands on the voucher; case, hyphens and spaces do not matter"},
    )
    reference = ma.fields.String(
        required=True,
        validate=Length(1, 200),
        metadata={
            "description": "The till's own name for this deed, such as the number of the sale: the same again gets "
            "the same answer. No two sales may have the same."
        },
    )


class Redeemed(ma.Schema):
    code = ma.fields.String(required=True)
    offer = ma.fields.String(required=True, metadata={"description": "What it is good for"})
    valid_until = ma.fields.Date(required=True, allow_none=True)


@addresses.route("/vouchers/redeem", methods=["POST"], tags=["vouchers"])
@scoped("redeem")
@addresses.arguments(Redeeming)
@addresses.response(200, Redeemed)
@addresses.alt_response(404, response="NOT_FOUND")
@addresses.alt_response(409, response="CONFLICT")
def redeem(given: dict[str, Any]) -> SimpleNamespace:
    """Take a voucher that somebody brings; it works once.

    A refusal with `code` `already-redeemed` says that it was taken before, under another reference.
    """
    reference = f"api {g.bearer.token.id.hex()} {given['reference']}"
    try:
        taken = vouchers.redeem(code=given["code"], reference=reference, now=current.now())
    except NotFound:
        raise UnknownVoucher from None
    except Conflict:
        raise VoucherOver from None
    return voucher_face(taken, "")
