"""Answering by a program: thanks with every code of the page, tokens that grow old, guesses that are counted."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.api import problems
from forms_app.domain import draws
from forms_app.services import contests, forms, submissions, vouchers
from tests import gates, make
from tests.api.programs import V1
from tests.contests import story
from tests.test_vouchers import promote
from tests.web.staff_pages import on_sqlite
from tests.web.test_changed import SENT, move_back, old_token, replaced

SALT = {"q1bars": "o1salt"}
limited = pytest.mark.parametrize("settings", [{"FORMS_RATE_LIMIT": "on"}], indirect=True)
hurried = pytest.mark.parametrize("settings", [{"FORMS_MINIMUM_SECONDS": "2"}], indirect=True)


def send(client, slug, token=None, answers=SALT, **more):
    token = token or client.get(f"{V1}/forms/{slug}").json["token"]
    return client.post(f"{V1}/forms/{slug}/answers", json={"token": token, "answers": answers, **more})


def aged(slug, age):
    """A token that was shown so long ago."""
    form, _definition = forms.get_published(slug=slug)
    return submissions.issue_token(form=form, nonce=secrets.token_bytes(15), now=datetime.now(UTC) - age)


def test_a_form_is_read_as_its_page_shows_it(app, client):
    read = client.get(f"{V1}/forms/{make.open_form()}").json
    (page,) = read["pages"][:1]
    question = page["questions"][0]
    assert (read["state"], read["admission"], read["gives_receipt"]) == ("open", "anyone", True)
    assert (read["becomes"], read["kept_days"]) == ("counted", None)
    assert (question["id"], question["kind"], question["inputs"][0]) == ("q1bars", "single_choice", "q1bars")
    assert question["settings"]["options"][0]["id"] == "o1salt"


@on_sqlite
@pytest.mark.parametrize(("switch", "becomes"), [("keep", "read"), ("rows", "rows")])
def test_who_writes_a_program_learns_what_becomes_of_answers(app, client, switch, becomes):
    slug = make.open_form(opened=make.definition(switches=["count", switch], keep_days=40))
    read = client.get(f"{V1}/forms/{slug}").json
    assert (read["becomes"], read["kept_days"]) == (becomes, 40)


@on_sqlite
def test_a_closed_form_shows_no_questions_and_gives_no_token(app, client):
    slug = make.open_form()
    forms.close_form(slug=slug, now=datetime.now(UTC))
    read = client.get(f"{V1}/forms/{slug}").json
    assert (read["state"], read["pages"], read["token"]) == ("closed", None, None)


@on_sqlite
def test_a_draft_is_not_there(app, client):
    forms.import_form(definition=make.definition(), slug="flavours")
    assert client.get(f"{V1}/forms/flavours").status_code == 404


@on_sqlite
def test_with_the_thanks_comes_a_voucher_that_a_till_takes(app, client):
    reward = send(client, promote(2)).json["reward"]
    assert vouchers.redeem(code=reward["voucher"], reference="1", now=datetime.now(UTC)).is_used
    assert reward["voucher"] in client.post("/voucher", data={"code": reward["code"]}).text


@on_sqlite
def test_when_vouchers_are_gone_nothing_is_taken(app, client):
    slug = promote(1)
    late = client.get(f"{V1}/forms/{slug}").json["token"]
    send(client, slug)
    assert client.get(f"{V1}/forms/{slug}").json["state"] == "vouchers-gone"
    assert send(client, slug, late).json["code"] == "no-voucher"


@on_sqlite
def test_with_the_thanks_comes_a_ticket_that_is_in_the_draw(app, client):
    story.open_now()
    read = client.get(f"{V1}/forms/{story.SLUG}").json
    sent = send(client, story.SLUG, read["token"], answers={}, draw={"may_enter": True})
    given = sent.json["contest"]
    standing = contests.get_standing(slug=story.SLUG, now=datetime.now(UTC))
    assert contests.has_entered(standing=standing, code=draws.find_code(given["code"]))
    assert client.get(read["draw"]["contest"]).json["phase"] == "open"


@on_sqlite
def test_an_address_for_the_draw_that_is_none_is_refused_beside_it(app, client):
    story.open_now()
    sent = send(client, story.SLUG, answers={}, draw={"may_enter": True, "address": "nobody"})
    assert [one["pointer"] for one in sent.json["errors"]] == ["/draw/address"]


@on_sqlite
def test_an_old_token_is_renewed_and_counts_once(app, client):
    slug = make.open_form()
    old = send(client, slug, aged(slug, timedelta(hours=13)))
    assert (old.status_code, old.json["code"]) == (422, "token-expired")
    sent = [send(client, slug, old.json["token"]) for _ in range(2)]
    assert sent[0].json["receipt_code"] == sent[1].json["receipt_code"]
    ancient = send(client, slug, aged(slug, timedelta(days=3)))
    assert (ancient.status_code, ancient.json["code"]) == (422, "token")
    assert send(client, slug, ancient.json["token"]).status_code == 200


@on_sqlite
def test_questions_that_were_replaced_are_taken_for_a_while_and_then_fetched_anew(app, client):
    slug = replaced(hours_ago=1)
    assert send(client, slug, old_token(slug, hours_ago=2), answers=SENT).status_code == 200
    move_back(timedelta(hours=13))
    late = send(client, slug, old_token(slug, hours_ago=14), answers=SENT)
    assert (late.status_code, late.json["code"]) == (409, "form-changed")
    asked = client.get(f"{V1}/forms/{slug}").json["pages"][0]["questions"]
    assert [question["id"] for question in asked] == ["q1bars", "q3rate"]
    assert send(client, slug, late.json["token"], answers=SENT).json["code"] == "unknown-inputs"
    assert send(client, slug, late.json["token"], answers=SALT).status_code == 200


@hurried
@on_sqlite
def test_what_comes_too_fast_is_asked_for_again(app, client):
    slug = make.open_form()
    assert send(client, slug).json["code"] == "too-fast"
    assert send(client, slug, aged(slug, timedelta(seconds=3))).status_code == 200


@limited
@on_sqlite
def test_guesses_of_codes_and_passwords_are_counted_and_honest_answers_are_not(app, client):
    slug, codes = gates.with_codes(count=20)
    honest = [send(client, slug, code=code).status_code for code in codes[:12]]
    assert honest == [200] * 12
    guesses = [send(client, slug, code="x").status_code for _ in range(11)]
    assert guesses == [422] * 10 + [429]


@on_sqlite
def test_no_word_of_a_visitor_is_logged_even_where_something_breaks(app, client, caplog):
    slug = make.open_form()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    token = client.get(f"{V1}/forms/{slug}").json["token"]
    with app.extensions["databases"]["ballots"].begin() as made:
        made.exec_driver_sql("ALTER TABLE ballot RENAME TO gone")
    broken = send(client, slug, token, answers=SALT | {"q2idea": "secret words"})
    assert (broken.status_code in (500, 503), broken.mimetype) == (True, problems.TYPE)
    assert "secret words" not in caplog.text + broken.text
