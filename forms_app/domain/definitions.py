"""What staff build: a form of pages of questions (form/1), and what makes it fit to be opened."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, field_validator, model_validator

from forms_app.domain import ballots
from forms_app.domain.fields import KINDS, Kind
from forms_app.domain.texts import Id, Language, Text


class Part(BaseModel):
    """A piece of a definition: unknown keys are refused by name, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Question(Part):
    id: Id
    kind: str
    text: Text
    help: Text | None = None
    required: bool = False
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


class Page(Part):
    id: Id
    title: Text | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=500)]


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
        return moment

    def opens_at(self) -> datetime | None:
        return self.opens and self.opens.replace(tzinfo=ZoneInfo(self.zone))

    def closes_at(self) -> datetime | None:
        return self.closes and self.closes.replace(tzinfo=ZoneInfo(self.zone))


class Definition(Part):
    """One form, format form/1 (forms_app/schemas/form-1.schema.json)."""

    format: Literal["form/1"]
    id: Id
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=30)]
    title: Text
    intro: Text | None = None
    receipt: Literal["withdraw", "none"] = "withdraw"
    schedule: Schedule | None = None
    pages: Annotated[tuple[Page, ...], Field(min_length=1, max_length=100)]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)


def unpublishable(definition: Definition) -> list[str]:
    """Every reason why this form may not be opened, as plain sentences; empty when it may."""
    return [
        *_repeated_ids(definition),
        *_missing_languages(definition),
        *_schedule_problems(definition.schedule),
        *(problem for q in definition.questions for problem in q.settings.problems(definition.languages)),
        *ballots.size_problems(definition.questions),
    ]


def _repeated_ids(definition: Definition) -> list[str]:
    ids = Counter([page.id for page in definition.pages] + [q.id for q in definition.questions])
    return [f"Two pages or questions share the id {id_}." for id_, times in ids.items() if times > 1]


def _missing_languages(definition: Definition) -> list[str]:
    return [
        f"“{next(iter(text.values()))}” has no text in {language}."
        for text in _texts(definition)
        for language in definition.languages
        if language not in text
    ]


def _texts(definition: Definition) -> Iterator[dict[str, str]]:
    parts = [definition.title, definition.intro, *(page.title for page in definition.pages)]
    for question in definition.questions:
        parts += [question.text, question.help]
    return (text for text in parts if text is not None)


def _schedule_problems(schedule: Schedule | None) -> list[str]:
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
