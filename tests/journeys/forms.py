"""The forms of the journeys."""

from datetime import timedelta

from tests import make
from tests.journeys.kinds import every_kind, words
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
    for slug, people in {"closed": 0, "nine": 9, "twelve": 12, "forty": 40}.items():
        site.open_form(slug, **BARS)
        site.answer(slug, people * 2 // 3, q1bars=SALT, q2gift=PEAR, q4name="Salty")
        site.answer(slug, people - people * 2 // 3, q1bars=PEAR, q4name="Peary")
        site.close_form(slug)
    site.count()
    site.count(after=timedelta(days=31))
    many = [choice(f"many{number:02}", f"Question {number} of many: which one?") for number in range(30)]
    site.counted("many", **{**BARS, "pages": [{"id": "p1many", "questions": many}]})
