"""The kinds of question, listed by hand: to add one, write its module and add its line here."""

from forms_app.domain.fields.kind import Kind
from forms_app.domain.fields.short_text import ShortText
from forms_app.domain.fields.single_choice import SingleChoice

KINDS: dict[str, type[Kind]] = {
    "single_choice": SingleChoice,
    "short_text": ShortText,
}

__all__ = ["KINDS", "Kind"]
