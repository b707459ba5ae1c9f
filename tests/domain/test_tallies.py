"""Ballots are counted one by one, and what was learnt of one answer is never mistaken for another."""

import pytest

from forms_app.domain.errors import Problem
from forms_app.domain.tallies import KEY_SPACE, Tally
from tests import make
from tests.domain.test_figures import OPTIONS, SECRET, YES


def tally_of(form, ballots):
    tally = Tally(form, SECRET)
    for number, values in enumerate(ballots):
        tally.add(number.to_bytes(16, "big"), values)
    return tally


def counts(tally, id_):
    question = tally.definition.by_id[id_]
    return [[cell.count for cell in tally.cells(question, table)] for table in question.settings.tables()]


SCALE = make.form(make.question("scale1", "scale", settings={"min": 0, "max": 1}))
YES_NO = make.form(make.question("agree1", "yes_no"))


@pytest.mark.parametrize("hostile", [True, False, 1.0, "1", [1], {"other": "x"}, None])
def test_what_equals_a_point_but_was_never_stored_is_refused_after_that_point_was_read(hostile):
    tally = tally_of(SCALE, [{"scale1": 1}, {"scale1": 0}])
    with pytest.raises(Problem):
        tally.add(bytes(16), {"scale1": hostile})
    assert (tally.n, counts(tally, "scale1")) == (2, [[1, 1, 0]])


@pytest.mark.parametrize("hostile", [1, 0, "yes", None])
def test_what_equals_yes_or_no_but_was_never_stored_is_refused_after_those_were_read(hostile):
    tally = tally_of(YES_NO, [{"agree1": True}, {"agree1": False}])
    with pytest.raises(Problem):
        tally.add(bytes(16), {"agree1": hostile})
    assert (tally.n, counts(tally, "agree1")) == (2, [[1, 1, 0]])


def test_own_words_are_read_one_by_one_and_all_kept():
    form = make.form(make.question("other1", "single_choice", settings={"options": OPTIONS, "other": True}))
    tally = tally_of(form, [{"other1": {"other": f"words {n}"}} for n in range(3)] + [{"other1": "opt001"}] * 2)
    assert counts(tally, "other1") == [[0, 2, 0, 3, 0]]
    assert tally.texts == [("other1", f"words {n}") for n in range(3)]


def test_a_question_that_nobody_was_asked_counts_nobody_as_no_answer():
    form = make.form(make.question("quest1"), make.question("agree1", "yes_no", show_if=YES))
    tally = tally_of(form, [{"quest1": "no0000", "agree1": True}, {"quest1": "yes000", "agree1": True}, {}])
    assert (counts(tally, "quest1"), counts(tally, "agree1")) == ([[1, 1, 1]], [[1, 0, 0]])


def test_the_same_people_have_the_same_key_wherever_they_are_counted():
    form = make.form(make.question("quest1"), make.question("quest2"), make.question("quest3"))
    answers = [{"quest1": a, "quest2": a, "quest3": "no0000"} for a in ("yes000", "no0000", "yes000") * 20]
    tally = tally_of(form, answers)
    cells = {q.id: tally.cells(q, q.settings.tables()[0]) for q in form.answered}
    assert cells["quest1"] == cells["quest2"] != cells["quest3"]
    assert {0 <= cell.key < KEY_SPACE for own in cells.values() for cell in own} == {True}
    yes, no, _ = cells["quest1"]
    assert (cells["quest3"][1].count, cells["quest3"][1].key) == (60, (yes.key + no.key) % KEY_SPACE)
