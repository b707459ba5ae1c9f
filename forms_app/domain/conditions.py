"""Show-if trees: what must be answered for a question or page to be shown, and whether it is."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field

from forms_app.domain.fields.kind import Kind
from forms_app.domain.texts import Id

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "contains", "empty", "filled"]


class Branch(BaseModel):
    """A piece of a tree: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Comparison(Branch):
    """One question compared with one value; "empty" and "filled" take none."""

    q: Id
    op: Operator
    value: Annotated[str, Field(max_length=400)] | bool | int | float | None = None


class AllOf(Branch):
    all: Annotated[tuple["Condition", ...], Field(min_length=1, max_length=50)]


class AnyOf(Branch):
    any: Annotated[tuple["Condition", ...], Field(min_length=1, max_length=50)]


Condition = Union[Comparison, AllOf, AnyOf]  # noqa: UP007  a forward name needs Union


def holds(condition: Condition | None, values: Mapping[str, Any], kinds: Mapping[str, Kind]) -> bool:
    """Whether the tree is fulfilled by these values (as check() gives them); no condition always is.

    What was not answered, or not shown, is empty; "!=" holds for it, every other comparison does not.
    """
    if condition is None:
        return True
    if isinstance(condition, AllOf):
        return all(holds(branch, values, kinds) for branch in condition.all)
    if isinstance(condition, AnyOf):
        return any(holds(branch, values, kinds) for branch in condition.any)
    return _compares(condition, values.get(condition.q), kinds)


def _compares(leaf: Comparison, value: Any, kinds: Mapping[str, Kind]) -> bool:
    if leaf.op in ("empty", "filled"):
        return (value is None) == (leaf.op == "empty")
    if value is None:
        return leaf.op == "!="
    return kinds[leaf.q].meets(value, leaf.op, leaf.value)


def leaves(condition: Condition | None) -> Iterator[Comparison]:
    """Every comparison of the tree."""
    if isinstance(condition, Comparison):
        yield condition
    elif condition is not None:
        for branch in condition.all if isinstance(condition, AllOf) else condition.any:
            yield from leaves(branch)


AllOf.model_rebuild()
AnyOf.model_rebuild()
