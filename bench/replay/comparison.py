"""What a comparison of figures found."""

from dataclasses import dataclass, field


@dataclass
class Errors:
    """How far printed figures are from the truth."""

    people: list[int] = field(default_factory=list)  # per printed count
    points: list[float] = field(default_factory=list)  # percentage points, per printed per cent


@dataclass
class Comparison:
    """What was compared so far and every figure that is not as it must be."""

    figures: int = 0
    disagreements: list[str] = field(default_factory=list)
    whole: Errors = field(default_factory=Errors)  # of everybody who was asked
    groups: Errors = field(default_factory=Errors)
    withheld: list[str] = field(default_factory=list)  # tables, splits, conditional questions
    not_split: list[str] = field(default_factory=list)  # questions that no group may be told of
    skipped: list[str] = field(default_factory=list)  # cross-tabs

    def ensure(self, is_right: bool, sentence: str) -> None:
        self.figures += 1
        if not is_right:
            self.disagreements.append(sentence)

    def same(self, where: str, printed: object, expected: object) -> None:
        self.ensure(printed == expected, f"{where}: printed {printed}, expected {expected}.")
