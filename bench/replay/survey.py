"""A survey as its report is compared with: its people, its coded questions, its oracle."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bench.replay.breakdowns import breakdowns_of
from bench.replay.coded import CodedQuestion
from bench.replay.conversions import CONVERSIONS
from bench.replay.dataset import Dataset
from bench.replay.people import People


@dataclass(frozen=True)
class Survey:
    dataset: Dataset
    questions: Sequence[CodedQuestion]

    @cached_property
    def people(self) -> People:
        return People(self.dataset.visitors, {question.source.id: question for question in self.questions})

    @cached_property
    def breakdowns(self) -> dict[str, CodedQuestion]:
        """By the application's id, in the form's order of them."""
        return {question.id: question for question in breakdowns_of(self.dataset, self.questions)}

    @property
    def reported(self) -> list[CodedQuestion]:
        """Whatever takes answers, and no detail of a person."""
        return [q for q in self.questions if not q.is_personal and CONVERSIONS[q.source.kind].asks]
