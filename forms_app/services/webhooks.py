"""Webhooks: who is told of what, put down once for each, called by the worker until they answer or are given up."""

import json
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from forms_app.domain import webhooks as rules
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import NotFound, Problem, Unreadable
from forms_app.domain.outbox import Undelivered, Waiting
from forms_app.domain.texts import OWN_LANGUAGE, choose_language, in_language
from forms_app.domain.webhooks import QUEUE, Call, Happening, Webhook
from forms_app.gateways import mail_server
from forms_app.gateways import webhooks as gateway
from forms_app.gateways.people_keys import Lock
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity, notices, outbox, vouchers
from forms_app.services.carrying import Carry, Round
from forms_app.storage import forms
from forms_app.storage import people_webhooks as store
from forms_app.storage.database import reading, transaction

FOR_GOOD = date(9999, 12, 31)  # until somebody removes it, which deletes the row


@reading("people")
def list_webhooks() -> list[Webhook]:
    found = (_opened(*row) for row in store.list_webhooks())
    return sorted((one for one in found if one), key=lambda one: one.url)


@reading("people")
def get_webhook(*, id_: bytes) -> Webhook:
    return _get(id_)


def list_calls() -> list[Call]:
    """What waits and what was given up, that first."""
    known = {one.id: one for one in list_webhooks()}
    found = ((one, outbox.open_body(one)) for one in outbox.list_queue(queue=QUEUE))
    named = [(one, known.get(bytes.fromhex(body["webhook"])), body["title"]) for one, body in found if body]
    return [Call(one, webhook, title) for one, webhook, title in named if webhook is not None]


def retry(*, id_: bytes, now: datetime) -> int:
    """Call again now; says how many."""
    return outbox.retry(now=now, queue=QUEUE, id_=id_)


def give_up(*, id_: bytes) -> None:
    outbox.delete_waiting(queue=QUEUE, id_=id_)
    activity.record("webhook call given up")


def may_be_inside() -> bool:
    """Whether the settings let webhooks call this machine or its network."""
    return bool(gateway.inside())


def make(*, url: str, events: list[str], now: datetime) -> Webhook:
    """Told of what happens from now on. Raises Problem."""
    wanted = _known(events)
    made = Webhook(secrets.token_bytes(16), rules.read_url(url, gateway.inside()), wanted)
    _add(made, _keys_of(made.events, now))
    activity.record("webhook made", webhook=made.id.hex()[:8])
    return made


def choose_events(*, id_: bytes, events: list[str], now: datetime) -> None:
    """What happened before is not told of afterwards. Raises Problem."""
    before, wanted = get_webhook(id_=id_), _known(events)
    _change(replace(before, events=wanted), _keys_of(set(wanted) - set(before.events), now))
    activity.record("webhook changed", webhook=id_.hex()[:8])


def renew_secret(*, id_: bytes) -> Webhook:
    """Calls are signed with the new one at once, also those that wait."""
    before = get_webhook(id_=id_)
    renewed = replace(before, round=before.round + 1)
    _change(renewed, set())
    activity.record("webhook secret renewed", webhook=id_.hex()[:8])
    return renewed


def remove(*, id_: bytes) -> None:
    """What waits for it goes too."""
    webhook = get_webhook(id_=id_)
    waiting = [call.waiting for call in list_calls() if call.webhook.id == id_]
    _remove(webhook, waiting)
    activity.record("webhook removed", webhook=id_.hex()[:8])


def secret_of(webhook: Webhook) -> str:
    return rules.secret_text(webhook.secret(current_keys().site))


def send_test(*, id_: bytes) -> None:
    """At once; raises Unanswered."""
    link = f"{mail_server.site_url()}/staff/webhooks"
    _call(get_webhook(id_=id_), secrets.token_bytes(16), rules.body_of(rules.TEST, title="", link=link))


@transaction("people")
def forget_form(*, form_id: str) -> None:
    store.forget_form(form_id)


def run(*, now: datetime) -> Round:
    """Put down what is new, then call those who are due."""
    standing = list_webhooks()
    happenings = _list_happenings({event for webhook in standing for event in webhook.events}, now)
    for webhook in standing:
        for one in _news_for(webhook, happenings):
            _put_down(webhook, one, now)
    return outbox.carry_due(_calls(), NOTES, queue=QUEUE, now=now)


class _Notes:
    def note_sent(self, mail: Waiting) -> None:
        """A call that was taken is gone."""

    def note_failed(self, mail: Waiting, error: Undelivered) -> None:
        """It stays on the page until it is tried again or goes on its day."""


NOTES = _Notes()


@contextmanager
def _calls() -> Iterator[Carry]:
    yield _carry


def _carry(mail: Waiting) -> bool:
    """Written when it is sent: a webhook or form that is gone is told of nothing."""
    found = outbox.open_body(mail)
    webhook = _find(bytes.fromhex(found["webhook"])) if found else None
    if found is None or webhook is None or not _has_form(found["form_id"]):
        return False
    link = f"{mail_server.site_url()}{found['path']}"
    _call(webhook, mail.id, rules.body_of(mail.kind, title=found["title"], link=link))
    return True


def _call(webhook: Webhook, id_: bytes, body: bytes) -> None:
    gateway.call(webhook.url, id_=f"msg_{id_.hex()}", secret=webhook.secret(current_keys().site), body=body)


@transaction("people")
def _put_down(webhook: Webhook, happening: Happening, now: datetime) -> None:
    if store.find_webhook(webhook.id) is not None and store.add_told(webhook.id, [happening.key]):
        named = {"form_id": happening.form_id, "title": happening.title, "path": happening.path}
        outbox.put_into(QUEUE, {"webhook": webhook.id.hex(), **named}, kind=happening.event, now=now)


def _news_for(webhook: Webhook, happenings: list[Happening]) -> list[Happening]:
    told = _list_told(webhook.id)
    return [one for one in happenings if one.event in webhook.events and one.key not in told]


def _keys_of(events: Collection[str], now: datetime) -> set[store.Key]:
    return {one.key for one in _list_happenings(events, now)}


def _list_happenings(events: Collection[str], now: datetime) -> list[Happening]:
    found: list[Happening] = []
    if rules.RESULTS in events:
        found += [
            Happening(
                rules.RESULTS,
                ready.form_id,
                ready.number,
                in_language(ready.title, choose_language([OWN_LANGUAGE], ready.languages)),
                f"/staff/results/{ready.slug}/{ready.number}",
            )
            for ready in notices.list_ready(today=now.date())
        ]
    if rules.VOUCHERS in events:
        found += [
            Happening(rules.VOUCHERS, form.id, made, title, f"/staff/forms/{form.slug}/vouchers")
            for form, title, made in vouchers.list_low(one_in=rules.LOW, now=now)
        ]
    return found


def _known(events: list[str]) -> tuple[str, ...]:
    chosen = tuple(event for event in rules.EVENTS if event in events)
    if not chosen:
        raise Problem("Choose at least one thing to tell of.")
    return chosen


@transaction("people")
def _add(webhook: Webhook, told: set[store.Key]) -> None:
    standing = [one for one in (_opened(*row) for row in store.list_webhooks()) if one]
    if len(standing) >= rules.MOST:
        raise Problem("There are %(most)d webhooks at most. Remove one first.", most=rules.MOST)
    if any(one.url == webhook.url for one in standing):
        raise Problem("This address is told already.")
    store.add_webhook(webhook.id, _sealed(webhook))
    store.add_told(webhook.id, told)


@transaction("people")
def _change(webhook: Webhook, told: set[store.Key]) -> None:
    store.set_webhook(webhook.id, _sealed(webhook))
    store.add_told(webhook.id, told)


@transaction("people")
def _remove(webhook: Webhook, waiting: list[Waiting]) -> None:
    store.delete_webhook(webhook.id)
    for one in waiting:
        outbox.drop(one)


@reading("people")
def _list_told(id_: bytes) -> set[store.Key]:
    return store.list_told(id_)


@reading("people")
def _find(id_: bytes) -> Webhook | None:
    body = store.find_webhook(id_)
    return None if body is None else _opened(id_, body)


@reading("site")
def _has_form(form_id: str) -> bool:
    return forms.has_id(form_id)


def _get(id_: bytes) -> Webhook:
    body = store.find_webhook(id_)
    found = None if body is None else _opened(id_, body)
    if found is None:
        raise NotFound("webhook")
    return found


def _lock() -> Lock:
    return Lock(purpose="webhook", form_id="all", delete_on=FOR_GOOD)


def _sealed(webhook: Webhook) -> bytes:
    return _lock().seal(canonical(webhook.to_json()), webhook.id)


def _opened(id_: bytes, body: bytes) -> Webhook | None:
    """None where the key did not come with a backup."""
    try:
        return rules.webhook_from(id_, json.loads(_lock().open_sealed(body, id_)))
    except Unreadable:
        return None
