"""Links to one question's figures: what they show, until when, and nothing to who has no link that works."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from forms_app.domain.errors import NotFound
from forms_app.domain.shared_results import Shared, seconds_kept
from forms_app.services import shared_results
from tests import make

TODAY = date(2030, 7, 1)
SHARE = "/staff/results/flavours/1/share"
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def form(**given):
    return make.form(
        make.question("quest1", text="Which bar?"),
        make.question("scale1", "scale", text="How was it?"),
        make.question("words1", "short_text", text="What else?"),
        breakdowns=["quest1"],
        title={"en": "A tasting"},
        **given,
    )


def link(question="scale1", *, days=30, nonce="a nonce", slug="flavours", today=TODAY):
    return shared_results.share(slug=slug, number=1, question_id=question, days=days, nonce=nonce, today=today)


def is_there(key, today):
    try:
        return shared_results.get_shared(key=key, today=today)[0].key == key
    except NotFound:
        return False


@pytest.fixture
def shared(app):
    """A report, and another form's with a link of its own."""
    make.counted(form(id="others"), slug="others")
    make.counted(form())
    link(slug="others", nonce="another nonce")


def test_a_link_works_through_its_last_day_and_then_is_forgotten(shared):
    made = link()
    last = TODAY + timedelta(days=30)
    assert made.expires_on == last
    assert [is_there(made.key, day) for day in (TODAY, last, last + timedelta(days=1))] == [True, True, False]
    assert shared_results.list_links(slug="flavours", number=1, today=last + timedelta(days=1)) == []
    link("scale1", days=90, today=last + timedelta(days=1))
    assert is_there(made.key, TODAY) is False


def test_links_are_listed_by_report_and_withdrawn_one_by_one_as_often_as_asked(shared):
    short, long = link(), link(days=365)
    assert shared_results.list_links(slug="flavours", number=1, today=TODAY) == [short, long]
    for _ in range(2):
        shared_results.withdraw(slug="flavours", number=1, key=short.key)
    assert shared_results.list_links(slug="flavours", number=1, today=TODAY) == [long]
    assert len(shared_results.list_links(slug="others", number=1, today=TODAY)) == 1


def test_a_link_is_withdrawn_from_its_own_report_only(shared):
    made = link()
    for slug, number in (("others", 1), ("flavours", 2)):
        with pytest.raises(NotFound):
            shared_results.withdraw(slug=slug, number=number, key=made.key)
    assert is_there(made.key, TODAY)


def test_the_same_page_sent_twice_makes_one_link_and_another_page_another(shared):
    assert link() == link()
    keys = {link().key, link(nonce="other").key, link(days=90).key}
    assert len(shared_results.list_links(slug="flavours", number=1, today=TODAY)) == len(keys) == 3
    assert {len(key) for key in keys} == {22}  # 128 bits


def test_only_figures_can_be_shared(shared):
    for question in ("words1", "quest1", "nobody"):
        with pytest.raises(NotFound):
            link(question)
    with pytest.raises(ValueError, match="not 31"):
        link(days=31)


def test_only_the_question_is_read_and_no_group_of_another(shared):
    _, report = shared_results.get_shared(key=link().key, today=TODAY)
    assert [question["id"] for question in report["questions"]] == ["scale1"]
    assert [table["splits"] for table in report["questions"][0]["tables"]] == [[]]
    assert report["breakdowns"] == []


def test_a_cache_never_keeps_a_page_beyond_its_last_day():
    made = Shared("key", "flavours", 1, "scale1", TODAY)
    noon = datetime(2030, 7, 1, 12, tzinfo=UTC)
    late = datetime(2030, 7, 1, 23, 59, 30, tzinfo=UTC)
    assert [seconds_kept(made, now) for now in (noon, late, late + timedelta(hours=1))] == [300, 30, 0]


@on_sqlite
def test_a_manager_makes_a_link_that_anybody_opens_and_withdraws_it(app, client, shared):
    manager = make.sign_in(app, make.account(app))
    page = manager.get(f"{SHARE}/scale1")
    nonce = re.search(r'name="nonce" value="([^"]+)"', page.text)[1]
    data = {"csrf_token": make.csrf_in(page), "nonce": nonce, "days": "90"}
    assert manager.post(f"{SHARE}/scale1", data=data).status_code == 303
    listed = manager.get(SHARE)
    (address,) = re.findall(r'href="(/results/[^"]+)"', listed.text)
    assert f"http://localhost{address}" in listed.text

    seen = client.get(address)
    assert seen.status_code == 200
    assert ("A tasting" in seen.text, "How was it?" in seen.text, "<strong>40</strong>" in seen.text) == (True,) * 3
    assert ("Which bar?" in seen.text, "What else?" in seen.text, "Why “about”?" in seen.text) == (False, False, True)

    (action,) = re.findall(r'action="([^"]+/withdraw)"', listed.text)
    assert manager.post(action, data={"csrf_token": make.csrf_in(listed)}).status_code == 303
    assert client.get(address).status_code == 404


@on_sqlite
def test_the_public_page_sets_no_cookie_asks_not_to_be_found_and_is_kept_briefly(client, shared):
    made = link(today=datetime.now(UTC).date())
    headers = client.get(f"/results/{made.key}").headers
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("public, max-age=300", "noindex")
    assert ("Set-Cookie" in headers, "Cookie" in headers.get("Vary", "")) == (False, False)


@on_sqlite
def test_unknown_withdrawn_and_expired_links_answer_alike(client, shared):
    over = link(today=datetime.now(UTC).date() - timedelta(days=31))
    gone = link(today=datetime.now(UTC).date())
    shared_results.withdraw(slug="flavours", number=1, key=gone.key)
    answers = [client.get(f"/results/{key}") for key in (over.key, gone.key, "A" * 22, "x")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


@on_sqlite
@pytest.mark.parametrize("sent", [{"days": "31", "nonce": "n"}, {"days": "30"}, {"days": "x", "nonce": "n"}])
def test_what_no_page_of_ours_sends_makes_no_link(app, shared, sent):
    manager = make.sign_in(app, make.account(app))
    token = make.csrf_in(manager.get(f"{SHARE}/scale1"))
    assert manager.post(f"{SHARE}/scale1", data={"csrf_token": token, **sent}).status_code == 400
    assert shared_results.list_links(slug="flavours", number=1, today=TODAY) == []


@on_sqlite
def test_only_managers_share_and_only_what_has_figures(app, shared):
    staff = make.sign_in(app, make.account(app, email="s@example.org", role="staff"))
    manager = make.sign_in(app, make.account(app))
    assert (staff.get(SHARE).status_code, manager.get(SHARE).status_code) == (403, 200)
    assert (manager.get(f"{SHARE}/words1").status_code, manager.get("/staff/results/no/1/share").status_code) == (
        404,
    ) * 2
