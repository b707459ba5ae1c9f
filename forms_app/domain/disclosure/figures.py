"""What one release prints: rounded numbers, and how far each may be from the truth."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms_app.domain.disclosure.plan import Part


@dataclass(frozen=True)
class Printed:
    """Rounded counts of one table in its cells' order; base None means withheld and values are None."""

    base: int | None
    values: tuple[int | None, ...]

    @property
    def bound(self) -> int | None:
        """How many people a value may be off, either way."""
        return self.base and self.base - 1


@dataclass(frozen=True)
class PrintedTable:
    """One value per part, a part being positions of cells counted together; an impossible cell is an exact 0."""

    parts: tuple[Part, ...]
    whole: Printed
    split: Mapping[str, Printed] = field(default_factory=dict)  # by breakdown: values group by group, part by part


@dataclass(frozen=True)
class PrintedQuestion:
    """asked is None where everybody was; no tables where too few were, or where a breakdown came to one group.

    asked_split: by breakdown those asked in each group, where every group has enough of them.
    """

    asked: Printed | None
    tables: tuple[PrintedTable, ...]
    asked_split: Mapping[str, Printed] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    """groups: by breakdown the positions of declared groups printed together, "other groups" last; none: no split."""

    n: int
    questions: Mapping[str, PrintedQuestion]
    groups: Mapping[str, tuple[Part, ...]]
