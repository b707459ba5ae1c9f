"""What deleting takes, what it leaves, and what is certified of it, in sentences that name nobody."""

from collections.abc import Iterator
from types import SimpleNamespace

from flask_babel import gettext as _

from forms_app.domain.deletions import STEP, Deletion, Found, Scope, is_to_wait
from forms_app.domain.status import Status
from forms_app.domain.texts import OWN_LANGUAGE, in_language
from forms_app.services import vouchers
from forms_app.web.moments import day_in_words


def scope_words(scope: Scope) -> str:
    return {
        "answers": _("Answers and comments"),
        "details": _("Personal details"),
        "everything": _("Everything, with results"),
    }[scope]


def choice_face(scope: Scope, status: Status) -> SimpleNamespace:
    """One of the choices: what goes now, and what stays."""
    has_details = bool(status.definition.details) or status.definition.is_read
    goes = {"answers": _answers_go, "details": _details_go, "everything": _everything_goes}[scope](status, has_details)
    return SimpleNamespace(
        name=scope, words=scope_words(scope), goes=goes, stays=list(_stays(scope, status, has_details))
    )


def _answers_go(status: Status, _has_details: bool) -> list[str]:
    return [
        _("answers that are not counted yet, unread; they are never counted"),
        _("comments and other texts that people wrote"),
        *([_("rows for researchers")] if status.definition.gives_rows else []),
        _("the keys that open them"),
    ]


def _details_go(status: Status, _has_details: bool) -> list[str]:
    if status.definition.is_read:
        return [_("all that people sent for staff to read, with answers and notes, and the key that opens it")]
    return [_("names, addresses and other details that people left, and the key that opens them")]


def _everything_goes(status: Status, has_details: bool) -> list[str]:
    if status.state == "draft":
        return [_("the draft with its questions")]
    if status.state == "scheduled":
        return [_("the form with its questions; its link says so from then on")]
    goes = _answers_go(status, has_details) + (_details_go(status, has_details) if has_details else [])
    if vouchers.is_given(status.definition):
        goes.append(_("the list of vouchers, also of those that people hold and have not used yet"))
    return [*goes, _("results, and every link by which they are shared"), _("the form with its questions")]


def _stays(scope: Scope, status: Status, has_details: bool) -> Iterator[str]:
    if is_to_wait(status):
        yield _("the answers, for the minute until the count that is going on is done")
    if scope == "answers":
        yield _("results that were published")
        if has_details:
            is_read = status.definition.is_read
            yield _("what staff read, until its day") if is_read else _("personal details, until their own day")
    if scope == "details":
        yield _("answers, comments and results")
    if scope != "everything":
        yield _("the form itself, closed; its closing date can no longer be moved")
    elif status.state != "draft":
        yield _("a certificate with the form's title and these dates, and at its link the word that it was deleted")


def certificate_face(deletion: Deletion) -> SimpleNamespace:
    """A certificate, or what is known of a deletion that is not done yet."""
    found = deletion.found or Found()
    title = in_language(deletion.title, OWN_LANGUAGE)
    return SimpleNamespace(
        key=deletion.key,
        slug=deletion.slug,
        title=title,
        spoken=OWN_LANGUAGE if OWN_LANGUAGE in deletion.title else next(iter(deletion.title)),
        is_done=deletion.done_on is not None,
        scope=scope_words(deletion.scope),
        asked_on=day_in_words(deletion.asked_on),
        done_on=day_in_words(deletion.done_on) if deletion.done_on else None,
        has_form=deletion.scope != "everything",
        parts=[
            SimpleNamespace(heading=heading, lines=lines)
            for heading, lines in (
                (_("What was deleted"), list(_deleted(deletion, found))),
                (_("How"), list(_means(deletion, found))),
                (_("Copies and backups"), list(_copies(deletion, found))),
                (_("What is still there"), list(_remaining(deletion))),
            )
            if lines
        ],
    )


def _deleted(deletion: Deletion, found: Found) -> Iterator[str]:
    if not deletion.was_opened:
        yield _("The draft of a form that was never opened: nobody could answer it.")
        return
    if deletion.takes_answers:
        yield _("Answers not counted yet: %(number)s, unread.", number=_about(found.answers, found.has_answers))
        yield _("Comments and other texts: %(number)s.", number=_about(found.comments, found.has_comments))
    if deletion.takes_details:
        yield _("People who had left details: %(number)s.", number=_about(found.people, found.has_people))
    if deletion.scope == "everything":
        yield _("Published results: %(results)s. Links by which they were shared: %(links)s.", **_documents(found))
        yield _("The form itself, with all its questions.")


def _documents(found: Found) -> dict[str, int]:
    return {"results": found.results, "links": found.links}


def _about(tens: int, has_some: bool) -> str:
    """Never how many exactly: one less would say that somebody took theirs back."""
    if tens:
        return _("%(tens)s or more, fewer than %(next)s", tens=tens, next=tens + STEP)
    return _("fewer than 10") if has_some else _("none")


def _means(deletion: Deletion, found: Found) -> Iterator[str]:
    if not deletion.was_opened:
        return
    if deletion.takes_answers:
        if found.keys:
            yield _("The keys that open the answers were overwritten and removed first, then the answers themselves.")
        else:
            yield _("The keys that opened the answers had been destroyed before, after the last count.")
        yield _("The key without which no comment of this form can be opened was overwritten.")
    if deletion.takes_details:
        yield _("The key without which no details of this form can be opened was overwritten.")


def _copies(deletion: Deletion, found: Found) -> Iterator[str]:
    if not deletion.was_opened:
        yield _("Backups of the database may hold the draft until they are deleted.")
        return
    yield _(
        "Copies of the databases made before cannot be read as far as this certificate goes, unless somebody kept a "
        "copy of the folder of keys as well."
    )
    until = max((day for day in (found.details_until, found.comments_until) if day is not None), default=None)
    if until is not None:
        yield _(
            "The keys of the days on which these would have gone are destroyed as well, by %(day)s.",
            day=day_in_words(until),
        )
    if deletion.scope == "everything":
        yield _(
            "Backups of the site hold the title, the questions and the published results until those backups are "
            "deleted. If one is put back on this installation, the form is deleted again."
        )


def _remaining(deletion: Deletion) -> Iterator[str]:
    if deletion.scope == "answers":
        yield _("Results that were published, and personal details until their own day, where any were left.")
    if deletion.scope == "details":
        yield _("Answers as far as they were kept, comments and results; no personal details.")
    if deletion.scope == "everything":
        yield _("This certificate. It names no person.")


def as_text(face: SimpleNamespace, site_name: str) -> str:
    """The certificate as a file to keep."""
    head = [
        _("Certificate of deletion"),
        "",
        _("Site: %(name)s", name=site_name),
        _("Form: %(title)s (%(link)s)", title=face.title, link=face.slug),
        _("Deleted: %(scope)s", scope=face.scope),
        _("Asked for on: %(day)s", day=face.asked_on),
        _("Done on: %(day)s (UTC)", day=face.done_on),
    ]
    parts = [line for part in face.parts for line in ("", part.heading, *(f"- {said}" for said in part.lines))]
    return "\n".join([*head, *parts, ""])
