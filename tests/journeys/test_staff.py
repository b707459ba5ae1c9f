"""Somebody who works here signs in, reads results, changes the password and signs out."""

import pytest

from tests.journeys.served import Account
from tests.journeys.visits import WITH_AND_WITHOUT

pytestmark = pytest.mark.browser


@WITH_AND_WITHOUT
def test_a_manager_reads_a_report_changes_the_password_and_signs_out(scripts, visitor, site):
    account = site.account()
    visit = visitor(device="desktop", java_script_enabled=scripts)
    visit.sign_in(account)
    assert (visit.heading(), visit.cookies()) == ("Welcome back", [("staff", "/staff")])
    visit.page.get_by_role("main").get_by_role("link", name="Results", exact=True).click()
    visit.page.locator(".card", has_text="12 people answered").get_by_role("link").click()
    assert visit.page.locator(".lead").inner_text() == "12 people answered."
    visit.follow("Change password")
    visit.fill("Password now", account.password)
    visit.page.get_by_label("New password", exact=True).fill("four words in a row")
    visit.fill("New password again", "four words in a row")
    visit.press("Change password")
    assert visit.heading() == "Welcome back"
    visit.press("Sign out")
    assert (visit.heading(), visit.cookies()) == ("Signed out", [])
    visit.sign_in(account)
    assert visit.heading() == "Sign in"
    visit.sign_in(Account(account.email, "four words in a row"))
    assert (visit.heading(), visit.behind()) == ("Welcome back", {"asked elsewhere": [], "complained": []})


def test_a_page_of_results_leads_back_to_itself_after_signing_in(visitor, site):
    account = site.kept_account()
    visit = visitor()
    visit.go("/staff/results/twelve/1")
    assert visit.heading() == "Sign in"
    visit.fill("E-mail address", account.email)
    visit.fill("Password", account.password)
    visit.press("Sign in")
    assert visit.page.url == f"{site.url}/staff/results/twelve/1"


def test_what_was_refused_is_said_once_in_the_words_of_the_page(visitor, site):
    account = site.account()
    visit = visitor()
    visit.go("/staff/sign-in")
    visit.press("Sign in")
    assert visit.page.locator(".summary li").count() == 1
    visit.sign_in(account)
    visit.go("/staff/password")
    visit.fill("Password now", account.password)
    visit.page.get_by_label("New password", exact=True).fill("four words in a row")
    visit.fill("New password again", "other words in a row")
    visit.press("Change password")
    assert visit.page.locator(".summary a").inner_text().startswith("New password again – ")


def test_no_public_page_is_sent_the_cookie_of_somebody_signed_in(visitor, site):
    visit = visitor()
    visit.work_as()
    sent = []
    visit.page.on("request", lambda request: sent.append(request.header_value("cookie")))
    for path in ("/", "/f/bars", "/receipt", "/nothing"):
        visit.go(path)
    assert [cookie for cookie in sent if cookie] == []
