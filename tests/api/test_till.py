"""A till's software: it redeems each voucher once, may ask again, and leaves a trace by the day only."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import text

from forms_app.services import activity, vouchers
from forms_app.services.activity import Wanted
from tests.api.programs import V1, account_id, bearing, program, token_of
from tests.test_vouchers import OFFER, promote, send, voucher_in

REDEEM = f"{V1}/vouchers/redeem"


def test_it_redeems_once_and_asks_again_safely(app, client):
    code, headers = voucher_in(send(client, promote())), program(app, "staff", "redeem")
    sale = {"code": code.lower().replace("-", " "), "reference": "2026-11-27/0815"}
    first, again = (client.post(REDEEM, json=sale, headers=headers) for _ in range(2))
    assert first.json == again.json == {"code": code, "offer": OFFER, "valid_until": "2040-12-31"}
    other = client.post(REDEEM, json=sale | {"reference": "2026-11-27/0816"}, headers=headers)
    assert (other.status_code, other.json["code"]) == (409, "already-redeemed")
    assert vouchers.get_counts(slug="flavours").used == 1


def test_the_page_of_the_till_and_the_interface_know_of_each_other(app, client):
    code, headers = voucher_in(send(client, promote())), program(app, "staff", "redeem")
    vouchers.redeem(code=code, reference="page x", now=datetime.now(UTC))
    assert client.post(REDEEM, json={"code": code, "reference": "x"}, headers=headers).status_code == 409


def test_two_tills_that_number_their_sales_alike_take_a_voucher_once(app, client):
    code, headers = voucher_in(send(client, promote())), program(app, "staff", "redeem")
    other = bearing(token_of(account_id(app, "m@example.org"), "redeem", name="Till 3"))
    asked = [client.post(REDEEM, json={"code": code, "reference": "1"}, headers=one) for one in (headers, other)]
    assert [answer.status_code for answer in asked] == [200, 409]


def test_of_many_at_once_one_redeems(app, client):
    code, headers = voucher_in(send(client, promote())), program(app, "staff", "redeem")

    def at(number):
        sale = {"code": code, "reference": str(number)}
        return app.test_client().post(REDEEM, json=sale, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(at, range(8))) == [200] + [409] * 7


def test_what_nobody_holds_or_what_is_over_is_told_apart(app, client):
    code, headers = voucher_in(send(client, promote())), program(app, "staff", "redeem")
    unknown = client.post(REDEEM, json={"code": "0000-0000-0000", "reference": "1"}, headers=headers)
    assert (unknown.status_code, unknown.json["code"]) == (404, "unknown-voucher")
    with app.extensions["databases"]["site"].begin() as made:
        made.execute(text("UPDATE promotion SET valid_until = '2020-01-01'"))
    over = client.post(REDEEM, json={"code": code, "reference": "1"}, headers=headers)
    assert (over.status_code, over.json["code"]) == (409, "no-longer-valid")


def test_the_activity_log_knows_the_day_and_whose_token_it_was(app, client):
    code, headers = voucher_in(send(client, promote())), program(app, "staff", "redeem")
    client.post(REDEEM, json={"code": code, "reference": "1"}, headers=headers)
    newest = activity.list_entries(wanted=Wanted(), before=None, most=1)[0]
    assert (newest.deed, newest.account_id, newest.at) == ("voucher redeemed", account_id(app, "m@example.org"), None)
