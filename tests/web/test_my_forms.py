"""My forms over HTTP: what the list and the card say and offer in each state, and what each deed answers."""

from datetime import UTC, datetime, timedelta

import pytest

from forms_app.services import forms, releases, versions
from tests import make
from tests.lived import answer, count, open_on, published
from tests.replaced import changed
from tests.web.staff_pages import on_sqlite, post, said, stamp, work

NOW = datetime.now(UTC)
CARD = "/staff/forms/flavours"
CLOSE = f"{CARD}/closing"


@on_sqlite
def test_a_site_without_forms_leads_to_a_new_one(maker):
    page = maker.get("/staff/forms")
    assert ('href="/staff/new-form"' in page.text, 'type="search"' in page.text) == (True, False)


@on_sqlite
def test_the_list_says_of_every_form_how_it_stands_and_leads_only_where_there_is_something(maker):
    forms.import_form(definition=make.definition(id="draft1", title={"en": "A draft"}), slug="draft")
    open_on(stamp(NOW - timedelta(days=2)), "close")
    answer(stamp(NOW - timedelta(days=2)), 24)
    count(stamp(NOW - timedelta(hours=1)))
    opened, draft = maker.get("/staff/forms").text.split('<li class="card form-card">')[1:]
    assert ("draft</span>" in draft, 'href="/f/draft"' in draft, "forms/draft/sample" in draft) == (True, False, True)
    assert "at least 20 answers as of" in opened
    assert [path in opened for path in ('href="/f/flavours"', "/f/flavours/about", "forms/flavours/sample")] == [
        True
    ] * 3
    assert "/staff/results/" not in opened


@on_sqlite
def test_the_list_is_searched_by_every_word_of_titles_and_link_names(maker):
    for id_, title, slug in (("aaaaa1", "Which BAR next?", "bars"), ("aaaaa2", "Which cake?", "cakes")):
        forms.import_form(definition=make.definition(id=id_, title={"en": title}), slug=slug)
    found = {
        q: maker.get(f"/staff/forms?q={q}").text.count('card form-card"')
        for q in ("", "which", "bar which", "cakes", "zzz")
    }
    assert found == {"": 2, "which": 2, "bar which": 1, "cakes": 1, "zzz": 0}
    assert "0 forms found for “zzz”." in said(maker.get("/staff/forms?q=zzz"))


@on_sqlite
def test_results_are_linked_only_for_accounts_that_see_them(app, maker):
    both = make.account(app, "both@example.org", "staff")
    app.test_cli_runner().invoke(args=["accounts", "grant", "both@example.org", "--role", "manager"])
    open_on(stamp(NOW - timedelta(days=2)), "close")
    answer(stamp(NOW - timedelta(days=2)), 10)
    forms.close_form(slug="flavours", now=NOW - timedelta(days=1))
    count(stamp(NOW))
    link = "/staff/results/flavours/1"
    for path in ("/staff/forms", CARD, CLOSE):
        assert (link in maker.get(path).text, link in make.sign_in(app, both).get(path).text) == (False, True)
    assert "Those who may see results find them" in maker.get(CLOSE).text


@pytest.mark.parametrize("role", ["manager", "administrator", "reader"])
@on_sqlite
def test_others_get_neither_list_nor_card_nor_deed(app, role):
    make.open_form()
    browser = make.sign_in(app, make.account(app, role=role))
    assert [browser.get(path).status_code for path in ("/staff/forms", CARD, CLOSE)] == [403] * 3
    deeds = (f"{CARD}/open", CLOSE, f"{CARD}/later", "/staff/forms")
    assert [post(browser, path, sure="yes").status_code for path in deeds] == [403] * 4
    assert forms.get_form(slug="flavours").closes_at is None


@on_sqlite
def test_a_form_that_is_not_there_is_not_there(maker):
    assert [maker.get(f"/staff/forms/nothing{more}").status_code for more in ("", "/closing")] == [404, 404]
    deeds = [post(maker, f"/staff/forms/nothing/{deed}").status_code for deed in ("open", "closing", "later")]
    assert deeds == [404] * 3


def test_a_draft_is_opened_and_opening_it_again_changes_nothing(app, maker):
    forms.import_form(definition=make.definition(), slug="flavours")
    done = [post(maker, f"{CARD}/open") for _ in range(2)]
    assert [(one.status_code, one.location) for one in done] == [(303, CARD)] * 2
    assert "visitors can answer in a few seconds" in said(maker.get(CARD))
    work()
    assert "fewer than 10 answers as of" in said(maker.get(CARD))


@on_sqlite
def test_a_draft_that_cannot_be_opened_says_why_and_has_no_button(maker):
    alone = {"options": [{"id": "opt000", "text": {"en": "A"}}, {"id": "opt000", "text": {"en": "B"}}]}
    forms.import_form(definition=make.form(make.question("quest1", settings=alone)), slug="flavours")
    page = maker.get(CARD)
    assert ("Two options share the id opt000." in page.text, f"{CARD}/open" in page.text) == (True, False)
    refused = post(maker, f"{CARD}/open")
    assert (refused.status_code, "<title>Error:" in refused.text, "opt000" in refused.text) == (422, True, True)


@on_sqlite
def test_a_draft_whose_closing_time_is_past_is_not_opened(maker):
    past = {"zone": "UTC", "closes": "2020-01-01T12:00"}
    forms.import_form(definition=make.definition(schedule=past), slug="flavours")
    assert post(maker, f"{CARD}/open").status_code == 422
    assert forms.get_form(slug="flavours").version is None
    assert "Its closing time is past." in maker.get(CARD).text


def test_a_form_is_closed_only_with_the_box_ticked_and_once(app, maker):
    make.open_form()
    assert post(maker, CLOSE).status_code == 422
    assert forms.get_form(slug="flavours").closes_at is None
    done = post(maker, CLOSE, sure="yes")
    closed_at = forms.get_form(slug="flavours").closes_at
    again = post(maker, CLOSE, sure="yes")
    assert [(one.status_code, one.location) for one in (done, again)] == [(303, CLOSE)] * 2
    assert forms.get_form(slug="flavours").closes_at == closed_at


@on_sqlite
def test_the_count_is_watched_from_the_close_to_the_results(app, client, maker):
    make.open_form()
    for _ in range(10):
        client.post("/f/flavours", data={"token": make.token_in(client.get("/f/flavours")), "q1bars": "o1salt"})
    asked = said(maker.get(CLOSE))
    assert "the answers are counted within a minute" in asked
    post(maker, CLOSE, sure="yes")
    going = maker.get(CLOSE)
    assert ("Counting: step 1 of 5." in said(going), going.headers["Refresh"]) == (True, f"3; url={CLOSE}")
    assert "Refresh" not in maker.get(f"{CLOSE}?still=yes").headers
    work()
    done = maker.get(CLOSE)
    assert ("It is counted; the results are ready." in said(done), "Refresh" in done.headers) == (True, False)
    assert published() != []


@on_sqlite
def test_a_close_within_a_day_of_a_count_says_when_it_will_be_counted(maker):
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    begin = midnight - timedelta(days=30)
    definition = make.definition(rhythm="fifty")
    forms.import_form(definition=definition, slug="flavours")
    forms.open_form(slug="flavours", now=begin)
    releases.run(now=begin)
    answer(stamp(begin), 60)
    count(stamp(midnight + timedelta(seconds=1)))
    assert [n for _, n, _, _ in published()] == [60]
    tomorrow = midnight + timedelta(days=1)
    expected = f"{tomorrow:%B} {tomorrow.day}, {tomorrow.year}, 00:00"
    assert f"The answers are counted on {expected}" in said(maker.get(CLOSE))
    post(maker, CLOSE, sure="yes")
    page = maker.get(CLOSE)
    assert (f"It is counted on {expected}" in said(page), "Refresh" in page.headers) == (True, False)


@on_sqlite
@pytest.mark.parametrize("opens", ["2099-01-01T09:00", None])
def test_a_form_that_is_not_open_has_nothing_to_close(maker, opens):
    given = {"schedule": {"zone": "UTC", "opens": opens}} if opens else {}
    forms.import_form(definition=make.definition(**given), slug="flavours")
    if opens:
        forms.open_form(slug="flavours", now=NOW)
        assert "It opens on January 1, 2099, 09:00." in said(maker.get(CARD))
    assert (maker.get(CLOSE).status_code, maker.get(CLOSE).location) == (303, CARD)
    assert CLOSE not in maker.get(CARD).text
    post(maker, CLOSE, sure="yes")
    assert forms.get_form(slug="flavours").closes_at is None


@on_sqlite
def test_deeds_without_the_mark_or_from_elsewhere_change_nothing(maker):
    make.open_form()
    assert maker.post(CLOSE, data={"sure": "yes"}).status_code == 400
    other = {"Sec-Fetch-Site": "cross-site"}
    data = {"csrf_token": make.csrf_in(maker.get("/staff")), "sure": "yes"}
    assert maker.post(CLOSE, data=data, headers=other).status_code == 403
    assert forms.get_form(slug="flavours").closes_at is None


def closing_soon():
    return {"zone": "UTC", "closes": (NOW + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")}


def test_a_public_poll_is_opened_watched_and_closed_by_nobody(maker):
    forms.import_form(definition=make.poll(schedule=closing_soon()), slug="flavours")
    draft = said(maker.get(CARD))
    assert "nobody can close it before" in draft
    assert "The poll closes on" in draft
    post(maker, f"{CARD}/open")
    work()
    card = said(maker.get(CARD))
    assert ("Public poll" in card, "Close and publish now" in card) == (True, False)
    assert "If it stays so until the next count, they are deleted unread." in card
    closes_at = forms.get_form(slug="flavours").closes_at
    assert (maker.get(CLOSE).status_code, maker.get(CLOSE).location) == (303, CARD)
    refused = post(maker, CLOSE, sure="yes")
    assert (refused.status_code, "when voters were told it does" in said(refused)) == (422, True)
    assert forms.get_form(slug="flavours").closes_at == closes_at


@on_sqlite
@pytest.mark.parametrize("rhythm", ["close", "week", "month", "quarter", "fifty"])
def test_the_card_of_a_draft_says_when_it_will_be_counted(maker, rhythm):
    forms.import_form(definition=make.definition(rhythm=rhythm, schedule=closing_soon()), slug="flavours")
    closes = NOW + timedelta(days=5)
    assert f"form closes on {closes:%B} {closes.day}, {closes.year}" in said(maker.get(CARD))


@on_sqlite
def test_questions_to_come_stand_on_list_card_and_page_to_close_and_closing_drops_them(app, maker):
    make.open_form()
    form, _ = versions.replace_questions(slug="flavours", definition=changed(), now=datetime.now(UTC))
    day = f"{form.changes_at:%B} {form.changes_at.day}, {form.changes_at.year}"
    for path in ("/staff/forms", CARD):
        assert f"other questions from {day}, 00:00" in said(maker.get(path))
    assert f"Other questions were to be asked from {day}, 00:00 on; closing drops them." in said(maker.get(CLOSE))
    post(maker, CLOSE, sure="yes")
    assert "other questions" not in said(maker.get("/staff/forms"))


@on_sqlite
def test_former_questions_are_told_of_while_their_pages_are_taken(maker):
    make.open_form()
    form, _ = versions.replace_questions(slug="flavours", definition=changed(), now=NOW - timedelta(days=3))
    releases.run(now=form.changes_at)
    assert "pages with the former questions are taken until" in said(maker.get(CARD))
