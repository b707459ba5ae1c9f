"""One survey folder as it lies on disk: its questions, its visitors and the figures they must give."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILES = ("form.json", "responses.jsonl", "oracle.json")


class DatasetProblem(Exception):
    """A folder that cannot be replayed, in one sentence that says where."""


@dataclass(frozen=True)
class Question:
    id: str  # as the survey calls it
    text: str
    kind: str
    required: bool
    labels: tuple[str, ...]  # of the options, as the answers name them
    given: Mapping[str, Any]  # everything form.json says about it


@dataclass(frozen=True)
class Visitor:
    line: int  # in responses.jsonl, from 1
    answers: Mapping[str, Any]  # a missing key is a question left open


@dataclass(frozen=True)
class Marginal:
    answered: int
    counts: Mapping[str, int]  # by label or rank; empty where the oracle counts nothing (texts)
    others: int | None = None  # answers in people's own words, where the oracle counts them
    parts: Mapping[str, "Marginal"] = field(default_factory=dict)  # by row or item


@dataclass(frozen=True)
class Claim:
    """A figure the survey's publisher printed."""

    text: str
    published: float
    computed: float
    matches: bool


@dataclass(frozen=True)
class Crosstab:
    """Two questions counted together, of those who answered both."""

    row: str
    col: str
    part: str | None  # the row of a matrix that is counted
    counts: Mapping[str, Mapping[str, int]]  # by label of the row question, then of the column question
    answered: Mapping[str, int]  # people by label of the column question

    @property
    def name(self) -> str:
        return self.row + (f" “{self.part}”" if self.part else "") + f" by {self.col}"


@dataclass(frozen=True)
class Dataset:
    name: str
    title: str
    questions: tuple[Question, ...]
    visitors: tuple[Visitor, ...]
    n: int  # people, by the oracle
    marginals: Mapping[str, Marginal]
    claims: tuple[Claim, ...]
    crosstabs: tuple[Crosstab, ...] = ()


def read(folder: Path) -> Dataset:
    """The survey in the folder; raises DatasetProblem for what it cannot read."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise DatasetProblem(f"{folder} holds no {' and no '.join(missing)}.")
    try:
        return _read(folder)
    except KeyError as error:
        raise DatasetProblem(f"{folder.name}: a key {error} is missing in form.json or oracle.json.") from error


def _read(folder: Path) -> Dataset:
    form, oracle = _json(folder / "form.json"), _json(folder / "oracle.json")
    questions = tuple(_question(given) for given in form["questions"])
    return Dataset(
        name=folder.name,
        title=form.get("title") or folder.name,
        questions=questions,
        visitors=tuple(_visitors(folder / "responses.jsonl", {question.id for question in questions})),
        n=oracle["n_responses"],
        marginals={id_: _marginal(given) for id_, given in oracle["marginals"].items()},
        claims=tuple(_claims(folder / "published_check.json")),
        crosstabs=tuple(_crosstab(given) for given in oracle.get("crosstabs", ())),
    )


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DatasetProblem(f"{path.parent.name}/{path.name} is not JSON: {error}.") from error


def _question(given: Mapping[str, Any]) -> Question:
    return Question(
        id=given["id"],
        text=given["text"],
        kind=given["kind"],
        required=bool(given.get("required")),
        labels=distinct_labels(given.get("options") or ()),
        given=given,
    )


def distinct_labels(options: Any) -> tuple[str, ...]:
    """Labels as answers name them: the second of two equal labels is called "label (2)"."""
    labels: list[str] = []
    for option in map(str, options):
        label, times = option, 1
        while label in labels:
            times += 1
            label = f"{option} ({times})"
        labels.append(label)
    return tuple(labels)


def shown_label(label: str, labels: Any) -> str:
    """The label as visitors read it, without the suffix that only tells equal ones apart."""
    stem, _, suffix = label.rpartition(" (")
    is_repeat = suffix[:-1].isdecimal() and suffix.endswith(")") and stem in labels
    return stem if is_repeat else label


def _visitors(path: Path, known: set[str]) -> Iterator[Visitor]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            yield Visitor(number, _answers(line, number, known))


def _answers(line: str, number: int, known: set[str]) -> dict[str, Any]:
    try:
        answers = json.loads(line)["answers"]
    except (ValueError, KeyError, TypeError) as error:
        raise DatasetProblem(f"Line {number} of responses.jsonl holds no answers.") from error
    strangers = sorted(set(answers) - known)
    if strangers:
        raise DatasetProblem(f"Line {number} of responses.jsonl answers {strangers[0]}, which form.json does not ask.")
    return {id_: answer for id_, answer in answers.items() if answer is not None}


def _marginal(given: Mapping[str, Any]) -> Marginal:
    counts = given.get("counts") or given.get("rank_counts") or {}
    parts = given.get("rows") or given.get("items") or {}
    return Marginal(
        answered=given["answered"],
        counts={str(label): count for label, count in counts.items()},
        others=given.get("other_text_count"),
        parts={label: _marginal(part) for label, part in parts.items()},
    )


def _crosstab(given: Mapping[str, Any]) -> Crosstab:
    return Crosstab(given["row"], given["col"], given.get("row_item"), given["counts"], given["column_base"])


def _claims(path: Path) -> Iterator[Claim]:
    if path.is_file():
        for given in _json(path):
            yield Claim(given["claim"], given["published"], given["computed"], given["match"])
