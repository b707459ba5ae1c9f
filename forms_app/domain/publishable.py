"""Whether a form is fit to be opened: every reason why not, in plain sentences."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from forms_app.domain import ballots
from forms_app.domain.checks import texts_behind_groups
from forms_app.domain.condition_checks import condition_problems
from forms_app.domain.contest_checks import contest_problems
from forms_app.domain.definitions import FIRST_YEAR, LAST_YEAR, Definition, Question, Schedule
from forms_app.domain.kept import keep_problems
from forms_app.domain.piping_checks import piping_problems
from forms_app.domain.polls import poll_problems
from forms_app.domain.translations import untold

MOST_GROUPS = 8  # beside "no answer"


def unpublishable(definition: Definition) -> list[str]:
    """Every reason why this form may not be opened; empty when it may."""
    return [
        *_repeated_ids(definition),
        *untold(definition),
        *schedule_problems(definition.schedule),
        *(problem for q in definition.questions for problem in q.settings.problems(definition.languages[:1])),
        *(problem for q in definition.questions for problem in _personal_problems(q)),
        *condition_problems(definition),
        *piping_problems(definition),
        *texts_behind_groups(definition),
        *ballots.size_problems(definition.answered),
        *_breakdown_problems(definition),
        *_unavailable(definition),
        *_nothing_asked(definition),
        *poll_problems(definition),
        *contest_problems(definition),
        *keep_problems(definition),
    ]


def obstacles(definition: Definition, now: datetime) -> list[str]:
    """Every reason why this form may not be opened now."""
    closes_at = definition.schedule.closes_at() if definition.schedule else None
    is_late = closes_at is not None and closes_at <= now
    return unpublishable(definition) + (["Its closing time is past."] if is_late else [])


def _repeated_ids(definition: Definition) -> list[str]:
    ids = Counter([page.id for page in definition.pages] + [q.id for q in definition.questions])
    return [f"Two pages or questions share the id {id_}." for id_, times in ids.items() if times > 1]


def _personal_problems(question: Question) -> Iterator[str]:
    if question.settings.is_personal and question.personal is None:
        yield f"“{question.heading}” is a personal detail: say what it is for and when it is deleted."
    if question.personal and not question.settings.asks:
        yield f"“{question.heading}” asks nothing, so it cannot be a personal detail."
    if question.personal and question.required:
        yield f"“{question.heading}” is a personal detail, so it must be optional."


def _nothing_asked(definition: Definition) -> list[str]:
    if definition.answered or (definition.is_read and any(q.settings.asks for q in definition.questions)):
        return []
    return ["It asks nothing that could be counted; add a question."]


def _unavailable(definition: Definition) -> Iterator[str]:
    if "reward" in definition.switches and definition.kiosk:
        yield "A shared device shows no codes, so it cannot give vouchers."
    if "count" not in definition.switches:
        yield "Answers must be counted together (the switch “count”)."


def _breakdown_problems(definition: Definition) -> Iterator[str]:
    """Groups are compared by one closed question of at most eight answers that everybody is asked."""
    for id_ in definition.breakdowns:
        question = definition.by_id.get(id_)
        if question is None:
            yield f"Groups are compared by a question that is not there ({id_})."
            continue
        tables = question.settings.tables()
        if question.personal or len(tables) != 1 or question.settings.binding(required=question.required):
            yield f"Groups cannot be compared by “{question.heading}”: choose a single choice, a yes/no or a scale."
        elif len(tables[0].labels) > MOST_GROUPS:
            yield f"“{question.heading}” has more than {MOST_GROUPS} answers; groups so small would all be merged."
        elif definition.is_conditional(question):
            yield f"“{question.heading}” is not shown to everybody, so groups cannot be compared by it."
    if len(set(definition.breakdowns)) < len(definition.breakdowns):
        yield "A question is named twice among those by which groups are compared."


def schedule_problems(schedule: Schedule | None) -> list[str]:
    if schedule is None:
        return []
    problems = [
        problem for moment in (schedule.opens, schedule.closes) for problem in _clock_problems(moment, schedule.zone)
    ]
    if schedule.opens and schedule.closes and schedule.opens >= schedule.closes:
        problems.append("The form would close before it opens.")
    return problems


def _clock_problems(moment: datetime | None, zone: str) -> list[str]:
    """Local times that daylight saving skips or repeats (PEP 495) are refused rather than guessed."""
    if moment is None:
        return []
    first = moment.replace(tzinfo=ZoneInfo(zone))
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return []
    shown = moment.strftime("%Y-%m-%d %H:%M")
    return [f"On the day the clocks change in {zone}, {shown} is missing or comes twice; choose another time."]


def clock_problems(typed: str, zone: str) -> str | None:
    """Why a local time as it was typed cannot be taken; None where it can."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return "Write a day and a time, such as 2026-05-31 14:30."
    if moment.tzinfo is not None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return "Write a day and a time, such as 2026-05-31 14:30."
    found = _clock_problems(moment, zone)
    return found[0] if found else None
