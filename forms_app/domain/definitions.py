"""What staff build: a form of pages of questions (form/1)."""

from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, field_validator, model_validator

from forms_app.domain import ballots
from forms_app.domain.conditions import Condition
from forms_app.domain.contest_rules import Contest
from forms_app.domain.fields import KINDS, Kind
from forms_app.domain.piping import masked, readable_words
from forms_app.domain.roles import SEE_DETAILS
from forms_app.domain.texts import Id, Language, Text, in_language, with_first

Switch = Literal["count", "keep", "rows", "draw", "reward", "subscribe"]
Rhythm = Literal["close", "week", "month", "quarter", "fifty"]
Receipt = Literal["withdraw", "none"]
MOST_PAGES, MOST_QUESTIONS, MOST_BREAKDOWNS = 100, 500, 4  # of a form, of a page, of a form
USUAL_DAYS, MOST_DAYS = 180, 3_650  # that submissions are kept
MOST_IN_ALL = 1_000  # questions of a form; the longest real ones have half as many
FIRST_YEAR, LAST_YEAR = 1970, 9998  # of a schedule: in every zone these can be said in UTC too
Role = Annotated[str, Field(pattern="^(" + "|".join(SEE_DETAILS) + ")$")]


class Part(BaseModel):
    """A piece of a definition: unknown keys are refused by name, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Personal(Part):
    """What makes an answer a detail of a person: why it is asked, who sees it, when it goes."""

    purpose: Text  # completes "we use it only ..."
    autocomplete: Annotated[str, Field(pattern=r"^[a-z0-9-]{2,30}$")] | None = None  # WHATWG autofill token
    seen_by: Annotated[tuple[Role, ...], Field(min_length=1)] = ("staff",)
    delete_after: Annotated[int, Field(ge=1, le=MOST_DAYS)]  # days after sending


class Question(Part):
    id: Id
    kind: str
    text: Text
    help: Text | None = None
    required: bool = False
    personal: Personal | None = None
    show_if: Condition | None = None
    settings: SerializeAsAny[Kind]

    @model_validator(mode="before")
    @classmethod
    def _read_settings(cls, given: Any) -> Any:
        """Let the kind read its own settings."""
        if not isinstance(given, dict) or isinstance(given.get("settings"), Kind):
            return given
        kind = KINDS.get(given.get("kind", ""))
        if kind is None:
            raise ValueError(f"there is no kind of question called {given.get('kind')!r}")
        return {**given, "settings": kind.model_validate(given.get("settings", {}))}

    @property
    def heading(self) -> str:
        """The text in the form's first language, as problems name it."""
        return masked(next(iter(self.text.values())))

    @cached_property
    def input_names(self) -> dict[str, str | None]:
        """Names of the inputs that ask it, each with its part; None for the question's own."""
        own: dict[str, str | None] = {self.id: None}
        return own | {f"{self.id}.{part}": part for part in self.settings.parts()}


class Page(Part):
    id: Id
    title: Text | None = None
    show_if: Condition | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=MOST_QUESTIONS)]


class Schedule(Part):
    """Local wall-clock times in one zone."""

    zone: str
    opens: datetime | None = None
    closes: datetime | None = None

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(f"there is no time zone called {zone!r}")
        return zone

    @field_validator("opens", "closes")
    @classmethod
    def _local(cls, moment: datetime | None) -> datetime | None:
        if moment is not None and moment.tzinfo is not None:
            raise ValueError("write the local time without an offset; the zone is given apart")
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(f"choose a year from {FIRST_YEAR} to {LAST_YEAR}")
        return moment

    def opens_at(self) -> datetime | None:
        return self._instant(self.opens)

    def closes_at(self) -> datetime | None:
        return self._instant(self.closes)

    def _instant(self, local: datetime | None) -> datetime | None:
        """In UTC: SQLite keeps the figures of a clock and forgets its zone."""
        return local and local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)


class Definition(Part):
    """One form, format form/1 (forms_app/schemas/form-1.schema.json)."""

    format: Literal["form/1"]
    id: Id
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=30)]
    title: Text
    intro: Text | None = None
    switches: Annotated[tuple[Switch, ...], Field(min_length=1)] = ("count",)
    keep_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None  # of the switches keep and rows; none: the usual
    rhythm: Rhythm = "close"  # when answers are counted, beside at the close
    breakdowns: Annotated[
        tuple[Id, ...], Field(max_length=MOST_BREAKDOWNS)
    ] = ()  # questions by which results are split
    poll: bool = False  # a public poll: exact numbers from 50 votes on (domain/polls.py)
    audience: Literal["anyone", "employees"] = "anyone"
    receipt: Receipt = "withdraw"  # left out: none for employees and polls
    kiosk: bool = False  # a shared device: no codes, back to the start by itself
    schedule: Schedule | None = None
    contest: Contest | None = None  # rules of the prize draw
    pages: Annotated[tuple[Page, ...], Field(min_length=1, max_length=MOST_PAGES)]

    @model_validator(mode="before")
    @classmethod
    def _put_first_language_first(cls, given: Any) -> Any:
        """What a text lacks in a language is read in the form's first one, whichever was written first."""
        languages = given.get("languages") if isinstance(given, dict) else None
        first = languages[0] if isinstance(languages, list | tuple) and languages else None
        return with_first(given, first) if isinstance(first, str) else given

    @model_validator(mode="before")
    @classmethod
    def _choose_receipt(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "receipt" in given:
            return given
        needs_none = given.get("poll") is True or given.get("audience") == "employees"
        return {**given, "receipt": "none"} if needs_none else given

    @model_validator(mode="after")
    def _bound(self) -> "Definition":
        if len(self.questions) > MOST_IN_ALL:
            raise ValueError(f"a form has at most {MOST_IN_ALL} questions")
        return self

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def details(self) -> tuple[Question, ...]:
        """The questions about the person, which are asked and kept apart."""
        return tuple(question for question in self.questions if question.personal)

    @cached_property
    def answered(self) -> tuple[Question, ...]:
        """The questions whose answers go into the ballot; of a form that staff read, none that take own words."""
        asked = (q for q in self.questions if q.settings.asks and not q.personal)
        return tuple(q for q in asked if not (self.is_read and q.settings.may_hold_text()))

    @cached_property
    def answered_ids(self) -> frozenset[str]:
        return frozenset(question.id for question in self.answered)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def texts_by_id(self) -> dict[str, Text]:
        """The questions' texts, by which a text that shows an answer names it."""
        return {question.id: question.text for question in self.questions}

    def name_of(self, question: Question, language: str) -> str:
        """A question's text for those who read about it and answered nothing that it could show."""
        return readable_words(in_language(question.text, language), self.texts_by_id, language)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        return {question.id: question.settings for question in self.questions}

    @cached_property
    def _page_of(self) -> dict[str, Page]:
        return {question.id: page for page in self.pages for question in page.questions}

    def page_of(self, question: Question) -> Page:
        return self._page_of[question.id]

    def conditions_of(self, question: Question) -> list[Condition]:
        """The conditions that all must hold for a question to be shown: its page's and its own."""
        both = (self.page_of(question).show_if, question.show_if)
        return [condition for condition in both if condition is not None]

    def is_conditional(self, question: Question) -> bool:
        return bool(self.conditions_of(question))

    @cached_property
    def ballot_size(self) -> int:
        """Bytes of every ballot of this form before sealing."""
        return ballots.size_for(self.answered)

    @property
    def zone(self) -> tzinfo:
        """Where the form is at home."""
        return ZoneInfo(self.schedule.zone) if self.schedule else UTC

    def day_of(self, moment: datetime | None) -> date | None:
        """The day of an instant where the form is at home; None for none."""
        return moment and moment.astimezone(self.zone).date()

    @property
    def draws_prizes(self) -> bool:
        return "draw" in self.switches and self.contest is not None

    @property
    def is_read(self) -> bool:
        """Whether staff who answer messages read each submission."""
        return "keep" in self.switches

    @property
    def gives_rows(self) -> bool:
        """Whether the answers of each person become a row without a name."""
        return "rows" in self.switches

    @property
    def kept_days(self) -> int:
        """Days after sending, or after counting, on which what is kept one by one goes."""
        return self.keep_days or USUAL_DAYS

    @property
    def gives_receipt(self) -> bool:
        return self.receipt == "withdraw" and not self.kiosk

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
