"""Newsletters on the last step of a form: unticked, apart from the answers, and never needed to take part."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Problem, Refused
from forms_app.domain.forms import Form
from forms_app.domain.newsletters import Topic
from forms_app.services import mail_setup, subscriptions, topics
from forms_app.services.subscriptions import Origin

CHOSEN, ADDRESS = "newsletter", "newsletter-address"  # ids of questions have six characters and never collide
LONGEST = 254  # characters of an address, RFC 5321
Sent = MultiDict[str, str]


@dataclass(frozen=True)
class Wish:
    address: str
    topics: tuple[Topic, ...]


def list_offered(definition: Definition) -> tuple[Topic, ...]:
    """Empty where the form offers none, or no mail can be sent."""
    if "subscribe" not in definition.switches or mail_setup.find_obstacle():
        return ()
    return tuple(topics.list_offered())


def offer_face(offered: tuple[Topic, ...], sent: Sent, problem: str | None) -> SimpleNamespace | None:
    if not offered:
        return None
    chosen, typed = sent.getlist(CHOSEN), sent.get(ADDRESS, "")[:LONGEST]
    return SimpleNamespace(topics=offered, chosen=chosen, address=typed, problem=problem or "")


def carried(definition: Definition, sent: Sent) -> Iterator[tuple[str, str]]:
    """What was chosen, on every step but the last."""
    if "subscribe" in definition.switches:
        yield from ((CHOSEN, key) for key in sent.getlist(CHOSEN)[:100])
        if sent.get(ADDRESS):
            yield ADDRESS, sent[ADDRESS][:LONGEST]


def read_wish(definition: Definition, sent: Sent) -> Wish | None:
    """None where nothing was ticked, whatever stands in the field of the address; raises Refused without an address."""
    keys = sent.getlist(CHOSEN)
    chosen = tuple(topic for topic in list_offered(definition) if topic.key in keys) if keys else ()
    if not chosen:
        return None
    address = find_mailbox(sent.get(ADDRESS, "")[:LONGEST])
    if address is None:
        raise Refused({ADDRESS: Problem("Please write an e-mail address such as name@example.org, or untick these.")})
    return Wish(address, chosen)


def later_step(form: Form, definition: Definition, wish: Wish | None, now: datetime) -> Callable[[bytes], None] | None:
    """What is done once the answers are stored, with an id that follows from the receipt code: safe to repeat."""
    if wish is None:
        return None
    origin = Origin(form_id=form.id, form_version=form.version)
    return lambda id_: subscriptions.ask(
        address=wish.address, topics=wish.topics, origin=origin, now=now, id_=id_
    )  # fmt: skip


def summary(problems: Mapping[str, str]) -> list[SimpleNamespace]:
    """What is wrong with the address, as the summary of a page takes it."""
    found = problems.get(ADDRESS)
    return [SimpleNamespace(anchor=ADDRESS, label=_("E-mail address for newsletters"), sentence=found)] if found else []
