"""Wherever the same people are counted in a publication, recounted from their answers, they have the same number."""

import random
from collections import defaultdict
from datetime import date

import pytest

from forms_app.domain.publications import OTHERS, publish
from forms_app.domain.samples import invented_answers
from forms_app.domain.tallies import Tally
from tests.domain.test_figures import every_kind

FORM = every_kind()
DAYS = {"first_day": date(2030, 6, 1), "last_day": date(2030, 6, 30)}
FEW, MANY = 12, 300  # publications


def answered(dice):
    """Ten to sixty people, of whom some answer as one and some leave the same questions out."""
    people = [invented_answers(FORM, dice.randrange) for _ in range(dice.randrange(8, 40))]
    people += [dict(people[0]) for _ in range(dice.randrange(2, 20))]
    silent = dice.sample(sorted(id_ for id_, question in FORM.by_id.items() if not question.required), 3)
    for person in people[:3]:
        for question in silent:
            person.pop(question, None)
    return people


def published(people, dice):
    tally = Tally(FORM, dice.randbytes(32))
    for answers in people:
        tally.add(dice.randbytes(16), answers)
    return publish(tally, secret=dice.randbytes(32), number=1, version=1, **DAYS)


class Recount:
    """Who is behind each figure of a publication, by their places in a list."""

    def __init__(self, people):
        self.everybody = frozenset(range(len(people)))
        self.labels = defaultdict(lambda: defaultdict(dict))  # question, table: label by person
        for place, answers in enumerate(people):
            for question, stored in answers.items():
                kind = FORM.kinds[question]
                for table, label in kind.tally(kind.load(stored)).items():
                    self.labels[question][table][place] = label
        self.asked = {id_: self.everybody for id_ in FORM.by_id} | {"agree1": self.said("quest1", "choice", ["yes000"])}

    def said(self, question, table, labels):
        return frozenset(place for place, label in self.labels[question][table].items() if label in labels)

    def of_row(self, question, table, row):
        """Those of a row, or of a class of rows."""
        (known,) = (one for one in FORM.kinds[question].tables() if one.id == table)
        classes = {one.id: one.labels for one in known.classes}
        is_label = row in {label for label, _ in known.labels}
        return self.said(question, table, [row] if is_label else classes[row])

    def groups(self, breakdown):
        """The people of each group; others are those of no other."""
        (table,) = FORM.kinds[breakdown["question"]].tables()
        named = {g["id"]: self.said(breakdown["question"], table.id, [g["id"]]) for g in breakdown["groups"]}
        named[OTHERS] = self.everybody.difference(*(own for id_, own in named.items() if id_ != OTHERS))
        return [named[group["id"]] for group in breakdown["groups"]]

    def figures(self, document):
        """Everything printed: who is counted, and the number."""
        groups = {one["question"]: self.groups(one) for one in document["breakdowns"]}
        for one in document["breakdowns"]:
            yield from zip(groups[one["question"]], one["groups"], strict=True)
        for question in document["questions"]:
            if question["asked"]:
                yield self.asked[question["id"]], question["asked"]
            for table in question["tables"]:
                columns = [self.of_row(question["id"], table["id"], row["id"]) for row in table["rows"]]
                if table["no_answer"]:
                    columns.append(self.asked[question["id"]].difference(self.labels[question["id"]][table["id"]]))
                yield from zip(columns, [*table["rows"], table["no_answer"]], strict=False)
                for split in table["splits"]:
                    for own, counts in zip(groups[split["breakdown"]], split["groups"], strict=True):
                        yield from ((own & column, count) for column, count in zip(columns, counts, strict=True))


def differences(number, seed):
    """How many figures were printed of people counted before, and those that differ from the first."""
    dice, repeated, differing = random.Random(seed), 0, []
    for _ in range(number):
        people, first = answered(dice), {}
        for behind, count in Recount(people).figures(published(people, dice)):
            if count["printed"] is None:
                continue
            assert abs(count["printed"] - len(behind)) <= count["bound"]
            repeated += behind in first
            if first.setdefault(behind, count["printed"]) != count["printed"]:
                differing.append((sorted(behind), first[behind], count["printed"]))
    return repeated, differing


def test_the_same_people_have_the_same_number():
    repeated, differing = differences(FEW, 1)
    assert (repeated > 5 * FEW, differing) == (True, [])


@pytest.mark.slow
def test_the_same_people_have_the_same_number_in_hundreds_of_publications():
    repeated, differing = differences(MANY, 2)
    assert (repeated > 5 * MANY, differing) == (True, [])
