"""Results taken away as files: the same figures in each, texts that stay texts, the same bytes every time."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest
from sqlalchemy import text

from forms_app.services import exports, reports
from forms_app.storage import schema
from tests import make
from tests.lived import statements_of

HOSTILE = "=HYPERLINK(\"https://elsewhere.example\",'Prize')"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
KINDS = ["csv", "xlsx", "json"]
REPORT = "/staff/results/flavours/1/results."


def form(**given):
    options = [{"id": "hosti1", "text": {"en": HOSTILE}}, {"id": "plain1", "text": {"en": "Fleur de sel, gereift"}}]
    return make.form(
        make.question("quest1", settings={"options": options}),
        make.question("scale1", "scale", settings={"min": 0, "max": 10, "style": "nps"}),
        **given,
    )


@pytest.fixture
def manager(app):
    make.counted(form(id="others"), slug="others", people=50)
    make.counted(form(), people=40)
    make.counted(form(), people=60, number=2)
    return make.sign_in(app, make.account(app))


def csv_rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def xlsx_cells(data):
    """Every cell as (type, words): shared strings looked up."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        strings = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    words = ["".join(item.itertext()) for item in strings]
    cells = sheet.iter(f"{SHEET}c")
    found = [(cell.get("t", "n"), cell.findtext(f"{SHEET}v"), cell.find(f"{SHEET}f")) for cell in cells]
    return [(kind, words[int(value)] if kind == "s" else float(value), formula) for kind, value, formula in found]


def test_each_file_has_the_figures_of_its_report_alone(manager):
    read = csv_rows(manager.get(REPORT + "csv").data)
    document = json.loads(manager.get(REPORT + "json").data)
    assert {(row["form"], row["report"], row["people"]) for row in read} == {("flavours", "1", "40")}
    assert [(report["number"], report["n"]) for report in document["reports"]] == [(1, 40)]
    table = document["reports"][0]["questions"][0]["tables"][0]
    answers = [row for row in read if row["question"] == "quest1" and row["figure"] == "answer"]
    assert [int(row["printed"]) for row in answers] == [row["printed"] for row in table["rows"]]


def test_all_reports_of_a_form_come_in_one_file_newest_first(manager):
    read = csv_rows(manager.get("/staff/results/flavours/all.csv").data)
    document = json.loads(manager.get("/staff/results/flavours/all.json").data)
    assert list(dict.fromkeys((row["form"], row["report"]) for row in read)) == [("flavours", "2"), ("flavours", "1")]
    assert [report["number"] for report in document["reports"]] == [2, 1]
    assert len(xlsx_cells(manager.get("/staff/results/flavours/all.xlsx").data)) > 26


def test_a_workbook_holds_the_cells_of_the_table_as_texts_and_numbers_and_no_formula(manager):
    read = csv_rows(manager.get(REPORT + "csv").data)
    cells = xlsx_cells(manager.get(REPORT + "xlsx").data)
    expected = [cell for row in [dict(zip(read[0], read[0], strict=True)), *read] for cell in row.values() if cell]
    assert [str(value) if kind == "s" else f"{value:g}" for kind, value, _ in cells] == [
        cell.removeprefix("'") for cell in expected
    ]
    assert ({kind for kind, _, _ in cells}, {formula for _, _, formula in cells}) == ({"s", "n"}, {None})
    assert ("s", HOSTILE, None) in cells


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_gives_the_same_bytes_whatever_is_counted_after_it(manager, kind):
    first = manager.get(REPORT + kind).data
    make.counted(form(), people=30, number=3)
    assert manager.get(REPORT + kind).data == first


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_no_day_but_the_report_s_stands_in_a_workbook(manager):
    with zipfile.ZipFile(io.BytesIO(manager.get(REPORT + "xlsx").data)) as file:
        assert {info.date_time[:3] for info in file.infolist()} == {(1980, 1, 1)}
        core = file.read("docProps/core.xml").decode()
    assert core.count("2030-06-01T00:00:00Z") == 2


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("path", "name"), [("1/results", "flavours-1"), ("all", "flavours-all")])
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_saved_under_the_form_s_link_name_and_kept_by_no_cache(manager, path, name, kind):
    headers = manager.get(f"/staff/results/flavours/{path}.{kind}").headers
    assert headers["Content-Disposition"] == f"attachment; filename={name}.{kind}"
    assert (headers["Cache-Control"], "ETag" in headers) == ("no-store", False)


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["flavours/9/results.csv", "nothing/all.xlsx", "flavours/1/results.pdf"])
def test_what_is_not_there_is_not_found(manager, path):
    assert manager.get(f"/staff/results/{path}").status_code == 404


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_files_are_for_those_who_see_results(app, client, manager):
    staff = make.sign_in(app, make.account(app, email="s@example.org", role="staff"))
    assert (client.get(REPORT + "csv").status_code, staff.get(REPORT + "csv").status_code) == (303, 403)


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_the_command_prints_the_same_table(app, manager):
    printed = app.test_cli_runner().invoke(args=["reports", "show", "flavours", "--format", "csv"])
    assert printed.stdout_bytes == manager.get("/staff/results/flavours/all.csv").data.removeprefix(b"\xef\xbb\xbf")


def test_a_report_reads_one_row_and_the_list_no_figure(app, manager):
    one = statements_of(app, lambda: reports.get_report(slug="flavours", number=1))
    listed = statements_of(app, reports.list_reports)
    assert [statement.count("body") for statement in one] == [1, 0, 0]  # then topics, then numbers
    assert (one[0].count("publication.number ="), len(listed), "body" in listed[0]) == (1, 1, False)
    assert [(report["slug"], report["number"], report["n"]) for report in reports.list_reports()] == [
        ("flavours", 2, 60),
        ("others", 1, 50),
        ("flavours", 1, 40),
    ]


def test_reports_of_before_are_listed_after_migrating(app):
    make.counted(form())
    before = reports.list_reports()
    engines = {"site": app.extensions["databases"]["site"]}
    heads = next((schema.SCRIPTS / "versions").glob("*_taking_results_away.py")).name[:4]
    schema.downgrade(engines, f"{heads}-1")
    with engines["site"].connect() as connection:
        assert set(connection.execute(text("SELECT * FROM publication")).keys()) == {
            *("form_id", "number", "slug", "body")
        }
    schema.upgrade(engines)
    assert reports.list_reports() == before
    assert exports.export_csv(slug="flavours", number=1, language="en").count("\r\n") > 10
