"""The activity log: every deed of staff is in it or named here, nothing in it changes, and visitors are not in it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from forms_app.domain.activity import DEEDS, Entry, first_broken
from forms_app.domain.roles import ROLES
from forms_app.services import activity, forms
from forms_app.services.activity import Wanted
from forms_app.web import activity_words
from forms_app.web.guards import PUBLIC, guard_of
from tests import make
from tests.lived import untie_log
from tests.test_comments import counted
from tests.web.staff_pages import on_sqlite, said

EVERYTHING = Wanted()
NOT_WORTH_IT = {  # POST routes of staff that leave no entry, and why
    "a draft that nobody sees, with its own undo": {
        "builder.change",
        "builder.undo",
        "builder_logic.change",
        "builder_contest.change",
        "builder_settings.change",
        "builder_translations.change",
        "new_form.import_",
        "new_form.make",
        "new_form.make_copy",
        "issues.make",
        "issues.write",
    },
    "nothing is kept": {"builder_preview.try_", "mail.test", "mail.look_at_records", "outbox.retry"},
    "the list of forms looks tidier": {"forms.put_away", "forms.take_back"},
    "of one's own account": {"notices.put_away", "notices.wish", "security.logout"},
    "until topics are counted they are notes of a reader": {"comments.save", "comments.add", "comments.remove"},
    "the whole demo goes": {"demo.remove"},
    "a draft of the policy, published by another press": {
        "policies.save",
        "policies.offer",
        "policies.follow",
        "policies.drop",
    },
}
RECORDED = {  # what a POST of staff leaves when it does something
    "builder_codes.make": ("codes made",),
    "builder_share.change": ("access changed", "cap changed", "people invited", "people reminded"),
    "builder_versions.change": ("questions replaced", "replacement taken back", "wording corrected"),
    "comments.count": ("topics counted",),
    "comments.strike": ("comment changed",),
    "comments.destroy": ("comment destroyed",),
    "comments.quote": ("comment quoted", "quote withdrawn"),
    "deletions.delete": ("deletion asked",),
    "details.export": ("given details taken",),
    "forms.open_": ("form opened",),
    "forms.close": ("form closed",),
    "forms.extend": ("closing moved",),
    "inbox.export": ("messages exported",),
    "answer_templates.make": ("answer template changed",),
    "answer_templates.change": ("answer template changed",),
    "inbox.change": (
        "message sorted",
        "message given to",
        "message answered",
        "note on a message written",
        "message destroyed",
    ),
    "issues.send": ("issue sent",),
    "issues.change": ("issue taken back", "issue paused", "issue resumed", "issue stopped"),
    "list_moves.begin": ("newsletter move announced",),
    "list_moves.take": ("newsletter list taken",),
    "list_moves.call_off": ("newsletter move called off",),
    "list_moves.end": ("newsletter move ended",),
    "newsletters.make": ("newsletter made",),
    "newsletters.change": ("newsletter changed",),
    "outbox.give_up": ("mail given up",),
    "shared_results.share": ("results shared",),
    "shared_results.withdraw": ("shared link withdrawn",),
    "site.change": ("site changed",),
    "site.set_accounts": ("visitor accounts switched on", "visitor accounts switched off"),
    "policies.publish": ("policy published",),
    "request_queue.finish": ("request answered",),
    "request_queue.correct": ("detail corrected",),
    "request_queue.restrict": ("use restricted", "restriction lifted"),
    "request_queue.extend": ("request prolonged",),
    "teams.choose": ("team chosen",),
    "builder_vouchers.change": ("vouchers changed", "vouchers made", "vouchers withdrawn"),
    "builder_vouchers.hand_out": ("voucher handed out",),
    "till.redeem": ("voucher redeemed",),
    "webhooks.add": ("webhook made",),
    "webhooks.change": ("webhook changed", "webhook secret renewed", "webhook removed"),
    "webhooks.wait": ("webhook call given up",),
    "own_tokens.make": ("token made",),
    "own_tokens.withdraw": ("token withdrawn",),
    "security.change_password": ("token withdrawn",),
    "api.redeem": ("voucher redeemed",),
    "colleagues.add": ("account made", "role given"),
    "colleagues.change_roles": ("role given", "role taken"),
    "colleagues.stop": ("account deactivated",),
    "colleagues.start": ("account activated",),
    "colleagues.new_password": ("password renewed",),
    "contest_room.change": (
        "prizes drawn",
        "winner told",
        "ticket skipped",
        "prize delivered",
        "contest cancelled",
        "draw postponed",
        "deletion held back",
    ),
    "contest_room.reveal": ("delivery looked at",),
    "contest_room.enter_by_post": ("entry typed",),
    "site.set_logo": ("logo changed",),
    "site.remove_logo": ("logo changed",),
    "subscribers.look": ("address looked up", "address removed", "address erased", "address released"),
    "subscribers.take_list": ("addresses imported",),
}


def deeds(app, wanted=EVERYTHING):
    """Oldest first."""
    return [entry.deed for entry in entries(wanted)]


def entries(wanted=EVERYTHING):
    return activity.list_entries(wanted=wanted, before=None, most=1_000)[::-1]


@pytest.fixture
def boss(app):
    """One account with every role."""
    who = make.account(app, role="administrator")
    for role in set(ROLES) - {"administrator"}:
        app.test_cli_runner().invoke(args=["accounts", "grant", who["email"], "--role", role])
    return make.sign_in(app, who)


def post(browser, path, **data):
    answer = browser.post(path, data={"csrf_token": make.csrf_in(browser.get("/staff")), **data})
    assert answer.status_code in (200, 303), (path, said(answer))
    return answer


@on_sqlite
def test_every_post_route_of_staff_leaves_an_entry_or_is_named_as_not_worth_one(app):
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    of_staff = {endpoint for endpoint in posts if guard_of(app, endpoint) not in (None, PUBLIC)}
    unworthy = set.union(*NOT_WORTH_IT.values())
    assert (of_staff, unworthy & RECORDED.keys()) == (unworthy | RECORDED.keys(), set())
    assert {deed for named in RECORDED.values() for deed in named} <= DEEDS.keys()


@on_sqlite
def test_every_deed_has_words_and_what_is_public_has_words_for_everybody(app):
    assert activity_words.DEEDS.keys() == DEEDS.keys()
    told = {name for name, deed in DEEDS.items() if deed.is_public}
    assert told == activity_words.TOLD.keys() | {"codes made"}


def live(app, browser):
    """Deeds of forms, results, comments and the site, by their pages."""
    room = counted(app, quotable=True)
    forms.import_form(definition=make.definition(id="other1"), slug="other")
    post(browser, "/staff/forms/other/share", do="who", who="codes")
    post(browser, "/staff/forms/other/share", do="cap", cap="50")
    post(browser, "/staff/forms/other/codes", count="10", issued="0")
    post(browser, "/staff/forms/other/open", revision="0")
    post(browser, "/staff/forms/other/closing", sure="yes")
    browser.get("/staff/results/flavours/1/results.csv")
    post(browser, "/staff/results/flavours/1/share/q1bars", days="30", nonce="n" * 22)
    browser.get(room)
    post(browser, "/staff/site", name="Chocolate", zone="UTC")
    post(browser, "/staff/site/no-logo")
    post(browser, "/staff/forms/flavours/delete", scope="everything", nonce="n" * 22, title="A form")


LIVED = [
    "access changed",
    "cap changed",
    "codes made",
    "form opened",
    "form closed",
    "results exported",
    "results shared",
    "comments looked at",
    "site changed",
    "logo changed",
    "deletion asked",
]


def test_deeds_done_by_pages_stand_in_the_log_with_who_did_them_in_a_chain_that_holds(app, boss):
    live(app, boss)
    found = entries()
    by_pages = [entry for entry in found if entry.account_id is not None]
    assert [entry.deed for entry in by_pages] == LIVED
    assert {entry.account_id for entry in by_pages} == {1}
    assert [entry.number for entry in found] == list(range(1, len(found) + 1))
    assert activity.verify()[:2] == (0, found[-1].hash)
    codes = next(entry for entry in found if entry.deed == "codes made")
    assert (codes.form_id, codes.facts) == ("other1", {"number": 10})


def test_what_visitors_do_is_not_in_it(app, client):
    slug = make.open_form()
    before = entries()
    page = client.get(f"/f/{slug}")
    sent = client.post(f"/f/{slug}", data={"token": make.token_in(page), "q1bars": "o1salt"})
    client.post("/receipt", data={"code": make.code_in(sent)})
    assert (sent.status_code, entries()) == (200, before)


def test_the_database_lets_no_entry_be_changed_or_deleted(app):
    make.open_form()
    for change in ("UPDATE activity SET deed = 'x'", "DELETE FROM activity"):
        with pytest.raises(DBAPIError, match="only added to"), app.extensions["databases"]["site"].begin() as made:
            made.execute(text(change))
    assert deeds(app) == ["form opened"]


TAMPERED = {
    "changed": lambda found: [vars(one) | ({"deed": "form closed"} if one.number == 2 else {}) for one in found],
    "taken out": lambda found: [vars(one) for one in found if one.number != 2],
    "given a time": lambda found: [vars(one) | ({"at": datetime(2030, 1, 1, tzinfo=UTC)} if one.number == 2 else {})
                                   for one in found],
}  # fmt: skip


@on_sqlite
@pytest.mark.parametrize("how", TAMPERED)
def test_an_entry_that_was_tampered_with_breaks_the_chain_where_it_stood(app, how):
    for number in range(4):
        activity.record("codes made", form_id="k3f9a2", number=number)
    assert first_broken(entries()) == (0, entries()[-1].hash)
    assert first_broken(Entry(**one) for one in TAMPERED[how](entries()))[0] == 2


def test_the_command_says_where_the_log_was_changed_and_misses_a_hash_that_was_noted(app):
    run = app.test_cli_runner().invoke
    activity.record("site changed")
    activity.record("logo changed")
    newest = entries()[-1].hash
    assert run(args=["audit", "verify", "--noted", newest]).output.endswith(f"Newest hash: {newest}\n")
    untie_log(app)
    with app.extensions["databases"]["site"].begin() as made:
        made.execute(text("DELETE FROM activity WHERE number = 2"))
    assert run(args=["audit", "verify"]).exit_code == 0  # the end of a chain can be cut: so hashes are noted elsewhere
    assert run(args=["audit", "verify", "--noted", newest]).exit_code == 1
    with app.extensions["databases"]["site"].begin() as made:
        made.execute(text("UPDATE activity SET account_id = 7"))
    broken = run(args=["audit", "verify"])
    assert (broken.exit_code, "from entry 1 on" in broken.output) == (1, True)


def test_what_follows_a_visitors_act_has_its_day_and_no_time(app):
    activity.record("address looked up", newsletter="01020304")
    activity.record("site changed")
    looked, changed = entries()
    assert (looked.at, looked.day) == (None, changed.day)
    assert datetime.now(UTC) - changed.at < timedelta(minutes=5)


def test_a_deed_that_fails_leaves_no_entry(app, boss):
    forms.import_form(definition=make.definition(), slug="flavours")
    before = len(entries())
    assert boss.post("/staff/forms/flavours/closing", data={"sure": "yes"}).status_code == 400  # without its mark
    post(boss, "/staff/forms/flavours/closing", sure="yes")  # a draft cannot be closed
    assert len(entries()) == before


def test_the_page_shows_entries_and_finds_them_by_who_what_form_and_day(app, boss):
    live(app, boss)
    whole = said(boss.get("/staff/activity"))
    assert "Made codes that let people answer: Which bar shall we make next? (10 codes)" in whole
    assert "m@example.org, " in whole
    by_command = said(boss.get("/staff/activity?who=0&area=site"))
    assert "Gave a role (Makes forms, for m@example.org)" in by_command
    assert "Changed the logo" not in by_command
    of_form = said(boss.get("/staff/activity?form=other1"))
    assert ("Closed a form for good" in of_form, "Took results away" in of_form) == (True, False)
    assert "No entry fits" in said(boss.get("/staff/activity?last=2001-01-01"))
    assert boss.get("/staff/activity?who=x&area=x&form=%00&first=x&before=x").status_code == 200


def test_the_page_about_a_form_tells_by_the_day_what_touches_whom_answers_could_be(app, boss, client):
    live(app, boss)
    told = said(client.get("/f/other/about"))
    assert ("10 codes were made." in told, "Closed by hand." in told, "m@example.org" in told) == (True, True, False)
