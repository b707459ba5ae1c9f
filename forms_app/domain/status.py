"""How a form stands, as those who make forms are told: in steps of ten by the hour, and how far its count is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from forms_app.domain import periods
from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form
from forms_app.domain.periods import Progress
from forms_app.domain.selftests import SelfTest

SOON = timedelta(days=3)  # before a close or a count, in which staff are reminded
TEN = 10  # people, below which nothing is shown
STEPS = ("closing", "locking", "counting", "publishing", "clearing")  # of a count, in order
STOPPED = ("missing", "no key")  # a count that goes on only when somebody helps


@dataclass(frozen=True)
class Newest:
    """The newest period of a form."""

    number: int
    state: str  # open | counting | released
    begins_at: datetime | None  # none: with the form
    stage: str | None = None  # how far its count is: one of STEPS or STOPPED, or "too few"


@dataclass(frozen=True)
class Status:
    form: Form
    definition: Definition
    now: datetime
    newest: Newest | None = None
    told: Progress | None = None
    published: frozenset[int] = frozenset()  # numbers of its results
    is_given_up: bool = False  # the newest results say only that fewer than ten answered
    test: SelfTest | None = None

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

    def _closed_phase(self, newest: Newest) -> str:
        if newest.state == "released":
            return "given up" if self.is_given_up else "counted"
        if newest.number in self.published:
            return "clearing"
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
    def zone(self) -> tzinfo:
        return self.definition.zone

    @property
    def next_count_at(self) -> datetime | None:
        """When answers sent now are counted; None where no instant is fixed."""
        if self.phase == "waiting" and self.newest is not None:
            return self._apart_until(self.newest)
        if self.state not in ("open", "scheduled"):
            return None
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
        may = self.phase == "too few" and not self.published and periods.may_be_extended(self.definition, self.form)
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

    def _apart_until(self, newest: Newest) -> datetime:
        """Until when its count waits for a day to pass after the count before it."""
        begins_at = newest.begins_at or self.form.opens_at or self.now
        return begins_at + periods.APART if newest.number - 1 in self.published else begins_at
