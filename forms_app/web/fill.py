"""A form in the visitor's hands: asked, walked, sent, thanked, or given back with what needs another look."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from forms_app.domain import answers, periods, receipts
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import (
    AlreadySent,
    CodeRefused,
    FormChanged,
    FormsError,
    Full,
    LooksAutomatic,
    NotOpen,
    NotReady,
    NoVoucher,
    Refused,
    TokenExpired,
    TokenRefused,
    Unavailable,
)
from forms_app.domain.forms import Form
from forms_app.domain.steps import find_step, steps_of
from forms_app.services import admission, forms, submissions, versions
from forms_app.web import claiming, current, entering, framing, gate, handing_in, offered, page_cache, reward
from forms_app.web.changed import Sent, longest_body, render_changed, sent_to
from forms_app.web.form_page import ENTRY, language_of, render_step, render_too_late, words_of
from forms_app.web.guards import public
from forms_app.web.taking import REFUSALS, fresh_nonce, is_let_in, lifetime, take, token_after

pages = Blueprint("fill", __name__)


@pages.get("/f/<slug>")
@public
def ask(slug: str) -> Any:
    form, definition = forms.get_published(slug=slug)
    framing.note(form)
    now, language = current.now(), language_of(definition)
    if not form.is_open(now) or admission.is_full(form=form):
        return _show_not_open(form, definition)
    if words := reward.words_against(form, definition):
        return _show_message(form, definition, *words)
    if form.admission.asks_password:
        return gate.render(form, definition, language, token=page_cache.fresh_token(form))
    return page_cache.first_page(
        form,
        language,
        periods.counted_at(definition, form, now),
        offered.list_offered(definition),
        lambda token: render_step(form, definition, language, token=token, corrected_on=_corrected_on(form)),
    )


@pages.post("/f/<slug>")
@public
def send(slug: str) -> Any:
    form, definition = forms.get_published(slug=slug)
    framing.note(form)
    request.max_content_length = longest_body(form, definition)
    sent = sent_to(form, definition, request.form.get("token", ""))
    if not is_let_in(form, request.form):
        return gate.render_again(form, sent.definition, language_of(sent.definition)), 422
    if (move := request.form.get("go", "send")) != "send":
        return _walk(sent, move)
    try:
        code, has_asked = take(sent, request.form)
    except tuple(REFUSALS) as refusal:
        return _give_back(sent, refusal)
    return _thank(form, sent.definition, sent.version, code, has_asked=has_asked)


def _walk(sent: Sent, move: str) -> Any:
    """Go on, back, or to a step by name; nothing is stored, and going on first looks at what was answered."""
    form, definition, token = sent.form, sent.definition, request.form.get("token", "")
    if sent.is_old and not submissions.is_taken(form=form, token=token, now=current.now(), lifetime=lifetime()):
        return _give_back(sent, FormChanged(fresh_nonce()))
    if _has_wrong_code(form):
        return _give_back(sent, CodeRefused())
    reading = answers.read(definition, request.form.to_dict(flat=False))
    steps = steps_of(definition, reading)
    here = find_step(steps, request.form.get("step", ""))
    if move == "next":
        passed = {q.id for step in steps[: here + 1] for q in step.questions}
        problems = {id_: problem for id_, problem in reading.problems.items() if id_ in passed}
        if problems:
            return _give_back(sent, Refused(problems))
    chosen = {"next": min(here + 1, len(steps) - 1), "back": max(here - 1, 0)}.get(move, find_step(steps, move))
    token = submissions.keep_token(form=form, token=token, fresh=fresh_nonce(), now=current.now(), lifetime=lifetime())
    language = language_of(definition)
    return render_step(form, definition, language, token=token, sent=request.form, at=steps[chosen].id)


def _has_wrong_code(form: Form) -> bool:
    """Said on the first page, before all is answered; one's own code is spent once the page was sent."""
    if not form.admission.asks_code or submissions.is_code_good(form=form, entry=request.form.get(ENTRY, "")):
        return False
    return not submissions.is_sent(form=form, token=request.form.get("token", ""), now=current.now())


def _give_back(sent: Sent, refusal: FormsError) -> tuple[str, int]:
    """The page as it was sent, with what is wrong with it, at the step it was sent from."""
    form, definition = sent.form, sent.definition
    problems = {}
    if isinstance(refusal, Refused):
        problems = {id_: _(problem.sentence, **problem.values) for id_, problem in refusal.problems.items()}
    if isinstance(refusal, CodeRefused):
        gate.note_wrong()
        problems = {ENTRY: gate.wrong_code()}
    language = language_of(definition)
    if isinstance(refusal, NoVoucher):
        words = reward.words_of_reason(refusal.reason)
        return render_too_late(form, definition, language, sent=request.form, words=words), 409
    if isinstance(refusal, NotOpen | Full):
        is_full = isinstance(refusal, Full)
        return render_too_late(form, definition, language, sent=request.form, is_full=is_full), 409
    token, notice = token_after(form, refusal, request.form.get("token", "")), _notice(refusal)
    if sent.is_old and token != request.form.get("token"):
        notice = notice if isinstance(refusal, AlreadySent) else _notice(FormChanged(b""))
        return render_changed(sent, language_of(sent.in_force), token=token, notice=notice), REFUSALS[type(refusal)]
    page = render_step(
        form,
        definition,
        language,
        token=token,
        sent=request.form,
        at=request.form.get("step", ""),
        problems=problems,
        notice=notice,
    )
    return page, REFUSALS[type(refusal)]


def _notice(refusal: FormsError) -> str | None:
    return {
        TokenRefused: _("Please check your answers and send them again."),
        TokenExpired: _("This page was open for a long time. Please check your answers and send them again."),
        FormChanged: _(
            "The questions of this form have changed since you opened it, so nothing was stored yet. Your answers are "
            "kept where the same questions are asked; please check them and send them."
        ),
        LooksAutomatic: _("Nothing was stored yet: please send your answers again."),
        AlreadySent: _("This page was already sent. To send these answers as well, press the button again."),
        NotReady: _("This form is being opened. Please send again in a moment."),
        Unavailable: _("The site is busy. Your answers are kept below; please send them again."),
    }.get(type(refusal))


def _corrected_on(form: Form) -> date | None:
    """The day since which the first page is worded as it is; None where it always was."""
    corrections = versions.get_version(form=form, number=form.version or 0).corrections
    return corrections[-1].day if corrections else None


def _thank(form: Form, definition: Definition, version: int, code: str, *, has_asked: bool) -> Response:
    language, until = language_of(definition), _last_day(definition)
    draw = entering.thanks_face(form, definition, request.form.get("token", ""))
    has_address = bool(request.form.get(claiming.ADDRESS))
    voucher = reward.thanks_face(form, definition, code, language, has_address=has_address)
    account = handing_in.offer(form, definition, version, code)

    def render(shown: str | None) -> str:
        return render_template(
            "fill/thanks.html",
            form=words_of(definition, language),
            slug=form.slug,
            code=shown,
            withdraw_until=definition.day_of(form.closes_at) if definition.rhythm == "close" else None,
            kiosk=definition.kiosk,
            is_read=definition.is_read,
            kept_until=format_date(until, "long"),
            has_asked=has_asked,
            draw=draw,
            reward=voucher,
            account=account,
            lang=request.args.get("lang"),
        )

    shown = receipts.grouped(code) if definition.gives_receipt else None
    is_own = any(part is not None for part in (draw, voucher, account))  # of this visitor, beside the code
    page = render(shown) if is_own else page_cache.thanks(form, (version, language, has_asked, until), shown, render)
    response = make_response(page)
    if definition.kiosk:
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _last_day(definition: Definition) -> date:
    """On which what is sent now and read by staff is deleted."""
    return current.now().date() + timedelta(days=definition.kept_days)


def _show_not_open(form: Form, definition: Definition) -> str:
    heading, sentence = _("Not open yet"), _("This form opens later. Please come back.")
    if form.opens_at:
        opens_on = format_date(definition.day_of(form.opens_at), "long")
        sentence = _("This form opens on %(day)s. Please come back then.", day=opens_on)
    if form.is_open(current.now()):
        heading, sentence = _("Full"), _("This form has as many answers as it takes. Thank you for your interest.")
    if form.has_closed(current.now()):
        heading, sentence = _("Closed"), _("This form no longer takes answers. Thank you for your interest.")
        sentence = " ".join([sentence, *reward.words_of_links(form, definition)])
    return _show_message(form, definition, heading, sentence)


def _show_message(form: Form, definition: Definition, heading: str, sentence: str) -> str:
    language = language_of(definition)
    words = words_of(definition, language)
    contest = form.slug if definition.draws_prizes else None
    return render_template("fill/message.html", form=words, heading=heading, sentence=sentence, contest=contest)
