"""What a comparison of figures found."""

from dataclasses import dataclass, field


@dataclass
class Comparison:
    """What was compared so far and every figure that is not as it must be."""

    figures: int = 0
    disagreements: list[str] = field(default_factory=list)
    people_off: list[int] = field(default_factory=list)  # |printed - true|, per printed count
    points_off: list[float] = field(default_factory=list)  # |printed - true| percentage points
    withheld: list[str] = field(default_factory=list)  # tables
    to_come: list[str] = field(default_factory=list)  # questions that the application does not print yet

    def ensure(self, is_right: bool, sentence: str) -> None:
        self.figures += 1
        if not is_right:
            self.disagreements.append(sentence)

    def same(self, where: str, printed: object, expected: object) -> None:
        self.ensure(printed == expected, f"{where}: printed {printed}, expected {expected}.")
