"""The forms of the journeys."""

from datetime import UTC, datetime, timedelta

from forms_app.services import forms, releases
from tests import lived, make
from tests.journeys.kinds import asked, every_kind, words
from tests.journeys.served import Served

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller"
SALT, PEAR = "o1salt", "o2pear"
OPTIONS = {
    SALT: "Sea salt",
    PEAR: "Pear and ginger, roasted slowly, with a little more pepper than most people would dare to put in",
    "o3long": LONG,
}


def choice(id_: str, text: str, **more: object) -> dict[str, object]:
    options = [{"id": option, "text": words(label)} for option, label in OPTIONS.items()]
    return {"id": id_, "kind": "single_choice", "text": words(text), "settings": {"options": options}, **more}


def short_text(id_: str, text: str, **more: object) -> dict[str, object]:
    return {"id": id_, "kind": "short_text", "text": words(text), "settings": {"longest": 40}, **more}


BARS = {
    "languages": ["en"],
    "title": words("Which bar shall we make next?"),
    "intro": words("Three questions, two minutes."),
    "pages": [
        {
            "id": "p1bars",
            "title": words("Flavours"),
            "questions": [
                choice("q1bars", "Which flavour would you buy?", required=True),
                choice("q2gift", "Which one would you give away?", help=words("Choose the one you would pay for.")),
                short_text("q3idea", "Another idea?"),
                short_text("q4name", "A name for it?", required=True),
            ],
        },
    ],
}

OTHER_BARS = {
    **BARS,
    "pages": [
        {
            **BARS["pages"][0],  # type: ignore[index]
            "questions": [
                choice("q1bars", "Which flavour would you buy?", required=True),
                short_text("q5when", "When would you eat it?"),
            ],
        }
    ],
}
REWORDED = {**BARS, "title": words("Which bar should we make next?"), "intro": words(f"For friends of {LONG}.")}


FINISHED = {"q": "q1come", "op": "=", "value": True}
CONDITIONS = {
    "languages": ["en"],
    "title": words("Come again?"),
    "pages": [
        {
            "id": "p1come",
            "questions": [
                {"id": "q1come", "kind": "yes_no", "text": words("Did you finish your bar?"), "settings": {}},
                short_text("q2best", "What was best about it?", show_if=FINISHED),
                choice("q3next", "Which one will be next?", show_if=FINISHED, required=True),
                short_text("q4else", "Anything else?"),
            ],
        }
    ],
}

SALTY = {"q": "q1bars", "op": "=", "value": SALT}
WALK = {
    "languages": ["en"],
    "title": words("A tasting in three pages"),
    "intro": words("Five minutes, with a look at everything before it is sent."),
    "pages": [
        {
            "id": "p1bars",
            "title": words("Flavours"),
            "questions": [
                choice("q1bars", "Which flavour would you buy?", required=True),
                short_text("q2salt", "How much salt?", show_if=SALTY),
            ],
        },
        {
            "id": "p2idea",
            "title": words("Ideas"),
            "questions": [
                short_text("q3idea", "Another idea?"),
                {"id": "q4long", "kind": "long_text", "text": words("Tell us more"), "settings": {"longest": 300}},
                short_text("q5name", "A name for it?", required=True),
            ],
        },
        {
            "id": "p3last",
            "questions": [
                {"id": "q6rate", "kind": "scale", "text": words("How was this tasting?"), "settings": {}},
                {
                    "id": "q7mail",
                    "kind": "email",
                    "text": words("E-mail address"),
                    "personal": {**make.PURPOSE, "autocomplete": "email"},
                    "settings": {},
                },
            ],
        },
    ],
}

TWO_LANGUAGES = {
    "languages": ["en", "de"],
    "title": {"en": "Which bar?", "de": "Welche Tafel?"},
    "intro": {"en": "One question.", "de": "Eine Frage."},
    "pages": [
        {
            "id": "p1bars",
            "questions": [
                {
                    "id": "q1bars",
                    "kind": "short_text",
                    "required": True,
                    "text": {"en": "Which flavour?", "de": "Welche Sorte?"},
                    "settings": {"longest": 40},
                }
            ],
        }
    ],
}

POLL = {
    "languages": ["en"],
    "title": words("The bar of the year"),
    "intro": words("One question."),
    "poll": True,
    "receipt": "none",
    "pages": [{"id": "p1vote", "questions": [choice("q1bars", "Which bar shall it be?", required=True)]}],
}


def until(closes: str) -> dict[str, object]:
    return {"schedule": {"zone": "UTC", "closes": closes}}


TASTING = {  # counted each month; groups by age, a matrix, a scale, a score, a branch
    "languages": ["en"],
    "title": words("How did you like the tasting?"),
    "rhythm": "month",
    "breakdowns": ["q1aged"],
    "pages": [
        {
            "id": "p1tast",
            "questions": [
                choice("q1aged", "Which bar did you taste?", required=True),
                choice("q2best", "Which one would you buy?"),
                asked(3, "multi", "What did you drink with it?", id="q3with"),
                asked(4, "matrix", "How was it at the counter?", id="q4desk"),
                asked(5, "rating-na", "How did you like it?", id="q5like"),
                asked(6, "nps", "Would you tell others?", id="q6tell"),
                asked(7, "ranking", "What matters most to you?", id="q7rank"),
                {"id": "q8come", "kind": "yes_no", "text": words("Would you come again?"), "settings": {}},
                choice("q9next", "For which one?", show_if={"q": "q8come", "op": "=", "value": True}),
                short_text("q9idea", "Another idea?"),
            ],
        }
    ],
}


def prepare(site: Served) -> None:
    """The forms that the states below speak of."""
    site.open_form("bars", **BARS)
    site.open_form("no-receipt", **{**BARS, "title": words(f"A form about {LONG}"), "receipt": "none"})
    site.open_form("later", **BARS, schedule={"zone": "Europe/Berlin", "opens": "2099-01-01T09:00"})
    site.open_form("until", **BARS, schedule={"zone": "Europe/Berlin", "closes": "2099-01-01T18:00"})
    site.open_form("kinds", **every_kind(required=False))
    site.open_form("kinds-needed", **every_kind(required=True))
    site.open_form("conditions", **CONDITIONS)
    site.open_form("walk", **WALK)
    site.open_form("kiosk", **{**BARS, "title": words("At the counter"), "kiosk": True})
    site.open_form("two", **TWO_LANGUAGES)
    site.open_form("changed", **BARS)
    site.change_questions("changed", **OTHER_BARS)
    site.open_form("reworded", **BARS)
    site.correct_wording("reworded", **REWORDED)
    for slug, people in {"closed": 0, "nine": 9, "twelve": 12, "forty": 40}.items():
        site.open_form(slug, **BARS)
        if slug == "forty":
            site.correct_wording(slug, **REWORDED)
        site.answer(slug, people * 2 // 3, q1bars=SALT, q2gift=PEAR, q4name="Salty")
        site.answer(slug, people - people * 2 // 3, q1bars=PEAR, q4name="Peary")
        site.close_form(slug)
    soon = until(f"{datetime.now(UTC) + timedelta(days=10):%Y-%m-%dT%H:%M}")
    for slug, votes in {"poll-rounded": 49, "poll-exact": 60}.items():
        site.open_form(slug, **POLL, **soon)
        site.answer(slug, votes - 1, q1bars=SALT)
        site.answer(slug, 1, q1bars=PEAR)
    site.open_form("poll", **POLL, **until("2099-05-20T18:00"))
    site.count()
    site.count(after=timedelta(days=31))
    prepare_staff(site)


def prepare_staff(site: Served) -> None:
    """Reports of several months and of many questions, drafts, and what the daily test found."""
    site.open_form("tasting", **TASTING)
    site.publish("tasting", months=[240, 55, 18, 160])
    many = [choice(f"many{number:02}", f"Question {number} of many: which one?") for number in range(30)]
    site.counted("many", **{**BARS, "pages": [{"id": "p1many", "questions": many}]})
    twice = {"id": "p1bars", "questions": [choice("q1bars", "Which?"), choice("q1bars", "And then?")]}
    site.draft("draft", **{**BARS, "title": words("A draft")})
    site.draft("draft-poll", **{**POLL, "title": words("A poll to come")}, **until("2099-05-20T18:00"))
    site.draft("broken", **{**BARS, "title": words("A draft that cannot be opened"), "pages": [twice]})
    for slug, title in {"archived-draft": "An archived draft", "archived-other": "An archived form"}.items():
        site.draft(slug, **{**BARS, "title": words(title)})
        site.archive(slug)
    site.test()
    site.note_fault("no-receipt", "key")


def prepare_waiting(site: Served) -> None:
    """Forms closed by hand within a day of a count, by schedule without answers, or with other questions just begun."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    opened, closes = midnight - timedelta(days=3), midnight - timedelta(hours=6)
    schedule = {"zone": "UTC", "closes": closes.strftime("%Y-%m-%dT%H:%M")}
    site.draft("counted-before", **BARS, rhythm="fifty")
    site.draft("too-few", **{**BARS, "title": words("Closed too soon")}, schedule=schedule)
    with site.app.app_context():
        for slug in ("counted-before", "too-few"):
            forms.open_form(slug=slug, now=opened)
        releases.run(now=opened)
        lived.answer(opened.strftime("%Y-%m-%dT%H:%M"), 60, slug="counted-before", q1bars=SALT, q4name="Salty")
        releases.run(now=midnight + timedelta(seconds=1))
        forms.close_form(slug="counted-before", now=midnight + timedelta(seconds=2))
    for slug in ("just-changed", "changed-closed"):
        site.open_form(slug, **BARS)
        changes_at = site.announce_questions(slug, **OTHER_BARS)
        site.count(after=changes_at - datetime.now(UTC))
    site.close_form("changed-closed")
