"""Editing a form's draft: each change is compared with what stands, and what stood before is kept to go back to."""

import json
import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import EllipsisType
from typing import Any

from forms_app.domain import drafts as documents
from forms_app.domain.drafts import Document, settings, translations
from forms_app.domain.drafts.gaps import Reading, read
from forms_app.domain.drafts.vouchers import gives_vouchers
from forms_app.domain.errors import ChangedMeanwhile, NotFound
from forms_app.domain.fields import KINDS
from forms_app.domain.forms import Form, Version
from forms_app.domain.vouchers import Promotion
from forms_app.storage import drafts, forms, versions, vouchers
from forms_app.storage.database import reading, transaction

LETTERS = string.ascii_lowercase + string.digits
Edit = Callable[[Document], Document]
Unsaid = EllipsisType
UNSAID: Unsaid = ...  # what is expected stays as it is


@dataclass(frozen=True)
class Draft:
    form: Form
    document: Document
    revision: int
    former: int  # drafts that can be gone back to
    version: Version | None  # in force
    people: int | None  # who are expected to answer; none: nobody said
    promotion: Promotion | None = None  # what was chosen for its vouchers
    has_vouchers: bool = False  # that nobody holds yet

    @cached_property
    def reading(self) -> Reading:
        return read(self.document)


@reading("site")
def get_draft(*, slug: str) -> Draft:
    form = _get(slug)
    document, revision = drafts.get_draft(form.id)
    former, people = drafts.count_former(form.id), drafts.find_people(form.id)
    version = versions.find_version(form)
    if not gives_vouchers(document):
        return Draft(form, document, revision, former, version, people)
    promotion, has_free = vouchers.find_promotion(form.id), vouchers.has_free(form.id)
    return Draft(form, document, revision, former, version, people, promotion, has_free)


@transaction("site")
def change_draft(
    *, slug: str, revision: int, edit: Edit, part: str | None = None, people: int | None | Unsaid = UNSAID
) -> int:
    """Change the draft that was seen as `revision`; returns its number now.

    `people` are expected to answer, for the checks and the sample; None: nobody knows.

    Where another was written meanwhile, the change is still made if it is about one question or page that is as it was;
    else raises ChangedMeanwhile and writes nothing; TooLong where it grew beyond what a form may hold.
    """
    form = _get(slug)
    document, now = drafts.get_draft(form.id)
    if now != revision and not _is_untouched(form.id, part, document, revision):
        raise ChangedMeanwhile(document, now)
    changed, expected = edit(document), drafts.find_people(form.id)
    people = expected if isinstance(people, Unsaid) else people
    if (changed, people) == (document, expected):
        return now
    changed = translations.note_outdated(document, changed)
    documents.ensure_room(document, changed)
    if not drafts.change_draft(form.id, changed, revision=now, before=document, people=people):
        raise ChangedMeanwhile(*drafts.get_draft(form.id))
    return now + 1


@transaction("site")
def undo(*, slug: str, revision: int) -> str | None:
    """Go one change back, if the draft is still the one that was seen; where in the form that was."""
    form = _get(slug)
    document, now = drafts.get_draft(form.id)
    if now != revision:
        raise ChangedMeanwhile(document, now)
    drafts.go_back(form.id, revision=revision)
    return documents.first_changed(drafts.get_draft(form.id)[0], document)


def fresh_ids(document: Document) -> Callable[[], str]:
    """Ids that the document does not use, each given once."""
    used = set(documents.ids_in(document))

    def fresh() -> str:
        while (made := make_id()) in used:
            pass
        used.add(made)
        return made

    return fresh


def make_id() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def _is_untouched(form_id: str, part: str | None, document: Document, revision: int) -> bool:
    seen = drafts.find_former(form_id, revision) if part else None
    if seen is None or part is None:
        return False
    found = documents.find_part(document, part)
    if part == documents.HEAD and seen[1] != drafts.find_people(form_id):
        return False
    return found is not None and found == documents.find_part(seen[0], part)


def _get(slug: str) -> Form:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form


def with_words(held: dict[str, str] | None, words: str, language: str) -> dict[str, str] | None:
    """A text with these words in one language; None where no language has any."""
    return settings.set_text(held, words, language)


def with_lines(question: Document, lines: list[str], language: str, fresh: Callable[[], str]) -> Document:
    """The question with its first list of answers made of these lines."""
    held = question.get("settings", {})
    for setting in settings.settings_of(KINDS[question["kind"]]):
        if setting.shape == "options":
            read = settings.read(setting, "\n".join(lines), held.get(setting.name), language, fresh)
            return {**question, "settings": {**held, setting.name: read}}
    return question


def as_json(value: Any) -> str:
    return json.dumps(value)
