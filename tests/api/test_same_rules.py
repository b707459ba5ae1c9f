"""The same rule on every channel: page and interface take and refuse the same answers, with the same sentences."""

import html
import re
from datetime import UTC, datetime

import pytest

from forms_app.domain.fields import KINDS
from forms_app.services import forms, submissions
from tests import gates, make
from tests.domain.fields.examples import EXAMPLES
from tests.web.staff_pages import on_sqlite

ID = "q00001"
ASKING = [name for name, example in EXAMPLES.items() if KINDS[example.kind].asks]
NO_UTF8 = re.compile("[\ud800-\udfff]")


def a_form(name, **given):
    """A form that asks one example, and something that is counted; details of people are never required."""
    example = EXAMPLES[name]
    more = {"personal": make.PURPOSE} if KINDS[example.kind].is_personal else given
    asked = make.question(ID, example.kind, settings=example.settings, **more)
    return make.form(make.question("counts"), asked)


def inputs_of(name, raw):
    """What the inputs send: texts by input name."""
    kind = KINDS[EXAMPLES[name].kind].model_validate(EXAMPLES[name].settings)
    sent: dict[str, list[str]] = {}
    for text in raw:
        part, found, rest = text.partition("=")
        is_part = bool(found) and part in kind.parts()
        sent.setdefault(f"{ID}.{part}" if is_part else ID, []).append(rest if is_part else text)
    return sent


def by_page(client, slug, sent, **more):
    page = client.post(f"/f/{slug}", data={"token": make.token_in(client.get(f"/f/{slug}")), **sent, **more})
    words = re.findall(r'<p class="problem"[^>]*><span[^>]*>[^<]*</span>(.*?)</p>', page.text)
    return page.status_code, sorted(html.unescape(word) for word in words)


def by_interface(client, slug, sent, **more):
    token = client.get(f"/api/v1/forms/{slug}").json["token"]
    body = {"token": token, "answers": {name: texts if len(texts) != 1 else texts[0] for name, texts in sent.items()}}
    answer = client.post(f"/api/v1/forms/{slug}/answers", json=body | more)
    return answer.status_code, sorted(one["detail"] for one in answer.json.get("errors", []))


@on_sqlite
@pytest.mark.parametrize("required", [False, True], ids=["optional", "required"])
@pytest.mark.parametrize("name", ASKING)
def test_both_take_and_refuse_the_same_with_the_same_sentences(app, client, name, required):
    slug, example = make.open_form(opened=a_form(name, required=required)), EXAMPLES[name]
    raws = [*(one.raw for one in example.taken), *(raw for raw, _said in example.refused), [], ["x" * 3_000]]
    sendings = [inputs_of(name, raw) for raw in raws if may_be_sent(raw)]
    page, interface = ([by(client, slug, sent) for sent in sendings] for by in (by_page, by_interface))
    assert page == interface
    assert {200, 422} == {status for status, _sentences in page}


def may_be_sent(raw):
    """Not what no browser can send, or what is too long to be read at all."""
    return not any(NO_UTF8.search(text) or len(text) > 20_000 for text in raw)


@on_sqlite
def test_what_a_condition_hides_is_dropped_by_both(app, client):
    show = {"q": "first1", "op": "=", "value": "yes000"}
    hidden = make.question("second", "short_text", settings={"longest": 20}, show_if=show, required=True)
    slug = make.open_form(opened=make.form(make.question("first1"), hidden))
    dropped = {"first1": ["no0000"], "second": ["x" * 99]}
    for sent, status in ((dropped, 200), ({"first1": ["yes000"]}, 422), ({"first1": ["yes000"], "second": ["a"]}, 200)):
        found = by_page(client, slug, sent)
        assert (found[0], found) == (status, by_interface(client, slug, sent))


@pytest.mark.parametrize("state", ["closed", "full", "no such"])
def test_a_form_that_takes_no_answers_takes_them_by_no_channel(app, client, state):
    slug = gates.with_cap(10) if state == "full" else make.open_form()
    sent = {"q1bars": ["o1salt"]}
    token = client.get(f"/api/v1/forms/{slug}").json["token"]
    if state == "closed":
        forms.close_form(slug=slug, now=datetime.now(UTC))
    for _ in range(10 if state == "full" else 0):
        assert by_interface(client, slug, sent)[0] == 200
    if state == "no such":
        slug = "nothing"
    page = client.post(f"/f/{slug}", data={"token": token, "q1bars": "o1salt"})
    answer = client.post(f"/api/v1/forms/{slug}/answers", json={"token": token, "answers": {"q1bars": "o1salt"}})
    assert page.status_code == answer.status_code == (404 if state == "no such" else 409)


def test_a_code_lets_one_answer_by_one_channel(app, client):
    slug, codes = gates.with_codes()
    sent = {"q1bars": ["o1salt"]}
    assert by_interface(client, slug, sent) == (422, [])
    assert by_page(client, slug, sent)[0] == 422
    assert by_interface(client, slug, sent, code=codes[0])[0] == 200
    assert by_page(client, slug, sent, entry=codes[0])[0] == 422
    assert by_page(client, slug, sent, entry=codes[1])[0] == 200
    assert by_interface(client, slug, sent, code=codes[1])[0] == 422


def test_a_password_is_asked_for_by_both(app, client):
    slug = gates.with_password()
    closed = client.get(f"/api/v1/forms/{slug}").json
    assert (closed["pages"], closed["admission"]) == (None, "password")
    sent = {"token": closed["token"], "answers": {"q1bars": "o1salt"}}
    address = f"/api/v1/forms/{slug}"
    assert client.post(f"{address}/answers", json=sent).json["code"] == "password-needed"
    assert client.post(f"{address}/enter", json={"password": "wrong one"}).json["code"] == "password"
    entered = client.post(f"{address}/enter", json={"password": "open sesame"}).json
    assert len(entered["pages"]) > 0
    assert client.post(f"{address}/answers", json=sent | {"grant": entered["grant"]}).status_code == 200


def test_one_token_counts_once_by_both_channels_together(app, client):
    slug = make.open_form()
    token = client.get(f"/api/v1/forms/{slug}").json["token"]
    body = {"token": token, "answers": {"q1bars": "o1salt"}}
    first, second = (client.post(f"/api/v1/forms/{slug}/answers", json=body) for _ in range(2))
    page = client.post(f"/f/{slug}", data={"token": token, "q1bars": "o1salt"})
    assert first.json == second.json
    assert first.json["receipt_code"] == make.code_in(page)
    other = client.post(f"/api/v1/forms/{slug}/answers", json=body | {"answers": {"q1bars": "o2pear"}})
    assert (other.status_code, other.json["code"], other.json["token"] != token) == (409, "already-sent", True)
    with app.extensions["databases"]["ballots"].connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ballot").scalar_one() == 1
    submissions.withdraw(code=first.json["receipt_code"].replace("-", ""))
    with app.extensions["databases"]["ballots"].connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ballot").scalar_one() == 0
