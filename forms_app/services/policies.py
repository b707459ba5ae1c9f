"""The privacy policy: written, proposed by what the program does, published for good, and which is in force."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forms_app.domain import policies
from forms_app.domain.errors import ChangedMeanwhile, Conflict, NotFound
from forms_app.domain.policies import PolicyDraft, PolicyVersion
from forms_app.domain.policy_facts import Facts
from forms_app.domain.policy_sources import READY_MADE, Say, expand, left_out, said_by_name
from forms_app.domain.policy_statements import STATEMENTS
from forms_app.domain.sentences import N_, Sentence
from forms_app.gateways import installation
from forms_app.services import activity, policy_facts
from forms_app.storage import policies as stored
from forms_app.storage import site
from forms_app.storage.database import reading, transaction

TITLE = Sentence(N_("Privacy policy"))
FIRST = Sentence(N_("This is the first version."))
FOLLOWED = Sentence(N_("The statements that are made from what the program does were brought up to date."))
SECOND_PERSON = N_("Somebody else must publish what you wrote: this site is set up so.")


@dataclass(frozen=True)
class Drift:
    """A statement that a published policy makes otherwise than the program does today."""

    name: str
    was: str
    now: str


@reading("site")
def list_versions() -> list[PolicyVersion]:
    """Oldest first."""
    return stored.list_versions()


@reading("site")
def get_version(*, number: int) -> PolicyVersion:
    found = next((one for one in stored.list_versions() if one.number == number), None)
    if found is None:
        raise NotFound("version")
    return found


@reading("site")
def number_in_force(*, on: date) -> int:
    """The version under which something is given on a day; 0 before the first."""
    return max((number for number, day in stored.list_days() if day <= on), default=0)


def get_draft(*, say: Say) -> PolicyDraft:
    """The next version as it stands; where nobody began one, the newest again, or the ready-made policy."""
    draft, versions = find_draft(), list_versions()
    if draft is not None:
        return draft
    if versions:
        return PolicyDraft(title=versions[-1].title, source=versions[-1].source)
    return PolicyDraft(title=say(TITLE), source=READY_MADE, is_material=False)


@transaction("site")
def save_draft(*, values: Mapping[str, Any], revision: int) -> None:
    """Keep what domain.policies.read_draft returned; raises ChangedMeanwhile where somebody else saved it."""
    if not stored.put_draft({**values, "offered_by": None}, revision=revision):
        standing = stored.find_draft()
        raise ChangedMeanwhile({}, standing.revision if standing else 0)


@transaction("site")
def drop_draft() -> None:
    stored.delete_draft()


def follow(*, say: Say) -> None:
    """Make a draft of the newest version whose statements say what the program does today."""
    draft = get_draft(say=say)
    values = {name: getattr(draft, name) for name in ("title", "source", "is_material", "effective_on")}
    save_draft(values={**values, "changelog": draft.changelog or say(FOLLOWED)}, revision=draft.revision)


def find_drift(*, say: Say) -> list[Drift]:
    """What the newest version says otherwise than it would say today; nothing before the first."""
    versions = list_versions()
    if not versions:
        return []
    newest = versions[-1]
    today = said_by_name(newest.source, policy_facts.gather(), say)
    was = newest.statements
    return [Drift(name, was.get(name, ""), now) for name, now in today.items() if was.get(name, "") != now]


@transaction("site")
def offer(*, account_id: int, revision: int) -> None:
    """Ask a second person to publish the draft as it stands."""
    draft = _get(revision)
    stored.put_draft({**_values(draft), "offered_by": account_id}, revision=revision)


def publish(*, account_id: int, revision: int, today: date, say: Say, language: str) -> PolicyVersion:
    """Make the draft a version, for good; raises Refused, Conflict or ChangedMeanwhile."""
    facts = policy_facts.gather()
    return _publish(account_id, revision, today, facts, say, language)


@transaction("site")
def _publish(account_id: int, revision: int, today: date, facts: Facts, say: Say, language: str) -> PolicyVersion:
    draft, versions = _get(revision), stored.list_versions()
    if installation.needs_second_person() and draft.offered_by in (None, account_id):
        raise Conflict(SECOND_PERSON)
    effective_on = policies.ensure_publishable(draft, versions, today=today, notice=installation.policy_notice())
    made = PolicyVersion(
        number=len(versions) + 1,
        title=draft.title,
        body=expand(draft.source, facts, say),
        source=draft.source,
        statements=said_by_name(draft.source, facts, say),
        changelog=draft.changelog or say(FIRST),
        language=language,
        is_material=draft.is_material,
        published_on=today,
        effective_on=effective_on,
    )
    made = replace(made, sha256=made.fingerprint)
    stored.add_version(made)
    stored.delete_draft()
    site.put({"policy_on": today})
    activity.record("policy published", version=made.number)
    return made


@reading("site")
def find_draft() -> PolicyDraft | None:
    return stored.find_draft()


def ready_made(*, say: Say) -> str:
    """What the program does by itself, as a policy would say it."""
    return expand(READY_MADE, policy_facts.gather(), say)


def expand_draft(draft: PolicyDraft, *, say: Say) -> str:
    return expand(draft.source, policy_facts.gather(), say)


def list_statements(*, say: Say) -> list[tuple[str, str, str]]:
    """Every statement there is: its name, where its fact comes from, and what it says today, which may be nothing."""
    every = "\n\n".join(f"{{{name}}}" for name in STATEMENTS)
    said = said_by_name(every, policy_facts.gather(), say)
    return [(name, one.fact, said[name]) for name, one in STATEMENTS.items()]


def list_left_out(draft: PolicyDraft, *, say: Say) -> list[str]:
    """What the program does and this draft does not say."""
    facts = policy_facts.gather()
    names = left_out(draft.source, facts)
    return list(said_by_name("\n\n".join(f"{{{name}}}" for name in names), facts, say).values())


def earliest_day(draft: PolicyDraft, *, today: date) -> date:
    return policies.earliest_day(draft, list_versions(), today=today, notice=installation.policy_notice())


def notice_days() -> int:
    return max(installation.policy_notice(), policies.LEAST_NOTICE)


def needs_second_person() -> bool:
    return installation.needs_second_person()


def _get(revision: int) -> PolicyDraft:
    draft = stored.find_draft()
    if draft is None or draft.revision != revision:
        raise ChangedMeanwhile({}, draft.revision if draft else 0)
    return draft


def _values(draft: PolicyDraft) -> dict[str, Any]:
    return {name: value for name, value in vars(draft).items() if name != "revision"}
