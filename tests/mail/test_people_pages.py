"""Who gets a newsletter, as staff see it: numbers, one address at a time, lists from elsewhere with their evidence."""

from io import BytesIO

import pytest

from forms_app.services import issues, topics
from tests import make
from tests.mail.test_issues import maker, readers, topic
from tests.mail.test_subscribing import PERSON, rows, subscribed, token_of

__all__ = ["maker", "topic"]
pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)

LIST = """email;agreed_on;how
new.one@visitor.example;2025-03-31;old shop, confirmed by e-mail
Known@visitor.example;2025-03-31;old shop
NEW.one@visitor.example;2025-03-31;old shop
nobody;2025-03-31;old shop
third@visitor.example;31.3.2025;old shop
fourth@visitor.example;2999-01-01;old shop
fifth@visitor.example;2025-03-31;
stopped@visitor.example;2025-03-31;old shop

"""


def people(topic):
    return f"/staff/newsletters/{topic.key}/people"


def post(browser, topic, **data):
    return browser.post(people(topic), data={**data, "csrf_token": make.csrf_in(browser.get("/staff"))})


def send_list(browser, topic, content, **data):
    data |= {"csrf_token": make.csrf_in(browser.get("/staff"))}
    data["list"] = (BytesIO(content if isinstance(content, bytes) else content.encode()), "list.csv")
    return browser.post(f"/staff/newsletters/{topic.key}/import", data=data)


def test_one_address_is_found_by_who_knows_it_with_what_it_agreed_to(client, maker, peer, topic):
    subscribed(client, peer, topic)
    page = post(maker, topic, address=PERSON.upper()).text
    assert ("Gets this newsletter; confirmed on" in page, "I want to get the newsletter" in page) == (True, True)
    unknown = post(maker, topic, address="nobody.else@visitor.example").text
    assert "Does not get this newsletter." in unknown
    assert post(maker, topic, address="nobody").status_code == 422
    assert PERSON not in maker.get(people(topic)).text


def test_an_address_is_removed_on_request_and_an_import_does_not_bring_it_back(app, maker, topic):
    readers(topic, 2)
    assert post(maker, topic, address="p0@visitor.example", deed="remove").status_code == 303
    readers(topic, 2)
    assert issues.count_readers(topic=topic) == 1
    assert "On the do-not-mail list." in post(maker, topic, address="p0@visitor.example").text


def test_an_address_is_deleted_from_every_newsletter_and_nothing_of_it_is_left_but_a_mark(app, client, maker, topic):
    other = topics.make_topic(values={"name": "Offers", "description": "x", "frequency": "y"})
    for one in (topic, other):
        readers(one, 1)
    post(maker, topic, address="p0@visitor.example", deed="erase")
    assert [len(rows(app, name)[name]) for name in ("subscriber", "subscription", "suppression")] == [0, 0, 1]
    for one in (topic, other):
        readers(one, 1)
    assert issues.count_readers(topic=other) == 0
    assert client.post(f"/u/{token_of(app, topic, 'p0@visitor.example')}").status_code == 200


def test_a_list_is_looked_at_first_and_taken_over_with_the_tick(app, client, maker, topic):
    post(maker, topic, address="stopped@visitor.example", deed="remove")
    send_list(maker, topic, "email,agreed_on,how\nknown@visitor.example,2025-01-01,shop\n", agreed="yes")
    before = rows(app)
    looked = send_list(maker, topic, LIST)
    assert rows(app) == before
    for said in (
        "1 person is new.",
        "7 lines are left out.",
        "Line 3: gets this newsletter already",
        "Line 4: the address stands in the list twice",
        "Line 5: no e-mail address",
        "Line 6: no day of the agreement",
        "Line 7: no day of the agreement",
        "Line 8: nothing about how the person agreed",
        "Line 9: on the do-not-mail list",
    ):
        assert said in looked.text
    for _ in range(2):
        assert send_list(maker, topic, LIST, agreed="yes").status_code == 303
    assert issues.count_readers(topic=topic) == 2
    page = post(maker, topic, address="new.one@visitor.example").text
    assert ("March 31, 2025" in page, "old shop, confirmed by e-mail" in page) == (True, True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Please choose a list"),
        ("address\nx@visitor.example\n", "must name the columns email, agreed_on and how"),
        (b"email,agreed_on,how\n\xff\xfe", "CSV in UTF-8"),
        (b"email,agreed_on,how\n\0", "CSV in UTF-8"),
        (b"\xef\xbb\xbfemail,agreed_on,how\n" + b'"' + b"x" * 200_000 + b'"', "CSV in UTF-8"),
    ],
    ids=["nothing", "columns", "encoding", "zero", "field"],
)
def test_what_is_no_such_list_is_refused_with_a_sentence(maker, topic, content, sentence):
    refused = send_list(maker, topic, content)
    assert (refused.status_code, sentence in refused.text) == (422, True)


@pytest.mark.parametrize("role", ["manager", "reader", "administrator"])
def test_only_who_sends_newsletters_sees_who_gets_them(app, topic, role):
    browser = make.sign_in(app, make.account(app, f"{role}@shop.example", role))
    assert browser.get(people(topic)).status_code == 403
    assert send_list(browser, topic, LIST, agreed="yes").status_code == 403


def test_pages_of_what_is_not_there_are_not_there(maker, topic):
    issue = f"/staff/newsletters/{topic.key}/issues/"
    for path in (
        "/staff/newsletters/zz",
        "/staff/newsletters/00000000",
        issue + "00" * 16,
        issue + "x",
        issue + "0" * 31,
    ):
        assert maker.get(path).status_code == 404
    other = topics.make_topic(values={"name": "Offers", "description": "x", "frequency": "y"})
    made = issues.make_issue(topic=other, zone="UTC").hex()
    assert maker.get(issue + made).status_code == 404
