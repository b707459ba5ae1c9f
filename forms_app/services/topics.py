"""Newsletters: made and worded by staff, offered to visitors."""

import secrets
from collections.abc import Mapping
from typing import Any

from forms_app.domain.errors import NotFound
from forms_app.domain.newsletters import Topic
from forms_app.services import activity
from forms_app.storage import people_subscribers, people_topics
from forms_app.storage.database import reading, transaction


def make_topic(*, values: Mapping[str, Any]) -> Topic:
    """Make one of what domain.newsletters.read_topic returned; visitors are offered it at once."""
    id_ = secrets.token_bytes(4)
    _add(id_, values)
    activity.record("newsletter made", newsletter=id_.hex())
    return Topic(id=id_, **values)


@transaction("people")
def _add(id_: bytes, values: Mapping[str, Any]) -> None:
    people_topics.add_topic(id_, values)


def change_topic(*, id_: bytes, values: Mapping[str, Any]) -> None:
    """What people agreed to before keeps its words, in the evidence."""
    _change(id_, values)
    activity.record("newsletter changed", newsletter=id_.hex())


@transaction("people")
def _change(id_: bytes, values: Mapping[str, Any]) -> None:
    people_topics.change_topic(id_, values)


@reading("people")
def get_topic(*, key: str) -> Topic:
    """By the key of its pages; raises NotFound."""
    found = people_topics.find_topic(key_of(key, 4))
    if found is None:
        raise NotFound("newsletter")
    return found


@reading("people")
def list_topics() -> list[Topic]:
    return people_topics.list_topics()


@reading("people")
def list_offered() -> list[Topic]:
    return [topic for topic in people_topics.list_topics() if topic.is_offered]


@reading("people")
def count_readers() -> Mapping[bytes, int]:
    return people_subscribers.count_by_topic()


def key_of(text: str, length: int) -> bytes:
    """The bytes of a key in an address; raises NotFound."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        raise NotFound("page") from None
    if len(key) != length or key.hex() != text:
        raise NotFound("page")
    return key
