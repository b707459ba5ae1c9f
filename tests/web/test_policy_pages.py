"""The privacy policy in the browser: written, published by one or two people, announced, compared, never changed."""

import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from sqlalchemy import text

from forms_app.domain import mail_tokens
from forms_app.domain.demo import SITE
from forms_app.domain.policies import read_draft
from forms_app.domain.sentences import Sentence
from forms_app.services import policies, subscriptions, topics
from forms_app.services.site import change_site
from forms_app.services.subscriptions import Origin
from forms_app.web import current
from tests import make
from tests.lived import answer, open_on, rows
from tests.web.staff_pages import on_sqlite, post, said

WORDS = {"title": "Privacy policy", "source": "We keep {nothing} for long.\n\n{cookies}", "is_material": "yes"}


def say(sentence: Sentence) -> str:
    return sentence.said(str)


def published(on, **typed):
    """A version published on a day, by one person."""
    standing = policies.get_draft(say=say).revision
    policies.save_draft(values=read_draft({**WORDS, "changelog": "We say more.", **typed}), revision=standing)
    return policies.publish(account_id=1, revision=standing + 1, today=on, say=say, language="en")


@pytest.fixture
def at(monkeypatch):
    """Let pages be asked for on a day."""
    return lambda day: monkeypatch.setattr(
        current, "now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    )


def administrator(app, email="admin@example.org"):
    return make.sign_in(app, make.account(app, email, role="administrator"))


def revision_in(page):
    return re.search(r'name="revision" value="(\d+)"', page.text)[1]


def test_before_the_first_version_the_page_says_what_the_program_does(client):
    page = said(client.get("/privacy"))
    assert "have not published a privacy policy yet" in page
    assert "Pages for visitors set no cookie" in page


def test_a_policy_is_written_looked_at_and_published_in_the_browser(app, client):
    browser = administrator(app)
    change_site(kept=SITE)
    typed = {**WORDS, "source": "## Ours\n\n{who}\n\n{cookies}", "revision": "0"}
    looked = browser.get(post(browser, "/staff/policies/draft", **typed).location)
    assert SITE["name"] in said(looked)
    unsure = post(browser, "/staff/policies/draft/publish", revision=revision_in(looked))
    assert (unsure.status_code, policies.list_versions()) == (422, [])
    done = post(browser, "/staff/policies/draft/publish", revision=revision_in(looked), sure="yes")
    assert done.status_code == 303
    (made,) = policies.list_versions()
    page = client.get("/privacy")
    assert (made.is_whole, made.sha256 in page.text, "<h2>Ours</h2>" in page.text) == (True, True, True)
    assert "Version 1, updated on" in said(page)
    assert "updated on" in said(client.get("/"))


def test_what_cannot_be_published_comes_back_with_its_reason(app):
    published(date(2025, 1, 1))
    browser = administrator(app)
    soon = (datetime.now(UTC).date() + timedelta(days=3)).isoformat()
    typed = {**WORDS, "changelog": "One. Two. Three. Four.", "effective_on": soon, "revision": "0"}
    looked = browser.get(post(browser, "/staff/policies/draft", **typed).location)
    refused = post(browser, "/staff/policies/draft/publish", revision=revision_in(looked), sure="yes")
    assert refused.status_code == 422
    assert "Please say it in at most three sentences." in said(refused)
    assert "or a later day" in said(refused)
    assert "We keep {nothing} for long." in said(refused)


def test_two_people_who_write_at_once_lose_nothing(app):
    first, second = administrator(app), administrator(app, "other@example.org")
    post(first, "/staff/policies/draft", **WORDS, revision="0")
    late = post(second, "/staff/policies/draft", **{**WORDS, "source": "My own words."}, revision="0")
    assert late.status_code == 409
    assert "My own words." in said(late)
    assert policies.find_draft().source.startswith("We keep")


@pytest.mark.parametrize("settings", [{"FORMS_POLICY_TWO_PEOPLE": "on"}], indirect=True)
def test_where_two_people_are_needed_nobody_publishes_their_own_words(app):
    writer, second = administrator(app), administrator(app, "other@example.org")
    looked = writer.get(post(writer, "/staff/policies/draft", **WORDS, revision="0").location)
    forced = post(writer, "/staff/policies/draft/publish", revision=revision_in(looked), sure="yes")
    assert (forced.status_code, policies.list_versions()) == (422, [])
    post(writer, "/staff/policies/draft/offer", revision=revision_in(looked))
    offered = second.get("/staff/policies/draft/preview")
    again = post(writer, "/staff/policies/draft/publish", revision=revision_in(offered), sure="yes")
    assert (again.status_code, policies.list_versions()) == (422, [])
    assert post(second, "/staff/policies/draft/publish", revision=revision_in(offered), sure="yes").status_code == 303
    assert len(policies.list_versions()) == 1


def test_the_main_page_tells_of_a_change_for_as_long_as_it_must_and_sets_no_cookie(client, at):
    published(date(2026, 1, 1))
    published(date(2026, 5, 1), source="Now we keep other things.")
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 1)]
    seen = []
    for day in days:
        at(day)
        page = client.get("/")
        assert "Set-Cookie" not in page.headers
        seen.append(re.search(r"Our privacy policy (changes|changed) on", said(page)))
    assert [found and found[1] for found in seen] == [None, "changes", "changed", "changed", None]


def test_every_page_and_record_names_the_version_of_its_day(app, client, at):
    published(date(2026, 1, 1), source="First words.")
    published(date(2026, 5, 1), source="Second words.")
    open_on("2026-01-02T10", "close", pages=[make.page("page01", make.question("quest1"), make.detail())])
    for day in (date(2026, 1, 1), date(2026, 5, 30), date(2026, 5, 31)):
        at(day)
        shown = said(client.get("/privacy"))
        assert ("First words." in shown, "Second words." in shown) == (
            day < date(2026, 5, 31),
            day >= date(2026, 5, 31),
        )
        assert "First words." in said(client.get("/privacy/v/1"))
    for when in ("2026-05-30T10", "2026-05-31T10"):
        answer(when, 1, quest1="yes000", email1="ada@example.org")
    assert sorted(rows(app, "people", "SELECT policy_version FROM contact")) == [(1,), (2,)]


def test_newsletters_name_the_version_under_which_they_were_asked_for(app):
    published(date(2026, 1, 1))
    published(date(2026, 5, 1))
    topic = topics.make_topic(values={"name": "Bars", "description": "New ones.", "frequency": "monthly"})
    for address, day in (("ada@example.org", 30), ("eve@example.org", 31)):
        asked, id_ = datetime(2026, 5, day, 12, tzinfo=UTC), address[:3].encode() * 5 + b"x"
        subscriptions.ask(address=address, topics=[topic], origin=Origin(), now=asked, id_=id_)
        token = mail_tokens.id_token(app.extensions["site_keys"].signing, mail_tokens.CONFIRM, id_)
        subscriptions.confirm(token=token, today=date(2026, 6, 2))
    assert sorted(rows(app, "people", "SELECT policy_version FROM subscription")) == [(1,), (2,)]
    assert sorted(rows(app, "people", "SELECT policy_version FROM consent_event")) == [(1,), (1,), (2,), (2,)]


def test_versions_are_compared_and_fed(client):
    published(date(2026, 1, 1), source="We keep it for two days.")
    published(date(2026, 5, 1), source="We keep it for three days.", changelog="A day more & no less.")
    page = client.get("/privacy/changes")
    assert ("<del>two</del>" in page.text, "<ins>three</ins>" in page.text) == (True, True)
    assert client.get("/privacy/changes?old=1&new=7").status_code == 404
    found = ElementTree.fromstring(client.get("/privacy/changes.atom").data)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}summary") for entry in found.iter(f"{atom}entry")] == [
        "A day more & no less.",
        "We say more.",
    ]


def test_what_staff_write_cannot_run_or_fetch_anything(client):
    published(
        date(2026, 1, 1), source="<script>alert(1)</script> ![x](https://x.example/p.png) [go](javascript:alert(1))"
    )
    page = client.get("/privacy").text
    assert re.findall(r"<script(?! type=.module)|<img|href=.javascript", page) == []


def test_a_version_that_somebody_changed_in_the_database_says_so(app, client):
    published(date(2026, 1, 1))
    with app.extensions["databases"]["site"].begin() as connection:
        connection.execute(text("UPDATE policy_version SET body = 'We sell everything.'"))
    assert "somebody changed the database" in said(client.get("/privacy"))


def test_a_policy_that_is_not_true_any_more_is_proposed_anew(app):
    change_site(kept=SITE)
    published(date(2026, 1, 1), source="{who}\n\nOwn words.")
    browser = administrator(app)
    assert "true any more" not in said(browser.get("/staff/policies"))
    change_site(kept={**SITE, "telephone": "+44 20 7946 0123"})
    page = said(browser.get("/staff/policies"))
    assert "1 statement is not true any more" in page
    assert "+44 20 7946 0123" in page
    post(browser, "/staff/policies/follow")
    drafted = policies.find_draft()
    assert drafted.source.startswith("{who}")
    assert drafted.changelog == "The statements that are made from what the program does were brought up to date."


@on_sqlite
def test_only_who_looks_after_the_site_writes_policies(app):
    for role in ("staff", "manager", "reader"):
        browser = make.sign_in(app, make.account(app, f"{role}@example.org", role=role))
        assert browser.get("/staff/policies").status_code == 403
        assert post(browser, "/staff/policies/draft", **WORDS, revision="0").status_code == 403
