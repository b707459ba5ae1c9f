"""A report from invented answers, made by the real counting: what staff may look at before a form opens."""

from datetime import date
from statistics import median_low
from typing import Any

from forms_app.domain.conditions import holds
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.fields.chance import Dice
from forms_app.domain.publications import publish
from forms_app.domain.tallies import Tally

SECRET_BYTES, ID_BYTES = 32, 16
SKIPPED = 12  # of so many invented people one leaves out a question that is not required


def sample_publication(definition: Definition, *, people: int, day: date, dice: Dice) -> dict[str, Any]:
    """The publication of at least ten invented people."""
    secret = _bytes(dice, SECRET_BYTES)
    tally = Tally(definition, secret)
    for _ in range(people):
        tally.add(_bytes(dice, ID_BYTES), invented_answers(definition, dice))
    return publish(tally, secret=secret, number=1, version=1, first_day=day, last_day=day)


def invented_answers(definition: Definition, dice: Dice) -> dict[str, Any]:
    """What one invented person's answers would be stored as."""
    return {id_: definition.kinds[id_].store(value) for id_, value in invented_values(definition, dice).items()}


def invented_values(definition: Definition, dice: Dice) -> dict[str, Any]:
    """What one invented person answers; what the conditions hide is not answered."""
    values: dict[str, Any] = {}
    for question in definition.answered:
        if all(holds(condition, values, definition.kinds) for condition in definition.conditions_of(question)):
            value = _answer(question, dice)
            if value is not None:
                values[question.id] = value
    return values


def usual_options(definition: Definition) -> int | None:
    """How many answers a counted question of this form usually offers; None where nothing is counted."""
    numbers = [len(table.labels) for question in definition.answered for table in question.settings.tables()]
    return max(2, median_low(numbers)) if numbers else None


def _answer(question: Question, dice: Dice) -> Any:
    is_skipped = not question.required and dice(SKIPPED) == 0
    return None if is_skipped else question.settings.sample(dice)


def _bytes(dice: Dice, number: int) -> bytes:
    return bytes(dice(256) for _ in range(number))
