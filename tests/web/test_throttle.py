"""Limits: one address sends so often, one account is tried so often, and no address is kept anywhere."""

import contextlib
import http.client
import re
import subprocess
from datetime import UTC, date, datetime

import pytest
from redis import Redis

from bench.server import free_port, running_site
from forms_app import create_app
from forms_app.gateways.day_keys import DayKeys, make_pool
from forms_app.services import throttle
from forms_app.settings import from_environment
from forms_app.web.throttle import LIMITS, Limit, in_words
from tests import make
from tests.conftest import Visitor

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
on = pytest.mark.parametrize("settings", [{"FORMS_RATE_LIMIT": "on"}], indirect=True)
HERE, THERE = {"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": "192.0.2.8"}


def nobody_listens():
    return {"FORMS_RATE_LIMIT": "on", "FORMS_REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}


@pytest.fixture
def redis(tmp_path):
    """A Redis of this test alone."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        next(line for line in process.stdout if "Ready to accept connections" in line)
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()


def another_process(settings, redis):
    """The same site as a second process sees it."""
    fields = {"FORMS_INSTANCE": str(settings.instance), "FORMS_MINIMUM_SECONDS": "0", "FORMS_REDIS_URL": redis}
    made = create_app(from_environment(fields))
    made.test_client_class = Visitor
    return made


def send(client, slug, environ=HERE, **answers):
    token = make.token_in(client.get(f"/f/{slug}"))
    return client.post(f"/f/{slug}", data={"token": token, **answers}, environ_base=environ)


def try_to_sign_in(app, email, environ=HERE):
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/staff/sign-in").text)[1]
    data = {"email": email, "password": "a wrong password 123", "csrf_token": token}
    return client.post("/staff/sign-in", data=data, environ_base=environ).status_code


@on
def test_the_sixty_first_post_of_a_minute_waits_and_another_address_does_not(app, client):
    slug = make.open_form()
    assert [send(client, slug, q1bars="o1salt").status_code for _ in range(61)] == [200] * 60 + [429]
    assert send(client, slug, THERE, q1bars="o1salt").status_code == 200
    assert client.get(f"/f/{slug}", environ_base=HERE).status_code == 200


@on
def test_the_limit_counts_over_all_forms(app, client):
    for _ in range(60):
        client.post("/f/nothing", environ_base=HERE)
    assert send(client, make.open_form(), q1bars="o1salt").status_code == 429


@on
def test_the_eleventh_code_of_a_minute_waits(app, client):
    codes = [client.post("/receipt", data={"code": "x"}, environ_base=HERE).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]


@on
def test_the_eleventh_sign_in_of_a_minute_waits_for_an_address_and_for_an_account(app):
    by_address = [try_to_sign_in(app, f"{number}@example.org", HERE) for number in range(11)]
    spelt = [" m@example.org", "M@Example.org"]
    by_account = [try_to_sign_in(app, spelt[n % 2], {"REMOTE_ADDR": f"192.0.3.{n}"}) for n in range(11)]
    assert by_address == by_account == [200] * 10 + [429]


@pytest.mark.parametrize("settings", [{"FORMS_RATE_LIMIT": "on", "FORMS_WEB_WORKERS": "4"}], indirect=True)
def test_in_memory_each_process_takes_its_share(app, client):
    slug = make.open_form()
    assert [send(client, slug, q1bars="o1salt").status_code for _ in range(16)] == [200] * 15 + [429]


def test_every_limit_is_divided_and_never_becomes_none(settings):
    assert in_words(LIMITS["fill.send"], 4) == "15 per minute; 150 per hour"
    assert in_words(Limit(minute=10), 64) == "1 per minute"


def test_every_limited_route_is_there(app):
    assert set(LIMITS) <= set(app.view_functions)


@pytest.mark.redis
def test_with_redis_processes_share_one_count_and_redis_sees_no_address(app, settings, redis):
    slug = make.open_form()
    one, other = (another_process(settings, redis).test_client(use_cookies=False) for _ in range(2))
    sent = [send((one, other)[number % 2], slug, q1bars="o1salt").status_code for number in range(61)]
    assert sent == [200] * 60 + [429]
    kept = b" ".join(Redis.from_url(redis).keys("*"))
    assert b"192.0.2" not in kept
    assert slug.encode() not in kept
    assert all(0 < Redis.from_url(redis).ttl(key) <= 90_000 for key in Redis.from_url(redis).keys("*"))


@pytest.mark.redis
def test_the_key_of_a_day_is_one_for_all_processes_and_another_on_the_next(redis, settings):
    one, other = DayKeys(make_pool(redis)), DayKeys(make_pool(redis))
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    assert one.key(monday) == other.key(monday)
    assert one.key(tuesday) == other.key(tuesday) != other.key(monday)


def test_without_redis_the_key_of_a_day_belongs_to_one_process(settings):
    one, other = DayKeys(None), DayKeys(None)
    assert one.key(date(2026, 11, 23)) == one.key(date(2026, 11, 23))
    assert one.key(date(2026, 11, 23)) != other.key(date(2026, 11, 23))


def test_an_address_has_another_name_in_every_process(app, settings):
    now = datetime.now(UTC)
    here = throttle.name_address("192.0.2.7", now=now)
    with create_app(settings).app_context():
        there = throttle.name_address("192.0.2.7", now=now)
    assert here != there


@pytest.mark.parametrize("settings", [nobody_listens()], indirect=True)
def test_without_its_redis_answers_and_codes_are_taken_and_signing_in_is_refused(app, client):
    assert send(client, make.open_form(), q1bars="o1salt").status_code == 200
    assert client.post("/receipt", data={"code": "x"}).status_code == 422
    assert try_to_sign_in(app, "m@example.org") == 503


@pytest.mark.parametrize("settings", [nobody_listens()], indirect=True)
def test_without_its_redis_a_process_still_counts_alone(app, client):
    slug = make.open_form()
    assert [send(client, slug, q1bars="o1salt").status_code for _ in range(61)] == [200] * 60 + [429]


@pytest.mark.slow
def test_the_server_tells_its_processes_how_many_they_are(tmp_path, urls):
    with running_site(tmp_path, {"FORMS_RATE_LIMIT": "on"}, workers=2) as site:
        statuses = [post_code(site.port) for _ in range(11)]
    assert statuses.count(429) >= 1
    assert set(statuses) == {422, 429}


def post_code(port):
    """The status of a receipt code that is none; each on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/receipt", "code=x", {"Content-Type": "application/x-www-form-urlencoded"})
    with contextlib.closing(connection):
        return connection.getresponse().status


def test_other_spellings_of_an_accounts_address_count_as_the_same_account(app):
    spellings = ("m@example.org", " M@Example.ORG ", "m@\uff45xample.org", "m@e\uff58ample.org", "m@example\u3002org")
    assert len({throttle.name_account(typed, now=datetime.now(UTC)) for typed in spellings}) == 1
