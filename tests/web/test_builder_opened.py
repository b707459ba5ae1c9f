"""The builder in front of a form that is open: changes stand beside it until they are published."""

import pytest

from forms_app.domain import drafts
from forms_app.services import builder, forms
from tests import make
from tests.web.builder_pages import Builder, said
from tests.web.staff_pages import on_sqlite


@pytest.fixture
def opened(app):
    vote = make.question("vote01", text="Which of these next?")
    return Builder(app, make.open_form(opened=make.form(vote, schedule={"zone": "Europe/Berlin"})))


def first_text(document):
    return drafts.questions_of(document)[0]


def retitled(maker, words):
    question = first_text(maker.document())
    builder.change_draft(
        slug=maker.slug,
        revision=builder.get_draft(slug=maker.slug).revision,
        edit=lambda d: drafts.set_question(d, question["id"], {**question, "text": {**question["text"], "en": words}}),
    )


def test_changes_of_an_open_form_stand_beside_it_until_they_are_published_and_may_be_taken_back(opened):
    opened.add("yes_no", text="One more?")
    shown = said(opened.get("versions"))
    assert ("“One more?” is new." in shown, "never counted" in shown) == (True, True)
    assert opened.post("versions", do="publish").status_code == 422
    assert opened.post("versions", do="publish", sure="yes").status_code == 303
    assert "Other questions are coming" in said(opened.get("versions"))
    opened.post("versions", do="take-back")
    assert "“One more?” is new." in said(opened.get("versions"))
    after = opened.post("versions", do="restore", number="1")
    assert "The draft is as that version was." in said(opened.browser.get(after.location))
    assert "There are none: the draft is what is asked." in said(opened.get("versions"))


def test_wording_is_corrected_under_the_same_ids(opened):
    retitled(opened, "Which of these bars next?")
    assert "Only words differ" in said(opened.get("versions"))
    assert opened.post("versions", do="correct", sure="yes").status_code == 303
    _form, definition = forms.get_published(slug=opened.slug)
    assert definition.questions[0].text["en"] == "Which of these bars next?"


@on_sqlite
def test_what_an_opened_form_promised_is_not_changed_by_its_settings(opened):
    before = opened.document()
    opened.post("settings", title="Bars", zone="UTC", closes="2031-01-01T10:00", poll="yes")
    assert (opened.document().get("schedule"), opened.document().get("poll")) == (
        before.get("schedule"),
        before.get("poll"),
    )
    assert "Fixed since it was opened" in said(opened.get("settings"))


@on_sqlite
def test_the_refusal_of_another_schedule_says_how_to_go_on(opened):
    other = {"zone": "UTC", "closes": "2031-01-01T10:00"}
    builder.change_draft(slug=opened.slug, revision=0, edit=lambda d: {**d, "schedule": other})
    opened.add("yes_no", text="One more?")
    refused = opened.post("versions", do="publish", sure="yes")
    assert (refused.status_code, "Put the version that is asked now into the draft" in said(refused)) == (422, True)
