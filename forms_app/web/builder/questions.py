"""The builder's questions: cards in one column, each edited in its place by plain posts."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from forms_app.domain import drafts
from forms_app.domain.drafts import Document
from forms_app.domain.errors import ChangedMeanwhile, NotFound
from forms_app.domain.fields import KINDS
from forms_app.services import builder
from forms_app.services.builder import Edit, fresh_ids
from forms_app.web.builder import frame
from forms_app.web.builder.cards import cards_of, looks_of, read_card, standing_texts, with_piped
from forms_app.web.guards import may
from forms_app.web.kind_words import kind_groups
from forms_app.web.option_sets import lines_of, option_sets

pages = Blueprint("builder", __name__)
OF_ONE_PART = ("save", "done", "preset", "pipe", "kind", "page-save")  # deeds that touch nothing beside a card


@pages.get("/staff/forms/<slug>/questions")
@may("make forms")
def questions(slug: str) -> str:
    draft = builder.get_draft(slug=slug)
    language = frame.language_of(draft.document)
    opened = request.args.get("card", "")
    return frame.render(
        "staff/builder/questions.html",
        draft,
        tab="questions",
        pages=cards_of(draft.document, opened, language),
        opened=opened,
        place=_place_in_words(draft.document, request.args.get("moved", "")),
        noticed=_part_named(draft.document, request.args.get("at", "")),
        adding=request.args.get("add", ""),
        groups=kind_groups(),
        sets=option_sets(),
    )


@pages.post("/staff/forms/<slug>/questions")
@may("make forms")
def change(slug: str) -> Any:
    """One deed of the page; what stands typed in an open card is kept with every one of them."""
    draft = builder.get_draft(slug=slug)
    card = request.form.get("card", "")
    deed, then = _deed(request.form.get("do", "save"), card, draft.document)
    try:
        builder.change_draft(
            slug=slug,
            revision=frame.revision_sent(),
            edit=_with_typed(card, deed),
            part=card if request.form.get("do", "save") in OF_ONE_PART else None,
        )
    except ChangedMeanwhile as error:
        now = builder.get_draft(slug=slug)
        return frame.conflict(now, error, standing_texts(error.document, card, frame.language_of(error.document)))
    if frame.wants_json():
        saved = builder.get_draft(slug=slug)
        return frame.saved(saved, looks_of(saved.document, card, frame.language_of(saved.document)))
    return _back(slug, **then)


@pages.post("/staff/forms/<slug>/undo")
@may("make forms")
def undo(slug: str) -> Any:
    try:
        place = builder.undo(slug=slug, revision=frame.revision_sent())
    except ChangedMeanwhile:
        return _back(slug, said="changed")
    return _back(slug, said="undone", at=place)


def _back(slug: str, **then: Any) -> Any:
    """To the page as it is now, at the card that was worked on."""
    return redirect(url_for("builder.questions", slug=slug, **then), 303)


def _part_named(document: Document, id_: str) -> str:
    """The id of a question or page that is there; else nothing."""
    return id_ if id_ != drafts.HEAD and drafts.find_part(document, id_) is not None else ""


def _place_in_words(document: Document, moved: str) -> str:
    """Where a question or page stands that was just moved or copied; nothing for none."""
    pages = document.get("pages", [])
    number = 0
    for place, page in enumerate(pages, 1):
        if page["id"] == moved:
            return _("The page is now page %(place)d of %(count)d.", place=place, count=len(pages))
        for question in page["questions"]:
            number += 1
            if question["id"] == moved:
                if request.args.get("said") == "copied":
                    return _("The copy is question %(number)d, on page %(place)d.", number=number, place=place)
                return _("The question is now question %(number)d, on page %(place)d.", number=number, place=place)
    return ""


def _with_typed(card: str, deed: Edit) -> Edit:
    """What was typed into the card, then the deed."""

    def edit(document: Document) -> Document:
        if "text" in request.form:
            typed = read_card(document, card, frame.language_of(document), fresh_ids(document))
            document = drafts.set_question(document, card, typed)
        return deed(document)

    return edit


Then = dict[str, Any]


def _deed(do: str, card: str, document: Document) -> tuple[Edit, Then]:
    """What is done to the draft, and where one is afterwards."""
    kind = _kind(request.form.get("kind" if do == "kind" else "new_kind", ""))
    new_id = builder.make_id()
    page = request.form.get("page", "")
    # what the address names after # takes the focus where it can, with and without scripts
    open_card, closed = {"card": card, "_anchor": f"{card}-text"}, {"_anchor": f"edit-{card}"}
    moved = {"said": "moved", "moved": card}
    new_card = {"card": new_id, "_anchor": f"{new_id}-text"}
    copied = new_card | {"said": "copied", "moved": new_id}
    after = request.form.get("after") or None
    deeds: dict[str, tuple[Edit, Then]] = {
        "save": (lambda d: d, open_card),
        "done": (lambda d: d, closed),
        "add": (lambda d: drafts.add_question(d, kind=kind, page=page, after=after, id_=new_id), new_card),
        "kind": (lambda d: drafts.change_kind(d, card, kind), open_card),
        "preset": (lambda d: _with_preset(d, card), open_card | {"_anchor": f"{card}-preset"}),
        "pipe": (
            lambda d: with_piped(d, card, frame.language_of(d)),
            open_card | {"_anchor": f"{card}-{request.form.get('into', 'text')}"},
        ),
        "duplicate": (lambda d: drafts.duplicate(d, card, fresh=fresh_ids(d), new_id=new_id), copied),
        "remove": (lambda d: drafts.remove_question(d, card), {"said": "removed", "at": drafts.before(document, card)}),
        "up": (lambda d: drafts.move_question(d, card, by=-1), moved | {"_anchor": f"up-{card}"}),
        "down": (lambda d: drafts.move_question(d, card, by=1), moved | {"_anchor": f"down-{card}"}),
        "place": (lambda d: drafts.place_question(d, card, page=page, index=_index()), moved | closed),
        "to-page": (lambda d: drafts.place_question(d, card, page=page, index=10_000), moved | open_card),
        "split": (lambda d: drafts.split_page(d, card, id_=new_id), closed),
        "page-add": (lambda d: drafts.add_page(d, after=page, id_=new_id), {"_anchor": f"add-{new_id}"}),
        "page-up": (lambda d: drafts.move_page(d, card, by=-1), moved | {"_anchor": f"page-up-{card}"}),
        "page-down": (lambda d: drafts.move_page(d, card, by=1), moved | {"_anchor": f"page-down-{card}"}),
        "page-save": (lambda d: _with_page_title(d, card), {"_anchor": f"t-{card}"}),
        "page-remove": (lambda d: drafts.remove_page(d, card), {"said": "page-removed"}),
    }
    if do not in deeds:
        raise NotFound("deed")
    return deeds[do]


def _kind(name: str) -> str:
    return name if name in KINDS else next(iter(KINDS))


def _index() -> int:
    return request.form.get("index", 0, type=int)


def _with_preset(document: Document, card: str) -> Document:
    """The first list of answers of the question, as a ready-made one."""
    language = frame.language_of(document)
    lines = lines_of(request.form.get("preset", ""), language)
    question = drafts.get_question(document, card)
    fresh: Callable[[], str] = fresh_ids(document)
    made = builder.with_lines(question, lines, language, fresh) if lines else question
    return drafts.set_question(document, card, made)


def _with_page_title(document: Document, page: str) -> Document:
    held = drafts.find_part(document, page) or {}
    words = request.form.get(f"title-{page}", "").strip()
    title = builder.with_words(held.get("title"), words, frame.language_of(document))
    kept = {key: value for key, value in held.items() if key != "title"}
    return drafts.set_page(document, page, kept | ({"title": title} if title else {}))
