"""What a survey shows to whom: its conditions as form/1, and read against one visitor's answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.replay.coded import CodedQuestion
from bench.replay.conversions import CONVERSIONS

BRANCHES = ("all", "any")

Tree = Mapping[str, Any]
Questions = Mapping[str, CodedQuestion]  # by the survey's id


def definition_of(tree: Tree, questions: Questions) -> dict[str, Any]:
    """The condition in form/1."""
    for name in BRANCHES:
        if name in tree:
            return {name: [definition_of(branch, questions) for branch in tree[name]]}
    return {"q": questions[tree["q"]].id, "op": tree["op"], "value": _operand(questions[tree["q"]], tree["value"])}


def is_shown(question: CodedQuestion, questions: Questions, answers: Mapping[str, Any]) -> bool:
    """Whether these answers, to questions that were shown, show the question."""
    tree = condition_of(question)
    return tree is None or _holds(tree, questions, answers)


def condition_of(question: CodedQuestion) -> Tree | None:
    """A detail of a person is asked of everybody: if it depended on answers, it would give one away."""
    tree: Tree | None = question.source.given.get("show_if")
    return None if question.is_personal else tree


def looked_at(tree: Tree | None) -> Iterator[str]:
    """Ids, the survey's, of the questions a condition compares."""
    if tree is None:
        return
    branches = [branch for name in BRANCHES for branch in tree.get(name, ())]
    if not branches:
        yield tree["q"]
    for branch in branches:
        yield from looked_at(branch)


def _holds(tree: Tree, questions: Questions, answers: Mapping[str, Any]) -> bool:
    if "all" in tree:
        return all(_holds(branch, questions, answers) for branch in tree["all"])
    if "any" in tree:
        return any(_holds(branch, questions, answers) for branch in tree["any"])
    answer = answers.get(tree["q"])
    if answer is None:
        return bool(tree["op"] == "!=")
    question = questions[tree["q"]]
    is_met = _meets(_operand(question, answer), _operand(question, tree["value"]), contains=tree["op"] == "contains")
    return not is_met if tree["op"] == "!=" else is_met


def _meets(given: Any, wanted: Any, *, contains: bool) -> bool:
    if isinstance(given, list):
        return wanted in given
    if contains:
        return str(wanted).casefold() in str(given).casefold()
    return bool(given == wanted)


def _operand(question: CodedQuestion, value: Any) -> Any:
    return CONVERSIONS[question.source.kind].operand(question, value)
