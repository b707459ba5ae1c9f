"""What codes leave behind: no order of the sheet, and after the count nothing that says which were used, or how."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from forms_app.domain import entry_codes as codes_of
from forms_app.domain import receipts
from forms_app.services import forms, releases, submissions, upkeep
from tests import gates, make, traces

pytestmark = pytest.mark.slow
MADE, SPENT = 200, 60
NOTHING = (0.40, 0.60)  # of pairs, that chance gives so many rows


def ids_of(app, slug, codes):
    form, key = forms.get_form(slug=slug), app.extensions["site_keys"].site
    return [codes_of.code_id(key, form.id, code) for code in codes]


def lying(app, ids):
    """Places of unspent codes in the file, or in the table, in the order of the sheet."""
    engine = app.extensions["databases"]["ballots"]
    if engine.dialect.name == "sqlite":
        content = Path(engine.url.database).read_bytes()
        return [content.find(id_) for id_ in ids]
    with engine.connect() as connection:
        rows = [bytes(row.id) for row in connection.execute(text("SELECT id FROM entry_code ORDER BY ctid"))]
    return [rows.index(id_) for id_ in ids]


def files_of(app):
    folder = Path(app.extensions["settings"].instance)
    return traces.files_below(folder)


def answer(client, slug, code):
    page = client.post(f"/f/{slug}", data=gates.page_of(client, slug, entry=code))
    assert page.status_code == 200
    return receipts.find_code(make.code_in(page))


def test_what_codes_leave_behind(app, client, record_testsuite_property):
    slug, codes = gates.with_codes(count=MADE)
    ids, now = ids_of(app, slug, codes), datetime.now(UTC)
    kind = app.extensions["databases"]["ballots"].dialect.name
    assert upkeep.compact(now=now, however_large=True) == []
    share = traces.share_right(lying(app, ids))
    record_testsuite_property(f"{kind}: order of the sheet among codes", round(share, 3))
    assert NOTHING[0] < share < NOTHING[1]
    sent = [answer(client, slug, code) for code in codes[:SPENT]]
    submissions.withdraw(code=sent[0])
    forms.close_form(slug=slug, now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC) + timedelta(seconds=1))
    assert upkeep.compact(now=now, however_large=True) == []
    places = files_of(app)
    shown = [words for code in codes[:3] for words in (code, codes_of.grouped(code))]
    typed = {form for words in shown for form in traces.forms_of_text(words)}
    assert traces.found(places, typed) == []
    if kind == "sqlite":
        whole = b"".join(places.values())
        assert [id_ for id_ in ids[:SPENT] if id_ in whole] == []
        assert all(id_ in whole for id_ in ids[SPENT:])  # the search finds what is there
    with app.extensions["databases"]["ballots"].connect() as connection:
        left = {bytes(row.id) for row in connection.execute(text("SELECT id FROM entry_code"))}
        assert connection.execute(text("SELECT count(*) FROM ballot")).scalar_one() == 0
        marks = [bytes(row.id) for row in connection.execute(text("SELECT id FROM spent"))]
    assert (left, len(marks)) == (set(ids[SPENT:]), SPENT)
    assert not left & set(marks)


def test_a_code_and_the_answers_that_came_with_it_share_no_value(app, client):
    slug, codes = gates.with_codes()
    answer(client, slug, codes[0])
    with app.extensions["databases"]["ballots"].connect() as connection:
        tables = {
            name: connection.execute(text(f"SELECT * FROM {name}")).all()
            for name in ("entry_code", "turnout", "spent", "ballot")
        }
    gone = ids_of(app, slug, codes[:1])[0]
    values = {bytes(v) if isinstance(v, memoryview) else v for rows in tables.values() for row in rows for v in row}
    assert not any(gone in value for value in values if isinstance(value, bytes))
    assert not any(isinstance(value, datetime) for row in tables["turnout"] for value in row)
