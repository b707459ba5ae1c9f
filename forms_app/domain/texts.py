"""Texts as maps by language, as every definition holds them."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{6}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Text = Annotated[dict[Language, Words], Field(min_length=1)]


OWN_LANGUAGE = "en"  # of the pages' and commands' own words; forms bring theirs


def in_language(text: Mapping[str, str], language: str) -> str:
    """The text in this language, else in the first language it has."""
    return text.get(language) or next(iter(text.values()))


def choose_language(wanted: Sequence[str], offered: Sequence[str]) -> str:
    """The first wanted language that is offered, else the form's first."""
    return next((language for language in wanted if language in offered), offered[0])


def with_first(value: Any, language: str) -> Any:
    """A document whose texts all begin with this language where they have it."""
    if isinstance(value, dict):
        ordered = {language: value[language], **value} if language in value else value
        return {key: with_first(inner, language) for key, inner in ordered.items()}
    return [with_first(item, language) for item in value] if isinstance(value, list) else value
