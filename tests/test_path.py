"""The whole path: a survey is opened, answered by visitors without cookies, closed, counted and read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain.errors import NotFound, TokenRefused
from forms_app.services import forms, releases, reports, submissions
from tests import make


def count(app, bind, table):
    with app.extensions["databases"][bind].connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def answer(client, slug, **answers):
    page = client.get(f"/f/{slug}")
    return client.post(f"/f/{slug}", data={"token": make.token_in(page), **answers})


def close_and_count(slug):
    forms.close_form(slug=slug, now=datetime.now(UTC))
    return releases.run(now=datetime.now(UTC) + timedelta(seconds=1))


def test_answers_of_many_become_safe_figures_and_the_ballots_and_key_are_gone(app, client):
    slug = make.open_form()
    for number in range(24):
        option = "o1salt" if number % 3 else "o2pear"
        assert answer(client, slug, q1bars=option, q2idea=f"idea {number}").status_code == 200
    close_and_count(slug)
    report = reports.get_reports(slug=slug)["reports"][0]
    rows = {row["id"]: row for row in report["questions"][0]["tables"][0]["rows"]}
    assert report["n"] == 24
    assert rows["o1salt"]["low"] <= 16 <= rows["o1salt"]["high"]
    assert rows["o2pear"]["low"] <= 8 <= rows["o2pear"]["high"]
    assert report["questions"][1]["tables"] == []
    assert (count(app, "ballots", "ballot"), count(app, "people", "text")) == (0, 24)
    assert list(app.extensions["settings"].ballot_keys.glob("*.key")) == []


def test_a_repeated_release_changes_nothing(app, client):
    slug = make.open_form()
    for _ in range(12):
        answer(client, slug, q1bars="o1salt")
    close_and_count(slug)
    before = reports.get_reports(slug=slug)
    assert releases.run(now=datetime.now(UTC) + timedelta(hours=1)) == []
    assert reports.get_reports(slug=slug) == before


def test_fewer_than_ten_are_never_shown_and_go_unread_after_thirty_days(app, client):
    slug = make.open_form()
    for _ in range(9):
        answer(client, slug, q1bars="o1salt")
    close_and_count(slug)
    with pytest.raises(NotFound):
        reports.get_reports(slug=slug)
    releases.run(now=datetime.now(UTC) + timedelta(days=31))
    report = reports.get_reports(slug=slug)["reports"][0]
    assert (report["outcome"], report["n"], report["questions"]) == ("fewer_than_ten", None, [])
    assert count(app, "ballots", "ballot") == 0


def test_a_retry_gets_the_same_thank_you_and_is_stored_once(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt"}
    first, second = (client.post(f"/f/{slug}", data=data) for _ in range(2))
    assert first.text == second.text
    assert make.code_in(first) == make.code_in(second)
    assert count(app, "ballots", "ballot") == 1


def test_a_retry_is_thanked_also_after_the_clock_was_set_back_and_nothing_new_is_taken(app, client):
    slug = make.open_form()
    form, now = forms.get_form(slug=slug), datetime.now(UTC)
    stored, new = (
        submissions.issue_token(form=form, nonce=bytes([number]) * 15, now=now + timedelta(minutes=20))
        for number in range(2)
    )
    sent = {"form": form, "definition": make.definition(), "raw": {"q1bars": ["o2pear"]}}
    sent |= {"lifetime": timedelta(hours=12), "minimum": timedelta(0)}
    code = submissions.receive(**sent, token=stored, now=now + timedelta(minutes=20))
    assert submissions.receive(**sent, token=stored, now=now) == code
    with pytest.raises(TokenRefused):
        submissions.receive(**sent, token=new, now=now)
    assert count(app, "ballots", "ballot") == 1


def test_a_late_retry_gets_its_thank_you_after_the_count(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt"}
    code = make.code_in(client.post(f"/f/{slug}", data=data))
    for _ in range(10):
        answer(client, slug, q1bars="o2pear")
    close_and_count(slug)
    assert make.code_in(client.post(f"/f/{slug}", data=data)) == code
    assert reports.get_reports(slug=slug)["reports"][0]["n"] == 11


def test_other_answers_under_the_same_token_are_kept_and_asked_again_without_a_code(app, client):
    slug = make.open_form()
    token = make.token_in(client.get(f"/f/{slug}"))
    client.post(f"/f/{slug}", data={"token": token, "q2idea": "first"})
    again = client.post(f"/f/{slug}", data={"token": token, "q2idea": "second person"})
    assert again.status_code == 409
    assert "second person" in again.text
    assert "already sent" in again.text
    assert make.token_in(again) != token
    assert client.post(f"/f/{slug}", data={"token": make.token_in(again), "q2idea": "second person"}).status_code == 200
    assert count(app, "ballots", "ballot") == 2


def test_a_hundred_concurrent_posts_of_one_token_store_one_ballot(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt"}

    def post(_):
        return app.test_client(use_cookies=False).post(f"/f/{slug}", data=data)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(post, range(100)))
    assert {a.status_code for a in answers} == {200}
    assert len({a.text for a in answers}) == 1
    assert count(app, "ballots", "ballot") == 1


def test_a_receipt_code_withdraws_the_answers_and_says_nothing_else(app, client):
    slug = make.open_form()
    code = make.code_in(answer(client, slug, q1bars="o1salt"))
    first = client.post("/receipt", data={"code": code.lower()})
    second = client.post("/receipt", data={"code": code})
    assert count(app, "ballots", "ballot") == 0
    assert first.text == second.text


def test_a_closed_form_gives_the_text_back_and_stores_nothing(app, client):
    slug = make.open_form()
    token = make.token_in(client.get(f"/f/{slug}"))
    forms.close_form(slug=slug, now=datetime.now(UTC))
    late = client.post(f"/f/{slug}", data={"token": token, "q2idea": "chestnut"})
    assert late.status_code == 409
    assert "chestnut" in late.text
    assert count(app, "ballots", "ballot") == 0


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("settings", [{"FORMS_BUSY_TIMEOUT": "50"}], indirect=True)
def test_a_locked_database_gives_the_text_back_and_the_page_can_be_sent_again(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q2idea": "chestnut"}
    with app.extensions["databases"]["ballots"].execution_options(begin="BEGIN IMMEDIATE").begin():
        busy = client.post(f"/f/{slug}", data=data)
    assert busy.status_code == 503
    assert "chestnut" in busy.text
    assert make.token_in(busy) == data["token"]
    assert client.post(f"/f/{slug}", data=data).status_code == 200
    assert count(app, "ballots", "ballot") == 1


@pytest.mark.parametrize("sent", ["x" * 201, "tab\there", "nul\0here"])
def test_a_text_that_cannot_be_taken_comes_back_with_a_sentence(app, client, sent):
    slug = make.open_form()
    refused = answer(client, slug, q1bars="o2pear", q2idea=sent)
    assert refused.status_code == 422
    assert "Please" in refused.text
    assert 'value="o2pear" checked' in refused.text
    assert count(app, "ballots", "ballot") == 0


@pytest.mark.parametrize("token", ["", "nonsense", "k3f9a2.1.1.AAAA.x", "\udcff"])
def test_a_token_not_made_here_stores_nothing(app, client, token):
    slug = make.open_form()
    refused = client.post(f"/f/{slug}", data={"token": token.encode(errors="replace"), "q2idea": "kept"})
    assert refused.status_code == 422
    assert "kept" in refused.text
    assert count(app, "ballots", "ballot") == 0
