"""A file becomes a draft over HTTP, or is given back with what is wrong with it."""

import io
import json

import pytest

from forms_app.services import forms
from tests import make
from tests.web.staff_pages import on_sqlite, said


def bring(browser, content, name=""):
    data = {"csrf_token": make.csrf_in(browser.get("/staff")), "name": name}
    if content is not None:
        data["file"] = (io.BytesIO(content), "form.json")
    return browser.post("/staff/forms", data=data, content_type="multipart/form-data")


FORM = json.dumps(make.definition().to_json()).encode()


def test_a_file_becomes_a_draft_under_its_title_or_the_name_given(maker):
    brought = bring(maker, FORM, "bars")
    assert (brought.status_code, brought.location) == (303, "/staff/forms/bars")
    assert forms.get_form(slug="bars").version is None
    assert bring(maker, FORM.replace(b"k3f9a2", b"other1")).location.startswith("/staff/forms/")


@on_sqlite
@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (None, "", "Please choose a file."),
        (b"", "", "Please choose a file."),
        (b"{", "", "Invalid JSON"),
        (b"\xff\xfe", "", "Invalid JSON"),
        (b" " * 524_289, "", "This file is longer than 512 kB."),
        (FORM, "Not A Name", "A link name has small letters"),
        (FORM.replace(b'"title"', b'"titel"'), "", "Titel: Extra inputs are not permitted."),
        (FORM.replace(b'"yes_no"', b'"maybe"').replace(b'"single_choice"', b'"maybe"'), "", "Page 1, question 1"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_sentences_and_keeps_what_was_typed(maker, content, name, sentence):
    refused = bring(maker, content, name)
    assert (refused.status_code, sentence in said(refused)) == (422, True)
    assert f'name="name" value="{name}"' in refused.text
    assert forms.list_forms() == []


@on_sqlite
def test_a_form_that_is_here_already_is_not_taken_twice(maker):
    bring(maker, FORM, "bars")
    refused = bring(maker, FORM, "others")
    assert (refused.status_code, "is here already" in refused.text, len(forms.list_forms())) == (422, True, 1)
