"""Vouchers: each given once and to one, under a crowd too; shown again by their own code; joined to no answer."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain import receipts
from forms_app.domain import vouchers as rules
from forms_app.domain.errors import AlreadyUsed, Conflict, NotFound, Problem, Unfit, Unpublishable
from forms_app.services import forms, submissions, upkeep, vouchers
from tests import gates, make

REWARD = {"switches": ["count", "reward"]}
OFFER = "10 % off one purchase"
LAST = date(2040, 12, 31)


def choose(slug="flavours", **given):
    chosen = {"offer": OFFER, "language": "en", "valid_until": LAST, "daily": None, "confirms_mailbox": False}
    more = {"shows_left": False, "zone": "Europe/Berlin", "now": datetime.now(UTC)}
    vouchers.choose(slug=slug, **{**chosen, **more, **given})


def promote(count=20, slug="flavours", codes=None, given=None, **changes):
    """An open form that gives so many vouchers."""
    forms.import_form(definition=make.definition(**REWARD, **changes), slug=slug)
    choose(slug, **(given or {}))
    if codes:
        vouchers.take_over(slug=slug, codes=codes)
    else:
        vouchers.make(slug=slug, count=count, seen=0)
    return gates.open_it(slug)


def rows(app, query="SELECT * FROM voucher"):
    with app.extensions["databases"]["site"].connect() as connection:
        return connection.execute(text(query)).all()


def send(client, slug, **answers):
    return client.post(f"/f/{slug}", data=gates.page_of(client, slug, **answers))


def voucher_in(page):
    return re.search(r"<code>((?:[0-9A-Z]{4}-){2}[0-9A-Z]{4})</code>", page.text)[1]


def shown_by(page):
    """The private code that shows the voucher again; the receipt code comes after it."""
    words = re.sub(r"<[^>]+>|\s", "", page.text)
    return re.findall(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z*~$=]", words)[0]


def held(page):
    return vouchers.look_up(code=voucher_in(page), now=datetime.now(UTC))


def test_who_answers_gets_one_voucher_and_the_same_when_sending_again(app, client):
    data = gates.page_of(client, promote())
    first, second = (client.post("/f/flavours", data=data) for _ in range(2))
    assert (first.status_code, OFFER in first.text, "December 31, 2040" in first.text) == (200, True, True)
    assert voucher_in(first) == voucher_in(second)
    assert len(rows(app, "SELECT id FROM voucher WHERE state = 'held'")) == 1


def test_of_forty_at_once_twenty_get_the_twenty_vouchers(app, client):
    slug = promote(20)
    pages = [gates.page_of(client, slug, q2idea=f"idea {number}") for number in range(40)]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda page: app.test_client().post(f"/f/{slug}", data=page), pages))
    got = [voucher_in(answer) for answer in answers if OFFER in answer.text]
    assert (len(got), len(set(got))) == (20, 20)
    assert {row.state for row in rows(app)} == {"held"}
    without = [answer for answer in answers if OFFER not in answer.text]
    assert {answer.status_code for answer in without} <= {200, 409}
    told = [("The vouchers ran out" in one.text, "All vouchers are gone" in one.text) for one in without]
    assert all(sum(which) == 1 for which in told)


def test_one_page_sent_many_times_at_once_takes_one_voucher(app, client):
    slug = promote(20)
    page = gates.page_of(client, slug)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: app.test_client().post(f"/f/{slug}", data=page), range(16)))
    assert len({voucher_in(answer) for answer in answers}) == 1
    assert len(rows(app, "SELECT id FROM voucher WHERE state = 'held'")) == 1


def test_when_all_are_gone_it_is_said_before_and_what_was_written_is_kept(app, client):
    slug = promote(1)
    late = gates.page_of(client, slug, q2idea="typed before")
    assert send(client, slug).status_code == 200
    assert "All vouchers are gone" in client.get(f"/f/{slug}").text
    refused = client.post(f"/f/{slug}", data=late)
    assert (refused.status_code, "typed before" in refused.text) == (409, True)


def test_who_has_a_voucher_sees_it_though_all_are_gone(app, client):
    data = gates.page_of(client, promote(1))
    first = client.post("/f/flavours", data=data)
    assert voucher_in(client.post("/f/flavours", data=data)) == voucher_in(first)


def test_the_vouchers_of_a_day_end_and_there_are_more_on_the_next(app, client):
    slug = promote(20, given={"daily": 2})
    for _ in range(2):
        assert send(client, slug).status_code == 200
    assert "Today" in client.get(f"/f/{slug}").text
    form, definition = forms.get_published(slug=slug)
    reasons = [
        vouchers.find_reason(form=form, definition=definition, now=datetime.now(UTC) + timedelta(days=days))
        for days in (0, 1)
    ]
    assert reasons == ["today", None]


def test_vouchers_end_with_their_day_by_the_clock_of_the_form(app):
    form, definition = forms.get_published(slug=promote())
    last, after = datetime(2040, 12, 31, 22, 59, tzinfo=UTC), datetime(2040, 12, 31, 23, 0, tzinfo=UTC)
    reasons = [vouchers.find_reason(form=form, definition=definition, now=now) for now in (last, after)]
    assert reasons == [None, "over"]


def test_its_own_code_shows_a_voucher_again_and_the_receipt_code_does_not(app, client):
    page = send(client, promote())
    again = client.post("/voucher", data={"code": shown_by(page).lower()})
    assert (again.status_code, voucher_in(again)) == (200, voucher_in(page))
    receipt = re.findall(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z*~$=]", re.sub(r"<[^>]+>|\s", "", page.text))[-1]
    assert receipt != shown_by(page)
    for other in (receipt, "0", "x" * 5_000, ""):
        assert client.post("/voucher", data={"code": other}).status_code == 422


def test_taking_answers_back_leaves_the_voucher_and_its_code_takes_nothing_back(app, client):
    page = send(client, promote())
    submissions.withdraw(code=receipts.find_code(shown_by(page)))
    with app.extensions["databases"]["ballots"].connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM ballot")).scalar_one() == 1
    assert not held(page).is_used


def test_no_value_joins_a_voucher_to_an_answer_and_no_time_is_kept(app, client):
    send(client, promote(given={"daily": 5}))
    values = {}
    for bind, tables in (("site", ["voucher"]), ("ballots", ["ballot", "spent"])):
        with app.extensions["databases"][bind].connect() as connection:
            found = [row for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]
        values[bind] = {bytes(v) for row in found for v in row if isinstance(v, bytes | memoryview)}
    assert values["site"] & values["ballots"] == set()
    assert not any(isinstance(value, datetime) for row in rows(app) for value in row)
    (promotion,) = rows(app, "SELECT day, given, as_of FROM promotion")
    assert (str(promotion.day)[:4] >= "2026", promotion.given, promotion.as_of) == (True, 1, None)


def test_a_till_redeems_once_and_repeats_safely(app, client):
    code, now = voucher_in(send(client, promote())), datetime.now(UTC)
    typed = code.lower().replace("-", " ")
    assert vouchers.redeem(code=typed, reference="till-1/17", now=now).is_used
    assert vouchers.redeem(code=code, reference="till-1/17", now=now).is_used
    with pytest.raises(AlreadyUsed):
        vouchers.redeem(code=code, reference="till-1/18", now=now)
    assert vouchers.get_counts(slug="flavours").used == 1


def test_a_till_takes_none_that_nobody_holds_or_that_is_over(app, client):
    code, now = voucher_in(send(client, promote())), datetime.now(UTC)
    free = rows(app, "SELECT code FROM voucher WHERE state = 'free'")[0].code
    for unknown in (free, "0000-0000-0000", "", "x" * 500, "\0"):
        with pytest.raises(NotFound):
            vouchers.redeem(code=unknown, reference="1", now=now)
    with pytest.raises(Conflict):
        vouchers.redeem(code=code, reference="1", now=datetime(2041, 1, 2, tzinfo=UTC))


def test_of_many_tills_one_redeems(app, client):
    code = voucher_in(send(client, promote()))

    def at(till):
        with app.app_context():
            try:
                return vouchers.redeem(code=code, reference=f"till {till}", now=datetime.now(UTC)).is_used
            except AlreadyUsed:
                return False

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(at, range(12))) == 1


def test_a_list_from_elsewhere_is_given_out_as_it_was_written(app, client):
    codes = rules.read_list(b"\xef\xbb\xbfcode;note\r\nSUMMER-001;a\r\nsummer-002;b\r\n\r\nSUMMER-001;again\r\n")
    assert codes == ["SUMMER-001", "summer-002"]
    slug = promote(codes=codes)
    pages = [send(client, slug).text for _ in range(2)]
    assert all(any(code in page for page in pages) for code in codes)


@pytest.mark.parametrize(
    "content", [b"", b"code\n", b"abc\n", b"ok-code\n=1+1+1\n", b"\xff\xfe", b"a b c d\n", b"\0\0\0\0"]
)
def test_a_list_that_is_none_is_refused(content):
    with pytest.raises(Problem):
        rules.read_list(content)


def test_a_code_of_another_form_is_refused_and_nothing_of_the_list_added(app):
    promote(codes=["SUMMER-001"])
    forms.import_form(definition=make.definition(id="other1", **REWARD), slug="other")
    with pytest.raises(Problem):
        vouchers.take_over(slug="other", codes=["WINTER-001", "summer 001"])
    assert len(rows(app)) == 1
    assert vouchers.take_over(slug="flavours", codes=["SUMMER-001", "SUMMER-002"]) == 1


def test_a_form_opens_only_with_vouchers_words_and_a_last_day(app):
    forms.import_form(definition=make.definition(**REWARD), slug="flavours")
    with pytest.raises(Unpublishable) as refused:
        gates.open_it("flavours")
    assert len(refused.value.reasons) == 3


def test_what_people_were_promised_only_gets_better(app):
    promote()
    for worse in ({"offer": "1 % off"}, {"valid_until": date(2040, 1, 1)}, {"valid_until": None}):
        with pytest.raises(Unfit):
            choose(**worse)
    choose(valid_until=date(2041, 6, 1), daily=3)
    assert vouchers.get_counts(slug="flavours").promotion.daily == 3


def test_how_many_are_left_is_told_in_tens_and_by_the_hour(app, client):
    slug, noon = promote(30, given={"shows_left": True}), datetime(2030, 5, 1, 12, 30, tzinfo=UTC)
    send(client, slug)
    upkeep.run(now=noon)
    assert "At least 20 vouchers are left" in client.get(f"/f/{slug}/about").text
    for _ in range(12):
        send(client, slug)
    upkeep.run(now=noon + timedelta(minutes=29))
    assert vouchers.get_counts(slug=slug).promotion.left == 20
    upkeep.run(now=noon + timedelta(minutes=30))
    assert vouchers.get_counts(slug=slug).promotion.left == 10


def test_unused_vouchers_are_withdrawn_and_given_ones_stay(app, client):
    slug = promote()
    page = send(client, slug)
    vouchers.withdraw(slug=slug)
    assert [row.state for row in rows(app)] == ["held"]
    assert "All vouchers are gone" in client.get(f"/f/{slug}").text
    assert not held(page).is_used


def test_a_deleted_form_takes_its_vouchers_along(app):
    promote()
    with app.extensions["databases"]["site"].begin() as connection:
        connection.execute(text("DELETE FROM form"))
    assert (rows(app), rows(app, "SELECT * FROM promotion")) == ([], [])
