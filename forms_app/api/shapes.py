"""Pieces that the shapes of several addresses have."""

from typing import Any

import marshmallow as ma

ID = {"pattern": "^[a-z0-9]{6}$"}
LONGEST_TOKEN = 300  # letters


def words(description: str = "", **more: Any) -> ma.fields.Field:
    """A text of a form: by language; the first language of the form is always there."""
    return ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.String(),
        metadata={"description": description or "By language"},
        **more,
    )


class Answer(ma.fields.Field):
    """What the input of a page would send: one text, number or yes/no, or a list of them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[str]:
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str | int | float) for one in listed):
            raise ma.ValidationError("Send a text, a number, true or false, or a list of them.")
        return [_as_sent(one) for one in listed]


def _as_sent(value: str | int | float) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def answer_shape(_self: Any, field: ma.fields.Field, **_kwargs: Any) -> dict[str, Any]:
    """How OpenAPI describes Answer."""
    if not isinstance(field, Answer):
        return {}
    one = ["string", "number", "boolean"]
    return {"type": [*one, "array"], "items": {"type": one}}
