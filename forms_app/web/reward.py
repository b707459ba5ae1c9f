"""Vouchers in a visitor's hands: shown with the thanks, again by their own code, and why there is none."""

from types import SimpleNamespace

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form
from forms_app.domain.receipts import find_code, grouped
from forms_app.services import submissions, vouchers
from forms_app.web import current
from forms_app.web.guards import public

pages = Blueprint("reward", __name__)


@pages.get("/voucher")
@public
def ask() -> str:
    return _page()


@pages.post("/voucher")
@public
def show() -> str | tuple[str, int]:
    """Straight on the page: no code ever stands in an address."""
    typed = request.form.get("code", "")[:100]
    code = find_code(typed)
    found = vouchers.find_held(code=code, now=current.now()) if code else None
    if found is None:
        problem = _("No voucher belongs to this code. It has 25 letters, figures and signs; please look at it again.")
        return _page(problem, typed), 422
    return render_template("fill/voucher_shown.html", voucher=found)


def _page(problem: str = "", typed: str = "") -> str:
    return render_template("fill/voucher_ask.html", problem=problem, typed=typed)


def thanks_face(definition: Definition, code: str) -> SimpleNamespace | None:
    """What the thanks say of the voucher that came with this receipt code; None where the form gives none."""
    if not vouchers.is_given(definition):
        return None
    shown_by = submissions.voucher_code(code=code)
    return SimpleNamespace(
        held=vouchers.find_held(code=shown_by, now=current.now()),
        code=grouped(shown_by),
        receipt=definition.gives_receipt,
    )


def words_against(form: Form, definition: Definition) -> tuple[str, str] | None:
    """Heading and sentence where nobody gets a voucher for answering now."""
    reason = vouchers.find_reason(form=form, definition=definition, now=current.now())
    return words_of_reason(reason) if reason else None


def words_of_reason(reason: str) -> tuple[str, str]:
    return {
        "gone": (_("All vouchers are gone"), _("Every voucher has found somebody, so there is none left.")),
        "today": (_("Today's vouchers are gone"), _("There are new ones tomorrow. Please come back then.")),
        "over": (_("The vouchers have ended"), _("They are no longer valid, so none are given any more.")),
    }[reason]


def about_face(form: Form, definition: Definition) -> SimpleNamespace | None:
    """What everybody is told of a form's vouchers."""
    promotion = vouchers.find_promotion(form=form) if vouchers.is_given(definition) else None
    if promotion is None:
        return None
    return SimpleNamespace(
        offer=promotion.offer,
        valid_until=promotion.valid_until,
        zone=promotion.zone,
        left=promotion.left if promotion.shows_left and promotion.left else None,
    )
