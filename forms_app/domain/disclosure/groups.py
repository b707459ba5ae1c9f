"""Which declared groups of a breakdown are printed apart, decided by printed numbers alone (R3, amended)."""

from collections.abc import Callable, Sequence

from forms_app.domain.disclosure.plan import Cell, Part, together
from forms_app.domain.disclosure.rounding import is_enough


def merge_groups(declared: Sequence[Cell], number: Callable[[Cell], int], base: int) -> tuple[Part, ...]:
    """Positions of the declared groups printed together, the others last; none where one group would remain.

    An empty group must not print otherwise than one of a single person: whether anyone was in it decides nothing.
    """
    possible = [place for place, cell in enumerate(declared) if cell.key is not None]
    sizes = {place: number(declared[place]) for place in possible}
    apart = [place for place in possible if is_enough(sizes[place], base)]
    others = [place for place in possible if place not in apart]
    while others and apart and not is_enough(number(together(declared[p] for p in others)), base):
        smallest = min(apart, key=lambda place: (sizes[place], -place))
        apart.remove(smallest)
        others.append(smallest)
    groups = [(place,) for place in apart] + ([tuple(sorted(others))] if others else [])
    return tuple(groups) if len(groups) > 1 else ()
