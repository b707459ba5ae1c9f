"""The builder's page of the prize draw: its prizes and its rules, which are fixed once the form opens."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from forms_app.domain.drafts import HEAD
from forms_app.domain.drafts import contest as rules
from forms_app.domain.errors import ChangedMeanwhile
from forms_app.domain.publishable import clock_problems
from forms_app.services import builder
from forms_app.web import current
from forms_app.web.builder import frame
from forms_app.web.guards import may

pages = Blueprint("builder_contest", __name__)


@pages.get("/staff/forms/<slug>/draw")
@may("make forms")
def show(slug: str) -> str:
    return _page(slug)


@pages.post("/staff/forms/<slug>/draw")
@may("make forms")
def change(slug: str) -> Any:
    """A time that the clocks skip or repeat is given back to be chosen again; all else is kept as a draft."""
    draft = builder.get_draft(slug=slug)
    if draft.version is not None:
        return _page(slug), 409
    typed = request.form.get("draws", "").strip()
    zone = (draft.document.get("schedule") or {}).get("zone") or current.site().zone
    problem = clock_problems(typed, zone) if typed else None
    if problem is not None:
        if frame.wants_json():
            return {"problem": _("Not saved: %(why)s", why=problem)}, 422
        return _page(slug, problem), 422
    language, sent = frame.language_of(draft.document), request.form.to_dict()
    try:
        builder.change_draft(
            slug=slug,
            revision=frame.revision_sent(),
            edit=lambda document: rules.with_contest(document, sent, language),
            part=HEAD,
        )
    except ChangedMeanwhile as error:
        standing = [(_("Prizes"), rules.prize_lines(error.document, language))]
        return frame.conflict(builder.get_draft(slug=slug), error, standing)
    if frame.wants_json():
        return frame.saved(builder.get_draft(slug=slug))
    return redirect(url_for("builder_contest.show", slug=slug, said="saved"), 303)


def _page(slug: str, problem: str = "") -> str:
    draft = builder.get_draft(slug=slug)
    document, language = draft.document, frame.language_of(draft.document)
    typed: Any = request.form if problem else {}
    contest = document.get("contest", {})
    texts = {name: contest.get(name, {}).get(language, "") for name in rules.TEXTS}
    plain = {name: contest.get(name) for name in (*rules.NUMBERS, *rules.CHOICES)}
    held = texts | {name: rules.usual(name) if value is None else value for name, value in plain.items()}
    held |= {"prizes": rules.prize_lines(document, language), "lottery": contest.get("lottery", "")}
    held["draws"] = contest.get("draws") or ""
    return frame.render(
        "staff/builder/contest.html",
        draft,
        tab="draw",
        held={name: typed.get(name, value) for name, value in held.items()},
        is_on=bool(typed.get("draw")) if problem else rules.has_draw(document),
        draws_again=bool(typed.get("second_draw")) if problem else bool(contest.get("second_draw")),
        zone=(document.get("schedule") or {}).get("zone") or current.site().zone,
        problem=problem,
        entries=_entries(),
        deliveries=[
            ("post", _("By post")),
            ("email", _("By e-mail")),
            ("person", _("Handed over in person")),
        ],
        sources=[
            ("drand", _("The public drand network")),
            ("lottery", _("Numbers of a public lottery, which you type in")),
        ],
    )


def _entries() -> list[tuple[str, str, str]]:
    return [
        ("honour", _("On their honour"), _("Asked in the rules; nothing can enforce it.")),
        ("codes", _("Invitation codes"), _("Also choose “people with a code” under “Share”.")),
        ("mailbox", _("A confirmed e-mail address"), _("One ticket for each mailbox; mail must work.")),
    ]
