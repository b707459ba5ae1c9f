"""Between two counts nothing that staff or anybody can fetch changes, but the hourly step of ten in its one place."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forms_app.services import forms, releases
from tests import make
from tests.crawl import fetched, printed
from tests.lived import answer, at, open_on, published, rows

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)  # thousands of pages, of one code for both
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
ZONES = ("Pacific/Kiritimati", "Etc/GMT+12")  # 26 hours apart: in one of them the week does not end just now
STEP = re.compile(r"(?:at least \d+0|fewer than 10) answers as of \d\d:00")
OF_ONE_REPORT = re.compile(r"/staff/results/\w+/\d+(?:/|$)")
PERIODS = re.compile(r'\s*(?:<nav class="periods.*?</nav>\s*)?(?=<p class="lead">)', re.DOTALL)
WAITING = re.compile(r"<p>Fewer than ten new answers so far\..*?</p> ")  # beside a step below ten
NEAR = re.compile(r'<section class="news news--reminders".*?</section> ')  # the same, where a count is near
TOLD = {"forms list"}  # where the step of ten stands: what one command prints,
TOLD_ON = {"/staff/forms", "/staff/forms/flavours", "/staff/forms/flavours/closing"}  # and pages of who makes forms
HOME = "/staff"  # where the weekly form is named to who makes forms while its count is near and it has fewer than ten


def zone_in_midweek():
    weeks = {zone: [(NOW + timedelta(hours=h)).astimezone(ZoneInfo(zone)).isocalendar()[1] for h in (-3, 3)]
             for zone in ZONES}  # fmt: skip
    return next(zone for zone, (before, after) in weeks.items() if before == after)


def days_ago(days):
    return (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def counted_before():
    """A form counted every week, of which figures of an earlier week stand, and one that was counted at its close."""
    schedule = {"zone": zone_in_midweek(), "opens": None, "closes": None}
    open_on(days_ago(17), "week", schedule=schedule)
    open_on(days_ago(17), "close", slug="finished", id="other1")
    for slug in ("flavours", "finished"):
        answer(days_ago(17), 15, slug=slug, q1bars="o1salt", q2idea="plum")
    forms.close_form(slug="finished", now=at(days_ago(16)))
    for days in (15, 10, 5, 0):
        releases.run(now=at(days_ago(days)))


@pytest.fixture
def site(app, client):
    """Two counted forms and a draft; whoever may look: a manager, one who makes forms, a stranger."""
    counted_before()
    forms.import_form(definition=make.definition(id="draft1"), slug="draft")
    looking = {role: make.sign_in(app, make.account(app, f"{role}@example.org", role)) for role in ("manager", "staff")}
    for slug in ("flavours", "finished"):  # results that were opened are news no more
        assert looking["manager"].get(f"/staff/results/{slug}/1").status_code == 200
    return lambda: (fetched(app, {**looking, "stranger": client}), printed(app))


def post(client, **answers):
    return client.post("/f/flavours", data={"token": make.token_in(client.get("/f/flavours"))} | answers)


def arrive(client):
    codes = [make.code_in(post(client, q1bars="o1salt", q2idea=f"idea {n}")) for n in range(23)]
    for code in codes[:2]:
        assert client.post("/receipt", data={"code": code}).status_code == 200
    return codes


def be_refused(client):
    statuses = [post(client, q1bars="nothing").status_code, post(client, token="wrong").status_code]
    statuses.append(client.post("/receipt", data={"code": "AAAA"}).status_code)
    assert [status >= 400 for status in statuses] == [True, True, True]


def changed(before, after):
    """Names of what is not the same in every byte, header and order."""
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]}


def told_on(pages):
    homes = [unbroken(page) for name, page in pages.items() if name[2] == HOME]
    return TOLD_ON | ({HOME} if any(map(NEAR.search, homes)) else set())


def unbroken(page):
    return " ".join(page[-1].split())


def without_step_in(page):
    return NEAR.sub("", WAITING.sub("", STEP.sub("", unbroken(page))))


def bodies_without_step(pages):
    told = TOLD_ON | {HOME}
    return {name: without_step_in(page) if name[2] in told else page[-1] for name, page in pages.items()}


def without_step(printed_):
    return {name: STEP.sub("", text) if name in TOLD else text for name, text in printed_.items()}


@pytest.mark.slow
def test_answers_that_come_go_and_are_refused_change_nothing_that_can_be_fetched(app, client, site):
    pages, lines = site()
    arrive(client)
    be_refused(client)
    releases.run(now=NOW + timedelta(minutes=59))
    pages_then, lines_then = site()
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(21,)]
    assert (changed(pages, pages_then), changed(lines, lines_then)) == (set(), set())


@pytest.mark.slow
def test_the_hour_changes_the_step_of_ten_in_its_one_place_and_nothing_else(client, site):
    arrive(client)
    pages, lines = site()
    releases.run(now=NOW + timedelta(hours=1))
    pages_then, lines_then = site()
    assert {(who, path) for who, _, path, *_ in changed(pages, pages_then)} == {
        ("staff", path) for path in told_on(pages)
    }
    assert changed(bodies_without_step(pages), bodies_without_step(pages_then)) == set()
    assert changed(lines, lines_then) == TOLD
    assert changed(without_step(lines), without_step(lines_then)) == set()
    told = [re.search(r"flavours: (.*) answers", text["forms list"])[1] for text in (lines, lines_then)]
    assert told == ["fewer than 10", "at least 20"]


def reports_in(pages):
    """Status and body of every page and picture of one report, less the links to its neighbours."""
    stood = {name: page for name, page in pages.items() if OF_ONE_REPORT.match(name[2]) and page[0].startswith("2")}
    return {name: (status, PERIODS.sub("", body) if isinstance(body, str) else body)
            for name, (status, _, _, body) in stood.items()}  # fmt: skip


@pytest.mark.slow
def test_the_next_count_leaves_every_earlier_report_as_it_was(client, site):
    arrive(client)
    before = reports_in(site()[0])
    releases.run(now=NOW + timedelta(days=8))
    after = reports_in(site()[0])
    assert len(published()) == 2
    assert {name[2] for name in before} >= {"/staff/results/flavours/1", "/staff/results/flavours/1/q1bars.svg"}
    assert {name: after[name] for name in before} == before
