"""The page for the till: redeem a voucher that somebody brings, once."""

import secrets
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from forms_app.domain.errors import AlreadyUsed, Conflict, NotFound
from forms_app.domain.texts import OWN_LANGUAGE
from forms_app.services import vouchers
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.reward import voucher_face

pages = Blueprint("till", __name__)
LONGEST = 100  # characters of a code as it is typed, and of the page's mark


@pages.get("/staff/till")
@may("redeem vouchers")
def ask() -> str:
    return _page()


@pages.post("/staff/till")
@may("redeem vouchers")
def redeem() -> Any:
    """Answered with the page itself, so that no code stands in an address; sending it again redeems nothing more."""
    code, mark = (request.form.get(name, "").strip()[:LONGEST] for name in ("code", "nonce"))
    try:
        taken = vouchers.redeem(code=code, reference=f"page {mark or _mark()}", now=current.now())
    except NotFound:
        return _page(_("Nobody has been given a voucher with this code. Please look at it again."), code), 422
    except AlreadyUsed:
        return _page(_("This voucher was redeemed before."), code), 422
    except Conflict:
        return _page(_over(code), code), 422
    return _page(taken=voucher_face(taken, OWN_LANGUAGE))


def _over(code: str) -> str:
    found = vouchers.look_up(code=code, now=current.now())
    if found is None or found.valid_until is None:
        return _("This voucher is no longer valid.")
    return _("This voucher was valid until %(day)s.", day=format_date(found.valid_until, "long"))


def _page(problem: str = "", typed: str = "", taken: SimpleNamespace | None = None) -> str:
    return render_template("staff/till.html", problem=problem, typed=typed, taken=taken, mark=_mark())


def _mark() -> str:
    return secrets.token_urlsafe(16)
