"""The inbox helps whoever answers: texts by name, a colleague to give it to, a copy to take along."""

import csv

import pytest

from forms_app.domain.answer_templates import LONGEST_NAME
from forms_app.services import accounts, activity, answer_templates
from forms_app.services.activity import Wanted
from tests import make
from tests.test_inbox import WORDS, desk, key_of, log, rows, send
from tests.web.staff_pages import on_sqlite, post, said

__all__ = ["desk"]
PAGE = "/staff/inbox/templates"


def template(desk, name="Milk", words="There is no milk in it.\n\nYours"):
    assert post(desk, PAGE, name=name, words=words).status_code == 303
    return next(one for one in answer_templates.list_templates() if one.name == name)


def test_a_template_is_kept_put_into_an_answer_changed_and_deleted(app, client, desk):
    send(client)
    kept = template(desk)
    page = desk.get(f"/staff/inbox/{key_of(app)}?template={kept.key}").text
    assert ">There is no milk in it.\n\nYours</textarea>" in page
    assert inbox_has_no_answer(app)
    post(desk, f"{PAGE}/{kept.key}", name="Milk and nuts", words="None of them.")
    assert [(one.name, one.words) for one in answer_templates.list_templates()] == [("Milk and nuts", "None of them.")]
    post(desk, f"{PAGE}/{kept.key}", do="delete")
    assert answer_templates.list_templates() == []
    assert desk.get(f"{PAGE}/{kept.key}").status_code == 404
    assert log().count("answer template changed") == 3


def inbox_has_no_answer(app):
    return rows(app)[0].state == "new"


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "words": "x"}, "Please give it a name"),
        ({"name": "x" * (LONGEST_NAME + 1), "words": "x"}, "at most 80 characters"),
        ({"name": "x", "words": " "}, "Please write the answer."),
        ({"name": "x", "words": "y" * 4_001}, "at most 4000 characters"),
    ],
)
def test_what_is_no_template_comes_back_with_a_sentence(app, desk, typed, sentence):
    refused = post(desk, PAGE, **typed)
    assert (refused.status_code, sentence in refused.text, answer_templates.list_templates()) == (422, True, [])


@on_sqlite
def test_a_message_is_given_to_a_colleague_who_answers_messages_and_to_nobody_else(app, client, desk):
    send(client)
    for name, role in (("other", "inbox"), ("maker", "staff"), ("gone", "inbox")):
        make.account(app, f"{name}@example.org", role)
    app.test_cli_runner().invoke(args=["accounts", "deactivate", "gone@example.org"])
    address = f"/staff/inbox/{key_of(app)}"
    shown = desk.get(address).text
    assert [f">{name}@example.org</option>" in shown for name in ("other", "maker", "gone", "desk")] == [
        True,
        False,
        False,
        False,
    ]
    ids = {email: id_ for id_, email in accounts.list_emails().items()}
    post(desk, address, do="give", account=ids["other@example.org"])
    assert "New, taken by other@example.org" in said(desk.get(address))
    for wrong in (ids["maker@example.org"], ids["gone@example.org"], 99, "x"):
        refused = post(desk, address, do="give", account=wrong)
        assert (refused.status_code, "does not answer messages" in refused.text) == (409, True)
    assert rows(app)[0].account_id == ids["other@example.org"]


def test_a_copy_of_everything_is_taken_along_and_the_log_says_so_first(app, client, desk):
    send(client, words="=cmd|' /C calc'!A0", email="anna@example.org")
    post(desk, f"/staff/inbox/{key_of(app)}", do="note", note="Ask the kitchen")
    send(client, words=WORDS)
    taken = post(desk, "/staff/inbox/export")
    assert (taken.mimetype, "attachment" in taken.headers["Content-Disposition"]) == ("text/csv", True)
    lines = list(csv.DictReader(taken.text.splitlines()))
    assert sorted((one["message"], one["email"], one["sort"], one["words"]) for one in lines) == [
        ("'=cmd|' /C calc'!A0", "anna@example.org", "note", "Ask the kitchen"),
        (WORDS, "", "", ""),
    ]
    (entry,) = [one for one in activity.list_entries(wanted=Wanted(), before=None, most=9) if "exported" in one.deed]
    assert (entry.deed, entry.facts, entry.at) == ("messages exported", {"number": 2}, None)
    other = make.sign_in(app, make.account(app, role="administrator"))
    assert [post(other, path).status_code for path in ("/staff/inbox/export", PAGE)] == [403, 403]
    assert desk.get("/staff/inbox/export").status_code in (404, 405)
