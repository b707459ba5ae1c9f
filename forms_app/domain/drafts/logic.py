"""Conditions of a draft as rows that can be typed: comparisons, joined by all or any, nested once."""

import json
from dataclasses import dataclass
from typing import Any

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.drafts import Document, questions_of
from forms_app.domain.fields import KINDS
from forms_app.domain.fields.kind import PRESENCE, Kind
from forms_app.domain.texts import Text, in_language

Branch = dict[str, Any]  # {"q", "op", "value"}, or {"join", "rows": [comparisons]}


@dataclass(frozen=True)
class Rule:
    """A condition as rows; no rows: always shown."""

    join: str  # all or any
    rows: tuple[Branch, ...]


def rule_of(tree: Any) -> Rule:
    """What the builder edits of a condition; deeper nesting than once is flattened into its group."""
    if not isinstance(tree, dict):
        return Rule("all", ())
    if "q" in tree:
        return Rule("all", (dict(tree),))
    join = "any" if "any" in tree else "all"
    rows: list[Branch] = []
    for branch in tree.get(join, []):
        if "q" in branch:
            rows.append(dict(branch))
        else:
            inner = "any" if "any" in branch else "all"
            rows.append({"join": inner, "rows": list(_leaves(branch))})
    return Rule(join, tuple(rows))


def tree_of(rule: Rule) -> Any:
    """The condition as form/1 has it; None where there are no rows."""
    branches = [{row["join"]: row["rows"]} if "rows" in row else row for row in rule.rows if row.get("rows", True)]
    if not branches:
        return None
    return branches[0] if len(branches) == 1 and "q" in branches[0] else {rule.join: branches}


def is_deep(tree: Any) -> bool:
    """Whether it is nested more than once, so that rows would not say the same."""
    return isinstance(tree, dict) and _depth(tree) > 2


def _depth(tree: Any) -> int:
    branches = tree.get("all") or tree.get("any") or []
    return 1 + max((_depth(branch) for branch in branches), default=0) if branches else 0


def _leaves(tree: Any) -> list[Branch]:
    if "q" in tree:
        return [dict(tree)]
    return [leaf for branch in tree.get("all") or tree.get("any") or [] for leaf in _leaves(branch)]


def asked_by(part: Document) -> list[str]:
    """The ids that the condition of a question or page looks at, as they stand there."""
    tree = part.get("show_if")
    return [leaf["q"] for leaf in _leaves(tree)] if isinstance(tree, dict) else []


def askable(document: Document, definition: Definition, target: str) -> list[Question]:
    """The finished questions a condition of this question or page may look at: those answered before it."""
    pages = document.get("pages", [])
    before: list[str] = []
    for page in pages:
        if page["id"] == target:
            break
        ids = [question["id"] for question in page["questions"]]
        if target in ids:
            before += ids[: ids.index(target)]
            break
        before += ids
    found = (definition.by_id.get(id_) for id_ in before)
    return [question for question in found if question and question.id in definition.answered_ids]


def operators_of(kind: Kind) -> tuple[str, ...]:
    return (*kind.operators, *PRESENCE)


def operands_of(kind: Kind, operator: str, language: str) -> list[tuple[str, str]]:
    """What may be compared with, as JSON and in words; empty where it is typed, or nothing is compared."""
    if operator in PRESENCE:
        return []
    possible = [value for value in kind.possible_values() or [] if isinstance(value, str | int | bool)]
    labels = [label for table in kind.tables() for label, _text in table.labels] + [table.id for table in kind.tables()]
    found: dict[str, str] = {}
    for value in [*possible, *labels, *kind.parts()]:
        key = json.dumps(value)
        if key not in found and kind.operand_problem(operator, value) is None:
            words: Text | None = kind.operand_words(value)
            found[key] = in_language(words, language) if words else str(value)
    return list(found.items())


def read_operand(kind: Kind, operator: str, typed: str) -> Any:
    """What was chosen or typed, as the kind compares with it; as it was typed where it cannot."""
    for candidate in _candidates(typed.strip()):
        if kind.operand_problem(operator, candidate) is None:
            return candidate
    return typed.strip()


def _candidates(typed: str) -> list[Any]:
    found: list[Any] = []
    try:
        value = json.loads(typed)
        found += [value] if isinstance(value, str | int | float | bool) else []
    except ValueError:
        pass
    return [*found, typed]


def first_comparison(question: Question, language: str) -> Branch:
    """A comparison to begin with."""
    operator = operators_of(question.settings)[0]
    operands = operands_of(question.settings, operator, language)
    if operator in PRESENCE:
        return {"q": question.id, "op": "filled"}
    return {"q": question.id, "op": operator, "value": json.loads(operands[0][0]) if operands else ""}


def targets_of(document: Document) -> list[str]:
    """Questions and pages that may depend on something: all but the first, and no personal detail."""
    questions = questions_of(document)
    first_page = document["pages"][0]["id"] if document.get("pages") else None
    found = [page["id"] for page in document.get("pages", []) if page["id"] != first_page]
    return [*found, *(one["id"] for one in questions[1:] if "personal" not in one)]


def pipeable_in(document: Document, target: str) -> list[Document]:
    """The questions of earlier pages whose answers this question's texts may show."""
    before: list[Document] = []
    for page in document.get("pages", []):
        if found := [question for question in page["questions"] if question["id"] == target]:
            return [] if "personal" in found[0] else before
        before += [one for one in page["questions"] if KINDS[one["kind"]].may_be_piped and "personal" not in one]
    return []
