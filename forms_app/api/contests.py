"""Contests: where a prize draw stands, with everything needed to check it."""

from typing import Any

import marshmallow as ma
from flask import url_for
from marshmallow.validate import OneOf

from forms_app.api.shapes import words
from forms_app.api.v1 import addresses, public
from forms_app.domain import draws
from forms_app.domain.contests import Draw, Place, Standing
from forms_app.services import contests
from forms_app.web import current

PHASES = ("scheduled", "open", "counting", "late", "locked", "due", "drawn", "settled", "cancelled")


class DrawnPlace(ma.Schema):
    place = ma.fields.Integer(required=True, metadata={"description": "In the order that was drawn, from 1"})
    ticket = ma.fields.String(required=True, metadata={"description": "SHA-256, hexadecimal"})
    name = ma.fields.String(required=True, metadata={"description": "As winners are announced"})
    prize = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "Null in reserve"})
    passed_over = ma.fields.String(required=True, allow_none=True, metadata={"description": "The public reason"})
    is_collected = ma.fields.Boolean(required=True)


class Locked(ma.Schema):
    number = ma.fields.Integer(required=True)
    seal = ma.fields.String(required=True, metadata={"description": "SHA-256 of the locked list"})
    locked_at = ma.fields.DateTime(required=True)
    entries = ma.fields.Integer(required=True)
    source = ma.fields.String(required=True, metadata={"description": "Where chance comes from"})
    source_at = ma.fields.DateTime(required=True, metadata={"description": "When it can be known, at the earliest"})
    list = ma.fields.URL(required=True, metadata={"description": "The file whose hash the seal is"})
    drawn_at = ma.fields.DateTime(required=True, allow_none=True)
    value = ma.fields.String(required=True, allow_none=True, metadata={"description": "Of the source, hexadecimal"})
    result = ma.fields.URL(required=True, allow_none=True)
    places = ma.fields.List(ma.fields.Nested(DrawnPlace), required=True)


class Contest(ma.Schema):
    slug = ma.fields.String(required=True)
    contest = ma.fields.String(required=True, metadata={"description": "As the locked list names it"})
    title = words(required=True)
    phase = ma.fields.String(required=True, validate=OneOf(PHASES))
    opens_at = ma.fields.DateTime(required=True)
    closes_at = ma.fields.DateTime(required=True)
    draws_at = ma.fields.DateTime(required=True)
    postponed = ma.fields.String(required=True, allow_none=True, metadata={"description": "Why, in public"})
    cancelled = ma.fields.String(required=True, allow_none=True, metadata={"description": "Why, in public"})
    rules = ma.fields.URL(required=True)
    rules_sha256 = ma.fields.String(required=True)
    verifier = ma.fields.URL(required=True, metadata={"description": "A program that repeats the draw"})
    draws = ma.fields.List(ma.fields.Nested(Locked), required=True)


@addresses.route("/contests/<slug>", tags=["contests"])
@public
@addresses.response(200, Contest)
@addresses.alt_response(404, response="NOT_FOUND")
def show_contest(slug: str) -> dict[str, Any]:
    """A contest as its public page tells it: state, locked lists, results."""
    standing = contests.get_standing(slug=slug, now=current.now())
    held, rules = standing.held, standing.rules
    return {
        "slug": slug,
        "contest": held.contest_id,
        "title": dict(rules.title),
        "phase": standing.phase,
        "opens_at": rules.opens,
        "closes_at": rules.closes,
        "draws_at": held.draws_at,
        "postponed": held.postponed or None,
        "cancelled": held.cancelled or None,
        "rules": url_for("contests.rules_file", slug=slug, _external=True),
        "rules_sha256": held.rules_sha256,
        "verifier": url_for("contests.verifier", _external=True),
        "draws": [_draw(standing, draw) for draw in standing.draws],
    }


def _draw(standing: Standing, draw: Draw) -> dict[str, Any]:
    where = {"slug": standing.form.slug, "number": draw.round_no, "_external": True}
    is_drawn = draw.drawn_at is not None
    return {
        "number": draw.round_no,
        "seal": draw.seal,
        "locked_at": draw.sealed_at,
        "entries": len(draw.sealed.tickets),
        "source": draw.sealed.head.source,
        "source_at": draw.source_at,
        "list": url_for("contests.locked_list", **where),
        "drawn_at": draw.drawn_at,
        "value": draw.source_value.hex() if draw.source_value is not None else None,
        "result": url_for("contests.result", **where) if is_drawn else None,
        "places": [_place(place) for place in standing.places(draw)],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "place": place.number,
        "ticket": place.ticket.hex(),
        "name": draws.ticket_name(place.ticket),
        "prize": place.prize,
        "passed_over": place.skipped or None,
        "is_collected": place.is_claimed,
    }
