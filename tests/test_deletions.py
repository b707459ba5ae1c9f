"""What is deleted of a form goes from every store with its keys, and nothing else does; on both engines."""

import pytest
from sqlalchemy import text

from forms_app.domain.errors import Conflict, Gone, Unreadable
from forms_app.gateways import people_keys
from forms_app.services import contacts, deletions, erasure, extensions, forms, releases
from tests import make
from tests.lived import answer, at, count, keys, open_on, published, rows

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
OPENED, CLOSED, DAY = "2026-03-01T10", "2026-03-05T10", "2026-03-06T10"
WORDS = {"q1bars": "o1salt", "q2idea": "Chilli"}
STORES = {
    "site": ("form", "version", "publication", "shared_result", "self_test"),
    "ballots": ("ballot", "spent", "progress"),
    "people": ("text", "contact", "seen_result"),
}


def with_details(id_, slug):
    """A form that asks for a choice, for words and for an e-mail address, answered by twelve."""
    asked = make.definition(id=id_).pages[0].questions
    definition = make.form(make.page("page01", *(q.model_dump(mode="json") for q in asked), make.detail()), id=id_)
    forms.import_form(definition=definition, slug=slug)
    forms.open_form(slug=slug, now=at(OPENED))
    releases.run(now=at(OPENED))
    answer(OPENED, 12, slug=slug, **WORDS, email1="ada@example.org")


def closed(slug, when=CLOSED):
    forms.close_form(slug=slug, now=at(when))


def ask(slug, scope, when=DAY, nonce="n"):
    return deletions.ask(slug=slug, scope=scope, nonce=nonce, now=at(when))


def work(*instants):
    return [line for when in instants for line in (*releases.run(now=at(when)), *erasure.run(now=at(when)))]


def left(app, form_id):
    """How many rows of a form stand in each table that has some."""
    found = {
        table: rows(
            app, bind, f"SELECT count(*) FROM {table} WHERE {'id' if table == 'form' else 'form_id'} = :id", id=form_id
        )
        for bind, tables in STORES.items()
        for table in tables
    }
    return {table: number for table, ((number,),) in found.items() if number}


@pytest.fixture
def two_forms(app):
    """Counted alike; the second is not to be touched."""
    for id_, slug in (("other1", "others"), ("mine01", "mine")):
        with_details(id_, slug)
        closed(slug)
    count(CLOSED, DAY)


OTHERS = {"form": 1, "version": 1, "publication": 1, "spent": 12, "text": 12, "contact": 12}


def test_everything_goes_from_every_store_and_the_form_beside_stays(app, two_forms):
    assert left(app, "mine01") == OTHERS
    asked = ask("mine", "everything")
    assert asked.done_on is None
    assert work(DAY) == ["mine: deleted, as staff asked (everything)."]
    assert (left(app, "mine01"), left(app, "other1")) == ({}, OTHERS)
    done = deletions.get_deletion(key=asked.key)
    assert (done.done_on, done.found.comments, done.found.people, done.found.results) == (at(DAY).date(), 10, 10, 1)


def test_answers_and_comments_go_and_details_and_results_stay(app, two_forms):
    ask("mine", "answers")
    work(DAY)
    assert left(app, "mine01") == {"form": 1, "version": 1, "publication": 1, "contact": 12}
    assert left(app, "other1") == OTHERS


def test_details_go_and_comments_and_results_stay(app, two_forms):
    ask("mine", "details")
    work(DAY)
    assert left(app, "mine01") == {"form": 1, "version": 1, "publication": 1, "spent": 12, "text": 12}
    assert left(app, "other1") == OTHERS


def test_what_a_backup_of_people_holds_can_no_longer_be_read(app, two_forms):
    kept = {
        form: rows(app, "people", "SELECT id, body, delete_on FROM text WHERE form_id = :form LIMIT 1", form=form)[0]
        for form in ("mine01", "other1")
    }
    ask("mine", "everything")
    work(DAY)
    opened = {}
    for form, (id_, body, _day) in kept.items():
        place = {"purpose": "texts", "form_id": form, "delete_on": at("2027-03-05T00").date(), "row_id": bytes(id_)}
        try:
            opened[form] = people_keys.open_sealed(bytes(body), **place)
        except Unreadable:
            opened[form] = None
    assert opened == {"mine01": None, "other1": b"Chilli"}


def test_a_late_retry_brings_no_details_back(app, two_forms):
    ask("mine", "details")
    work(DAY)
    _form, definition = forms.get_published(slug="mine")
    contacts.keep_details(
        id_=b"x" * 16, definition=definition, details={"email1": "a@b.c"}, sent_on=at(DAY).date(), policy_version=0
    )
    assert "contact" not in left(app, "mine01")


def test_answers_that_wait_for_ten_go_unread_with_their_key(app):
    open_on(OPENED, "close", schedule={"zone": "UTC", "closes": "2026-03-05T10:00"})
    answer(OPENED, 4)
    count(DAY)
    assert (keys(app), left(app, "k3f9a2")["ballot"]) == (["k3f9a2-1.key"], 4)
    asked = ask("flavours", "answers")
    work(DAY)
    found = deletions.get_deletion(key=asked.key).found
    assert (found.answers, found.has_answers, found.keys) == (0, True, 1)
    assert (keys(app), published(), left(app, "k3f9a2")) == ([], [], {"form": 1, "version": 1})
    assert work("2026-06-01T10") == []
    with pytest.raises(Conflict):
        extensions.extend_form(slug="flavours", until=at("2026-03-20T10"), now=at("2026-03-07T10"))


def test_a_count_that_is_due_is_finished_first(app):
    with_details("mine01", "mine")
    closed("mine")
    ask("mine", "answers", when=CLOSED)
    assert erasure.run(now=at(CLOSED)) == []
    work(CLOSED, DAY)
    assert [n for _, n, _, _ in published("mine")] == [12]
    assert left(app, "mine01") == {"form": 1, "version": 1, "publication": 1, "contact": 12}


@on_sqlite
@pytest.mark.parametrize("poll", [False, True])
def test_nothing_of_an_open_form_may_be_deleted(app, poll):
    definition = make.poll(id="mine01") if poll else make.definition(id="mine01")
    forms.import_form(definition=definition, slug="mine")
    forms.open_form(slug="mine", now=at(OPENED))
    for scope in ("answers", "details", "everything", "all"):
        with pytest.raises(Conflict):
            ask("mine", scope, when="2026-03-02T10")
    assert deletions.list_deletions() == []


def test_a_draft_goes_at_once_and_leaves_its_name_and_id_free(app):
    forms.import_form(definition=make.definition(), slug="flavours")
    with pytest.raises(Conflict):
        ask("flavours", "answers")
    assert ask("flavours", "everything").done_on == at(DAY).date()
    assert forms.import_form(definition=make.definition(), slug="flavours") == "flavours"


@pytest.mark.parametrize("is_known", [True, False])
def test_a_form_that_has_not_opened_yet_is_deleted_by_the_worker(app, is_known):
    schedule = {"zone": "UTC", "opens": "2026-05-01T10:00", "closes": "2026-05-05T10:00"}
    forms.import_form(definition=make.definition(schedule=schedule), slug="flavours")
    forms.open_form(slug="flavours", now=at(OPENED))
    if is_known:
        releases.run(now=at(OPENED))
    ask("flavours", "everything")
    work(DAY, "2026-03-06T11")
    assert (left(app, "k3f9a2"), keys(app)) == ({}, [])


def test_asking_twice_is_asking_once_also_when_the_form_is_gone(app, two_forms):
    first, second = (ask("mine", "everything") for _ in range(2))
    work(DAY)
    third = ask("mine", "everything")
    assert (first == second, third.key, len(deletions.list_deletions())) == (True, first.key, 1)
    assert work(DAY) == []


def test_the_link_says_gone_until_another_form_has_the_name_and_the_id_is_never_used_again(app, two_forms):
    ask("mine", "everything")
    work(DAY)
    with pytest.raises(Gone) as gone:
        forms.get_published(slug="mine")
    assert gone.value.day == at(DAY).date()
    with pytest.raises(Conflict):
        forms.import_form(definition=make.definition(id="mine01"), slug="mine")
    forms.import_form(definition=make.definition(id="next01"), slug="mine")
    with pytest.raises(Gone):
        forms.get_published(slug="mine")  # a draft is nothing that visitors know
    forms.open_form(slug="mine", now=at(DAY))
    assert forms.get_published(slug="mine")[0].id == "next01"


def test_a_form_that_comes_back_with_an_older_database_is_deleted_again(app):
    open_on(OPENED, "month")
    answer(OPENED, 12)
    tables = ("form", "version")
    backup = {table: rows(app, "site", f"SELECT * FROM {table}") for table in tables}
    closed("flavours", "2026-03-02T10")
    count("2026-03-02T10")
    ask("flavours", "everything")
    work(DAY)
    with app.extensions["databases"]["site"].begin() as connection:
        for table in tables:
            for row in backup[table]:
                names = ", ".join(row._fields)
                marks = ", ".join(f":{name}" for name in row._fields)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row._asdict())
        connection.execute(text("DELETE FROM deletion"))
    said = work("2026-03-07T10")
    assert said[-2:] == [
        "flavours: it was deleted and came back with a backup; it is deleted again.",
        "flavours: deleted, as staff asked (everything).",
    ]
    assert (left(app, "k3f9a2"), keys(app), deletions.list_deletions()[0].scope) == ({}, [], "everything")


@on_sqlite
def test_while_a_reader_holds_deleted_rows_back_it_is_not_said_to_be_done(app):
    open_on(OPENED, "close", schedule={"zone": "UTC", "closes": "2026-03-05T10:00"})
    answer(OPENED, 4)
    count(DAY)
    asked = ask("flavours", "everything")
    with app.extensions["databases"]["ballots"].connect() as reader:
        reader.execute(text("SELECT * FROM ballot")).all()
        assert erasure.run(now=at(DAY)) == ["flavours: a reader holds deleted rows back; trying again."]
        assert (deletions.get_deletion(key=asked.key).done_on, keys(app)) == (None, [])
    assert erasure.run(now=at(DAY)) == ["flavours: deleted, as staff asked (everything)."]
    assert deletions.get_deletion(key=asked.key).found.has_answers
