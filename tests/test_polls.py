"""A public poll lived through: told before voting, closed by its schedule alone, counted once, exactly from fifty."""

import itertools
import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest

from forms_app.domain.errors import Conflict
from forms_app.services import extensions, forms, releases, reports, versions
from tests import make
from tests.killing import killed_at
from tests.lived import answer, at, count, published, rows

LABEL = "Public poll: if everybody votes alike, everybody can see it."
CLOSES_AT = datetime(2030, 5, 20, 10, tzinfo=UTC)
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def opened(slug="sundays", **given):
    """A public poll that takes votes until 2030."""
    return make.open_form(slug, make.poll(**given))


def vote(client, slug, times, option):
    for _ in range(times):
        sent = client.post(f"/f/{slug}", data={"token": make.token_in(client.get(f"/f/{slug}")), "vote01": option})
        assert sent.status_code == 200


def figures(slug="sundays"):
    (report,) = reports.get_reports(slug=slug)["reports"]
    (table,) = report["questions"][0]["tables"]
    return report, [(row["id"], row["low"], row["high"], row["percent"]) for row in table["rows"]]


def said(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_fifty_votes_are_shown_exactly_and_one_less_rounded(app, client):
    vote(client, opened(), 32, "yes000")
    vote(client, "sundays", 17, "no0000")
    forms.import_form(definition=make.poll(id="form02"), slug="mondays")
    forms.open_form(slug="mondays", now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC))
    vote(client, "mondays", 33, "yes000")
    vote(client, "mondays", 17, "no0000")
    releases.run(now=CLOSES_AT)
    rounded, few = figures("sundays")
    exact, many = figures("mondays")
    assert (rounded["n"], rounded["is_exact"], [high - low >= 4 for _, low, high, _ in few]) == (49, False, [True] * 2)
    assert (exact["n"], exact["is_exact"]) == (50, True)
    assert many == [("yes000", 33, 33, 66), ("no0000", 17, 17, 34)]


def test_results_give_exact_numbers_and_per_cents_and_say_that_they_are_exact(app, client):
    answer_all(["yes000"] * 49 + ["no0000"])
    manager = make.sign_in(app, make.account(app))
    page = said(manager.get("/staff/results/sundays/1"))
    assert "50 people answered this question" in page
    assert "Yes, please 98 % 49 people No 2 % 1 person" in page
    assert "Why exact? This is a public poll with 50 votes or more, so its numbers are exact" in page
    assert "about" not in page.lower().split("shall we open")[1]
    lines = app.test_cli_runner().invoke(args=["reports", "show", "sundays"]).output.splitlines()
    assert lines[1].endswith(": 50 people (public poll, exact numbers)")
    assert [line.split() for line in lines[5:7]] == [
        ["49", "(", "98", "%)", "Yes,", "please"],
        ["1", "(", "2", "%)", "No"],
    ]


def test_results_of_fewer_than_fifty_say_why_they_are_not_exact_as_every_form_does(app):
    answer_all(["yes000"] * 49)
    page = said(make.sign_in(app, make.account(app)).get("/staff/results/sundays/1"))
    assert ("Why “about”?" in page, "never by more than 4" in page, "Why exact?" in page) == (True, True, False)


def answer_all(options):
    """A poll with these votes, counted."""
    opened()
    for option in dict.fromkeys(options):
        answer("2030-05-19T12:00", options.count(option), slug="sundays", vote01=option)
    count("2030-05-20T10:00")


@on_sqlite
def test_few_votes_of_many_are_neither_hidden_nor_taken_for_none(app):
    answer_all(["yes000"] * 300 + ["no0000"])
    page = said(make.sign_in(app, make.account(app)).get("/staff/results/sundays/1"))
    assert "Yes, please over 99 % 300 people No under 1 % 1 person" in page


@on_sqlite
def test_an_answer_nobody_chose_is_an_exact_nothing(app):
    answer_all(["yes000"] * 50)
    page = said(make.sign_in(app, make.account(app)).get("/staff/results/sundays/1"))
    assert "Yes, please 100 % 50 people No 0 % 0 people" in page


@on_sqlite
@pytest.mark.parametrize("address", ["/f/sundays", "/f/sundays/about"])
def test_everybody_is_told_before_voting_what_a_poll_shows_and_when_it_ends(client, address):
    opened()
    page = said(client.get(address))
    for sentence in (
        LABEL,
        "From 50 votes on, the results are the exact numbers of votes; with fewer, they are rounded.",
        "The poll closes on May 20, 2030 at 12:00 (Europe/Berlin) and is counted once, then.",
        "If fewer than ten people voted by then, their votes are deleted unread.",
        "whoever knows how all the others voted can work out your vote.",
        "No receipt code is given",
    ):
        assert sentence in page
    assert "never who said what" not in page


@on_sqlite
def test_the_label_stands_open_above_the_question(client):
    opened()
    page = client.get("/f/sundays").text
    label, folded, question = (page.index(words) for words in (LABEL, "<details", "Shall we open on Sundays?"))
    assert label < folded < question


@on_sqlite
def test_other_forms_promise_what_they_did(client):
    page = said(client.get(f"/f/{make.open_form()}"))
    assert ("never who said what" in page, "poll" in page.lower()) == (True, False)


@on_sqlite
def test_a_vote_gets_no_receipt_code(client):
    opened()
    sent = client.post("/f/sundays", data={"token": make.token_in(client.get("/f/sundays")), "vote01": "yes000"})
    assert (sent.status_code, "receipt__code" in sent.text, "private" in sent.text) == (200, False, False)


def test_a_poll_takes_votes_until_its_instant_and_is_counted_at_it(app):
    opened()
    answer("2030-05-20T09:59:59", 50, slug="sundays", vote01="yes000")
    assert count("2030-05-20T09:59:59") == []
    assert count("2030-05-20T10:00") == ["sundays: 50 people counted and published."]


def test_nobody_closes_a_poll_early_or_moves_its_close(app):
    opened()
    answer("2030-05-19T12:00", 9, slug="sundays", vote01="yes000")
    with pytest.raises(Conflict, match="neither earlier nor later"):
        forms.close_form(slug="sundays", now=at("2030-05-19T13:00"))
    for now in ("2030-05-19T13:00", "2030-05-20T11:00"):
        with pytest.raises(Conflict, match="neither earlier nor later"):
            extensions.extend_form(slug="sundays", until=at("2030-05-25T10:00"), now=at(now))
    assert forms.get_form(slug="sundays").closes_at == CLOSES_AT
    ended = forms.close_form(slug="sundays", now=at("2030-05-20T11:00"))
    assert ended.closes_at == CLOSES_AT


def test_fewer_than_ten_votes_go_unread_at_the_close(app):
    opened()
    answer("2030-05-19T12:00", 9, slug="sundays", vote01="yes000")
    assert count("2030-05-20T10:00") == ["sundays: fewer than ten people answered; nothing was read."]
    assert [n for _, n, _, _ in published("sundays")] == [None]
    assert rows(app, "ballots", "SELECT id FROM ballot") == []


@on_sqlite
@pytest.mark.parametrize(("first", "then", "words"), [(True, False, "stays one"), (False, True, "never becomes")])
def test_a_form_that_was_opened_never_changes_between_poll_and_not(app, first, then, words):
    opened(poll=first)
    with pytest.raises(Conflict, match=words):
        forms.import_form(definition=make.poll(poll=then, id="form02"), slug="sundays")
    assert forms.get_published(slug="sundays")[1].poll is first


@on_sqlite
@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        ({"poll": True}, {"poll": False}, "stays one"),
        ({"poll": False}, {"poll": True}, "never becomes"),
        ({"poll": True}, {"title": {"en": "Sundays, again"}}, "asks the same question until it closes"),
    ],
)
def test_no_change_of_an_open_form_touches_what_a_poll_is(app, first, then, words):
    opened(**first)
    with pytest.raises(Conflict, match=words):
        versions.replace_questions(
            slug="sundays", definition=make.poll(**{**first, **then}), now=at("2030-05-01T10:00")
        )


@on_sqlite
def test_a_poll_is_not_turned_into_another_form_as_a_mere_correction(app):
    opened()
    with pytest.raises(Conflict, match="Whether it is a public poll differs"):
        versions.correct_wording(slug="sundays", definition=make.poll(poll=False), now=at("2030-05-01T10:00"))


@on_sqlite
def test_the_commands_say_why_a_poll_may_not_be_opened_closed_or_moved(app, tmp_path):
    forms.import_form(definition=make.poll(receipt="withdraw", id="form02"), slug="mondays")
    opened()
    until = ["--until", "2030-06-01T10:00+00:00"]
    for words, sentence in (
        (["open", "mondays"], "gives no receipt codes"),
        (["close", "sundays"], "neither earlier nor later"),
        (["extend", "sundays", *until], "neither earlier nor later"),
    ):
        done = app.test_cli_runner().invoke(args=["forms", *words])
        assert (done.exit_code, sentence in done.output) == (1, True)


@on_sqlite
@pytest.mark.parametrize(("people", "is_exact"), [(30, False), (100, True)])
def test_a_sample_shows_what_a_poll_will_show(app, people, is_exact):
    forms.import_form(definition=make.poll(), slug="sundays")
    page = said(make.sign_in(app, make.account(app, role="staff")).get(f"/staff/forms/sundays/sample?people={people}"))
    assert ("Why exact?" in page, "Why “about”?" in page) == (is_exact, not is_exact)
    assert "Numbers are exact; expect per cents to be off by about 3 percentage points" in page
    printed = app.test_cli_runner().invoke(args=["reports", "sample", "sundays", "--people", str(people)]).output
    assert ("exact numbers" in printed, " 0.0 by rounding" in printed) == (is_exact, is_exact)


def stored(app, form_id):
    return rows(app, "site", "SELECT body FROM publication WHERE form_id = :id", id=form_id)


def test_a_repeated_count_prints_the_same(app):
    answer_all(["yes000"] * 30 + ["no0000"] * 21)
    before = stored(app, "form01")
    assert count("2030-05-20T10:00", "2030-05-21T10:00", "2030-07-21T10:00") == []
    assert stored(app, "form01") == before


def release(app, *, now):
    releases.run(now=now)


@pytest.mark.slow
def test_a_count_of_a_poll_killed_again_and_again_prints_the_same_once(app, settings):
    opened()
    answer("2030-05-19T12:00", 31, slug="sundays", vote01="yes000")
    answer("2030-05-19T12:00", 20, slug="sundays", vote01="no0000")
    stood = []
    for step in itertools.count(5, 10):
        killed = killed_at(step, settings, release, now=CLOSES_AT)
        stood.append(stored(app, "form01"))
        if not killed:
            break
    assert [len(found) for found in stood] == sorted(len(found) for found in stood)
    assert {len(found) for found in stood[:-1]} == {0, 1}
    ((body,),) = {found[0] for found in stood if found}
    assert [row["printed"] for row in json.loads(body)["questions"][0]["tables"][0]["rows"]] == [31, 20]
    assert rows(app, "ballots", "SELECT id FROM ballot") == []
