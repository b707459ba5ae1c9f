"""The rules of a contest, as staff write them and as they are frozen, hashed and printed."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from forms_app.domain.beacons import Source, drand_source
from forms_app.domain.canonical import canonical
from forms_app.domain.site import Site
from forms_app.domain.texts import Text

Entry = Literal["honour", "codes", "mailbox"]
Delivery = Literal["post", "email", "person"]
ENTRIES: tuple[Entry, ...] = get_args(Entry)
LEAST_MARGIN, USUAL_MARGIN, MOST_MARGIN = 10, 1_440, 20_160  # minutes between the locked list and its draw
COUNTING = timedelta(hours=1)  # that the count of the answers is given before the list is to be locked
MOST_PRIZES, MOST_WINNERS = 20, 500  # sorts of prizes, prizes in all


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Prize(Part):
    count: Annotated[int, Field(ge=1, le=MOST_WINNERS)] = 1
    name: Text
    value: Annotated[str, Field(min_length=1, max_length=60)] | None = None  # with its currency


class Contest(Part):
    """What staff decide; the rest of the rules follows from the form and the site."""

    prizes: Annotated[tuple[Prize, ...], Field(min_length=1, max_length=MOST_PRIZES)]
    eligibility: Text | None = None  # completes "I confirm: ..."
    entry: Entry = "honour"  # how one entry a person is kept
    postal: Text | None = None  # where entries by post go; none: there are none
    draws: datetime | None = None  # local time, in the form's zone
    margin: Annotated[int, Field(ge=LEAST_MARGIN, le=MOST_MARGIN)] = USUAL_MARGIN  # minutes
    source: Source = "drand"
    lottery: Annotated[str, Field(pattern=r"^[!-~]([ -~]{0,198}[!-~])?$")] | None = None  # which, and of which day
    delivery: Delivery = "post"  # how a prize reaches its winner, which decides what is asked then
    alternates: Annotated[int, Field(ge=0, le=1_000)] = 10
    collect_days: Annotated[int, Field(ge=1, le=90)] = 14  # that each winner has
    protest_days: Annotated[int, Field(ge=1, le=365)] = 14  # after the draw, then addresses of the others go
    keep_days: Annotated[int, Field(ge=1, le=730)] = 90  # after the draw, then every address goes
    second_draw: bool = False  # of prizes that nobody collected
    terms: Text | None = None  # further ones

    @field_validator("draws")
    @classmethod
    def _local(cls, moment: datetime | None) -> datetime | None:
        if moment is not None and moment.tzinfo is not None:
            raise ValueError("write the local time without an offset; the zone is the form's")
        return moment

    @property
    def winners(self) -> int:
        return sum(prize.count for prize in self.prizes)

    def draws_at(self, zone: str) -> datetime | None:
        return self.draws and self.draws.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def contest_id_of(slug: str, form_id: str) -> str:
    """Its name in tickets and lists: never given twice, also where a link name is used again."""
    return f"{slug[:57]}-{form_id}"


def rules_document(
    contest: Contest, *, contest_id: str, title: Text, site: Site, zone: str, opens_at: datetime, closes_at: datetime
) -> dict[str, Any]:
    """The rules as they are frozen when the form opens."""
    draws_at = contest.draws_at(zone)
    chosen = contest.model_dump(mode="json", exclude_none=True, exclude={"draws"})
    return {
        "format": "contest-rules/1",
        "contest": contest_id,
        "title": dict(title),
        "promoter": {"name": site.name, "address": site.address, "email": site.email, "telephone": site.telephone},
        "zone": zone,
        "opens": opens_at.isoformat(),
        "closes": closes_at.isoformat(),
        "draws": draws_at.isoformat() if draws_at else None,
        "entries_each": 1,
        "announced_by": "ticket",
        **chosen,
    }


def rules_hash(document: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(document)).hexdigest()


class Rules(BaseModel):
    """Frozen rules as they are read again."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    contest: str
    title: Text
    promoter: dict[str, str]
    zone: str
    opens: datetime
    closes: datetime
    draws: datetime
    prizes: tuple[Prize, ...]
    eligibility: Text | None = None
    entry: Entry = "honour"
    postal: Text | None = None
    margin: int
    source: Source
    lottery: str | None = None
    delivery: Delivery = "post"
    alternates: int
    collect_days: int
    protest_days: int
    keep_days: int
    second_draw: bool = False
    terms: Text | None = None

    @property
    def winners(self) -> int:
        return sum(prize.count for prize in self.prizes)

    def prize_of(self, number: int) -> Prize:
        """The prize of a winner's place, counted from one, in the order they are named."""
        for prize in self.prizes:
            if number <= prize.count:
                return prize
            number -= prize.count
        raise ValueError(number)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def day_of(self, moment: datetime) -> date:
        return self.local(moment).date()

    def source_line(self, draws_at: datetime) -> str:
        return drand_source(draws_at) if self.source == "drand" else f"lottery {self.lottery}"

    def forget_others_on(self, drawn_on: date) -> date:
        return drawn_on + timedelta(days=self.protest_days)

    def forget_all_on(self, drawn_on: date) -> date:
        return drawn_on + timedelta(days=self.keep_days)
