"""Forms whose submissions staff read: said first, sealed, read in the inbox alone, answered, gone on their day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Conflict
from forms_app.domain.fields import KINDS
from forms_app.domain.receipts import find_code, submission_id
from forms_app.domain.versions import replacement_problem
from forms_app.gateways.site_keys import current_keys
from forms_app.services import deletions, erasure, erasures, forms, holdings, inbox, policy_facts, upkeep, versions
from forms_app.services.subscriptions import subject_of
from tests import make
from tests.domain.fields.examples import EXAMPLES
from tests.test_path import answer, count
from tests.web.staff_pages import on_sqlite, post, said, work

WORDS = "The salt bar came broken - Anna Müller"
SAID_FIRST = "Staff read what you send here, with the details you leave."
OF_EMAIL = {"purpose": {"en": "to answer you"}, "delete_after": 180, "seen_by": ["inbox"]}
KEEPS = {"switches": ["count", "keep"], "keep_days": 40}
ASKING = {name: one for name, one in EXAMPLES.items() if KINDS[one.kind].asks}
QUESTIONS = (
    make.question("quest1", text="What is it about?"),
    make.question("words1", "long_text", text="What happened?"),
    make.question("email1", "email", text="Your e-mail address", personal=OF_EMAIL),
)


@pytest.fixture
def slug(app):
    return make.open_form("contact", make.form(*QUESTIONS, **KEEPS))


@pytest.fixture
def desk(app):
    return make.sign_in(app, make.account(app, email="desk@example.org", role="inbox"))


def rows(app, table="message"):
    with app.extensions["databases"]["people"].connect() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).all()


def key_of(app):
    return bytes(rows(app)[0].id).hex()


def sent(client, slug, **more):
    return answer(client, slug, quest1="yes000", words1=WORDS, **more)


def test_a_submission_is_sealed_with_days_alone_and_its_own_words_are_in_no_ballot(app, client, slug):
    assert sent(client, slug, email1="anna@example.org").status_code == 200
    (row,) = rows(app)
    today = datetime.now(UTC).date()
    assert (row.form_id, str(row.sent_on)) == ("form01", str(today))
    assert str(row.delete_on) == str(today + timedelta(days=40))
    assert [part for part in (b"Anna", b"anna@", b"Yes") if part in bytes(row.body)] == []
    assert [count(app, "ballots", "ballot"), count(app, "people", "contact"), count(app, "people", "text")] == [1, 0, 0]
    assert [q.id for q in versions.get_version(form=forms.get_form(slug=slug), number=1).definition.answered] == [
        "quest1"
    ]


def test_the_inbox_shows_it_whole_with_its_form_and_its_answer_goes_by_mail_and_behind_the_receipt_code(
    app, client, slug, desk
):
    code = make.code_in(sent(client, slug, email1="anna@example.org"))
    assert "With the form “A form”" in said(desk.get("/staff/inbox"))
    shown = said(desk.get(f"/staff/inbox/{key_of(app)}"))
    assert [one in shown for one in ("Yes, please", WORDS, "anna@example.org", "What happened?")] == [True] * 4
    assert "There is no answer for this code, or not yet." in said(client.post("/receipt/answer", data={"code": code}))
    post(desk, f"/staff/inbox/{key_of(app)}", do="reply", reply="We send another one.")
    post(desk, f"/staff/inbox/{key_of(app)}", do="note", note="Ask the kitchen")
    read = said(client.post("/receipt/answer", data={"code": code}))
    assert ["We send another one." in read, "kitchen" in read, WORDS in read] == [True, False, False]
    assert [mail.kind for mail in rows(app, "outbox")] == ["answer"]
    assert inbox.get_message(key=key_of(app)).lines[1] == ("What happened?", WORDS)


@on_sqlite
@pytest.mark.parametrize("role", ["manager", "staff", "reader", "administrator"])
def test_nobody_else_reads_it(app, client, slug, role):
    sent(client, slug)
    other = make.sign_in(app, make.account(app, role=role))
    assert [other.get(path).status_code for path in ("/staff/inbox", f"/staff/inbox/{key_of(app)}")] == [403, 403]
    pages = [other.get(path) for path in ("/staff", "/staff/forms", f"/staff/forms/{slug}", "/staff/results")]
    assert [page.request.path for page in pages if "Anna" in page.text] == []


@on_sqlite
@pytest.mark.parametrize("example", ASKING.values(), ids=ASKING)
def test_an_answer_of_every_kind_is_read_in_the_inbox_in_words_and_by_nobody_else(app, client, desk, example):
    kind, taken = KINDS[example.kind], example.taken[0]
    personal = {"personal": OF_EMAIL} if kind.is_personal else {}
    asked = make.question("quest1", example.kind, **{"settings": example.settings, **personal})
    slug = make.open_form("contact", make.form(asked, QUESTIONS[1], **KEEPS))
    settings = kind.model_validate(example.settings)
    given = {"words1": ["Hello"]}
    for raw in taken.raw:
        part, found, rest = raw.partition("=")
        is_part = bool(found) and part in settings.parts()
        given.setdefault(f"quest1.{part}" if is_part else "quest1", []).append(rest if is_part else raw)
    client.post(f"/f/{slug}", data={"token": make.token_in(client.get(f"/f/{slug}")), **given})
    expected = () if taken.value is None else (("Question quest1", settings.said(taken.value, "en")),)
    (kept,) = inbox.list_kept()
    assert kept.lines == (*expected, ("What happened?", "Hello"))
    assert count(app, "people", "contact") == 0
    other = make.sign_in(app, make.account(app, role="manager"))
    assert other.get(f"/staff/inbox/{kept.key}").status_code == 403


@pytest.mark.parametrize("example", ASKING.values(), ids=ASKING)
def test_what_is_chosen_is_said_in_the_forms_words_and_never_by_an_id(example):
    settings = KINDS[example.kind].model_validate(example.settings)
    ids = {label for table in settings.tables() for label, words in table.labels if label not in words.values()}
    spoken = [settings.said(one.value, "en") for one in example.taken if one.value is not None]
    assert [words for words in spoken if not words or (words in ids and len(words) == 6)] == []


@on_sqlite
def test_it_is_said_before_the_first_question_on_the_badge_the_poster_and_the_page_about_the_form(app, client, slug):
    page = client.get(f"/f/{slug}").text
    assert 0 < page.index(SAID_FIRST) < page.index("What is it about?")
    assert "deleted 40 days after you send it" in said(client.get(f"/f/{slug}"))
    assert "never who said what" not in page
    make.account(app, email="one@example.org", role="inbox")
    about = said(client.get(f"/f/{slug}/about"))
    readers = "1 member of staff can read it. None of them also sees results."
    assert [SAID_FIRST in about, readers in about] == [True, True]
    home = said(client.get("/"))
    assert ["Read by staff, with the details you leave; deleted after 40 days." in home, "never who" in home] == [
        True,
        False,
    ]
    staff = make.sign_in(app, make.account(app, role="staff"))
    assert [
        path for path in ("/staff/forms", f"/staff/forms/{slug}") if "Read by staff" not in said(staff.get(path))
    ] == []
    poster = said(staff.get(f"/staff/forms/{slug}/poster"))
    assert ["Staff read what you send" in poster, "never who" in poster] == [True, False]


@on_sqlite
def test_whether_and_how_long_submissions_are_kept_never_changes_after_opening(app, slug):
    form, opened = forms.get_published(slug=slug)
    other = opened.to_json()
    changes = [{"switches": ["count"], "keep_days": None}, {"keep_days": 41}, {"keep_days": None}]
    for change in changes:
        new = Definition.model_validate({key: one for key, one in {**other, **change}.items() if one is not None})
        assert replacement_problem(form, opened, new) is not None
        with pytest.raises(Conflict):
            versions.correct_wording(slug=slug, definition=new, now=datetime.now(UTC))
    plain = make.form(*QUESTIONS[:2])
    assert "stays as it was" in replacement_problem(form, plain, make.form(*QUESTIONS[:2], **KEEPS))
    staff = make.sign_in(app, make.account(app, role="staff"))
    settings = said(staff.get(f"/staff/forms/{slug}/settings"))
    assert "It was opened as “Read by staff, with your details”, deleted after 40 days, and stays so" in settings
    revision = forms.get_form(slug=slug).revision
    post(staff, f"/staff/forms/{slug}/settings", title="A form", revision=str(revision), keeps="", rhythm="close")
    assert forms.get_published(slug=slug)[1].is_read


def test_answers_of_a_form_that_only_counts_are_reachable_by_none_of_these_ways(app, client, desk):
    plain = make.open_form("plain", make.form(*QUESTIONS[:2], make.detail()))
    code = make.code_in(sent(client, plain, email1="anna@example.org"))
    assert rows(app) == []
    assert "There is no answer for this code" in said(client.post("/receipt/answer", data={"code": code}))
    asked = [
        client.post("/privacy/request/code", data={"code": code}),
        client.post("/receipt/answer", data={"code": code}),
    ]
    pages = [desk.get("/staff/inbox"), desk.get("/staff/inbox?q=Anna"), *asked]
    assert [page.request.path for page in pages if "Anna M" in page.text or "Yes, please" in page.text] == []


def test_it_goes_on_its_day_with_the_key_that_opens_it(app, client, slug):
    sent(client, slug)
    day = datetime.now(UTC).date() + timedelta(days=40)
    assert upkeep.purge_people(today=day - timedelta(days=1))["messages"] == 0
    assert upkeep.purge_people(today=day)["messages"] == 1
    assert (rows(app), list(app.extensions["settings"].people_keys.glob("days/messages_*"))) == ([], [])


def test_the_receipt_code_shows_and_erases_it_and_neither_a_retry_nor_a_backup_brings_it_back(app, client, slug):
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "quest1": "yes000", "words1": WORDS}
    code = make.code_in(client.post(f"/f/{slug}", data=data))
    sent(client, slug)
    own = submission_id(current_keys().site, find_code(code))
    (mine,) = [row for row in rows(app) if bytes(row.id) == own]
    assert WORDS in said(client.post("/privacy/request/code", data={"code": code}))
    client.post("/receipt", data={"code": code})
    client.post(f"/f/{slug}", data=data)
    assert (count(app, "ballots", "ballot"), len(rows(app))) == (1, 1)
    with app.extensions["databases"]["people"].begin() as connection:
        names = ", ".join(mine._mapping)
        marks = ", ".join(f":{name}" for name in mine._mapping)
        connection.execute(text(f"INSERT INTO message ({names}) VALUES ({marks})"), dict(mine._mapping))
    assert erasures.replay(today=datetime.now(UTC).date()) == 1
    assert len(rows(app)) == 1


def test_a_retry_keeps_it_once_and_completes_what_a_crash_left_out_and_other_words_are_asked_again(app, client, slug):
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "quest1": "yes000", "words1": WORDS}
    first = client.post(f"/f/{slug}", data=data)
    with app.extensions["databases"]["people"].begin() as connection:
        connection.execute(text("DELETE FROM message"))
    again = [client.post(f"/f/{slug}", data=data) for _once in range(2)]
    assert [page.text == first.text for page in again] == [True, True]
    other = client.post(f"/f/{slug}", data={**data, "words1": "Something else"})
    assert (other.status_code, "Something else" in other.text, len(rows(app))) == (409, True, 1)


@on_sqlite
def test_a_form_that_asks_for_words_alone_is_taken_and_an_empty_page_keeps_nothing(app, client):
    slug = make.open_form("contact", make.form(*QUESTIONS[1:], **KEEPS))
    assert answer(client, slug, words1=WORDS).status_code == 200
    assert answer(client, slug, words1=" ").status_code == 200
    assert [kept.lines for kept in inbox.list_kept()] == [(("What happened?", WORDS),)]


@on_sqlite
def test_what_is_held_under_an_address_includes_it_and_erasing_takes_it(app, client, slug):
    sent(client, slug, email1="anna@example.org")
    sent(client, slug, email1="other@example.org")
    subject = subject_of("anna@example.org")
    (section,) = holdings.list_held(subject=subject)
    assert (section.rows[0]["What happened?"], section.rows[0]["Your e-mail address"]) == (WORDS, "anna@example.org")
    holdings.erase(subject=subject, today=datetime.now(UTC).date())
    assert [kept.email for kept in inbox.list_kept()] == ["other@example.org"]


@on_sqlite
def test_an_address_is_found_under_whichever_question_it_was_left_and_no_answer_hides_another(app, client):
    twice = [make.question(f"email{n}", "email", text="E-mail", personal=OF_EMAIL) for n in (1, 2)]
    slug = make.open_form("contact", make.form(*twice, **KEEPS))
    answer(client, slug, email1="anna@example.org", email2="second@example.org")
    (section,) = holdings.list_held(subject=subject_of("second@example.org"))
    assert [section.rows[0][label] for label in ("E-mail", "E-mail (2)")] == ["anna@example.org", "second@example.org"]


@on_sqlite
def test_deleting_what_a_form_kept_destroys_its_key_and_lets_no_late_page_bring_it_back(app, client, slug):
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "quest1": "yes000", "words1": WORDS}
    client.post(f"/f/{slug}", data=data)
    forms.close_form(slug=slug, now=datetime.now(UTC))
    work()
    deletions.ask(slug=slug, scope="details", nonce="once", now=datetime.now(UTC))
    erasure.run(now=datetime.now(UTC))
    client.post(f"/f/{slug}", data=data)
    assert rows(app) == []


@on_sqlite
def test_the_ready_made_policy_says_how_long_what_staff_read_is_kept(app, slug):
    assert policy_facts.gather().submissions_kept == 40


@on_sqlite
def test_ten_submissions_of_words_alone_are_counted_as_people_and_a_report_says_who_read_them(app, client):
    slug = make.open_form("contact", make.form(*QUESTIONS[1:], **KEEPS))
    for number in range(10):
        answer(client, slug, words1=f"Message {number}")
    forms.close_form(slug=slug, now=datetime.now(UTC))
    work()
    manager = make.sign_in(app, make.account(app))
    report = said(manager.get(f"/staff/results/{slug}/1"))
    assert ["10 people answered." in report, "also read each submission" in report, "Message 3" in report] == [
        True,
        True,
        False,
    ]
    assert [manager.get(f"/staff/results/{slug}/1/results.{kind}").status_code for kind in ("csv", "xlsx", "json")] == [
        200
    ] * 3
    staff = make.sign_in(app, make.account(app, email="s@example.org", role="staff"))
    assert staff.get(f"/staff/forms/{slug}/sample?people=30").status_code == 200
    assert len(inbox.list_kept()) == 10
