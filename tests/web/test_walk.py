"""Several pages, details apart and the look back: nothing typed is lost, and nothing is stored before the end."""

import re

from tests import make
from tests.test_path import count

YES = {"q": "quest1", "op": "=", "value": "yes000"}


def open_pages():
    return make.open_form(
        "pages",
        make.form(
            make.page("page01", make.question("quest1", required=True)),
            make.page("page02", make.question("quest2", "short_text", show_if=YES)),
            make.page("page03", make.question("quest3", "short_text"), make.detail()),
        ),
    )


def scripts(page):
    return re.findall(r'<script type="module" src="/static/([^?"]+)\?v=[0-9a-f]{12}"></script>', page.text)


def fields(page):
    """What a browser would send: names and values of hidden inputs, chosen radios and texts."""
    found = []
    for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", page.text):
        given = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if given.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if given.get("name"):
            found.append((given["name"], given.get("value", "")))
    return dict(found)


def press(client, page, go, **typed):
    return client.post("/f/pages", data={**fields(page), **typed, "go": go})


def heading(page):
    return re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)[1]).strip()


def title(page):
    return re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)[1].strip()


def test_a_walk_to_the_end_stores_answers_and_details_apart(app, client):
    open_pages()
    first = client.get("/f/pages")
    second = press(client, first, "next", quest1="yes000")
    third = press(client, second, "next", quest2="chestnut")
    details = press(client, third, "next", quest3="more salt")
    review = press(client, details, "next", email1="ada@example.org")
    assert "Page 2 of 5" in title(second)
    assert heading(details) == "Separate from your answers"
    assert heading(review) == "Check your answers"
    for text in ("Yes, please", "chestnut", "more salt", "ada@example.org"):
        assert text in review.text
    assert (count(app, "ballots", "ballot"), count(app, "people", "contact")) == (0, 0)
    assert heading(press(client, review, "send")) == "Thank you"
    assert (count(app, "ballots", "ballot"), count(app, "people", "contact")) == (1, 1)


def test_a_page_that_the_answers_hide_is_passed_over(app, client):
    open_pages()
    after = press(client, client.get("/f/pages"), "next", quest1="no0000")
    assert "Question quest3" in after.text
    assert "Page 2 of 4" in title(after)


def test_going_on_past_a_required_question_stays_there_and_says_why(app, client):
    open_pages()
    refused = client.post("/f/pages", data={**fields(client.get("/f/pages")), "go": "next", "quest3": "typed before"})
    assert refused.status_code == 422
    assert title(refused).startswith("Error:")
    assert fields(refused)["quest3"] == "typed before"


def test_going_back_asks_for_nothing_and_keeps_everything(app, client):
    open_pages()
    second = press(client, client.get("/f/pages"), "next", quest1="yes000")
    back = press(client, second, "back", quest2="x" * 900)
    assert fields(back)["quest1"] == "yes000"
    assert fields(back)["quest2"] == "x" * 900


def test_changing_an_answer_from_the_look_back_returns_to_its_page(app, client):
    open_pages()
    second = press(client, client.get("/f/pages"), "next", quest1="yes000")
    changed = press(client, second, "page01", quest2="kept")
    assert "Page 1 of 5" in title(changed)
    assert fields(changed)["quest2"] == "kept"


def test_sending_with_a_problem_on_an_earlier_page_shows_that_page(app, client):
    open_pages()
    page = client.get("/f/pages")
    refused = client.post("/f/pages", data={**fields(page), "quest3": "kept", "step": "page03", "go": "send"})
    assert refused.status_code == 422
    assert "Page 1 of" in title(refused)
    assert fields(refused)["quest3"] == "kept"
    assert count(app, "ballots", "ballot") == 0


def test_a_step_nobody_knows_leads_to_the_first_page(app, client):
    open_pages()
    page = client.post("/f/pages", data={**fields(client.get("/f/pages")), "step": "nowhere", "go": "elsewhere"})
    assert page.status_code == 200
    assert "Page 1 of" in title(page)


def test_a_page_loads_the_scripts_of_its_questions_and_no_others(app, client):
    items = [{"id": f"item0{place}", "text": {"en": f"Item {place}"}} for place in range(3)]
    make.open_form(
        "pages",
        make.form(
            make.page("page01", make.question("quest1"), make.question("quest2", "date")),
            make.page("page02", make.question("quest3", "ranking", settings={"items": items})),
            make.page("page03", make.question("quest4", "short_text"), make.question("quest5", "date", show_if=YES)),
        ),
    )
    first = client.get("/f/pages")
    second = press(client, first, "next", quest1="yes000")
    third = press(client, second, "next")

    assert scripts(first) == ["js/search.js", "js/own-words.js"]
    assert scripts(second) == ["vendor/sortablejs/sortable.min.js", "js/ranking.js", "js/drag.js"]
    assert scripts(third) == ["js/room.js", "js/show-if.js"]
    assert scripts(press(client, third, "next")) == []


def test_the_enter_key_goes_on_and_never_back(app, client):
    open_pages()
    first = client.get("/f/pages")
    second = press(client, first, "next", quest1="yes000")
    third = press(client, second, "next")

    for page in (first, second, third, press(client, third, "next")):
        assert re.findall(r'<button[^>]*type="submit"[^>]*value="(\w+)"', page.text)[0] == "next"
