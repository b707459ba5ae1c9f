"""Vouchers in a visitor's hands: shown with the thanks, again by their own code, and why there is none."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import AlreadySent, NotOpen, NoVoucher
from forms_app.domain.forms import Form
from forms_app.domain.receipts import find_code, grouped
from forms_app.domain.texts import choose_language, in_language
from forms_app.domain.voucher_links import Waiting
from forms_app.domain.vouchers import Voucher, offer_in
from forms_app.services import submissions, voucher_mailboxes, vouchers
from forms_app.services.voucher_mailboxes import Promoted
from forms_app.web import current
from forms_app.web.guards import public

pages = Blueprint("reward", __name__)
LONGEST_LANGUAGE = 20  # letters of its code


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
    return _shown(voucher_face(found, request.args.get("lang", "")), code="")


def _shown(voucher: SimpleNamespace, *, code: str) -> str:
    return render_template("fill/voucher_shown.html", voucher=voucher, code=code)


def _page(problem: str = "", typed: str = "") -> str:
    language = request.args.get("lang", "")[:LONGEST_LANGUAGE]
    return render_template("fill/voucher_ask.html", problem=problem, typed=typed, form_language=language or None)


@pages.get("/confirm-voucher/<token>")
@public
def look(token: str) -> Any:
    """Shows a button and changes nothing: programs that look through mails open every link."""
    waiting = voucher_mailboxes.read_link(token=token)
    promoted = voucher_mailboxes.get_promoted(waiting=waiting)
    if voucher_mailboxes.find_given(waiting=waiting, now=current.now()) is None:
        try:
            voucher_mailboxes.ensure_in_time(waiting, promoted.promotion, current.now())
        except NotOpen:
            return _too_late(waiting, promoted), 410
    return render_template("fill/voucher_confirm.html", token=token, **_link_face(waiting, promoted))


@pages.post("/confirm-voucher/<token>")
@public
def confirm(token: str) -> Any:
    """Hands out the voucher straight on the page; pressed again, it shows the same one."""
    waiting = voucher_mailboxes.read_link(token=token)
    promoted = voucher_mailboxes.get_promoted(waiting=waiting)
    try:
        given = voucher_mailboxes.confirm(waiting=waiting, now=current.now())
    except NotOpen:
        return _too_late(waiting, promoted), 410
    except AlreadySent:
        sentence = _(
            "Each mailbox gets one, and another link to this mailbox was pressed before. That link, or the private "
            "code that stood on its page, shows the voucher again."
        )
        return _sentence(_("This mailbox had its voucher"), [sentence], waiting, promoted), 409
    except NoVoucher as refusal:
        heading, sentence = words_of_reason(refusal.reason)
        until = _(
            "Your mailbox is not used up: should there be more, this link works until the end of %(day)s.",
            day=_day(waiting),
        )
        return _sentence(heading, [sentence, until] if refusal.reason != "over" else [sentence], waiting, promoted), 409
    spoken = _link_face(waiting, promoted)["spoken"]
    return _shown(voucher_face(given, spoken), code=grouped(voucher_mailboxes.shown_by(waiting)))


def _too_late(waiting: Waiting, promoted: Promoted) -> str:
    """What waited and was not confirmed fell away."""
    sentence = _(
        "It worked until the end of %(day)s at the latest, and was not confirmed by then: no voucher was given for it.",
        day=_day(waiting),
    )
    is_open = promoted.form.is_open(current.now()) and promoted.promotion.ended_on is None
    more = _("You can answer again and get a new link.") if is_open else _("The promotion takes no answers any more.")
    return _sentence(_("This link is too old"), [sentence, more], waiting, promoted)


def _sentence(heading: str, sentences: list[str], waiting: Waiting, promoted: Promoted) -> str:
    face = _link_face(waiting, promoted)
    return render_template("fill/voucher_refused.html", heading=heading, sentences=sentences, **face)


def _link_face(waiting: Waiting, promoted: Promoted) -> dict[str, Any]:
    definition = promoted.definition
    spoken = choose_language([request.args.get("lang", "")], definition.languages)
    return {
        "title": in_language(definition.title, spoken),
        "offer": offer_in(promoted.promotion.offer, spoken),
        "offer_spoken": spoken_of(promoted.promotion.offer, spoken),
        "spoken": spoken,
        "form_language": spoken if spoken != definition.languages[0] else None,
        "until": waiting.until,
        "zone": promoted.promotion.zone,
    }


def _day(waiting: Waiting) -> str:
    return format_date(waiting.until, "long")


def thanks_face(
    form: Form, definition: Definition, code: str, language: str, *, has_address: bool
) -> SimpleNamespace | None:
    """What the thanks say of the voucher that came with this receipt code; None where the form gives none."""
    promotion = vouchers.find_promotion(form=form) if vouchers.is_given(definition) else None
    if promotion is None:
        return None
    shown_by = submissions.voucher_code(code=code)
    held = None if promotion.confirms_mailbox else vouchers.find_held(code=shown_by, now=current.now())
    return SimpleNamespace(
        held=voucher_face(held, language) if held else None,
        waits=promotion.confirms_mailbox and has_address,
        lacks_address=promotion.confirms_mailbox and not has_address,
        until=promotion.confirm_until(current.now(), form.closes_at),
        zone=promotion.zone,
        code=None if promotion.confirms_mailbox else grouped(shown_by),
        receipt=definition.gives_receipt,
        again=url_for("reward.ask", lang=language),
    )


def voucher_face(voucher: Voucher, language: str) -> SimpleNamespace:
    """As its holder sees it, with what it is good for in one language."""
    spoken = spoken_of(voucher.offer, language)
    return SimpleNamespace(**vars(voucher) | {"offer": offer_in(voucher.offer, language), "spoken": spoken})


def spoken_of(offer: Mapping[str, str], language: str) -> str:
    """The language in which it is shown where another was asked for."""
    return language if language in offer else next(iter(offer), "")


def words_of_links(form: Form, definition: Definition) -> list[str]:
    """On a closed form, until when links that were sent in time still give a voucher."""
    promotion = vouchers.find_promotion(form=form) if vouchers.is_given(definition) else None
    if promotion is None or not promotion.confirms_mailbox or promotion.ended_on is not None:
        return []
    last = promotion.confirm_until(current.now(), form.closes_at)
    if promotion.today(current.now()) > last:
        return []
    day = format_date(last, "long")
    return [_("If you were sent a link to a voucher before, it works until the end of %(day)s at the latest.", day=day)]


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


def about_face(form: Form, definition: Definition, language: str) -> SimpleNamespace | None:
    """What everybody is told of a form's vouchers."""
    promotion = vouchers.find_promotion(form=form) if vouchers.is_given(definition) else None
    if promotion is None:
        return None
    return SimpleNamespace(
        offer=offer_in(promotion.offer, language),
        spoken=spoken_of(promotion.offer, language),
        confirms_mailbox=promotion.confirms_mailbox,
        valid_until=promotion.valid_until,
        zone=promotion.zone,
        left=promotion.left if promotion.shows_left and promotion.left else None,
    )
