"""Questions as cards: what each shows when it is closed, what can be typed when it is open, and reading that back."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from flask import request
from markupsafe import Markup

from forms_app.domain import drafts
from forms_app.domain.definitions import USUAL_DAYS
from forms_app.domain.drafts import Document, logic, settings
from forms_app.domain.fields import KINDS
from forms_app.domain.piping import has_piping, mark_of, name_of, readable_words
from forms_app.domain.texts import Text, in_language
from forms_app.web.kind_words import choice_word, kind_word, setting_words
from forms_app.web.markdown import rendered, with_answers


def cards_of(document: Document, opened: str, language: str) -> list[SimpleNamespace]:
    """Pages with their cards, numbered through."""
    number, total, texts = 0, len(drafts.questions_of(document)), drafts.texts_by_id(document)
    found = []
    for place, page in enumerate(document.get("pages", []), 1):
        cards = []
        for index, question in enumerate(page["questions"]):
            number += 1
            cards.append(_card(question, number, total, index, language, question["id"] == opened, document, texts))
        title = page.get("title", {}).get(language, "")
        found.append(
            SimpleNamespace(id=page["id"], number=place, title=title, cards=cards, has_condition="show_if" in page)
        )
    return found


def _card(
    question: Document,
    number: int,
    total: int,
    index: int,
    language: str,
    is_open: bool,
    document: Document,
    texts: Mapping[str, Text],
) -> SimpleNamespace:
    kind = KINDS[question["kind"]]
    text = question.get("text", {})
    return SimpleNamespace(
        id=question["id"],
        number=number,
        index=index,
        is_first=number == 1,
        is_last=number == total,
        shows_answers=has_piping(text) or has_piping(question.get("help")),
        text=readable_words(text.get(language) or next(iter(text.values()), ""), texts, language),
        kind=question["kind"],
        kind_words=kind_word(question["kind"]),
        is_required=question.get("required", False),
        is_personal="personal" in question,
        is_compared=question["id"] in document.get("breakdowns", []),
        has_condition="show_if" in question,
        help=_help_looks(question, texts, language),
        lines=_lines(question, kind, language),
        editor=_editor(question, language, document) if is_open else None,
    )


def _help_looks(question: Document, texts: Mapping[str, Text], language: str) -> Markup:
    html = rendered(question.get("help", {}).get(language, ""))
    return with_answers(html, lambda id_: name_of(id_, texts, language))


def looks_of(document: Document, id_: str, language: str) -> dict[str, Markup]:
    """By its input, how a text of the card looks to visitors; nothing for what is no question."""
    part = drafts.find_part(document, id_)
    if part is None or "kind" not in part:
        return {}
    return {"help": _help_looks(part, drafts.texts_by_id(document), language)}


MOST_LINES = 6  # of the answers a closed card shows


def _lines(question: Document, kind: Any, language: str) -> list[str]:
    for setting in settings.settings_of(kind):
        if setting.shape == "options":
            found: list[str] = settings.show(setting, question.get("settings", {}).get(setting.name), language).split(
                "\n"
            )
            return [*found[:MOST_LINES], "…"] if len(found) > MOST_LINES else [line for line in found if line]
    return []


def _editor(question: Document, language: str, document: Document) -> SimpleNamespace:
    kind = KINDS[question["kind"]]
    held = question.get("settings", {})
    personal, is_read = question.get("personal"), "keep" in document.get("switches", ())
    usual_days = document.get("keep_days") or USUAL_DAYS if is_read else ""
    return SimpleNamespace(
        is_read=is_read,
        text=question.get("text", {}).get(language, ""),
        help=question.get("help", {}).get(language, ""),
        asks=kind.asks,
        always_personal=kind.is_personal,
        required=question.get("required", False),
        personal=personal is not None,
        purpose=(personal or {}).get("purpose", {}).get(language, ""),
        delete_after=(personal or {}).get("delete_after", usual_days),
        settings=[_setting(setting, held, language) for setting in settings.settings_of(kind)],
        pipeable=_pipeable(question, language, document),
        has_lists=any(setting.shape == "options" for setting in settings.settings_of(kind)),
    )


def _pipeable(question: Document, language: str, document: Document) -> list[tuple[str, str, str]]:
    """Ids, texts and marks of the questions whose answers may be put into this one's texts."""
    texts = drafts.texts_by_id(document)
    asked = [one for one in logic.pipeable_in(document, question["id"]) if one["id"] in texts]
    return [
        (one["id"], readable_words(in_language(one["text"], language), texts, language), mark_of(one["id"], language))
        for one in asked
    ]


def _setting(setting: settings.Setting, held: Document, language: str) -> SimpleNamespace:
    label, hint = setting_words(setting)
    offered = [(value, choice_word(value)) for value in setting.offered]
    if setting.shape == "option":
        offered = [("", "–")] + [(one["id"], one["text"].get(language, one["id"])) for one in _options(held)]
    return SimpleNamespace(
        name=f"s-{setting.name}",
        label=label,
        hint=hint,
        shape=setting.shape,
        is_main=setting.needed or setting.name in MAIN,
        offered=offered,
        value=settings.show(setting, held.get(setting.name), language),
        rows=_rows(held.get(setting.name)),
    )


def _rows(value: Any) -> int:
    """Lines of the box a list is typed into."""
    return min(12, max(4, len(value) + 1)) if isinstance(value, list) else 4


MAIN = ("other", "min", "max", "style", "low", "high", "longest")  # asked at once; the rest stands under "More"


def _options(held: Document) -> list[Document]:
    return [
        one
        for value in held.values()
        if isinstance(value, list)
        for one in value
        if isinstance(one, dict) and "id" in one
    ]


def read_card(document: Document, id_: str, language: str, fresh: Callable[[], str]) -> Document:
    """The question as it was typed; what its kind has no input for stays."""
    was = drafts.get_question(document, id_)
    kind = KINDS[was["kind"]]
    made = {key: was[key] for key in ("id", "kind", "show_if") if key in was}
    for name in ("text", "help"):
        text = settings.set_text(was.get(name), words_typed(name), language)
        made |= {name: text} if text or name == "text" else {}
    made["text"] = made["text"] or {}
    if request.form.get("required") and kind.asks:
        made["required"] = True
    if kind.is_personal or (kind.asks and request.form.get("personal")):
        made["personal"] = _read_personal(was.get("personal") or {}, language)
    held = was.get("settings", {})
    made["settings"] = {}
    for setting in settings.settings_of(kind):
        value = settings.read(
            setting, request.form.get(f"s-{setting.name}", ""), held.get(setting.name), language, fresh
        )
        if value is not None and value != setting.usual:
            made["settings"][setting.name] = value
    return made


def words_typed(name: str) -> str:
    """A text as it was typed, whatever the browser ends its lines with."""
    return request.form.get(name, "").replace("\r\n", "\n").strip()


MOST_DIGITS = 9  # of a number of days; more stay as they were typed, and are said to be wrong


def _read_personal(was: Document, language: str) -> Document:
    purpose = settings.set_text(was.get("purpose"), request.form.get("purpose", "").strip(), language)
    days = request.form.get("delete_after", "").strip()
    kept = {key: was[key] for key in ("autocomplete", "seen_by") if key in was}
    after = {"delete_after": int(days) if days.isdecimal() and len(days) <= MOST_DIGITS else days} if days else {}
    return kept | {"purpose": purpose or {}} | after


def standing_texts(document: Document, id_: str, language: str) -> list[tuple[str, str]]:
    """The texts of a question as they stand, label and words; none where it is gone."""
    part = drafts.find_part(document, id_)
    if part is None or "kind" not in part:
        return []
    editor = _editor(part, language, document)
    beside = [(one.label, one.value) for one in editor.settings if isinstance(one.value, str) and one.value]
    return [(kind_word(part["kind"]), editor.text), *beside]


def with_piped(document: Document, id_: str, language: str) -> Document:
    """The question with the answer that was chosen at the end of its title or its help."""
    asked, into = request.form.get("piped", ""), request.form.get("into", "text")
    question = drafts.get_question(document, id_)
    if into not in ("text", "help") or asked not in {one["id"] for one in logic.pipeable_in(document, id_)}:
        return document
    held = question.get(into) or {}
    words = f"{held.get(language, '')} {mark_of(asked, language)}".strip()
    return drafts.set_question(document, id_, {**question, into: settings.set_text(held, words, language)})
