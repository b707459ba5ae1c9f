"""Codes that work once: spent with the answers or not at all, of one form, gone with it, and nothing looks at who."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain import entry_codes as codes_of
from forms_app.domain.errors import Conflict, Unpublishable
from forms_app.services import (
    admission,
    deletions,
    entry_codes,
    erasure,
    forms,
    releases,
    submissions,
    upkeep,
    versions,
)
from tests import gates, make

WRONG = "This code is not valid, or it was used already."


def count(app, table):
    with app.extensions["databases"]["ballots"].connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def stored(app):
    return count(app, "entry_code"), count(app, "ballot")


def send(client, slug, **answers):
    return client.post(f"/f/{slug}", data=gates.page_of(client, slug, **answers))


def test_a_code_works_once_as_it_is_typed_by_people(app, client):
    slug, (first, second, *_) = gates.with_codes()
    assert send(client, slug, entry=codes_of.grouped(first).lower()).status_code == 200
    assert stored(app) == (9, 1)
    again = send(client, slug, entry=first, q2idea="typed before")
    assert (again.status_code, WRONG in again.text, "typed before" in again.text) == (422, True, True)
    assert send(client, slug, entry=second).status_code == 200
    assert stored(app) == (8, 2)


@pytest.mark.parametrize("typed", ["", "hello", "0000-0000-0000", "x" * 5_000])
def test_a_code_that_is_none_is_told_like_one_that_was_used(app, client, typed):
    slug, _codes = gates.with_codes()
    answer = send(client, slug, entry=typed)
    assert (answer.status_code, WRONG in answer.text) == (422, True)
    assert stored(app) == (10, 0)


def test_a_code_of_another_form_is_refused(app, client):
    slug, _codes = gates.with_codes()
    _other, (foreign, *_) = gates.with_codes("another", id="other1")
    assert send(client, slug, entry=foreign).status_code == 422
    assert stored(app) == (20, 0)


def test_looking_spends_nothing(app, client):
    slug, (code, *_) = gates.with_codes()
    for method in (client.get, client.head, client.options):
        for query in ("", f"?code={code}", f"?entry={code}"):
            method(f"/f/{slug}{query}")
    page = gates.page_of(client, slug, entry=code)
    assert client.post(f"/f/{slug}", data={**page, "go": "next"}).status_code == 200
    assert stored(app) == (10, 0)


def test_a_code_in_an_address_is_not_taken(app, client):
    slug, (code, *_) = gates.with_codes()
    page = gates.page_of(client, slug)
    assert client.post(f"/f/{slug}?entry={code}", data=page).status_code == 422


def test_sending_again_gets_the_same_thank_you_though_the_code_is_spent(app, client):
    slug, (code, *_) = gates.with_codes()
    data = gates.page_of(client, slug, entry=code)
    first, second = (client.post(f"/f/{slug}", data=data) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert make.code_in(first) == make.code_in(second)
    assert stored(app) == (9, 1)


def test_answers_that_are_taken_back_do_not_give_the_code_back(app, client):
    slug, (code, *_) = gates.with_codes()
    receipt = make.code_in(send(client, slug, entry=code))
    submissions.withdraw(code=receipt.replace("-", ""))
    assert stored(app) == (9, 0)
    assert send(client, slug, entry=code).status_code == 422


def test_of_thirty_two_with_the_same_code_one_answers(app, client):
    slug, (code, *_) = gates.with_codes()
    pages = [gates.page_of(client, slug, entry=code) for _ in range(32)]
    with ThreadPoolExecutor(32) as pool:
        found = list(pool.map(lambda page: app.test_client().post(f"/f/{slug}", data=page).status_code, pages))
    assert sorted(found) == [200] + [422] * 31
    assert stored(app) == (9, 1)


def test_a_form_stops_at_exactly_its_number(app, client):
    slug = gates.with_cap(10)
    pages = [gates.page_of(client, slug, q2idea=f"idea {n}") for n in range(32)]
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda page: app.test_client().post(f"/f/{slug}", data=page), pages))
    assert sorted(answer.status_code for answer in found) == [200] * 10 + [409] * 22
    assert count(app, "ballot") == 10
    late = next(answer for answer in found if answer.status_code == 409)
    assert "idea" in late.text
    assert "<h1>Full</h1>" in client.get(f"/f/{slug}").text
    kept = next(page for page, answer in zip(pages, found, strict=True) if answer.status_code == 200)
    assert client.post(f"/f/{slug}", data=kept).status_code == 200  # sent again: its thanks, though all is full


def test_a_full_form_spends_no_code(app, client):
    slug, codes = gates.with_codes(count=12)
    with app.extensions["databases"]["site"].begin() as connection:
        connection.execute(text("UPDATE form SET cap = 10"))
    for code in codes[:10]:
        assert send(client, slug, entry=code).status_code == 200
    data = {"token": "", "q1bars": "o1salt", "entry": codes[10]}
    data["token"] = submissions.issue_token(form=forms.get_form(slug=slug), nonce=b"n" * 15, now=datetime.now(UTC))
    assert client.post(f"/f/{slug}", data=data).status_code == 409
    assert stored(app) == (2, 10)


def test_lists_under_ten_are_refused_and_none_opens_without_codes(app):
    forms.import_form(definition=make.definition(), slug="flavours")
    admission.choose_who(slug="flavours", who="codes", password="")
    for few in (0, 1, 9, -10, 501):
        with pytest.raises(Conflict):
            gates.make_codes("flavours", few)
    with pytest.raises(Unpublishable):
        gates.open_it("flavours")


def test_the_same_page_makes_codes_once(app):
    slug, _codes = gates.with_codes()
    entry_codes.make_codes(slug=slug, count=10, seen=10, now=datetime.now(UTC))
    with pytest.raises(Conflict):
        entry_codes.make_codes(slug=slug, count=10, seen=10, now=datetime.now(UTC))
    assert count(app, "entry_code") == 20


def test_unused_codes_are_withdrawn_all_at_once(app, client):
    slug, codes = gates.with_codes()
    send(client, slug, entry=codes[0])
    entry_codes.withdraw_codes(slug=slug)
    assert stored(app) == (0, 1)
    assert send(client, slug, entry=codes[1]).status_code == 422
    assert send(client, slug, entry=gates.make_codes(slug, 10)[0]).status_code == 200


def test_how_many_were_used_is_told_in_tens_and_by_the_hour(app, client):
    slug, codes = gates.with_codes(count=30)
    form, noon = forms.get_form(slug=slug), datetime(2030, 5, 1, 12, 30, tzinfo=UTC)
    for code in codes[:19]:
        send(client, slug, entry=code)
    upkeep.run(now=noon)
    assert admission.get_turnout(form=form).told == 10
    for code in codes[19:25]:
        send(client, slug, entry=code)
    upkeep.run(now=noon + timedelta(minutes=29))
    assert admission.get_turnout(form=form).told == 10
    upkeep.run(now=noon + timedelta(minutes=30))
    assert admission.get_turnout(form=form).told == 20


def test_a_deleted_form_takes_its_codes_along(app, client):
    slug, _codes = gates.with_codes()
    forms.close_form(slug=slug, now=datetime.now(UTC))
    later = datetime.now(UTC) + timedelta(days=40)
    releases.run(now=later)
    deletions.ask(slug=slug, scope="everything", nonce="n" * 22, now=later)
    erasure.run(now=later)
    assert (count(app, "entry_code"), count(app, "turnout")) == (0, 0)


def test_few_people_are_asked_the_same_four_times_a_year(app):
    for number in range(4):
        gates.with_codes(f"form-{number}", id=f"form0{number}")
    with pytest.raises(Unpublishable) as refused:
        gates.with_codes("form-4", id="form04")
    assert "within a year" in refused.value.reasons[0]
    gates.with_codes("many", count=100, id="form05")


def test_few_people_are_not_asked_the_same_by_replacing_questions_either(app):
    for number in range(4):
        gates.with_codes(f"form-{number}", id=f"form0{number}")
    other = make.form(make.question("quest1", text="Where do you live?"), id="form04", rhythm="month")
    forms.import_form(definition=other, slug="form-4")
    admission.choose_who(slug="form-4", who="codes", password="")
    gates.make_codes("form-4", 10)
    gates.open_it("form-4")
    same = make.definition(id="form04", rhythm="month")
    with pytest.raises(Unpublishable) as refused:
        versions.replace_questions(slug="form-4", definition=same, now=datetime.now(UTC))
    assert "within a year" in refused.value.reasons[0]


def test_a_question_that_was_replaced_was_asked_all_the_same(app):
    for number in range(4):
        gates.with_codes(f"form-{number}", id=f"form0{number}", rhythm="month")
    other = make.form(make.question("quest1", text="Where do you live?"), id="form00", rhythm="month")
    versions.replace_questions(slug="form-0", definition=other, now=datetime.now(UTC))
    with pytest.raises(Unpublishable, match="within a year"):
        gates.with_codes("form-4", id="form04")


def test_a_command_writes_codes_into_a_new_file_and_says_what_changed(app, client, tmp_path):
    slug, _codes = gates.with_codes()
    file, run = tmp_path / "codes.csv", app.test_cli_runner()
    made = run.invoke(args=["codes", "make", slug, "--count", "600", "--to", str(file)])
    assert made.output == f"{slug}: 600 codes made, 610 in all. They stand in {file} and nowhere else.\n"
    head, *codes = file.read_text().split()
    assert (head, len(set(codes)), file.stat().st_mode & 0o777) == ("code", 600, 0o600)
    assert send(client, slug, entry=codes[-1]).status_code == 200
    again = run.invoke(args=["codes", "make", slug, "--count", "10", "--to", str(file)])
    assert (again.exit_code, len(file.read_text().split())) == (1, 601)
    few = run.invoke(args=["codes", "make", slug, "--count", "9", "--to", str(tmp_path / "few.csv")])
    assert (few.exit_code, (tmp_path / "few.csv").exists(), stored(app)) == (1, False, (609, 1))
    gone = run.invoke(args=["codes", "withdraw", slug])
    assert (gone.output, stored(app)) == (
        f"{slug}: codes that were not used are withdrawn. More can be made.\n",
        (0, 1),
    )
