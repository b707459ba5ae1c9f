"""How invented customers of the demo choose: by weights, which may change over the year or follow from an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms_app.domain.fields.chance import Dice

Weights = Sequence[int]  # of the answers offered, in their order; of a question of several, chances in a hundred


@dataclass(frozen=True)
class Drift:
    """Weights that change evenly from the first day to the last."""

    first: Weights
    last: Weights


Habit = Weights | Drift | Mapping[str, Weights]  # the last: by an answer given before


def weights(habit: Habit, sent: Mapping[str, list[str]], share: float) -> Weights:
    if isinstance(habit, Mapping):
        chosen = {text for texts in sent.values() for text in texts}
        return next(held for group, held in habit.items() if group in chosen)
    if isinstance(habit, Drift):
        return [round(one + (two - one) * share) for one, two in zip(habit.first, habit.last, strict=True)]
    return habit


def throw(offered: Sequence[str], weights: Weights, dice: Dice) -> str:
    thrown = dice(sum(weights))
    for label, weight in zip(offered, weights, strict=True):
        thrown -= weight
        if thrown < 0:
            return label
    raise AssertionError("the dice threw more than the weights' sum")
