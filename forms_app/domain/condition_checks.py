"""What is wrong with a form's conditions: loops, questions that are not there, and what nobody would ever see."""

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from forms_app.domain.conditions import Comparison, Condition, holds, leaves
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.fields.kind import PRESENCE

MOST_COMBINATIONS = 20_000  # of answers that are tried; a wider condition is taken to be possible
DEEPEST = 5  # levels of all and any


def condition_problems(definition: Definition) -> list[str]:
    """Why the conditions may not stand as they are, in plain sentences."""
    problems = [problem for q in definition.questions for problem in _problems_of(definition, q)]
    if problems:
        return problems  # what is never shown can only be told where every condition can be read
    return [
        f"“{q.heading}” would never be shown: no answers fulfil its condition."
        for q in definition.questions
        if definition.is_conditional(q) and not _may_be_shown(definition, q)
    ]


def _problems_of(definition: Definition, question: Question) -> Iterator[str]:
    for condition in definition.conditions_of(question):
        if _depth(condition) > DEEPEST:
            yield f"The condition of “{question.heading}” is nested too deeply; use at most {DEEPEST} levels."
        for leaf in leaves(condition):
            yield from _leaf_problems(definition, question, leaf)
    if question.personal and definition.is_conditional(question):
        yield f"“{question.heading}” is a personal detail; if it depended on answers, it would give one away."


def _leaf_problems(definition: Definition, question: Question, leaf: Comparison) -> Iterator[str]:
    asked = definition.by_id.get(leaf.q)
    if asked is None:
        yield f"“{question.heading}” depends on a question that is not there ({leaf.q})."
    elif asked.id not in definition.answered_ids:
        yield f"“{question.heading}” depends on “{asked.heading}”, which a condition may not look at."
    elif not _comes_before(definition, asked, question):
        yield _order_problem(definition, question, asked)
    elif leaf.op not in (*asked.settings.operators, *PRESENCE):
        yield f"“{question.heading}” compares “{asked.heading}” with {leaf.op}, which this question type does not know."
    elif leaf.op not in PRESENCE and (problem := asked.settings.operand_problem(leaf.op, leaf.value)):
        yield f"“{question.heading}” depends on “{asked.heading}”. {problem}"


def _order_problem(definition: Definition, question: Question, asked: Question) -> str:
    if question.id in _looked_at(definition, asked):
        return f"“{question.heading}” and “{asked.heading}” depend on each other; neither could be shown."
    return f"“{question.heading}” depends on “{asked.heading}”, which comes later or on the same hidden page."


def _comes_before(definition: Definition, first: Question, second: Question) -> bool:
    """Whether one is answered before the other is decided: earlier, and for a page's condition on an earlier page."""
    order = [q.id for q in definition.questions]
    if order.index(first.id) >= order.index(second.id):
        return False
    page = definition.page_of(second)
    decides_page = first.id in {leaf.q for leaf in leaves(page.show_if)}
    return not decides_page or definition.page_of(first) is not page


def _looked_at(definition: Definition, question: Question) -> set[str]:
    """Ids of every question that decides, directly or through others, whether this one is shown."""
    found: set[str] = set()
    waiting = [question]
    while waiting:
        for condition in definition.conditions_of(waiting.pop()):
            for leaf in leaves(condition):
                if leaf.q not in found and leaf.q in definition.by_id:
                    found.add(leaf.q)
                    waiting.append(definition.by_id[leaf.q])
    return found


def _may_be_shown(definition: Definition, question: Question) -> bool:
    """Whether some answers to the questions it depends on show it, trying them all where they can be listed."""
    asked = [q for q in definition.questions if q.id in _looked_at(definition, question)]
    choices = [_choices(q) for q in asked]
    if any(found is None for found in choices):
        return True
    listed = [found for found in choices if found is not None]
    if prod(map(len, listed)) > MOST_COMBINATIONS:
        return True
    return any(_shows(definition, question, asked, values) for values in product(*listed))


def _choices(question: Question) -> list[Any] | None:
    """Every value of a question, and None for an open or hidden one."""
    values = question.settings.possible_values()
    return None if values is None else [None, *values]


def _shows(definition: Definition, question: Question, asked: list[Question], values: tuple[Any, ...]) -> bool:
    """Whether visitors can give exactly these values and then see the question."""
    given: dict[str, Any] = {}
    for q, value in zip(asked, values, strict=True):
        is_shown = _is_shown(definition, q, given)
        if value is None and is_shown and q.required or value is not None and not is_shown:
            return False
        if value is not None:
            given[q.id] = value
    return _is_shown(definition, question, given)


def _is_shown(definition: Definition, question: Question, values: Mapping[str, Any]) -> bool:
    return all(holds(condition, values, definition.kinds) for condition in definition.conditions_of(question))


def _depth(condition: Condition) -> int:
    if isinstance(condition, Comparison):
        return 0
    branches = condition.all if hasattr(condition, "all") else condition.any
    return 1 + max(_depth(branch) for branch in branches)
