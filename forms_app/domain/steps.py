"""The steps a visitor walks: the form's pages, the details asked apart, the look back before sending."""

from dataclasses import dataclass

from forms_app.domain.answers import Reading
from forms_app.domain.conditions import holds, leaves
from forms_app.domain.definitions import Definition, Page, Question
from forms_app.domain.texts import Text

DETAILS = "your-details"  # hyphens keep these apart from the ids of pages
REVIEW = "your-answers"


@dataclass(frozen=True)
class Step:
    id: str
    title: Text | None
    questions: tuple[Question, ...]  # shown ones, in order


def steps_of(definition: Definition, reading: Reading) -> list[Step]:
    """The steps for somebody who answered this so far; what is asked apart comes last, then the review."""
    pages = [page for page in definition.pages if holds(page.show_if, reading.values, definition.kinds)]
    steps = [step for step in (_page_step(page, reading, definition) for page in pages) if step.questions]
    if definition.details and not definition.is_read:
        steps.append(Step(DETAILS, None, definition.details))
    if has_review(definition):
        steps.append(Step(REVIEW, None, ()))
    return steps


def has_review(definition: Definition) -> bool:
    """Forms of several pages, and what staff read, are looked over before sending; short ones are sent at once."""
    return len(definition.pages) > 1 or definition.is_read


def _page_step(page: Page, reading: Reading, definition: Definition) -> Step:
    """What is shown, and what an answer on the same page would show: without scripts nothing can appear later.

    Details are asked apart, but where staff read all of it together.
    """
    asked: dict[str, Question] = {}
    for question in page.questions:
        may_appear = any(leaf.q in asked for leaf in leaves(question.show_if))
        is_apart = question.personal is not None and not definition.is_read
        if (question.id in reading.shown or may_appear) and not is_apart:
            asked[question.id] = question
    return Step(page.id, page.title, tuple(asked.values()))


def find_step(steps: list[Step], id_: str) -> int:
    """Where a step stands among the steps; the first for one that is no longer walked."""
    return next((index for index, step in enumerate(steps) if step.id == id_), 0)
