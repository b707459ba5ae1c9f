"""A form with a team of its own: nobody else reaches anything of it, by any address or list, whatever their roles."""

import re

import pytest

from forms_app.services import accounts, teams
from tests import make
from tests.crawl import addresses

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
EVERY_ROLE = ("staff", "manager", "reader")


def person(app, name, *roles):
    browser = make.sign_in(app, make.account(app, f"{name}@shop.example", roles[0]))
    for role in roles[1:]:
        accounts.grant(email=f"{name}@shop.example", role=role)
    return browser


def id_of(name):
    return next(one.id for one in accounts.list_colleagues() if one.email == f"{name}@shop.example")


@pytest.fixture
def people(app):
    """A counted form that the owner keeps to two others, and somebody who has every role but is not in the team."""
    make.open_form()
    make.publish("flavours", 100)
    found = {name: person(app, name, *EVERY_ROLE) for name in ("owner", "editor", "viewer", "outsider")}
    found["plain"] = person(app, "plain", "manager")
    found["administrator"] = person(app, "administrator", "administrator")
    teams.choose(slug="flavours", members={id_of(name): name for name in ("owner", "editor", "viewer")})
    return found


def post(browser, path, **data):
    return browser.post(path, data={"csrf_token": make.csrf_in(browser.get("/staff")), **data})


def test_an_outsider_reaches_no_page_of_the_form(app, people):
    of_the_form = {path for path in addresses(app) if path.startswith("/staff/") and "/flavours" in path}
    assert len(of_the_form) > 20
    for path in of_the_form:
        assert people["outsider"].get(path).status_code == 403, path


def test_an_outsider_changes_nothing(app, people):
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and rule.rule.startswith("/staff/") and "<slug>" in rule.rule:
            path = re.sub(r"<[^>]+>", "1", rule.rule.replace("<slug>", "flavours"))
            assert post(people["outsider"], path).status_code == 403, path


def test_no_list_names_it_to_an_outsider(people):
    for path in ("/staff", "/staff/forms", "/staff/results", "/staff/comments", "/staff/new-form"):
        assert "flavours" not in people["outsider"].get(path).text, path
    assert "flavours" in people["viewer"].get("/staff/forms").text


def test_who_looks_on_changes_nothing_and_who_works_on_it_does(people):
    assert people["viewer"].get("/staff/forms/flavours/questions").status_code == 200
    assert people["viewer"].get("/staff/results/flavours/1").status_code == 200
    assert post(people["viewer"], "/staff/forms/flavours/closing", sure="yes").status_code == 403
    assert post(people["editor"], "/staff/forms/flavours/closing", sure="yes").status_code == 303


def test_the_owner_and_an_administrator_choose_the_team(people):
    for name, status in (("owner", 200), ("administrator", 200), ("editor", 403), ("viewer", 403), ("outsider", 403)):
        assert people[name].get("/staff/forms/flavours/team").status_code == status
    handed = {f"part-{id_of('editor')}": "owner", f"part-{id_of('owner')}": ""}
    assert post(people["owner"], "/staff/forms/flavours/team", who="team", **handed).status_code == 303
    assert people["owner"].get("/staff/forms/flavours").status_code == 403
    assert people["editor"].get("/staff/forms/flavours/team").status_code == 200
    assert post(people["administrator"], "/staff/forms/flavours/team", who="all").status_code == 303
    assert people["outsider"].get("/staff/forms/flavours").status_code == 200


@pytest.mark.parametrize("part", ["", "viewer"])
def test_a_team_that_nobody_owns_is_refused(people, part):
    refused = post(people["owner"], "/staff/forms/flavours/team", who="team", **{f"part-{id_of('owner')}": part})
    assert (refused.status_code, "Somebody must own the form" in refused.text) == (422, True)
    assert people["outsider"].get("/staff/forms/flavours").status_code == 403


def test_a_part_gives_no_role(people):
    teams.choose(slug="flavours", members={id_of("owner"): "owner", id_of("plain"): "editor"})
    assert people["plain"].get("/staff/results/flavours/1").status_code == 200
    assert people["plain"].get("/staff/forms/flavours").status_code == 403


def test_somebody_who_works_on_no_forms_is_refused_and_never_left_out(people):
    chosen = {f"part-{id_of('owner')}": "", f"part-{id_of('administrator')}": "owner"}
    refused = post(people["owner"], "/staff/forms/flavours/team", who="team", **chosen)
    assert (refused.status_code, "Choose again." in refused.text) == (422, True)
    assert people["outsider"].get("/staff/forms/flavours").status_code == 403


def test_a_team_in_which_nobody_answers_messages_is_told_that_what_comes_waits(app, people):
    make.open_form("write", make.definition(id="write1", switches=["count", "keep"], keep_days=40))
    page = "/staff/forms/write/team"
    teams.choose(slug="write", members={id_of("owner"): "owner", id_of("plain"): "viewer"})
    before = people["owner"].get(page).text
    person(app, "desk", "inbox")
    teams.choose(slug="write", members={id_of("owner"): "owner", id_of("desk"): "viewer"})
    told = "Nobody in this team answers messages"
    assert (told in before, told in people["owner"].get(page).text) == (True, False)
