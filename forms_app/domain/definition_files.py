"""A form/1 file: read, or said place by place what is wrong with it."""

from pydantic import ValidationError

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Malformed

COUNTED = {"pages": "page", "questions": "question", "options": "option"}  # lists, and what people call one of them


def read_definition(content: bytes) -> Definition:
    """The form; raises Malformed with a sentence for each thing that is wrong."""
    try:
        return Definition.model_validate_json(content)
    except ValidationError as error:
        raise Malformed([_sentence(one["loc"], one["msg"]) for one in error.errors(include_input=False)]) from error


def _sentence(place: tuple[int | str, ...], said: str) -> str:
    where = ", ".join(_parts(place))
    return f"{where[:1].upper()}{where[1:]}: {said}." if where else f"{said}."


def _parts(place: tuple[int | str, ...]) -> list[str]:
    """Such as page 1, question 2, text: positions are counted from one, as people do."""
    parts: list[str] = []
    for step in place:
        if isinstance(step, int) and parts:
            parts[-1] = f"{COUNTED.get(parts[-1], parts[-1])} {step + 1}"
        else:
            parts.append(str(step))
    return parts
