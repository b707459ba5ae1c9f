"""Rows for researchers: announced, made at the close from what is counted, shuffled, nameless, gone on their day."""

import csv
import io
import json
import tempfile
from datetime import UTC, datetime, timedelta

import pyreadstat
import pytest
from sqlalchemy import text

from forms_app.domain.definitions import Definition
from forms_app.domain.fields import KINDS
from forms_app.domain.microdata import Collector, from_documents, to_csv, to_document, to_json_lines, to_table_schema
from forms_app.domain.publishable import unpublishable
from forms_app.domain.versions import replacement_problem
from forms_app.gateways import spss
from forms_app.services import activity, deletions, erasure, forms, microdata, policy_facts, upkeep
from forms_app.services.activity import Wanted
from tests import make
from tests.domain.fields.examples import EXAMPLES
from tests.test_path import answer, count
from tests.test_result_files import xlsx_cells
from tests.web.staff_pages import on_sqlite, said, work

SECRET = "Anna Müller of Lane 7"
ROWS = {"switches": ["count", "rows"], "keep_days": 30}
QUESTIONS = (
    make.question("quest1", text="Shall we open?"),
    make.question("stars1", "scale", text="How was it?"),
    make.question("words1", "long_text", text="What else?"),
    make.detail(),
)
ASKING = {name: one for name, one in EXAMPLES.items() if KINDS[one.kind].asks}


@pytest.fixture
def slug(app):
    return make.open_form("study", make.form(*QUESTIONS, **ROWS))


def fill(client, slug, people=12):
    for number in range(people):
        chosen = "yes000" if number < 5 else "no0000"
        answer(client, slug, quest1=chosen, stars1=str(number % 5 + 1), words1=SECRET, email1="anna@example.org")


def close(slug):
    forms.close_form(slug=slug, now=datetime.now(UTC))
    work()


def rows(app):
    with app.extensions["databases"]["people"].connect() as connection:
        return connection.execute(text("SELECT * FROM microdata")).all()


@pytest.fixture
def counted(client, slug):
    fill(client, slug)
    close(slug)
    return slug


@pytest.fixture
def manager(app):
    return make.sign_in(app, make.account(app))


def taken(browser, slug, kind):
    return browser.get(f"/staff/results/{slug}/1/rows.{kind}")


def test_each_person_is_one_row_of_what_was_counted_and_of_nothing_else(app, counted, manager):
    found = list(csv.DictReader(io.StringIO(taken(manager, counted, "csv").get_data(as_text=True).lstrip("\ufeff"))))
    assert list(found[0]) == ["quest1", "stars1"]
    pairs = sorted((row["quest1"], row["stars1"]) for row in found)
    expected = [("Yes, please" if n < 5 else "No", str(n % 5 + 1)) for n in range(12)]
    assert pairs == sorted(expected)
    lines = [json.loads(line) for line in taken(manager, counted, "jsonl").get_data(as_text=True).splitlines()]
    assert [tuple(map(str, line.values())) for line in lines] == [tuple(row.values()) for row in found]
    cells = xlsx_cells(taken(manager, counted, "xlsx").data)
    written = [value for _kind, value, _formula in cells][2:]
    assert list(zip(written[::2], written[1::2], strict=True)) == [
        (row["quest1"], float(row["stars1"])) for row in found
    ]
    fields = json.loads(taken(manager, counted, "schema.json").get_data(as_text=True))["fields"]
    assert [(one["name"], one["title"], one["type"]) for one in fields] == [
        ("quest1", "Shall we open?", "string"),
        ("stars1", "How was it?", "integer"),
    ]
    assert fields[0]["constraints"] == {"enum": ["Yes, please", "No"]}


@on_sqlite
def test_statistics_programs_get_the_same_rows_with_their_labels(app, counted, manager, tmp_path):
    (tmp_path / "rows.sav").write_bytes(taken(manager, counted, "sav").data)
    frame, about = pyreadstat.read_sav(str(tmp_path / "rows.sav"))
    lines = [json.loads(line) for line in taken(manager, counted, "jsonl").get_data(as_text=True).splitlines()]
    named = about.variable_value_labels["quest1"]
    assert [named[code] for code in frame["quest1"]] == [line["quest1"] for line in lines]
    assert list(frame["stars1"]) == [line["stars1"] for line in lines]
    assert about.column_names_to_labels == {"quest1": "Shall we open?", "stars1": "How was it?"}


def test_words_longer_than_such_files_hold_are_cut_between_letters():
    sav = spss.to_sav(["1st"], ["ß" * 300], [{1: "日" * 90}], [[1], [None]])
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        file.write(sav)
        file.flush()
        frame, about = pyreadstat.read_sav(file.name)
    assert about.column_names_to_labels == {"q_1st": "ß" * 127}
    assert about.variable_value_labels == {"q_1st": {1.0: "日" * 40}}
    assert [frame["q_1st"][0], frame["q_1st"].isna()[1]] == [1, True]


def test_where_the_extra_is_missing_the_page_offers_no_such_file(app, counted, manager, monkeypatch):
    assert "For SPSS (SAV)" in said(manager.get(f"/staff/results/{counted}/1/rows"))
    monkeypatch.setattr(spss, "LIBRARIES", ("pyreadstat", "a_library_nobody_has"))
    assert "For SPSS (SAV)" not in said(manager.get(f"/staff/results/{counted}/1/rows"))
    assert taken(manager, counted, "sav").status_code == 404


def test_no_file_or_page_holds_own_words_or_details_and_what_is_stored_is_sealed(app, counted, manager):
    files = [taken(manager, counted, kind).data for kind in ("csv", "schema.json", "jsonl", "sav")]
    pages = [manager.get(f"/staff/results/{counted}/1/rows").data]
    (row,) = rows(app)
    marks = (b"Anna", b"Lane 7", b"anna@example.org")
    assert [mark for mark in marks for one in (*files, *pages, bytes(row.body)) if mark in one] == []
    assert b"Yes" not in bytes(row.body)


@on_sqlite
def test_their_order_says_nothing_of_who_came_first(app, client, slug, manager):
    for number in range(60):
        answer(client, slug, quest1="yes000" if number < 30 else "no0000")
    close(slug)
    lines = [json.loads(line)["quest1"] for line in taken(manager, slug, "jsonl").get_data(as_text=True).splitlines()]
    assert 5 < lines[:30].count("Yes, please") < 25


@pytest.mark.parametrize("example", ASKING.values(), ids=ASKING)
def test_of_every_kind_a_row_holds_what_is_counted_and_own_words_never(example):
    definition = make.form(make.question("quest1", example.kind, settings=example.settings), **ROWS)
    settings, made = definition.questions[0].settings, Collector(definition)
    values = [one.value for one in example.taken if one.value is not None]
    for value in values:
        made.add({"quest1": settings.store(value)})
    made.add({})
    assert [len(row) for row in made.rows] == [len(settings.tables())] * (len(values) + 1)
    assert made.rows[-1] == (None,) * len(settings.tables())
    spoken = {cell for row in made.rows for cell in row if isinstance(cell, str)}
    known = {words for table in settings.tables() for _, text_ in table.labels for words in text_.values()}
    assert spoken <= known
    found = from_documents([json.loads(json.dumps(to_document(made.columns, made.rows)))])
    lines = list(csv.reader(io.StringIO(to_csv(found))))
    assert [len(line) for line in lines if line] == [len(made.columns)] * len([line for line in lines if line])
    assert len(to_json_lines(found).splitlines()) == len(made.rows)
    assert len(json.loads(to_table_schema(found))["fields"]) == len(made.columns)


@on_sqlite
def test_fewer_than_ten_give_no_rows(app, client, slug, manager):
    fill(client, slug, people=9)
    close(slug)
    assert (rows(app), taken(manager, slug, "csv").status_code) == ([], 404)


def test_a_form_that_only_counts_gives_no_rows_by_any_of_these_ways(app, client, manager):
    plain = make.open_form("plain", make.form(*QUESTIONS))
    fill(client, plain)
    close(plain)
    assert (rows(app), count(app, "people", "microdata")) == ([], 0)
    kinds = ("csv", "schema.json", "jsonl", "xlsx")
    assert {taken(manager, plain, kind).status_code for kind in kinds} == {404}
    assert manager.get(f"/staff/results/{plain}/1/rows").status_code == 404
    assert "Rows for researchers" not in said(manager.get(f"/staff/results/{plain}/1"))


@on_sqlite
def test_who_sees_results_takes_them_each_time_noted_and_nobody_else(app, counted, manager):
    assert "Rows for researchers" in said(manager.get(f"/staff/results/{counted}/1"))
    page = said(manager.get(f"/staff/results/{counted}/1/rows"))
    assert ["A rare combination of answers can point to one person." in page, "12 rows" in page] == [True, True]
    for kind in ("csv", "xlsx"):
        taken(manager, counted, kind)
    log = activity.list_entries(wanted=Wanted(area="results"), before=None, most=9)
    assert [(one.deed, one.facts) for one in log] == [
        ("rows taken", {"kind": "xlsx", "number": 1}),
        ("rows taken", {"kind": "csv", "number": 1}),
    ]
    for role in ("staff", "reader", "inbox", "administrator"):
        other = make.sign_in(app, make.account(app, email=f"{role}@example.org", role=role))
        assert {
            taken(other, counted, "csv").status_code,
            other.get(f"/staff/results/{counted}/1/rows").status_code,
        } == {403}


def test_they_go_on_their_day_with_the_key_that_opens_them(app, counted, manager):
    day = datetime.now(UTC).date() + timedelta(days=30)
    assert upkeep.purge_people(today=day - timedelta(days=1))["rows"] == 0
    assert upkeep.purge_people(today=day)["rows"] == 1
    assert (rows(app), list(app.extensions["settings"].people_keys.glob("days/rows_*"))) == ([], [])
    assert taken(manager, counted, "csv").status_code == 404


@on_sqlite
def test_deleting_the_forms_answers_destroys_them_with_their_key(app, counted, manager):
    deletions.ask(slug=counted, scope="answers", nonce="once", now=datetime.now(UTC))
    erasure.run(now=datetime.now(UTC))
    assert (rows(app), taken(manager, counted, "csv").status_code) == ([], 404)


@on_sqlite
def test_keeping_rows_twice_keeps_them_once(app, counted):
    columns, number = microdata.look(form_id="form01", number=1)
    day = datetime.now(UTC).date() + timedelta(days=30)
    microdata.keep_rows(form_id="form01", batch=1, columns=columns, rows=[("No", 1)] * number, delete_on=day)
    assert (len(rows(app)), microdata.look(form_id="form01", number=1)) == (1, (columns, 12))


@on_sqlite
def test_it_is_said_before_the_first_question_on_badge_poster_and_the_page_about_the_form(app, client, slug):
    page = client.get(f"/f/{slug}").text
    first = page.index("Researchers get your answers as one row among others, without your name.")
    assert (
        0 < first < page.index("A rare combination of answers can point to one person.") < page.index("Shall we open?")
    )
    assert "never who said what" not in page
    assert "A rare combination" in client.get(f"/f/{slug}/about").text
    assert "Counted, and given to researchers as rows without names." in said(client.get("/"))
    staff = make.sign_in(app, make.account(app, role="staff"))
    assert "Rows for researchers" in said(staff.get("/staff/forms"))
    assert "Researchers get answers as rows without names." in said(staff.get(f"/staff/forms/{slug}/poster"))
    assert "opened with rows for researchers, deleted 30 days after counting" in said(
        staff.get(f"/staff/forms/{slug}/settings")
    )


@on_sqlite
def test_rows_never_begin_or_end_after_opening(slug):
    form, opened = forms.get_published(slug=slug)
    document = {key: one for key, one in opened.to_json().items() if key != "keep_days"}
    plain = Definition.model_validate({**document, "switches": ["count"]})
    assert [
        "stays as it was" in (replacement_problem(form, *pair) or "") for pair in ((opened, plain), (plain, opened))
    ] == [
        True,
        True,
    ]
    assert policy_facts.gather().rows_kept == 30


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"rhythm": "month"}, "made once, when the form closes"),
        ({"audience": "employees"}, "not for employees"),
        ({"pages": [make.page("page01", make.question("words1", "long_text"))]}, "nothing here is"),
    ],
)
def test_what_such_a_form_may_not_be_is_said_in_a_sentence(given, piece):
    document = make.form(*QUESTIONS, **ROWS).to_json()
    (problem,) = unpublishable(Definition.model_validate({**document, **given}))
    assert piece in problem
