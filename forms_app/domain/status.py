"""How a form stands, as those who make forms are told: in steps of ten by the hour, and how far its count is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from forms_app.domain import periods, polls
from forms_app.domain.definitions import Definition
from forms_app.domain.forms import ARCHIVABLE, Form
from forms_app.domain.periods import Progress
from forms_app.domain.selftests import SelfTest

SOON = timedelta(days=3)  # before a close or a count, in which staff are reminded
TEN = 10  # people, below which nothing is shown
STEPS = ("closing", "locking", "counting", "publishing", "clearing")  # of a count, in order
STOPPED = ("missing", "no key")  # a count that goes on only when somebody helps


@dataclass(frozen=True)
class Period:
    """What is known of a period of a form beside its answers."""

    number: int
    state: str  # open | counting | released
    begins_at: datetime | None  # none: with the form
    stage: str | None = None  # how far its count is: one of STEPS or STOPPED, or "too few"
    version: int = 1

    @property
    def stopped(self) -> str | None:
        """Why its count does not go on by itself; None where it does."""
        return self.stage if self.state == "counting" and self.stage in STOPPED else None


@dataclass(frozen=True)
class Status:
    form: Form
    definition: Definition
    now: datetime
    newest: Period | None = None  # of the questions in force
    older: tuple[Period, ...] = ()  # that are not released yet, oldest first
    version_begins_at: datetime | None = None  # when the questions in force began; none: with the form
    told: Progress | None = None
    published: frozenset[int] = frozenset()  # numbers of its results
    is_given_up: bool = False  # the newest results say only that fewer than ten answered
    test: SelfTest | None = None
    is_deleted_of: bool = False  # whether staff deleted something of it, or asked for it

    @property
    def state(self) -> str:
        return self.form.state(self.now)

    @property
    def phase(self) -> str:
        """Its state, and while it opens or is counted, how far that is."""
        if self.state == "open":
            return "preparing" if self.newest is None or self.newest.state == "released" else "open"
        if self.state != "closed":
            return self.state
        return "unused" if self.newest is None else self._closed_phase(self.newest)

    def _closed_phase(self, newest: Period) -> str:
        if newest.stage == "emptied":
            return "emptied"
        if newest.state == "released":
            return "given up" if self.is_given_up else "counted"
        if newest.number in self.published:
            return "clearing"
        if self.former is not None:
            return self.former.stopped or "former first"
        if self._apart_until(newest) > self.now:
            return "waiting"
        return (newest.stage if newest.state == "counting" else None) or "closing"

    @property
    def step(self) -> int | None:
        """Of the five steps of a count, the one that is being done; None while none is."""
        return STEPS.index(self.phase) + 1 if self.phase in STEPS else None

    @property
    def is_short(self) -> bool:
        """Whether fewer than ten answers were told."""
        return self.told is not None and self.told.answers < TEN

    @property
    def changes_at(self) -> datetime | None:
        """When it is to ask other questions; None where nothing is planned."""
        return None if self.state == "closed" else self.form.changes_at

    @property
    def former(self) -> Period | None:
        """The last period of the questions before, while its answers wait to be counted by themselves."""
        return next((one for one in reversed(self.older) if one.version < (self.form.version or 1)), None)

    @property
    def former_count_at(self) -> datetime | None:
        """When those answers are counted; None where none wait."""
        begins_at = self.version_begins_at
        return None if self.former is None or begins_at is None else begins_at + periods.IN_FLIGHT

    @property
    def stopped(self) -> str | None:
        """Why a count of this form has stopped, one of STOPPED, whichever period it is of; None where none has."""
        known = self.older if self.newest is None else (*self.older, self.newest)
        return next((one.stopped for one in known if one.stopped), None)

    @property
    def form_if_opened(self) -> Form:
        """The form as it would be, were a draft opened now."""
        if self.state != "draft":
            return self.form
        schedule = self.definition.schedule
        opens_at = (schedule.opens_at() if schedule else None) or self.now
        return replace(self.form, opens_at=opens_at, closes_at=schedule.closes_at() if schedule else None)

    @property
    def may_be_closed(self) -> bool:
        """Whether staff may close it: a public poll is closed by its schedule alone."""
        return self.state == "open" and polls.moving_problem(self.definition, self.form.slug) is None

    @property
    def may_be_archived(self) -> bool:
        return self.state in ARCHIVABLE and self.form.archived_on is None

    @property
    def has_one_count(self) -> bool:
        """Whether fewer than ten answers sent now go unread at the next count: nothing can be waited for."""
        return self.definition.poll or self.definition.draws_prizes or self.changes_at is not None

    @property
    def zone(self) -> tzinfo:
        return self.definition.zone

    @property
    def next_count_at(self) -> datetime | None:
        """When answers sent now are counted; None where no instant is fixed."""
        if self.phase == "waiting" and self.newest is not None:
            return self._apart_until(self.newest)
        if self.state not in ("open", "scheduled"):
            return None
        if self.changes_at is not None:
            return self.changes_at + periods.IN_FLIGHT
        return periods.counted_at(self.definition, self.form, self.now)

    @property
    def count_after_closing_at(self) -> datetime:
        """When a form closed by hand now is counted: at once, or a day after the count before it."""
        return self.now if self.newest is None else max(self.now, self._apart_until(self.newest))

    @property
    def given_up_at(self) -> datetime | None:
        return periods.given_up_at(self.definition, self.form)

    @property
    def given_up_if_closed_at(self) -> datetime | None:
        """When fewer than ten answers go unread if it is closed by hand now."""
        return periods.given_up_at(self.definition, replace(self.form, closes_at=self.now))

    @property
    def may_be_extended(self) -> bool:
        last = self.last_close_at
        may = (
            self.phase == "too few"
            and not self.published
            and not self.is_deleted_of
            and periods.may_be_extended(self.definition, self.form)
        )
        return may and last is not None and self.now < last

    @property
    def last_close_at(self) -> datetime | None:
        """The last instant to which the close may be moved."""
        return self.form.closes_at and self.form.closes_at + periods.EXTENSION

    def closes_soon(self) -> bool:
        return self.state == "open" and self.form.closes_at is not None and self.form.closes_at - self.now <= SOON

    def may_fall_short(self) -> bool:
        """Whether a count is near and fewer than ten answers were told for it."""
        at = self.next_count_at
        return self.state == "open" and self.is_short and at is not None and at - self.now <= SOON

    def local(self, moment: datetime | None) -> datetime | None:
        """An instant on the clock where the form is at home."""
        return moment and moment.astimezone(self.zone)

    def _apart_until(self, newest: Period) -> datetime:
        """Until when its count waits for a day to pass after the count before it, which may still be to come."""
        begins_at = newest.begins_at or self.form.opens_at or self.now
        if self.former is None and newest.number - 1 not in self.published:
            return begins_at
        changed_at = self.version_begins_at
        settles_at = begins_at if changed_at is None else max(begins_at, changed_at + periods.IN_FLIGHT)
        return settles_at + periods.APART
