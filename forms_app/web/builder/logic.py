"""The builder's logic: which question is shown only if, said in sentences, and a map of the whole."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from forms_app.domain import drafts
from forms_app.domain.definitions import Definition
from forms_app.domain.drafts import Document, logic
from forms_app.domain.drafts.gaps import as_finished
from forms_app.domain.drafts.logic import Branch, Rule
from forms_app.domain.errors import ChangedMeanwhile, NotFound
from forms_app.domain.fields.kind import PRESENCE
from forms_app.domain.piping import readable_words
from forms_app.services import builder
from forms_app.web.builder import frame
from forms_app.web.builder.map import map_of
from forms_app.web.condition_words import condition_in_words
from forms_app.web.guards import may

pages = Blueprint("builder_logic", __name__)


@pages.get("/staff/forms/<slug>/logic")
@may("make forms")
def show(slug: str) -> str:
    draft = builder.get_draft(slug=slug)
    language, opened = frame.language_of(draft.document), request.args.get("of", "")
    definition = draft.reading.finished
    return frame.render(
        "staff/builder/logic.html",
        draft,
        tab="logic",
        flow=list(_flow(draft.document, definition, language)),
        map=map_of(draft.document, language),
        opened=opened,
        rule=_rule_face(draft.document, definition, opened, language) if opened else None,
    )


@pages.post("/staff/forms/<slug>/logic")
@may("make forms")
def change(slug: str) -> Any:
    target, do = request.form.get("of", ""), request.form.get("do", "save")
    try:
        builder.change_draft(
            slug=slug, revision=frame.revision_sent(), edit=lambda d: _with_rule(d, target, do), part=target
        )
    except ChangedMeanwhile as error:
        now = builder.get_draft(slug=slug)
        words = _condition_of(error.document, target, frame.language_of(error.document))
        return frame.conflict(now, error, [(_("Shown"), words)])
    if frame.wants_json():
        return frame.saved(builder.get_draft(slug=slug))
    if do in ("done", "clear"):
        return redirect(url_for("builder_logic.show", slug=slug, _anchor=f"s-{target}"), 303)
    where = f"op-{_newest(slug, target, do)}" if do in ("add", "group") else "asked"
    return redirect(url_for("builder_logic.show", slug=slug, of=target, _anchor=where), 303)


def _newest(slug: str, target: str, do: str) -> str:
    """The path of the comparison that was just added, where its answer is chosen next."""
    part = drafts.find_part(builder.get_draft(slug=slug).document, target) or {}
    rows = logic.rule_of(part.get("show_if")).rows
    into = request.form.get("into", -1, type=int)
    place = into if do == "add" and 0 <= into < len(rows) else len(rows) - 1
    inner = rows[place].get("rows") if rows else None
    return f"{place}-{len(inner) - 1}" if inner else str(place)


def _flow(document: Document, definition: Definition, language: str) -> Any:
    """Pages and questions in order, each with when it is shown."""
    may_depend, number, texts = set(logic.targets_of(document)), 0, drafts.texts_by_id(document)
    for place, page in enumerate(document.get("pages", []), 1):
        title = page.get("title", {}).get(language, "")
        words = _("Page %(number)d", number=place) + (f": {title}" if title else "")
        yield _step(page, words, document, definition, language, is_page=True, may_depend=page["id"] in may_depend)
        for question in page["questions"]:
            number += 1
            words = readable_words(question.get("text", {}).get(language, ""), texts, language) or _("No text yet")
            yield _step(
                question, f"{number} {words}", document, definition, language, may_depend=question["id"] in may_depend
            )


def _step(
    part: Document,
    words: str,
    document: Document,
    definition: Definition,
    language: str,
    *,
    may_depend: bool,
    is_page: bool = False,
) -> SimpleNamespace:
    return SimpleNamespace(
        id=part["id"],
        words=words,
        is_page=is_page,
        is_personal="personal" in part,
        has_condition="show_if" in part,
        condition=_condition_of(document, part["id"], language, definition) if "show_if" in part else "",
        may_depend=may_depend or "show_if" in part,
    )


def _condition_of(document: Document, target: str, language: str, definition: Definition | None = None) -> str:
    """When it is shown, in words."""
    tree = (drafts.find_part(document, target) or {}).get("show_if")
    if tree is None:
        return _("Always")
    definition = definition or as_finished(document)
    held = definition.by_id.get(target) or next((page for page in definition.pages if page.id == target), None)
    if held is None or held.show_if is None:
        return _("Only if something that is not there any more, or is not finished")
    return _("Only if %(condition)s", condition=condition_in_words(definition, held.show_if, language))


def _rule_face(document: Document, definition: Definition, target: str, language: str) -> SimpleNamespace:
    part = drafts.find_part(document, target)
    if part is None:
        raise NotFound("question")
    tree = part.get("show_if")
    rule = logic.rule_of(tree)
    return SimpleNamespace(
        join=rule.join,
        is_deep=logic.is_deep(tree),
        rows=[_row_face(row, str(place), definition, language) for place, row in enumerate(rule.rows)],
        askable=[(q.id, definition.name_of(q, language)) for q in logic.askable(document, definition, target)],
        groups=[place for place, row in enumerate(rule.rows) if "rows" in row],
    )


def _row_face(row: Branch, path: str, definition: Definition, language: str) -> SimpleNamespace:
    if "rows" in row:
        rows = [_row_face(one, f"{path}-{place}", definition, language) for place, one in enumerate(row["rows"])]
        return SimpleNamespace(path=path, join=row["join"], rows=rows)
    asked = definition.by_id.get(row["q"])
    operands = logic.operands_of(asked.settings, row["op"], language) if asked else []
    held = row.get("value")
    return SimpleNamespace(
        path=path,
        rows=None,
        question=definition.name_of(asked, language) if asked else _("A question that is not there any more"),
        operators=[(op, operator_words()[op]) for op in logic.operators_of(asked.settings)] if asked else [],
        operator=row["op"],
        operands=operands,
        chosen=next((key for key, _words in operands if _same(key, held)), ""),
        typed="" if held is None else str(held),
        takes_value=row["op"] not in PRESENCE,
    )


def _same(key: str, held: Any) -> bool:
    return key == builder.as_json(held)


def operator_words() -> dict[str, str]:
    return {
        "=": _("is"),
        "!=": _("is not"),
        "<": _("is less than"),
        "<=": _("is at most"),
        ">": _("is more than"),
        ">=": _("is at least"),
        "contains": _("includes"),
        "empty": _("has no answer"),
        "filled": _("has an answer"),
    }


def _with_rule(document: Document, target: str, do: str) -> Document:
    """The rows as they were typed, then the deed."""
    part = drafts.find_part(document, target)
    if part is None:
        raise NotFound("question")
    definition, language = as_finished(document), frame.language_of(document)
    rule = logic.rule_of(part.get("show_if"))
    if not logic.is_deep(part.get("show_if")):
        rows = [_typed(row, str(place), definition) for place, row in enumerate(rule.rows)]
        rule = Rule(_join("join", rule.join), tuple(rows))
    rule = _after(rule, do, document, definition, target, language)
    tree = logic.tree_of(rule)
    made = {key: value for key, value in part.items() if key != "show_if"} | ({"show_if": tree} if tree else {})
    return drafts.set_question(document, target, made) if "kind" in part else drafts.set_page(document, target, made)


def _typed(row: Branch, path: str, definition: Definition) -> Branch:
    if "rows" in row:
        return {
            "join": _join(f"join-{path}", row["join"]),
            "rows": [_typed(one, f"{path}-{n}", definition) for n, one in enumerate(row["rows"])],
        }
    asked, operator = definition.by_id.get(row["q"]), request.form.get(f"op-{path}", row["op"])
    if asked is None or operator not in logic.operators_of(asked.settings):
        return row
    if operator in PRESENCE:
        return {"q": row["q"], "op": operator}
    typed = request.form.get(f"value-{path}", "")
    value = logic.read_operand(asked.settings, operator, typed)
    if typed == "" and (offered := logic.operands_of(asked.settings, operator, "en")):
        value = logic.read_operand(asked.settings, operator, offered[0][0])
    return {"q": row["q"], "op": operator, "value": value}


def _join(name: str, held: str) -> str:
    sent = request.form.get(name, held)
    return sent if sent in ("all", "any") else held


def _after(rule: Rule, do: str, document: Document, definition: Definition, target: str, language: str) -> Rule:
    rows = list(rule.rows)
    if do == "clear":
        return Rule("all", ())
    if do.startswith("remove-"):
        return Rule(rule.join, tuple(_without(rows, do.removeprefix("remove-"))))
    asked = {q.id: q for q in logic.askable(document, definition, target)}.get(request.form.get("asked", ""))
    if do in ("add", "group") and asked is not None:
        made = logic.first_comparison(asked, language)
        into = request.form.get("into", -1, type=int)
        if do == "group":
            rows.append({"join": "any" if rule.join == "all" else "all", "rows": [made]})
        elif 0 <= into < len(rows) and "rows" in rows[into]:
            rows[into] = {**rows[into], "rows": [*rows[into]["rows"], made]}
        else:
            rows.append(made)
    return Rule(rule.join, tuple(rows))


def _without(rows: list[Branch], path: str) -> list[Branch]:
    first, _dash, rest = path.partition("-")
    kept = []
    for place, row in enumerate(rows):
        if str(place) != first:
            kept.append(row)
        elif rest and "rows" in row:
            inner = [one for n, one in enumerate(row["rows"]) if str(n) != rest]
            kept += [{**row, "rows": inner}] if inner else []
    return kept
