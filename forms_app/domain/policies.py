"""Versions of the privacy policy: what may be published when, which one is in force, how long it is announced."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Problem, Refused
from forms_app.domain.policy_sources import unknown_names

LONGEST_TITLE, LONGEST_SOURCE, LONGEST_CHANGELOG = 120, 60_000, 600  # characters
MOST_SENTENCES = 3  # of a changelog
LEAST_NOTICE = 14  # days that a change of substance is announced before, whatever the setting says
ANNOUNCED_AFTER = timedelta(days=30)  # that a change still stands on the main page
SENTENCE = re.compile(r"[^.!?]*[^.!?\s][^.!?]*(?:[.!?]+(?=\s|$)|$)")
INSIDE = ("sha256", "source", "statements")  # of a version, what readers do not see: no part of its fingerprint


@dataclass(frozen=True, kw_only=True)
class PolicyVersion:
    """One published version; nothing of it ever changes."""

    number: int
    title: str
    body: str  # Markdown, as it was published
    source: str  # with the names of statements in their places
    statements: Mapping[str, str]  # the words of each, as they were published
    changelog: str
    language: str
    is_material: bool
    published_on: date
    effective_on: date
    sha256: str = ""

    @property
    def fingerprint(self) -> str:
        """What its SHA-256 must be: another word or day makes another one."""
        said = {name: str(value) for name, value in vars(self).items() if name not in INSIDE}
        return hashlib.sha256(canonical(said)).hexdigest()

    @property
    def is_whole(self) -> bool:
        return self.sha256 == self.fingerprint


@dataclass(frozen=True, kw_only=True)
class PolicyDraft:
    """The next version while it is written."""

    title: str
    source: str
    changelog: str = ""
    is_material: bool = True
    effective_on: date | None = None
    revision: int = 0
    offered_by: int | None = None  # the account that asks a second person to publish it


def in_force(versions: Iterable[PolicyVersion], day: date) -> PolicyVersion | None:
    """The version whose day came last; None before the first."""
    begun = [version for version in versions if version.effective_on <= day]
    return max(begun, key=lambda version: version.effective_on, default=None)


def to_come(versions: Iterable[PolicyVersion], day: date) -> PolicyVersion | None:
    return next((version for version in versions if version.effective_on > day), None)


def announced(versions: Iterable[PolicyVersion], day: date) -> PolicyVersion | None:
    """The change that the main page tells of: from its publication until thirty days after it takes effect."""
    changes = [one for one in versions if one.number > 1]
    told = [one for one in changes if one.published_on <= day <= one.effective_on + ANNOUNCED_AFTER]
    return max(told, key=lambda version: version.number, default=None)


def read_draft(raw: Mapping[str, str]) -> dict[str, object]:
    """What was typed, as a draft may hold it; raises Refused with the problem of each field."""
    problems: dict[str, Problem] = {}
    title = " ".join(raw.get("title", "").split())
    source = raw.get("source", "").replace("\r\n", "\n").strip() + "\n"
    changelog = " ".join(raw.get("changelog", "").split())
    for name, text, longest in (
        ("title", title, LONGEST_TITLE),
        ("source", source, LONGEST_SOURCE),
        ("changelog", changelog, LONGEST_CHANGELOG),
    ):
        if len(text) > longest:
            problems[name] = Problem("Please use at most %(longest)d characters.", longest=longest)
        elif "\0" in text:
            problems[name] = Problem("Please use letters, digits and signs only.")
    unknown = unknown_names(source)
    if unknown and "source" not in problems:
        problems["source"] = Problem("There is no statement called {%(name)s}.", name=unknown[0])
    day = _read_day(raw.get("effective_on", ""), problems)
    if problems:
        raise Refused(problems)
    material = raw.get("is_material", "yes") != "no"
    return {"title": title, "source": source, "changelog": changelog, "is_material": material, "effective_on": day}


def _read_day(text: str, problems: dict[str, Problem]) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        problems["effective_on"] = Problem("Please choose a day, such as 2026-05-01.")
        return None


def ensure_publishable(draft: PolicyDraft, versions: Iterable[PolicyVersion], *, today: date, notice: int) -> date:
    """The day it takes effect; raises Refused with everything that stands in the way."""
    before = list(versions)
    problems: dict[str, Problem] = {}
    if not draft.title:
        problems["title"] = Problem("Please give the policy a title.")
    if not draft.source.strip():
        problems["source"] = Problem("Please write the policy first.")
    if before and not draft.changelog:
        problems["changelog"] = Problem("Please say what changes, in at most three sentences.")
    elif count_sentences(draft.changelog) > MOST_SENTENCES:
        problems["changelog"] = Problem("Please say it in at most three sentences.")
    earliest = earliest_day(draft, before, today=today, notice=notice)
    effective_on = draft.effective_on or earliest
    if to_come(before, today):
        problems["effective_on"] = Problem("A version is to come already. Wait until it has taken effect.")
    elif effective_on < earliest:
        problems["effective_on"] = Problem("Please choose %(day)s or a later day.", day=earliest)
    if problems:
        raise Refused(problems)
    return effective_on


def earliest_day(draft: PolicyDraft, before: Iterable[PolicyVersion], *, today: date, notice: int) -> date:
    """A change of substance is announced so many days before; a first version changes nothing for anybody."""
    newest = max(before, key=lambda version: version.number, default=None)
    if newest is None:
        return today
    announced_for = max(notice, LEAST_NOTICE) if draft.is_material else 0
    return max(today + timedelta(days=announced_for), newest.effective_on + timedelta(days=1))


def count_sentences(text: str) -> int:
    return len(SENTENCE.findall(text.strip())) if text.strip() else 0
