"""A form in the life of the site: its link name, and whether it is a draft, open or closed at an instant."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from forms_app.domain.admission import Admission
from forms_app.domain.definitions import Definition
from forms_app.domain.differences import Reworded

ARCHIVABLE = ("draft", "closed")  # states in which a form may be put away


@dataclass(frozen=True)
class Form:
    """A row of the site; opens_at and closes_at come from staff's deeds and the schedule together."""

    id: str
    slug: str
    version: int | None  # number of the published version; None while a draft
    opens_at: datetime | None
    closes_at: datetime | None
    revision: int = 0  # how often its wording was corrected
    changes_at: datetime | None = None  # when the next version is to begin; None: none is scheduled
    changed_on: date | None = None  # the day of its last change, in UTC; none: before that was kept
    archived_on: date | None = None  # put away since; none: it stands in the list
    admission: Admission = Admission()  # who may answer
    site_revision: int = 0  # of the site whose face its pages wear; read along, so that kept pages need nothing else

    def is_open(self, now: datetime) -> bool:
        return self.has_opened(now) and not self.has_closed(now)

    def has_opened(self, now: datetime) -> bool:
        return self.version is not None and self.opens_at is not None and self.opens_at <= now

    def has_closed(self, now: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= now

    def state(self, now: datetime) -> str:
        if self.version is None:
            return "draft"
        if self.has_closed(now):
            return "closed"
        return "open" if self.has_opened(now) else "scheduled"


@dataclass(frozen=True)
class Correction:
    """Texts of a version that say the same better since a day."""

    day: date
    texts: tuple[Reworded, ...]


@dataclass(frozen=True)
class Version:
    """A published definition, frozen but for the wording of its texts."""

    form_id: str
    number: int
    definition: Definition  # as it is worded now
    begins_at: datetime | None = None  # none: with the form
    corrections: tuple[Correction, ...] = ()  # oldest first


def slug_of(title: str) -> str:
    """A link name made from a title: lower-case ASCII letters, digits and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")


def is_slug(text: str) -> bool:
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None and len(text) <= 60
