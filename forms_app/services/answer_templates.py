"""Answer templates of the inbox: kept, changed and deleted by who answers messages."""

import secrets
from collections.abc import Mapping

from forms_app.domain.answer_templates import MOST, AnswerTemplate
from forms_app.domain.errors import Conflict, NotFound
from forms_app.services import activity
from forms_app.services.topics import key_of
from forms_app.storage import people_answer_templates
from forms_app.storage.database import reading, transaction


@reading("people")
def list_templates() -> list[AnswerTemplate]:
    return people_answer_templates.list_templates()


def get_template(*, key: str) -> AnswerTemplate:
    id_ = key_of(key, 16)
    found = next((one for one in list_templates() if one.id == id_), None)
    if found is None:
        raise NotFound("answer template")
    return found


def keep(*, values: Mapping[str, str], key: str | None = None) -> None:
    """Keep what domain.answer_templates.read_template returned, as a new one or in the place of one."""
    if key is None:
        _add(secrets.token_bytes(16), values)
    else:
        _change(key_of(key, 16), values)
    activity.record("answer template changed")


def remove(*, key: str) -> None:
    _remove(key_of(key, 16))
    activity.record("answer template changed")


@transaction("people")
def _add(id_: bytes, values: Mapping[str, str]) -> None:
    if len(people_answer_templates.list_templates()) >= MOST:
        raise Conflict("There are as many answer templates as there may be.")
    people_answer_templates.add(id_, values)


@transaction("people")
def _change(id_: bytes, values: Mapping[str, str]) -> None:
    people_answer_templates.change(id_, values)


@transaction("people")
def _remove(id_: bytes) -> None:
    people_answer_templates.remove(id_)
