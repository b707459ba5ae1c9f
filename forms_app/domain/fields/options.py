"""Lists of options, rows, columns and items: what they are made of, and choosing among them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from forms_app.domain.errors import Problem
from forms_app.domain.fields.wording import missing_languages
from forms_app.domain.texts import Id, Text

OTHER = "other"  # stands among the options' ids, which are all six characters long
OTHER_TEXT: Text = {"en": "Other"}


class Option(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    text: Text


def find_one(raw: Iterable[str]) -> str | None:
    """The one thing that was sent, None for nothing; raises Problem for more."""
    sent = {text.strip() for text in raw} - {""}
    if len(sent) > 1:
        raise Problem("Please give one answer only.")
    return next(iter(sent), None)


def ensure_offered(chosen: object, offered: Collection[str]) -> str:
    for id_ in offered:
        if id_ == chosen:
            return id_
    raise Problem("Please choose one of the answers offered.")


def operand_problem(operand: object, offered: Collection[str]) -> str | None:
    """Why a condition may not compare with this operand, where an option's id is wanted."""
    return None if operand in tuple(offered) else f"The condition names “{operand}”, which is no answer here."


def option_problems(options: Sequence[Option], languages: Sequence[str]) -> list[str]:
    """Why a list of options is not fit: ids that stand twice, texts that lack a language."""
    ids = Counter(option.id for option in options)
    twice = [f"Two options share the id {id_}." for id_, times in ids.items() if times > 1]
    return twice + missing_languages([option.text for option in options], languages)


def find_text(options: Iterable[Option], option_id: object) -> Text | None:
    return next((option.text for option in options if option.id == option_id), None)
