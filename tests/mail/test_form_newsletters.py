"""Newsletters on the last step of a form: unticked, apart from the answers, safe to send twice, gone when withdrawn."""

import re

import pytest

from forms_app.domain.steps import REVIEW
from forms_app.services import topics
from tests import make
from tests.mail.test_issues import topic
from tests.mail.test_subscribing import PERSON, count, deliver, rows
from tests.web import test_changed
from tests.web.staff_pages import on_sqlite

__all__ = ["topic"]
ANSWERS = {"q1bars": "o1salt"}


@pytest.fixture
def slug(topic):
    return make.open_form(opened=make.definition(switches=["count", "subscribe"]))


def send(client, slug, page=None, **given):
    page = page or client.get(f"/f/{slug}")
    return client.post(f"/f/{slug}", data={**ANSWERS, "token": make.token_in(page), **given})


def answers(app):
    with app.extensions["databases"]["ballots"].connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM ballot").scalar_one()


def test_a_ticked_newsletter_is_confirmed_by_mail_and_the_answers_are_stored_at_once(app, client, peer, topic, slug):
    page = client.get(f"/f/{slug}")
    assert ("New bars" in page.text, f'value="{topic.key}" checked' in page.text) == (True, False)
    given = {"newsletter": topic.key, "newsletter-address": PERSON}
    thanks = [send(client, slug, page, **given) for _ in range(2)]
    assert ["a confirmation e-mail is on its way" in one.text for one in thanks] == [True, True]
    assert (answers(app), count(app, "pending_subscription"), count(app, "outbox")) == (1, 1, 1)
    client.post(deliver(peer)["subscribe/confirm"])
    send(client, slug, page, **given)
    assert (count(app, "subscription"), count(app, "outbox"), peer.recipients) == (1, 0, [PERSON])
    assert rows(app, "consent_event")["consent_event"][0].endswith("'k3f9a2', 1)")


def test_without_a_tick_nothing_is_asked_or_stored(app, client, topic, slug):
    for given in ({}, {"newsletter-address": PERSON}, {"newsletter": "00000000", "newsletter-address": "x"}):
        assert "Thank you" in send(client, slug, **given).text
    assert (answers(app), count(app, "pending_subscription")) == (3, 0)


def test_a_tick_without_an_address_gives_everything_back_and_stores_nothing(app, client, topic, slug):
    refused = send(client, slug, newsletter=topic.key)
    assert (refused.status_code, answers(app)) == (422, 0)
    for kept in ("or untick these.", f'value="{topic.key}" checked', 'href="#newsletter-address"', "<title>Error:"):
        assert kept in refused.text


def test_withdrawn_answers_take_their_request_with_them(app, client, topic, slug):
    page = client.get(f"/f/{slug}")
    given = {"newsletter": topic.key, "newsletter-address": PERSON}
    code = make.code_in(send(client, slug, page, **given))
    client.post("/receipt", data={"code": code})
    assert count(app, "pending_subscription") == 0
    send(client, slug, page, **given)
    assert (count(app, "pending_subscription"), answers(app)) == (0, 0)


def test_the_page_follows_what_is_offered(app, client, topic, slug):
    assert "New bars" in client.get(f"/f/{slug}").text
    topics.change_topic(id_=topic.id, values={"name": "Offers"})
    assert "Offers" in client.get(f"/f/{slug}").text
    topics.change_topic(id_=topic.id, values={"is_offered": False})
    assert "newsletter" not in client.get(f"/f/{slug}").text
    app.extensions["settings"].__dict__["mail_sender"] = "new@shop.example"
    assert "Thank you" in send(client, slug, newsletter=topic.key, **{"newsletter-address": PERSON}).text


def test_what_was_chosen_travels_over_the_steps(client, topic):
    pages = [make.page("page01", make.question("q1bars")), make.page("page02", make.question("q2bars"))]
    slug = make.open_form("steps", make.form(*pages, switches=["count", "subscribe"]))
    page = client.get(f"/f/{slug}")
    assert "New bars" not in page.text
    given = {"newsletter": topic.key, "newsletter-address": PERSON, "token": make.token_in(page)}
    last = client.post(f"/f/{slug}", data={**given, "go": REVIEW, "step": "page02"})
    assert f'value="{topic.key}" checked' in last.text
    back = client.post(f"/f/{slug}", data={**given, "go": "back", "step": "page02"})
    for name, value in (("newsletter", topic.key), ("newsletter-address", PERSON)):
        assert f'type="hidden" name="{name}" value="{value}"' in back.text


def test_staff_switch_it_on_in_the_settings_of_the_builder(app, topic):
    slug = make.open_form()
    maker = make.sign_in(app, make.account(app, "maker@shop.example", "staff"))
    path = f"/staff/forms/{slug}/settings"
    page = maker.get(path)
    revision = re.search(r'name="revision" value="([^"]+)"', page.text)[1]
    typed = {"csrf_token": make.csrf_in(page), "revision": revision, "title": "A form", "newsletters": "yes"}
    assert maker.post(path, data=typed).status_code == 303
    assert 'name="newsletters" value="yes" checked' in maker.get(path).text


def test_the_main_page_does_not_say_that_nothing_personal_is_asked(client, slug):
    page = client.get("/").text
    assert ("No personal details are asked." in page, "optional and kept apart" in page) == (False, True)


@on_sqlite
def test_what_was_ticked_comes_along_when_the_questions_were_replaced_meanwhile(app, client, topic):
    switches = ("count", "subscribe")
    asked = test_changed.new_questions().model_copy(update={"switches": switches})
    slug = test_changed.replaced(hours_ago=20, opened=make.definition(switches=switches), definition=asked)
    given = {**test_changed.SENT, "newsletter": topic.key, "newsletter-address": PERSON}
    back = test_changed.post(client, slug, test_changed.old_token(slug, hours_ago=20), **given)
    assert test_changed.CHANGED in back.text
    assert (f'value="{PERSON}"' in back.text, f'value="{topic.key}" checked' in back.text) == (True, True)
