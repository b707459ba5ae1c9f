"""Every reason why a form may not be opened is said in a plain sentence."""

import pytest

from forms_app.domain.publishable import unpublishable
from tests import make

CHOICE = make.question("quest1")


@pytest.mark.parametrize(
    ("pages", "given", "sentence"),
    [
        ([CHOICE, CHOICE], {}, "share the id quest1"),
        ([CHOICE], {"languages": ["de", "en"]}, "has no text in de"),
        ([make.question("words1", "statement")], {}, "asks nothing that could be counted"),
        ([CHOICE, make.question("email1", "email")], {}, "say what it is for and when it is deleted"),
        ([CHOICE, make.detail(required=True)], {}, "it must be optional"),
        ([CHOICE], {"switches": ["count", "draw"]}, "has a prize draw without rules"),
        ([CHOICE], {"switches": ["keep"]}, "must be counted together"),
        ([make.question("words1", "long_text", settings={"longest": 3000}), make.question("words2", "short_text",
          settings={"longest": 800})], {}, "shorten the limits of the text questions"),
        ([CHOICE], {"schedule": {"zone": "Europe/Berlin", "closes": "2026-03-29T02:30"}}, "missing or comes twice"),
        ([CHOICE], {"schedule": {"zone": "Europe/Berlin", "closes": "2026-10-25T02:30"}}, "missing or comes twice"),
        ([CHOICE], {"schedule": {"zone": "Asia/Tokyo", "opens": "2026-05-02T10:00", "closes": "2026-05-01T10:00"}},
         "close before it opens"),
    ],
)  # fmt: skip
def test_what_makes_a_form_unfit_is_named(pages, given, sentence):
    assert any(sentence in problem for problem in unpublishable(make.form(*pages, **given)))


def test_a_form_with_optional_details_may_be_opened():
    assert unpublishable(make.form(CHOICE, make.detail())) == []


@pytest.mark.parametrize("rhythm", ["close", "week", "month", "quarter", "fifty"])
def test_a_form_may_be_counted_in_every_rhythm(rhythm):
    assert unpublishable(make.form(CHOICE, rhythm=rhythm)) == []
