"""How a form stands, as staff pages show it."""

from types import SimpleNamespace
from typing import Any

from forms_app.domain import status_words
from forms_app.domain.status import Status
from forms_app.domain.texts import choose_language, in_language
from forms_app.web import current
from forms_app.web.moments import day_in_words, moment_in_words, say


def _who_sees_details(status: Status) -> set[str]:
    """Roles of those who see what people left with it; nobody where what comes is read in the inbox."""
    if status.state == "draft" or status.definition.is_read:
        return set()
    return {role for one in status.definition.details if one.personal for role in one.personal.seen_by}


def status_face(status: Status) -> SimpleNamespace:
    """One form: words for everything, None for what there is nothing to say about."""
    form = status.form
    return SimpleNamespace(
        slug=form.slug,
        spoken=_spoken(status),
        title=title_of(status),
        state=status.state,
        phase=status.phase,
        step=status.step,
        state_words=say(status_words.state_words(status)),
        phase_words=say(status_words.phase_words(status)),
        more=[say(sentence) for sentence in status_words.more_words(status)],
        told=say(status_words.told_words(status)),
        is_short=status.is_short,
        has_one_count=status.has_one_count,
        is_poll=status.definition.poll,
        is_read=status.definition.is_read,
        gives_rows=status.definition.gives_rows,
        has_draw=status.definition.draws_prizes,
        details_seen_by=_who_sees_details(status),
        may_be_closed=status.may_be_closed,
        may_be_archived=status.may_be_archived,
        is_deleted_of=status.is_deleted_of,
        is_archived=form.archived_on is not None,
        changed_on=day_in_words(form.changed_on) if form.changed_on else None,
        test=say(status_words.self_test_words(status)),
        is_broken=status_words.fault_words(status) is not None,
        opens=_moment(status, form.opens_at),
        closes=_moment(status, form.closes_at),
        changes=_moment(status, status.changes_at),
        next_count=_moment(status, status.next_count_at),
        days=_days(status),
        zone=str(status.zone),
        results=max(status.published, default=None),
    )


def title_of(status: Status) -> str:
    return in_language(status.definition.title, _spoken(status))


def matches(status: Status, words: str) -> bool:
    """Whether every word is somewhere in its titles or its link name."""
    said = " ".join([*status.definition.title.values(), status.form.slug]).casefold()
    return all(word in said for word in words.casefold().split())


def _spoken(status: Status) -> str:
    return choose_language([current.LANGUAGE], status.definition.languages)


def _moment(status: Status, moment: Any) -> str | None:
    local = status.local(moment)
    return local and moment_in_words(local)


def _days(status: Status) -> SimpleNamespace:
    moments = {"opens": status.form.opens_at, "closes": status.form.closes_at, "given_up": status.given_up_at}
    local = {name: status.local(moment) for name, moment in moments.items()}
    return SimpleNamespace(**{name: day_in_words(at.date()) if at else None for name, at in local.items()})
