"""Who was asked what, and who belongs to which printed group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.replay.coded import CHOICE, CodedQuestion
from bench.replay.conditions import is_shown
from bench.replay.conversions import CONVERSIONS
from bench.replay.dataset import Visitor

OTHERS = "others"


@dataclass(frozen=True)
class People:
    visitors: Sequence[Visitor]
    questions: Mapping[str, CodedQuestion]  # by the survey's id

    def asked(self, question: CodedQuestion) -> list[Visitor]:
        return [visitor for visitor in self.visitors if is_shown(question, self.questions, visitor.answers)]

    def group(self, breakdown: CodedQuestion, id_: str | None, apart: Sequence[str | None]) -> "People":
        """Those of one group; of the merged one, whoever is in none that is printed apart."""
        labels = [self._label(breakdown, visitor) for visitor in self.visitors]
        chosen = [label not in apart if id_ == OTHERS else label == id_ for label in labels]
        members = [visitor for visitor, is_in in zip(self.visitors, chosen, strict=True) if is_in]
        return People(members, self.questions)

    def _label(self, breakdown: CodedQuestion, visitor: Visitor) -> str | None:
        answer = visitor.answers.get(breakdown.source.id)
        return None if answer is None else CONVERSIONS[breakdown.source.kind].labels(breakdown, answer)[CHOICE]
