"""A tally as the plan of its release: which tables are printed, and every sum a reader may know."""

from collections.abc import Iterable, Mapping, Sequence

from forms_app.domain import disclosure
from forms_app.domain.conditions import AllOf, Comparison
from forms_app.domain.conditions import Condition as Tree
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.disclosure import Condition, Parent, Plan
from forms_app.domain.fields.kind import Table
from forms_app.domain.tallies import Tally


class Untold(Exception):
    """A condition that no printed tables tell: who was asked could be anybody."""


def plan_of(tally: Tally) -> Plan:
    """Everything a release may print; a question whose condition no tables tell is left out."""
    definition = tally.definition
    questions: dict[str, disclosure.Question] = {}
    for question in definition.answered:
        tables = question.settings.tables()
        try:
            condition = _condition(definition, question, questions) if tables else None
        except Untold:
            continue
        if tables:
            questions[question.id] = disclosure.Question(
                tables=tuple(_table(tally, question, table) for table in tables),
                binding=question.settings.binding(required=question.required),
                condition=condition,
            )
    return Plan(tally.n, questions, definition.breakdowns)


def _table(tally: Tally, question: Question, table: Table) -> disclosure.Table:
    groups = {
        id_: [tally.cells(question, table, (id_, label)) for label in _group_labels(tally.definition, id_)]
        for id_ in tally.definition.breakdowns
        if id_ != question.id
    }
    return disclosure.Table(tuple(tally.cells(question, table)), groups, _classes(table))


def _group_labels(definition: Definition, breakdown: str) -> list[str | None]:
    (table,) = definition.kinds[breakdown].tables()
    return [*(label for label, _ in table.labels), None]


def _classes(table: Table) -> tuple[disclosure.Part, ...] | None:
    """Positions counted together in each class; what is in no class, and "no answer", stands alone."""
    if not table.classes:
        return None
    at = {label: position for position, (label, _) in enumerate(table.labels)}
    together = [tuple(at[label] for label in part.labels) for part in table.classes]
    covered = {position for part in together for position in part}
    alone = [(position,) for position in range(len(table.labels) + 1) if position not in covered]
    return (*together, *alone)


def _condition(
    definition: Definition, question: Question, planned: Mapping[str, disclosure.Question]
) -> Condition | None:
    trees = definition.conditions_of(question)
    if not trees:
        return None
    parents, is_all = _parents(definition, AllOf(all=tuple(trees)) if len(trees) > 1 else trees[0])
    if any(parent.question not in planned for parent in parents):
        raise Untold
    return Condition(tuple(parents), is_all)


def _parents(definition: Definition, tree: Tree) -> tuple[list[Parent], bool]:
    """The cells whose people are asked, and whether they must be in all of them; raises Untold for a deeper tree."""
    if isinstance(tree, Comparison):
        return [_leaf(definition, tree)], True
    is_all = isinstance(tree, AllOf)
    branches = tree.all if isinstance(tree, AllOf) else tree.any
    parents = []
    for branch in branches:
        own, own_is_all = _parents(definition, branch)
        if len(own) > 1 and own_is_all != is_all:
            raise Untold
        parents += own
    return _merged(parents, is_all), is_all


def _merged(parents: Iterable[Parent], is_all: bool) -> list[Parent]:
    """One parent for each table: the cells that all, or any, of the comparisons name."""
    found: dict[tuple[str, int], set[int]] = {}
    for parent in parents:
        place = (parent.question, parent.table)
        cells = set(parent.cells)
        found[place] = (found[place] & cells if is_all else found[place] | cells) if place in found else cells
    return [Parent(question, table, tuple(sorted(cells))) for (question, table), cells in found.items()]


def _leaf(definition: Definition, leaf: Comparison) -> Parent:
    asked = definition.by_id[leaf.q]
    told = asked.settings.labels_meeting(leaf.op, leaf.value)
    if told is None or (None in told[1] and definition.is_conditional(asked)):
        raise Untold  # whoever was never asked has no answer either, and is in no cell
    tables = asked.settings.tables()
    table = next(index for index, one in enumerate(tables) if one.id == told[0])
    return Parent(leaf.q, table, _positions(tables[table], told[1]))


def _positions(table: Table, labels: frozenset[str | None]) -> disclosure.Part:
    order: Sequence[str | None] = [*(label for label, _ in table.labels), None]
    return tuple(position for position, label in enumerate(order) if label in labels)
