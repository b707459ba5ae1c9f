"""Answers put into later texts: chosen ones alone, once, and only where they were asked on an earlier page."""

import pytest

from forms_app.domain.fields import KINDS
from forms_app.domain.piping import LONGEST, MOST, asked_in, filled, has_piping, mark_of, masked, readable
from forms_app.domain.piping_checks import finder
from forms_app.domain.publishable import unpublishable
from tests import make

SAID = {"bar001": "Salt", "bar002": "{{bar001}}", "bar003": "<b>&", "bar004": "x" * 300}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Why {{bar001|your choice}}?", "Why Salt?"),
        ("Why {{ bar001 }}?", "Why Salt?"),
        ("Why {{nobody|your choice}}?", "Why your choice?"),
        ("Why {{nobody}}?", "Why …?"),
        ("Why {{nobody| }}?", "Why …?"),
        ("Why {{bar002}}?", "Why {{bar001}}?"),  # what is put in is not read again
        ("Why {{bar003}}?", "Why <b>&?"),
        ("{{{{bar001}}}}", "{{Salt}}"),
        ("{{bar001|{{bar001}}}}", "{{bar001|Salt}}"),
        ("{{bar01}} {{BAR001}} {{bar001 {bar001}", "{{bar01}} {{BAR001}} {{bar001 {bar001}"),
        ("Why {{bar004}}?", f"Why {'x' * (LONGEST - 1)}…?"),
    ],
)
def test_each_place_is_filled_once(words, shown):
    assert filled(words, SAID.get) == shown


def test_a_text_is_named_for_those_who_only_read_it():
    texts = {"bar001": {"en": "Which {{bar000}} bar?", "de": "Welcher Riegel?"}}
    assert readable({"en": "Why {{bar001|it}}?", "de": "Warum {{bar001}}?"}, texts) == {
        "en": "Why [the answer to “Which … bar?”]?",
        "de": "Warum [“Welcher Riegel?”]?",
    }
    assert (masked("Why {{bar001|it}}?"), asked_in("{{bar001|it}} {{bar002}}")) == ("Why …?", ["bar001", "bar002"])
    assert (mark_of("bar001", "en"), mark_of("bar001", "de")) == ("{{bar001|your choice}}", "{{bar001|…}}")
    assert (has_piping({"en": "Why?", "de": "{{bar001}}"}), has_piping(None)) == (True, False)


def options(*texts):
    return {
        "options": [{"id": f"opt00{n}", "text": {"en": text, "de": f"{text} (de)"}} for n, text in enumerate(texts)]
    }


LABELS = [{"en": "Never"}, {"en": "Often"}]
KINDS_QUOTED = [
    ("single_choice", options("Salt", "Pear"), "opt000", "Salt"),
    ("single_choice", {**options("Salt", "Pear"), "other": True}, {"other": "my name"}, None),
    ("yes_no", {"yes": {"en": "Gladly"}}, True, "Gladly"),
    ("scale", {}, 4, "4"),
    ("scale", {"min": 1, "max": 2, "labels": LABELS}, 2, "Often"),
    ("scale", {"na": {"en": "Does not apply"}}, "na", None),
    ("multi_choice", options("Salt", "Pear"), {"chosen": ["opt000"]}, None),
    ("short_text", {}, "my name", None),
    ("number", {}, 4, None),
    ("date", {}, "2026-01-01", None),
]


@pytest.mark.parametrize(("kind", "settings", "value", "shown"), KINDS_QUOTED)
def test_only_what_was_chosen_from_a_list_is_ever_shown(kind, settings, value, shown):
    asked = make.question("asked1", kind, settings=settings)
    form = make.form(make.page("page01", asked))
    assert finder(form, {"asked1": value}, "en")("asked1") == shown


def test_no_kind_but_three_may_be_shown():
    assert {name for name, kind in KINDS.items() if kind.may_be_piped} == {"single_choice", "yes_no", "scale"}


def test_a_detail_is_never_shown_whatever_its_kind():
    form = make.form(make.page("page01", make.detail("asked1", "yes_no")))
    assert finder(form, {"asked1": True}, "en")("asked1") is None


def test_an_answer_is_shown_in_the_language_of_the_page():
    form = make.form(make.page("page01", make.question("asked1", settings=options("Salt", "Pear"))))
    assert finder(form, {"asked1": "opt001"}, "de")("asked1") == "Pear (de)"


WHY = make.question("why001", "long_text", text="Why {{asked1|your choice}}?")
ASKED = make.question("asked1", text="Which bar?")
REFUSED = {
    "is not asked on an earlier page": [make.page("page01", ASKED, WHY)],
    "shows the answer to “Which bar?”, which is not asked on an earlier": [
        make.page("page01", WHY, make.VOTE),
        make.page("page02", ASKED),
    ],
    "a question that is not there (asked1)": [make.page("page01", make.VOTE), make.page("page02", WHY)],
    "which is a personal detail": [
        make.page("page01", make.VOTE, make.detail("asked1", "yes_no")),
        make.page("page02", WHY),
    ],
    "only a single choice, a yes/no or a scale": [
        make.page("page01", make.question("asked1", "short_text")),
        make.page("page02", WHY),
    ],
    "so no answer may stand in it": [
        make.page("page01", ASKED),
        make.page("page02", make.detail("why001", "email", text="Mail {{asked1}}?")),
    ],
    f"more than {MOST} answers": [
        make.page("page01", ASKED),
        make.page("page02", {**WHY, "help": {"en": "{{asked1}}" * (MOST + 1)}}),
    ],
    "only a question's title or help can": [
        make.page("page01", ASKED),
        make.page("page02", make.question("why001"), title={"en": "About {{asked1}}"}),
    ],
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_may_not_be_shown_keeps_the_form_from_opening(words):
    (sentence,) = [one for one in unpublishable(make.form(*REFUSED[words])) if words in one]
    assert "{{" not in sentence.replace("About {{asked1}}", "")


def test_what_may_be_shown_opens():
    assert unpublishable(make.form(make.page("page01", ASKED), make.page("page02", WHY))) == []
