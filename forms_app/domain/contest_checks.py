"""Why a form with a prize draw may not be opened, in plain sentences."""

from collections.abc import Iterator
from datetime import timedelta

from forms_app.domain.contest_rules import COUNTING, MOST_WINNERS, Contest
from forms_app.domain.definitions import Definition, Schedule


def contest_problems(definition: Definition) -> Iterator[str]:
    has_switch, contest = "draw" in definition.switches, definition.contest
    if has_switch and contest is None:
        yield "It has a prize draw without rules: name the prizes, and when they are drawn."
    if contest is None or not has_switch:
        return
    yield from _form_problems(definition)
    yield from _rule_problems(contest)
    yield from _time_problems(definition, contest)


def admission_problems(definition: Definition, *, asks_code: bool) -> list[str]:
    """Why the rules would say something else of who may enter than the form does."""
    is_by_codes = definition.contest is not None and definition.contest.entry == "codes"
    if not definition.draws_prizes or is_by_codes == asks_code:
        return []
    return ["One entry for each person is kept by codes only where the form asks for codes: choose both, or neither."]


def _form_problems(definition: Definition) -> Iterator[str]:
    if definition.poll:
        yield "A public poll has no prize draw."
    if definition.kiosk:
        yield "A shared device shows no codes, so a form for one has no prize draw."
    if definition.audience == "employees":
        yield "A prize draw is not for employees: an employer could ask to see who holds a code."
    if definition.rhythm != "close":
        yield "A form with a prize draw is counted once, when it closes."


def _rule_problems(contest: Contest) -> Iterator[str]:
    if contest.winners > MOST_WINNERS:
        yield f"At most {MOST_WINNERS} prizes can be drawn."
    if contest.source == "lottery" and not contest.lottery:
        yield "The prizes are drawn by lottery numbers: say of which lottery, and of which day."
    if contest.source == "lottery" and contest.second_draw:
        yield "A second draw of prizes that nobody collected needs the drand network; lottery numbers are named once."
    if contest.keep_days < contest.protest_days + contest.collect_days:
        yield "Addresses must be kept at least until winners had their days and the time for complaints is over."


def _time_problems(definition: Definition, contest: Contest) -> Iterator[str]:
    schedule = definition.schedule
    closes_at = schedule.closes_at() if schedule else None
    if schedule is None or closes_at is None:
        yield "A prize draw needs a closing time, which is fixed once the form is open."
        return
    draws_at = contest.draws_at(schedule.zone)
    if draws_at is None:
        yield "Say when the prizes are drawn."
        return
    if _is_unclear(schedule, contest):
        yield "On the day the clocks change, the time of the draw is missing or comes twice; choose another time."
    earliest = closes_at + COUNTING + timedelta(minutes=contest.margin)
    if draws_at < earliest:
        shown = earliest.astimezone(definition.zone).strftime("%Y-%m-%d %H:%M")
        yield (
            "The prizes are drawn too early: the answers are counted first, and the locked list must be public for "
            f"the time that the rules promise. Choose {shown} or later."
        )


def _is_unclear(schedule: Schedule, contest: Contest) -> bool:
    """Whether the clocks skip or repeat this local time (PEP 495)."""
    if contest.draws is None:
        return False
    at = contest.draws_at(schedule.zone)
    later = contest.model_copy(update={"draws": contest.draws.replace(fold=1)}).draws_at(schedule.zone)
    return at != later
