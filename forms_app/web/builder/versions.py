"""The builder's versions: what differs from what is asked, publishing it, correcting words, going back."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from forms_app.domain.definitions import Definition
from forms_app.domain.differences import differences, rewordings
from forms_app.domain.errors import ChangedMeanwhile, Conflict, NotFound, Unpublishable
from forms_app.services import builder, status, versions
from forms_app.services.builder import Draft
from forms_app.web import current
from forms_app.web.builder import frame
from forms_app.web.builder.cards import cards_of
from forms_app.web.guards import may
from forms_app.web.moments import moment_in_words
from forms_app.web.status_faces import status_face

pages = Blueprint("builder_versions", __name__)


@pages.get("/staff/forms/<slug>/versions")
@may("make forms")
def show(slug: str) -> Any:
    draft = builder.get_draft(slug=slug)
    if draft.version is None:
        return redirect(url_for("builder.questions", slug=slug), 303)
    return _page(draft)


@pages.post("/staff/forms/<slug>/versions")
@may("make forms")
def change(slug: str) -> Any:
    """Publish the draft, correct the wording by it, take a coming change back, or put an old version into the draft."""
    draft, do = builder.get_draft(slug=slug), request.form.get("do", "")
    if draft.version is None:
        return redirect(url_for("builder.questions", slug=slug), 303)
    if do not in ("restore", "take-back", "correct", "publish"):
        raise NotFound("deed")
    problems = [] if do in ("restore", "take-back") else _problems(draft)
    if not problems:
        try:
            return _do(draft, do)
        except Conflict as error:
            problems = error.sentence.split("\n- ")
        except Unpublishable as error:
            problems = error.reasons
        except ChangedMeanwhile as error:
            return frame.conflict(builder.get_draft(slug=slug), error, [])
    return _page(builder.get_draft(slug=slug), problems), 422


def _problems(draft: Draft) -> list[str]:
    """What must be so before anything is published: the draft that was looked at, whole, and a yes."""
    if draft.revision != frame.revision_sent():
        return [_("Somebody changed the draft meanwhile. Look at what differs now, then publish it.")]
    if request.form.get("sure") != "yes":
        return [_("Please tick the box first.")]
    return draft.reading.gap_sentences()


def _do(draft: Draft, do: str) -> Any:
    slug, now = draft.form.slug, current.now()
    if do == "restore":
        return _restore(draft)
    if do == "take-back":
        versions.take_back(slug=slug, now=now)
    elif do == "correct":
        versions.correct_wording(slug=slug, definition=draft.reading.finished, now=now, revision=draft.revision)
    elif do == "publish":
        versions.replace_questions(slug=slug, definition=draft.reading.finished, now=now, revision=draft.revision)
    return redirect(url_for("builder_versions.show", slug=slug, said=do), 303)


def _restore(draft: Draft) -> Any:
    number = request.form.get("number", 0, type=int)
    document = versions.get_version(form=draft.form, number=number).definition.to_json()
    builder.change_draft(slug=draft.form.slug, revision=frame.revision_sent(), edit=lambda _d: document)
    return redirect(url_for("builder.questions", slug=draft.form.slug, said="restored"), 303)


def _page(draft: Draft, problems: list[str] | None = None) -> str:
    assert draft.version is not None
    old, new = draft.version.definition, _at_home(draft)
    gaps = draft.reading.gap_sentences()
    beside = [] if gaps else differences(old, new)
    words = [] if gaps or beside else rewordings(old, new)
    found = status_face(status.get_status(slug=draft.form.slug, now=current.now()))
    shown = request.args.get("number", 0, type=int)
    listed = versions.list_versions(form=draft.form)
    seen = next((one for one in listed if one.number == shown), None)
    return frame.render(
        "staff/builder/versions.html",
        draft,
        tab="versions",
        gaps=gaps,
        differs=beside,
        words=[(one.was, one.now) for one in words],
        listed=[(one.number, _since(one.begins_at, old)) for one in listed],
        told=found.told,
        changes=found.changes,
        is_poll=old.poll,
        seen=seen.number if seen else None,
        seen_pages=cards_of(seen.definition.to_json(), "", seen.definition.languages[0]) if seen else [],
        problem=bool(problems),
        problems=problems or [],
    )


def _at_home(draft: Draft) -> Definition:
    assert draft.version is not None
    return versions.as_it_would_be(draft.reading.finished, draft.version.definition)


def _since(begins_at: Any, definition: Definition) -> str:
    return moment_in_words(begins_at.astimezone(definition.zone)) if begins_at else ""
