"""Contests in words: rules, where they stand, who holds which prize."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from flask_babel import gettext as _
from flask_babel import ngettext

from forms_app.domain import contests, draws
from forms_app.domain.beacons import find_round
from forms_app.domain.contest_rules import Prize, Rules
from forms_app.domain.contests import Draw, Place, Standing
from forms_app.domain.texts import in_language
from forms_app.web.moments import day_in_words, moment_in_words


def words(text: dict[str, str] | None, language: str) -> str:
    return in_language(text, language) if text else ""


def local(rules: Rules, moment: datetime) -> str:
    """On the clock of the contest, with its zone and the same instant in UTC: nobody has to reckon."""
    at_home = rules.local(moment)
    shown = _("%(moment)s %(zone)s", moment=moment_in_words(at_home), zone=rules.zone)
    return shown if rules.zone == "UTC" else _("%(shown)s (%(utc)s UTC)", shown=shown, utc=_in_utc(moment, at_home))


def _in_utc(moment: datetime, at_home: datetime) -> str:
    utc = moment.astimezone(UTC)
    return f"{utc:%H:%M}" if utc.date() == at_home.date() else f"{utc:%Y-%m-%d %H:%M}"


def rules_face(standing: Standing, language: str) -> SimpleNamespace:
    rules = standing.rules
    return SimpleNamespace(
        title=words(dict(rules.title), language),
        promoter=rules.promoter,
        opens=local(rules, rules.opens),
        closes=local(rules, rules.closes),
        draws=local(rules, standing.held.draws_at),
        announced=local(rules, rules.draws) if rules.draws != standing.held.draws_at else "",
        postponed=standing.held.postponed,
        prizes=[(prize.count, words(dict(prize.name), language), prize.value) for prize in rules.prizes],
        eligibility=words(rules.eligibility, language),
        entry=rules.entry,
        postal=words(rules.postal, language),
        source=rules.source,
        lottery=rules.lottery,
        round=find_round(rules.source_line(standing.held.draws_at)),
        margin=_span(rules.margin),
        alternates=rules.alternates,
        collect_days=rules.collect_days,
        delivery=rules.delivery,
        protest_days=rules.protest_days,
        keep_days=rules.keep_days,
        second_draw=rules.second_draw,
        terms=words(rules.terms, language),
        sha256=standing.held.rules_sha256,
        contest_id=standing.held.contest_id,
    )


def _span(minutes: int) -> str:
    if minutes % 60:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    return ngettext("%(num)d hour", "%(num)d hours", minutes // 60)


def phase_words(standing: Standing) -> str:
    rules = standing.rules
    drawn_at = standing.last.source_at if standing.last else standing.held.draws_at
    return {
        "scheduled": _("It opens on %(moment)s.", moment=local(rules, rules.opens)),
        "open": _("It is open until %(moment)s.", moment=local(rules, rules.closes)),
        "counting": _("Entries are closed. The list of tickets will be locked and published here soon."),
        "late": _("Entries are closed, but the list was not locked in time. A new time of the draw will stand here."),
        "locked": _("The list of tickets is locked. The draw is on %(moment)s.", moment=local(rules, drawn_at)),
        "due": _("The list of tickets is locked, and the draw is due: the result will stand here within minutes."),
        "drawn": _("The prizes are drawn."),
        "settled": _("The prizes are drawn and settled."),
        "cancelled": _("This contest was cancelled: %(why)s", why=standing.held.cancelled),
    }[standing.phase]


def draw_face(standing: Standing, draw: Draw, language: str) -> SimpleNamespace:
    prizes = standing.prizes
    number = find_round(draw.sealed.head.source)
    return SimpleNamespace(
        number=draw.round_no,
        seal=draw.seal,
        sealed=local(standing.rules, draw.sealed_at),
        entries=len(draw.sealed.tickets),
        source=draw.sealed.head.source,
        round=number,
        source_at=local(standing.rules, draw.source_at),
        drawn=draw.drawn_at and local(standing.rules, draw.drawn_at),
        value=draw.source_value.hex() if draw.source_value is not None else None,
        said=draw.source_value.decode() if draw.source_value is not None and number is None else "",
        proof=draw.proof,
        previous=draw.sealed.head.previous,
        places=[place_face(standing, place, prizes.get(place.ticket), language) for place in standing.places(draw)],
        winners=draw.sealed.head.winners,
    )


def place_face(standing: Standing, place: Place, prize: Prize | None, language: str) -> SimpleNamespace:
    by = contests.collect_by(place, standing.rules.collect_days) if place.prize is not None else None
    return SimpleNamespace(
        number=place.number,
        name=draws.ticket_name(place.ticket),
        ticket=place.ticket.hex(),
        prize=words(dict(prize.name), language) if prize else "",
        status=status_words(place, by),
        is_holder=place.prize is not None,
        is_skipped=bool(place.skipped),
        marks=place.marks,
    )


def status_words(place: Place, by: date | None) -> str:
    if place.skipped:
        return _("passed over: %(why)s", why=reason_words()[place.skipped])
    if place.prize is None:
        return _("in reserve")
    if place.is_claimed:
        return _("collected")
    return _("to be collected until %(day)s", day=day_in_words(by)) if by else ""


def reason_words() -> dict[str, str]:
    return {
        "withdrawn": _("the entry was withdrawn"),
        "ineligible": _("may not take part by the rules"),
        "duplicate": _("a second entry of the same person"),
        "not-claimed": _("not collected in time"),
        "declined": _("the prize was declined"),
    }
