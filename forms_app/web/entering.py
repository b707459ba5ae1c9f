"""The prize draw on the last step of a form: who may enter, and an address if one likes; never part of the answers."""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace

from flask import url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms_app.domain import draws
from forms_app.domain.addresses import find_mailbox
from forms_app.domain.crockford import grouped
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import NotFound, Problem, Refused
from forms_app.domain.forms import Form
from forms_app.domain.texts import in_language
from forms_app.services import contests, submissions
from forms_app.services.contests import Entry
from forms_app.web import current
from forms_app.web.languages import worded
from forms_app.web.moments import moment_in_words

ELIGIBLE, ADDRESS = "may-enter", "prize-address"  # ids of questions have six characters and never collide
LONGEST = 254  # characters of an address, RFC 5321
Sent = MultiDict[str, str]


def draw_face(form: Form, definition: Definition, language: str, sent: Sent, problems: Mapping[str, str]) -> object:
    """What the last step says and asks; None where no prizes are drawn."""
    contest = definition.contest
    if contest is None or not definition.draws_prizes or form.closes_at is None:
        return None
    draws_at = contest.draws_at(str(definition.zone))
    return SimpleNamespace(
        prizes=[(prize.count, in_language(prize.name, language), prize.value) for prize in contest.prizes],
        eligibility=worded(contest.eligibility, language) if contest.eligibility else None,
        is_ticked=bool(sent.get(ELIGIBLE)),
        address=sent.get(ADDRESS, "")[:LONGEST],
        needs_address=contest.entry == "mailbox",
        closes=moment_in_words(form.closes_at.astimezone(definition.zone)),
        draws=moment_in_words(draws_at.astimezone(definition.zone)) if draws_at else "",
        zone=str(definition.zone),
        rules=url_for("contests.rules", slug=form.slug),
        protest_days=contest.protest_days,
        keep_days=contest.keep_days,
        problems={ELIGIBLE: problems.get(ELIGIBLE, ""), ADDRESS: problems.get(ADDRESS, "")},
    )


def carried(definition: Definition, sent: Sent) -> Iterator[tuple[str, str]]:
    """What was typed for the draw, on every step but the last."""
    if definition.draws_prizes:
        yield from ((name, sent[name][:LONGEST]) for name in (ELIGIBLE, ADDRESS) if sent.get(name))


def read_entry(definition: Definition, sent: Sent) -> Entry:
    """What came for the draw; raises Refused where the statement is missing, or an address that is needed or wrong."""
    contest, problems = definition.contest, {}
    if contest is None or not definition.draws_prizes:
        return Entry()
    typed = sent.get(ADDRESS, "").strip()[: LONGEST + 1]
    address = find_mailbox(typed) if typed and len(typed) <= LONGEST else None
    if contest.eligibility and not sent.get(ELIGIBLE):
        problems[ELIGIBLE] = Problem("Please tick this box: the draw is only for those who may enter.")
    if typed and address is None:
        problems[ADDRESS] = Problem("Please write an e-mail address such as name@example.org, or leave it empty.")
    if contest.entry == "mailbox" and not typed:
        problems[ADDRESS] = Problem("Please write an e-mail address: your ticket counts once you confirm it.")
    if problems:
        raise Refused(problems)
    return Entry(address=address)


def summary(problems: Mapping[str, str]) -> list[SimpleNamespace]:
    labels = {ELIGIBLE: _("Who may enter"), ADDRESS: _("E-mail address for the draw")}
    return [
        SimpleNamespace(anchor=name, label=labels[name], sentence=problems[name]) for name in labels if name in problems
    ]


def thanks_face(form: Form, definition: Definition, token: str) -> object:
    """The contest code, its ticket's name and what comes next; None where no prizes are drawn."""
    if not definition.draws_prizes:
        return None
    try:
        standing = contests.get_standing(slug=form.slug, now=current.now())
    except NotFound:
        return None
    code = submissions.contest_code(form=form, token=token)
    return SimpleNamespace(
        code=grouped(code),
        name=draws.ticket_name(draws.ticket_of(standing.held.contest_id, code)),
        waits=not contests.has_entered(standing=standing, code=code),
        until=moment_in_words(standing.rules.local(standing.rules.closes)),
        draws=moment_in_words(standing.rules.local(standing.held.draws_at)),
        zone=standing.rules.zone,
    )
