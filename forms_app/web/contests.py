"""The public pages of a contest: where it stands, its rules, the locked list, the source, the result."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import draws
from forms_app.domain.canonical import canonical
from forms_app.domain.contests import Draw, Standing
from forms_app.domain.crockford import grouped
from forms_app.domain.errors import AlreadySent, NotFound, NotOpen
from forms_app.domain.texts import choose_language
from forms_app.services import contests
from forms_app.web import contest_faces as faces
from forms_app.web import current
from forms_app.web.guards import public

pages = Blueprint("contests", __name__)
LONGEST_CODE = 100  # characters that are looked at


@pages.get("/c/<slug>")
@public
def show(slug: str) -> str:
    standing = get(slug)
    language = language_of(standing)
    return render_template(
        "contests/show.html",
        slug=slug,
        spoken=language,
        rules=faces.rules_face(standing, language),
        phase=standing.phase,
        phase_words=faces.phase_words(standing),
        draws=[faces.draw_face(standing, draw, language) for draw in standing.draws],
        certificate=standing.held.certificate,
        held=standing.held,
    )


@pages.get("/c/<slug>/rules")
@public
def rules(slug: str) -> str:
    standing = get(slug)
    language = language_of(standing)
    return render_template(
        "contests/rules.html", slug=slug, spoken=language, rules=faces.rules_face(standing, language)
    )


@pages.get("/c/<slug>/rules.json")
@public
def rules_file(slug: str) -> Response:
    """The bytes whose hash stands on every page."""
    return _file(canonical(dict(get(slug).held.document)), f"{slug}-rules.json")


@pages.get("/c/<slug>/list-<int:number>.txt")
@public
def locked_list(slug: str, number: int) -> Response:
    return _file(_draw(slug, number).content, f"{slug}-list-{number}.txt")


@pages.get("/c/<slug>/result-<int:number>.txt")
@public
def result(slug: str, number: int) -> Response:
    draw = _draw(slug, number)
    if draw.drawn_at is None:
        raise NotFound("result")
    return _file(draw.result, f"{slug}-result-{number}.txt")


@pages.get("/c/<slug>/draw.ics")
@public
def calendar(slug: str) -> Response:
    standing = get(slug)
    title = faces.words(dict(standing.rules.title), language_of(standing))
    text = _calendar(standing, _("Draw: %(title)s", title=title))
    return Response(
        text,
        mimetype="text/calendar",
        headers={"Content-Disposition": f"attachment; filename={slug}-draw.ics"},
    )


@pages.get("/c/<slug>/feed.atom")
@public
def feed(slug: str) -> Response:
    """Whoever follows it keeps a witness of the seal, outside of this site."""
    standing = get(slug)
    language = language_of(standing)
    page = render_template(
        "contests/feed.xml",
        slug=slug,
        standing=standing,
        rules=faces.rules_face(standing, language),
        draws=[(draw, faces.draw_face(standing, draw, language)) for draw in standing.draws],
    )
    return Response(page, mimetype="application/atom+xml")


@pages.post("/c/<slug>/receipt")
@public
def receipt(slug: str) -> Any:
    """The code that was sent, with the site's signature of its ticket, as a file; nothing is stored."""
    standing, code = get(slug), draws.find_code(request.form.get("code", "")[:LONGEST_CODE])
    if code is None:
        raise NotFound("code")
    text = render_template(
        "contests/receipt.txt",
        rules=faces.rules_face(standing, language_of(standing)),
        code=grouped(code),
        signed=contests.signed_receipt(standing=standing, code=code),
        page=url_for("contests.show", slug=slug, _external=True),
        keys=url_for("contests.keys", _external=True),
    )
    return Response(
        text, mimetype="text/plain", headers={"Content-Disposition": f"attachment; filename={slug}-receipt.txt"}
    )


@pages.get("/confirm-entry/<token>")
@public
def look_at_entry(token: str) -> Any:
    """Shows a button and changes nothing: programs that look through mails open every link."""
    held = contests.find_confirming(token=token)
    title = faces.words(dict(held.rules.title), next(iter(held.rules.title)))
    return render_template("contests/confirm.html", title=title, token=token)


@pages.post("/confirm-entry/<token>")
@public
def confirm_entry(token: str) -> Any:
    try:
        held = contests.confirm(token=token)
    except AlreadySent:
        return _confirmed(_("This mailbox has a ticket already. Each person has one; that one counts.")), 409
    except NotOpen:
        return _confirmed(_("The list of tickets is locked; no ticket can be added any more.")), 409
    title = faces.words(dict(held.rules.title), next(iter(held.rules.title)))
    return _confirmed(_("Your ticket for “%(title)s” counts now. Keep your contest code.", title=title))


@pages.get("/verify_draw.py")
@public
def verifier() -> Response:
    """The program that recomputes a draw; it needs nothing of this site."""
    return _file(contests.read_verifier(), "verify_draw.py")


@pages.get("/.well-known/sealed-draw-keys.json")
@public
def keys() -> Response:
    return jsonify({"format": "sealed-draw-keys/1", "keys": [{"alg": "Ed25519", "public": contests.public_key()}]})


def get(slug: str) -> Standing:
    return contests.get_standing(slug=slug, now=current.now())


def language_of(standing: Standing) -> str:
    return choose_language([request.args.get("lang", "")], tuple(standing.rules.title))


def _confirmed(sentence: str) -> str:
    return render_template("contests/confirmed.html", sentence=sentence)


def _draw(slug: str, number: int) -> Draw:
    found = next((draw for draw in get(slug).draws if draw.round_no == number), None)
    if found is None:
        raise NotFound("draw")
    return found


def _file(content: bytes, name: str) -> Response:
    """As bytes and nothing else: a line end that somebody's program changes would change the seal."""
    return Response(
        content,
        mimetype="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _calendar(standing: Standing, title: str) -> str:
    """RFC 5545: the draw as an event of half an hour."""
    at = standing.last.source_at if standing.last else standing.held.draws_at
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//forms//contest//EN",
        "BEGIN:VEVENT",
        f"UID:{standing.held.contest_id}@{request.host}",
        f"DTSTAMP:{_stamp(standing.rules.opens)}",
        f"DTSTART:{_stamp(at)}",
        f"DTEND:{_stamp(at + timedelta(minutes=30))}",
        f"SUMMARY:{_escaped(title)}",
        f"URL:{url_for('contests.show', slug=standing.form.slug, _external=True)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


ESCAPES: Mapping[str, str] = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


def _escaped(text: str) -> str:
    return "".join(ESCAPES.get(letter, letter) for letter in text)


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, the rest on lines that begin with a space."""
    found, room = [""], 75
    for letter in line:
        if len((found[-1] + letter).encode()) > room:
            found.append(" ")
        found[-1] += letter
    return found


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
