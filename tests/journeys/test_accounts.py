"""A visitor opens an account by mailbox, answers a form as everybody does, adds details after it, and erases it all."""

import pytest

from tests.journeys import accounts
from tests.journeys.accounts import PASSWORD, answer, somebody

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_account_is_opened_used_after_a_form_and_erased(scripts, visitor, accounts_site):
    visit, address = visitor(at=accounts_site, java_script_enabled=scripts), somebody()
    visit.go("/")
    visit.follow("Your account")
    visit.follow("Send me a link")
    visit.fill("E-mail address", address)
    visit.press("Send me a link")
    assert (visit.heading(), visit.cookies()) == ("Look into your mailbox", [])
    visit.go(accounts.sent_link(accounts_site.app))
    visit.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.fill("Password again", PASSWORD)
    visit.press("Save and sign in")
    assert visit.cookies() == [("account", "/account")]
    visit.fill("Given name", "Ada")
    visit.fill("Town or city", "Anytown")
    visit.press("Save my details")

    answer(visit)
    assert "Ada" not in visit.page.content()
    visit.press("Add details from my account")
    assert visit.page.get_by_label("Your name").input_value() == "Ada"
    assert visit.page.get_by_label("Your mailbox").input_value() == address
    visit.fill("Your mailbox", "")
    visit.press("Send these details")
    assert visit.heading() == "Thank you"

    visit.go("/account")
    visit.fill("E-mail address of this account", address)
    visit.press("Erase everything now")
    assert (visit.heading(), visit.cookies()) == ("Everything is erased", [])
    assert visit.behind() == {"asked elsewhere": [], "complained": []}
