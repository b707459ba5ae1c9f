"""A form that asks one question of every kind, and those kinds with a face of their own more than once."""

from typing import Any

from forms_app.web.inputs import TEXTS
from tests import faces, make

ASKED = {  # samples of tests/faces.py, and the words in which they are asked
    "statement": "About your visit",
    "single-other": "Which fruit shall we order first?",
    "single-long-other": "In which country do you live?",
    "multi": "What did you drink?",
    "multi-other": "Which fruit did you take home?",
    "multi-long": "Where have you been on holiday?",
    "yes-no": "Would you come again?",
    "rating-na": "How did you like the kitchen?",
    "nps": "How likely is it that you tell others about us?",
    "likert": "The queue moved quickly.",
    "slider": "How warm was the room?",
    "matrix": "How was it at the counter?",
    "matrix-wide": "And in the evening?",
    "ranking": "What matters most to you?",
    "number": "How much do you weigh on a good day?",
    "date": "On which day were you here?",
    "time": "When did you arrive?",
    "short": "What shall we call the new cake?",
    "long": "What else would you like to tell us?",
    "texts": "Which other places do you like?",
    "link": "A picture of your table?",
    "consent": "The rules of the house",
}
DETAILS = {
    "email": "E-mail address",
    "phone": "Telephone",
    "name-parts": "Your name",
    "address": "Where shall we send it?",
}


def words(text: str) -> dict[str, str]:
    return {"en": text}


def by_language(settings: Any) -> Any:
    """Settings as form/1 has them, from settings as a template gets them."""
    if isinstance(settings, list):
        return [by_language(each) for each in settings]
    if not isinstance(settings, dict):
        return settings
    return {key: _in_words(value) if key in TEXTS else by_language(value) for key, value in settings.items()}


def _in_words(value: Any) -> Any:
    if isinstance(value, list):
        return [words(text) for text in value]
    return value and words(value)


def asked(number: int, sample: str, text: str, **more: Any) -> dict[str, Any]:
    kind, settings, *_sent = faces.SAMPLES[sample]
    helped = {"help": words(faces.HELP[sample])} if sample in faces.HELP else {}
    given = {"id": f"kind{number:02}", "kind": kind, "text": words(text), "settings": by_language(settings)}
    return {**given, **helped, **more}


def every_kind(*, required: bool) -> dict[str, Any]:
    first = [
        asked(number, sample, text, required=required and sample != "statement")
        for number, (sample, text) in enumerate(ASKED.items(), start=1)
    ]
    apart = [
        asked(number, sample, text, personal=make.PURPOSE)
        for number, (sample, text) in enumerate(DETAILS.items(), start=len(first) + 1)
    ]
    return {
        "languages": ["en"],
        "title": words("How was it at the café?"),
        "intro": words("Every kind of question there is."),
        "pages": [{"id": "p1kind", "questions": first + apart}],
    }
