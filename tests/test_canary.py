"""Marked visitors on a running site: nothing of them stands in any file, table or key, nor when and in what order."""

import re
import subprocess
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from redis import Redis

from bench.databases import fresh
from bench.server import free_port, running_site
from forms_app.domain import receipts
from tests import traces
from tests.story import ANSWERS, DERIVED, Story, tell

pytestmark = pytest.mark.slow
NOTHING = (0.40, 0.60)  # shares of pairs that chance gives 200 rows, four deviations either way
SAID = re.compile(
    r"|Set it up, or look around a demo, in the browser:"
    r"|    http://127.0.0.1:\d+/staff/set-up/[\w-]+"
    r"|Serving http://127.0.0.1:\d+ - stop with Ctrl-C."
    r"|marked: takes answers."
    r"|marked: \d+ people counted and published."
    r"|\[[^\]]+\] ERROR in errors: IntegrityError at [\w.: <]+"
)
FULL_HOUR = re.compile(rb"\d{4}-\d\d-\d\d[ T]\d\d:00:00")  # up to when a form's progress is told


@contextmanager
def redis_server(folder):
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        next(line for line in process.stdout if "Ready to accept connections" in line)
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()


SITES = [
    pytest.param(("sqlite", False), id="sqlite-memory"),
    pytest.param(
        ("postgresql", True), id="postgres-redis", marks=[pytest.mark.postgres, pytest.mark.redis, pytest.mark.root]
    ),
]


@pytest.fixture(scope="module", params=SITES)
def story(request, tmp_path_factory):
    kind, has_redis = request.param
    folder = tmp_path_factory.mktemp("site")
    (folder / "tmp").mkdir()
    shared = redis_server(tmp_path_factory.mktemp("redis")) if has_redis else nullcontext("")
    with fresh(kind) as databases, shared as redis_url:
        story = Story(kind, folder, databases, Redis.from_url(redis_url) if redis_url else None)
        given = {"TMPDIR": str(folder / "tmp"), "FORMS_RATE_LIMIT": "on", "FORMS_TRUSTED_PROXIES": "1"}
        given |= {"FORMS_REDIS_URL": redis_url} if redis_url else {}
        with running_site(folder, databases | given) as site:
            tell(story, site)
        yield story


on_sqlite = pytest.mark.parametrize("story", SITES[:1], indirect=True)
on_postgres = pytest.mark.parametrize("story", SITES[1:], indirect=True)


def marked_forms(marks):
    forms = {value: traces.forms_of_text(value) for value in marks.values()}
    forms |= {marks.ipv4: {marks.ipv4.encode(), b"203.0.113.".hex().encode()}, marks.ipv6: set()}
    forms[marks.ipv4] |= traces.forms_of_address("203.0.113.77")
    forms[marks.ipv6] |= traces.forms_of_address(marks.ipv6)
    for nonce in [*marks.nonces[:3], *marks.nonces[-3:]]:
        forms[f"nonce {nonce.hex()}"] = traces.forms_of_bytes(nonce)
    for code in [*marks.codes[:3], *marks.codes[-3:]]:
        forms[f"code {code}"] = traces.forms_of_text(code) | traces.forms_of_text(receipts.grouped(code))
    return forms


def test_every_way_of_being_refused_was_met(story):
    assert story.statuses == {
        "wrong answer": 422,
        "wrong token": 422,
        "sent": 200,
        "sent otherwise": 409,
        "elsewhere": 404,
        "other site": 403,
        "too long": 413,
        "broken": 500,
        "again": 200,
        "no code": 422,
        "twins": 400,
        "taken back": 200,
        "too often": 429,
        "closed": 409,
    }


@pytest.mark.parametrize("when", ["open", "tidied", "counted"])
def test_no_marked_value_stands_anywhere(story, when):
    places = story.copies[when]
    held = {name: traces.found(places, forms) for name, forms in marked_forms(story.marks).items()}
    assert {name: where for name, where in held.items() if where} == {}


def test_the_search_finds_a_marked_value_in_every_form(story, tmp_path):
    for forms in marked_forms(story.marks).values():
        for form in forms | {form.upper() for form in forms if form.isascii()}:
            (tmp_path / "planted").write_bytes(b"before" + form + b"after")
            assert traces.found(traces.files_below(tmp_path), forms) == [str(tmp_path / "planted")]


@on_sqlite
def test_the_search_finds_a_value_planted_in_a_table_of_sqlite(story):
    assert find_planted(story, traces.files_below, story.folder) == [str(story.folder / "people.sqlite")]


@on_postgres
def test_the_search_finds_a_value_planted_in_postgresql_as_text_in_a_file_and_in_the_log(story):
    where = find_planted(story, traces.postgres_places, story.databases, story.began)
    assert {re.match(r"table people.planted$|people: |log ", place)[0] for place in where} == {
        "table people.planted",
        "people: ",
        "log ",
    }


def find_planted(story, places, *arguments):
    value = f"planted-{story.marks.tail}"
    story.run("people", ["CREATE TABLE planted (value text)", f"INSERT INTO planted VALUES ('{value}')"])
    where = traces.found(places(*arguments), traces.forms_of_text(value))
    story.run("people", ["DROP TABLE planted"])
    return where


@on_postgres
def test_the_search_finds_a_value_planted_in_redis(story):
    value = f"planted-{story.marks.tail}"
    story.redis.set("key", value)
    story.redis.hset("hash", "name", value)
    places = traces.redis_places(story.redis)
    story.redis.delete("key", "hash")
    assert traces.found(places, traces.forms_of_text(value)) == ["redis b'hash'", "redis b'key'"]
    assert [name for name in story.copies["open"] if name.startswith("redis b'LIMITS:")] != []


def test_the_time_of_sending_stands_nowhere_but_in_the_log_of_postgresql(story):
    kept = {name: content for name, content in story.copies["open"].items() if not name.endswith("server.log")}
    told = {name: FULL_HOUR.sub(b"", content) for name, content in kept.items()}
    places = {name: traces.without(content, story.deeds) for name, content in told.items()}
    where = {place.split(" ")[0] for place in traces.found(places, traces.forms_of_moments(*story.sent))}
    assert where == ({"log"} if story.kind == "postgresql" else set())


def test_a_row_of_a_visitor_holds_a_day_and_no_number_that_is_a_time(story):
    days = {
        str(datetime.fromtimestamp(moment, UTC).date() + timedelta(after)) for moment in story.sent for after in (0, 30)
    }
    assert {value for value in story.values if isinstance(value, int)} == {0, 1}  # no policy was published; the period
    assert {type(value) for value in story.values} <= {bytes, memoryview, str, int, date, type(None)}
    written = {str(value) for value in story.values if isinstance(value, str | date)}
    assert {value for value in written if value[:2] == "20"} == days


def test_the_servers_log_says_what_the_worker_did_and_of_a_fault_its_class_and_place(story):
    lines = (story.folder / "server.log").read_text().splitlines()
    assert [line for line in lines if not SAID.fullmatch(line)] == []


def test_the_measure_finds_the_order_of_arrival_where_it_stands(story, record_testsuite_property):
    record_testsuite_property(f"{story.kind}: order while it stands", story.order)
    assert story.order > 0.9


@on_sqlite
def test_tidied_files_of_sqlite_give_no_order_of_arrival_back(story, record_testsuite_property):
    ballots, people = (story.copies["tidied"][str(story.folder / f"{b}.sqlite")] for b in ("ballots", "people"))
    ids = {name: story.ids(derive) for name, derive in DERIVED.items()}
    where = {
        "ballot": [ballots.find(id_) for id_ in ids["ballot"]],
        "index of ballots": [ballots.rfind(id_) for id_ in ids["ballot"]],
        "spent": [ballots.find(id_) for id_ in ids["spent"]],
        "contact": [people.find(id_) for id_ in ids["contact"]],
    }
    shares = {name: round(traces.share_right(places), 3) for name, places in where.items()}
    record_testsuite_property(f"{story.kind}: order in tidied files", shares)
    assert min(min(places) for places in where.values()) > 0
    assert {name: share for name, share in shares.items() if not NOTHING[0] < share < NOTHING[1]} == {}
    logs = [story.copies["tidied"][str(story.folder / f"{b}.sqlite-wal")] for b in ("ballots", "people")]
    assert [id_ for some in ids.values() for id_ in some if any(id_ in log for log in logs)] == []


@on_sqlite
def test_what_was_taken_back_is_gone_from_tidied_files_of_sqlite(story):
    """But that details were erased is noted in the store that no backup holds, to erase them from older copies."""
    tidied = story.copies["tidied"]
    assert story.id_of("ballot", story.taken_back) not in b"".join(tidied.values())
    details = story.id_of("contact", story.taken_back)
    assert {name.rpartition("/")[2].partition("-")[0] for name in tidied if details in tidied[name]} == {
        "ballots.sqlite"
    }


@on_postgres
def test_statistics_of_postgresql_hold_no_sample_of_a_visitors_rows(story):
    assert story.sampled & {"id", "tag", "body"} == set()


def test_the_same_answers_leave_different_tags(story):
    assert len(set(story.rows["tag"])) == len(story.rows["tag"]) == len(story.rows["spent"])


def test_after_the_count_no_ballot_and_no_key_is_left(story, record_testsuite_property):
    for start in ("ballots: ", "log "):
        whole = b"".join(content for name, content in story.copies["counted"].items() if name.startswith(start))
        named = sum(id_ in whole for id_ in story.ids(receipts.ballot_id))
        record_testsuite_property(f"{story.kind}: ids of counted ballots in “{start.strip()}”", named)
    assert story.select("ballots", "SELECT count(*) FROM ballot") == [(0,)]
    assert list((story.folder / "keys" / "ballots").glob("*.key")) == []


@on_sqlite
def test_after_the_count_no_file_of_sqlite_names_a_ballot(story):
    whole = b"".join(story.copies["counted"].values())
    assert [id_ for id_ in story.ids(receipts.ballot_id) if id_ in whole] == []


def test_texts_stand_in_no_order_of_arrival_nor_in_that_of_each_other(story, record_testsuite_property):
    numbers = {
        question: [int(words.split()[-1]) for asked, words in story.rows["texts"] if asked == question]
        for question in ("choice", "idea00")
    }
    place = {number: at for at, number in enumerate(numbers["idea00"])}
    shares = {question: traces.share_right(order) for question, order in numbers.items()}
    shares["each other"] = traces.share_right([place[number] for number in numbers["choice"]])
    record_testsuite_property(
        f"{story.kind}: order of texts", {name: round(share, 3) for name, share in shares.items()}
    )
    assert all(len(order) >= ANSWERS for order in numbers.values())
    assert {name: share for name, share in shares.items() if not NOTHING[0] < share < NOTHING[1]} == {}
