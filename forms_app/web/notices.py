"""What is new for the person who signed in: results that are ready, and forms that need a hand."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from forms_app.domain import status_words
from forms_app.domain.notices import Ready
from forms_app.domain.status import Status
from forms_app.domain.texts import choose_language, in_language
from forms_app.services import mail_setup, notices, result_mails, status, teams
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import span_in_words
from forms_app.web.status_faces import status_face, title_of

pages = Blueprint("notices", __name__)


@pages.post("/staff/notices")
@may("see results")
def put_away() -> Response:
    notices.put_away(account_id=current_user.id, shown=_read(request.form.getlist("shown")))
    return redirect(url_for("staff.index"), 303)


@pages.post("/staff/notices/mail")
@may("see results")
def wish() -> Response:
    """Want a mail when results are ready, or no longer."""
    wanted = request.form.get("wanted") == "yes"
    result_mails.set_wanted(account_id=current_user.id, wanted=wanted, now=current.now())
    flash(_("From now on a mail tells you when results are ready.") if wanted else _("No more mails about results."))
    return redirect(url_for("staff.index"), 303)


def wish_of(account_id: int) -> SimpleNamespace:
    """Whether somebody who may see results wants to be told by mail, and what keeps mail from going."""
    return SimpleNamespace(is_wanted=result_mails.is_wanted(account_id=account_id), obstacle=mail_setup.find_obstacle())


def news_for(account_id: int) -> list[SimpleNamespace]:
    """Results that are ready, for somebody who may see them."""
    return [_face(ready) for ready in notices.list_news(account_id=account_id, today=current.now().date())]


def reminders() -> list[SimpleNamespace]:
    """Forms that do not work, close soon or may fall short of ten, for those who make forms."""
    hidden = teams.hidden_from(account_id=current_user.id)
    found = [one for one in status.list_status(now=current.now()) if one.form.id not in hidden]
    return [
        SimpleNamespace(slug=one.form.slug, title=title_of(one), spoken=status_face(one).spoken, sentences=sentences)
        for one in found
        if (sentences := list(_sentences(one)))
    ]


def _sentences(found: Status) -> Iterator[str]:
    face = status_face(found)
    if found.stopped:
        yield _(status_words.PHASES[found.stopped])
    if found.may_be_extended:
        yield _("It closed with fewer than ten answers. You may choose a later closing date.")
    if face.is_broken and face.test:
        yield face.test
    if found.closes_soon():
        yield _("It closes on %(moment)s.", moment=face.closes)
    if found.may_fall_short():
        yield _("Fewer than ten new answers so far; the next count is on %(moment)s.", moment=face.next_count)


def _face(ready: Ready) -> SimpleNamespace:
    spoken = choose_language([current.LANGUAGE], ready.languages)
    return SimpleNamespace(
        slug=ready.slug,
        number=ready.number,
        key=f"{ready.form_id}.{ready.number}",
        title=in_language(ready.title, spoken),
        spoken=spoken,
        span=span_in_words(ready.first_day, ready.last_day),
        is_given_up=ready.is_given_up,
    )


def _read(shown: Iterable[str]) -> Iterator[tuple[str, int]]:
    for text in shown:
        form_id, _point, number = text.partition(".")
        if number.isascii() and number.isdecimal() and len(number) < 9:
            yield form_id, int(number)
