"""An ordinary backup put back in the midst of a count or after it: the same figures again, or none and a plain word."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import MetaData, text
from sqlalchemy.exc import DBAPIError

from forms_app.domain.errors import NotFound
from forms_app.services import forms, releases, reports
from tests import make
from tests.lived import keys, rows, statements_of, untie_log
from tests.story import RAISE, REPAIR

LOST = "flavours: it was counted, but its figures are missing in the site's database; put a newer backup back."
BODIES = "SELECT form_id, number, slug, body FROM publication"
ORDER = "ballot"  # the table that cannot be deleted from while step 5 is held up
BROKEN = {kind: [line.replace("contact", ORDER).replace("INSERT", "DELETE") for line in RAISE[kind]] for kind in RAISE}
MENDED = {kind: [line.replace("contact", ORDER) for line in REPAIR[kind]] for kind in REPAIR}


def answered(client, slug="flavours", people=24):
    """That many people answered a form."""
    for number in range(people):
        option = "o1salt" if number % 3 else "o2pear"
        data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": option, "q2idea": f"idea {number}"}
        assert client.post(f"/f/{slug}", data=data).status_code == 200


def close(slug="flavours"):
    return forms.close_form(slug=slug, now=datetime.now(UTC))


def count():
    return releases.run(now=datetime.now(UTC) + timedelta(seconds=1))


def back_up(app, bind):
    """Every row of a database, table by table in the order in which they can be put back."""
    engine, found = app.extensions["databases"][bind], MetaData()
    found.reflect(engine)
    with engine.connect() as made:
        return [(table, [row._asdict() for row in made.execute(table.select())]) for table in found.sorted_tables]


def put_back(app, bind, backup):
    if bind == "site":
        untie_log(app)
    with app.extensions["databases"][bind].begin() as made:
        for table, _ in reversed(backup):
            made.execute(table.delete())
        for table, kept in backup:
            if kept:
                made.execute(table.insert(), kept)


@contextmanager
def undeletable_ballots(app):
    """Counting comes as far as the publication, and not to the end of its last step."""
    engine = app.extensions["databases"]["ballots"]
    for statements in (BROKEN, MENDED):
        with engine.begin() as made:
            for statement in statements[engine.dialect.name]:
                made.execute(text(statement))
        if statements is BROKEN:
            yield


def publish_without_end(app):
    with undeletable_ballots(app), pytest.raises(DBAPIError):
        count()
    return rows(app, "site", BODIES)


@pytest.mark.parametrize("binds", [["site"], ["people"], ["site", "people"]], ids="+".join)
def test_what_is_put_back_to_before_the_figures_is_counted_to_the_same_bytes(app, client, binds):
    make.open_form()
    answered(client)
    close()
    backups = {bind: back_up(app, bind) for bind in binds}
    before = publish_without_end(app)
    for bind, backup in backups.items():
        put_back(app, bind, backup)
    assert len(rows(app, "site", BODIES)) == (0 if "site" in binds else 1)
    count()
    assert (len(before), rows(app, "site", BODIES)) == (1, before)
    assert (rows(app, "ballots", "SELECT count(*) FROM ballot"), keys(app)) == ([(0,)], [])


def test_texts_are_kept_once_where_both_are_put_back(app, client):
    make.open_form()
    answered(client)
    close()
    backups = {bind: back_up(app, bind) for bind in ("site", "people")}
    publish_without_end(app)
    for bind, backup in backups.items():
        put_back(app, bind, backup)
    count()
    assert rows(app, "people", "SELECT count(*) FROM text") == [(24,)]


def test_a_backup_from_before_the_close_counts_the_same_people_to_the_same_numbers(app, client):
    make.open_form()
    answered(client)
    backup = back_up(app, "site")
    close()
    before = publish_without_end(app)
    put_back(app, "site", backup)
    close()
    count()
    assert rows(app, "site", BODIES) == before


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "open"])
def test_figures_lost_after_the_key_went_are_never_made_again_and_that_is_said(app, client, is_closed):
    make.open_form()
    answered(client)
    late = {"token": make.token_in(client.get("/f/flavours")), "q1bars": "o1salt"}
    backups = [back_up(app, "site")]
    close()
    backups.append(back_up(app, "site"))
    count()
    newest, published = back_up(app, "site"), rows(app, "site", BODIES)
    put_back(app, "site", backups[is_closed])
    assert [count() for _ in range(2)] == [[LOST]] * 2
    assert client.post("/f/flavours", data=late).status_code in (409, 503)
    assert (rows(app, "ballots", "SELECT count(*) FROM ballot"), keys(app)) == ([(0,)], [])
    assert rows(app, "site", BODIES) == []
    with pytest.raises(NotFound):
        reports.get_reports(slug="flavours")
    put_back(app, "site", newest)
    assert (count(), rows(app, "site", BODIES)) == ([], published)


def test_the_worker_asks_as_little_after_many_counted_forms_as_after_one(app, client):
    asked = []
    for number in range(3):
        slug = make.open_form(f"form-{number}", make.definition(id=f"form0{number}"))
        answered(client, slug, people=10)
        close(slug)
        count()
        asked.append(len(statements_of(app, count)))
    assert asked == [asked[0]] * 3
