"""The page of webhooks, in every state."""

from datetime import UTC, datetime, timedelta

from forms_app.domain.outbox import WAITS
from forms_app.domain.webhooks import QUEUE, Webhook
from forms_app.services import forms, outbox, webhooks
from forms_app.storage.database import transaction
from tests.journeys.state import State
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

PAGE = "/staff/webhooks"
LONG = "https://chat.example.org/hooks/" + "services-of-the-whole-house-" * 6


def ready(visit: Visit) -> None:
    """Nothing is told yet: whatever an earlier state made is gone."""
    with visit.site.app.app_context():
        for one in webhooks.list_webhooks():
            webhooks.remove(id_=one.id)
    as_role("administrator", PAGE)(visit)


def made(visit: Visit, url: str = LONG) -> None:
    ready(visit)
    visit.page.get_by_label("Address", exact=True).fill(url)
    for box in ("Results are ready", "Vouchers are running out"):
        visit.page.get_by_label(box).last.check()
    visit.press("Make the webhook")


def listed(visit: Visit) -> None:
    made(visit)
    visit.go(PAGE)


def asked_again(visit: Visit) -> None:
    listed(visit)
    visit.page.locator("summary", has_text="Remove").click()


def nothing_chosen(visit: Visit) -> None:
    ready(visit)
    visit.page.get_by_label("Address", exact=True).fill("https://chat.example.org/")
    visit.press("Make the webhook")


def tried_inside(visit: Visit) -> None:
    """No name is looked up and nothing sent: the address is this machine's."""
    made(visit, "https://127.0.0.1:9/forms")
    visit.go(PAGE)
    visit.page.get_by_role("button", name="Send a test").click()


@transaction("people")
def put_down(hook: Webhook, form_id: str) -> None:
    form = {"form_id": form_id, "title": "Bars", "path": "/staff/results/bars/1"}
    outbox.put_into(QUEUE, {"webhook": hook.id.hex(), **form}, kind="results", now=datetime.now(UTC))


def waiting(visit: Visit) -> None:
    """One was given up after many tries in vain, one will be tried again."""
    made(visit, "https://127.0.0.1:9/forms")
    with visit.site.app.app_context():
        (hook,), now = webhooks.list_webhooks(), datetime.now(UTC)
        for tries in (len(WAITS) + 1, 1):
            put_down(hook, forms.list_forms()[0].id)
            for day in range(tries):
                webhooks.run(now=now + timedelta(days=day))
    visit.go(PAGE)


STATES = [
    State("webhooks with calls that wait", waiting, at="named_site"),
    State("webhooks, none", ready, at="named_site"),
    State("webhook made", made, at="named_site", quick=True),
    State("webhooks", listed, at="named_site"),
    State("webhook removal asked again", asked_again, at="named_site"),
    State(
        "webhook without https",
        lambda visit: made(visit, "http://chat.example.org/"),
        422,
        refused=True,
        at="named_site",
    ),
    State("webhook with nothing to tell", nothing_chosen, 422, refused=True, at="named_site"),
    State("webhook tried in vain", tried_inside, 422, refused=True, at="named_site"),
]
