"""Readers alone read comments, once results stand and in tens; what is struck out is gone; topics are figures."""

import json
import re
from datetime import UTC, datetime

import pytest

from forms_app.domain.errors import Conflict
from forms_app.services import comments, forms, releases, texts
from tests import make
from tests.lived import answer, rows

WORDS = [f"Please make number {number} for Anna Müller" for number in range(12)]
CLOSES = {"zone": "UTC", "closes": "2030-06-30T18:00"}


def text_form(*, quotable=False, **given):
    idea = make.question("q2idea", "short_text", text="Another idea?", settings={"quotable": quotable})
    other = make.question("q3why0", "long_text", text="Why?")
    return make.form(make.question("q1bars"), idea, other, schedule=CLOSES, **given)


def counted(app, words=WORDS, *, slug="flavours", more=0, **given):
    """A form that was closed and counted after these words, and so many people more who wrote nothing."""
    forms.import_form(definition=text_form(**given), slug=slug)
    forms.open_form(slug=slug, now=datetime(2030, 6, 1, tzinfo=UTC))
    releases.run(now=datetime(2030, 6, 1, tzinfo=UTC))
    for one in words:
        answer("2030-06-02T12:00", 1, slug=slug, q1bars="yes000", q2idea=one)
    if more:
        answer("2030-06-02T12:00", more, slug=slug, q1bars="no0000")
    releases.run(now=datetime(2030, 7, 2, tzinfo=UTC))
    return f"/staff/comments/{slug}/q2idea/1"


@pytest.fixture
def reader(app):
    return make.sign_in(app, make.account(app, email="r@example.org", role="reader"))


@pytest.fixture
def manager(app):
    return make.sign_in(app, make.account(app, email="m@example.org"))


def room(slug="flavours"):
    return comments.get_room(slug=slug, question_id="q2idea", number=1)


def shown(page):
    return re.findall(r'class="comment__words"[^>]*>([^<]+)<', page.text)


def post(browser, path, **data):
    mark = make.csrf_in(browser.get(path.rsplit("/topics", 1)[0].rsplit("/strike", 1)[0].rsplit("/quote", 1)[0]))
    return browser.post(path, data={"csrf_token": mark, **data})


def keys():
    return {one.words: one.key for one in comments.list_comments(room=room(), page=1)}


def test_readers_read_every_comment_of_one_question_and_nothing_that_names_a_moment(app, reader):
    address = counted(app)
    assert 'href="/staff/comments/flavours/q2idea/1"' in reader.get("/staff/comments").text
    page = reader.get(address)
    assert sorted(shown(page)) == sorted(WORDS)
    assert "12 comments, with the results of" in page.text
    assert not re.search(r"\d\d:\d\d", page.text)


def test_the_order_is_not_that_of_sending_and_stays(app, reader):
    words = [f"{number:03}" for number in range(25)]
    address = counted(app, words)
    first = shown(reader.get(address))
    assert (sorted(first), first == words) == (words, False)
    assert shown(reader.get(address)) == first


@pytest.mark.parametrize("role", ["manager", "staff", "administrator"])
def test_nobody_else_reads_them(app, role):
    address = counted(app)
    browser = make.sign_in(app, make.account(app, email="x@example.org", role=role))
    assert {browser.get(path).status_code for path in ("/staff/comments", address)} == {403}


def test_nine_comments_are_never_shown(app, reader):
    address = counted(app, WORDS[:9], more=20)
    assert reader.get(address).status_code == 404
    assert "There is nothing to read yet." in reader.get("/staff/comments").text


def test_comments_whose_results_do_not_stand_are_not_shown(app, reader):
    address = counted(app)
    with app.extensions["databases"]["site"].begin() as connection:
        connection.exec_driver_sql("DELETE FROM publication")
    assert reader.get(address).status_code == 404


def test_a_comment_is_found_through_its_form_its_question_and_its_results_alone(app, reader):
    address = counted(app)
    key = keys()[WORDS[0]]
    assert reader.get(f"{address}/comment/{key}").status_code == 200
    elsewhere = [address.replace(*swap) for swap in (("/1", "/2"), ("q2idea", "q3why0"), ("flavours", "others"))]
    assert {reader.get(f"{one}/comment/{key}").status_code for one in elsewhere} == {404}
    assert {reader.get(f"{address}/comment/{bad}").status_code for bad in ("x", "00" * 16, "é" * 32)} == {404}


def test_words_are_struck_out_wherever_they_stand_and_nothing_keeps_them(app, reader):
    address = counted(app, ["anna müller said: ask Anna Müller.", *WORDS[1:]])
    (words,) = (one for one in keys() if one.startswith("anna"))
    path = f"{address}/comment/{keys()[words]}"
    bodies = rows(app, "people", "SELECT body FROM text")
    answered = post(reader, f"{path}/strike", words="Anna Müller\r\n\r\n", seen=words)
    assert (answered.status_code, answered.location) == (303, path)
    assert shown(reader.get(path)) == []
    assert "[…] said: ask […]." in reader.get(path).text
    assert len(set(bodies) - set(rows(app, "people", "SELECT body FROM text"))) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Anton", "“Anton” does not stand in this comment."),
        (" \n ", "Please write the words to strike out"),
    ],
)
def test_words_that_do_not_stand_there_change_nothing_and_are_kept(app, reader, typed, sentence):
    address = counted(app)
    path = f"{address}/comment/{keys()[WORDS[3]]}"
    answered = post(reader, f"{path}/strike", words=typed, seen=WORDS[3])
    assert answered.status_code == 422
    assert sentence in answered.text
    assert f"\n{typed}</textarea>" in answered.text
    assert WORDS[3] in keys()


def test_a_comment_that_another_reader_changed_is_shown_before_words_go(app, reader):
    address = counted(app)
    path = f"{address}/comment/{keys()[WORDS[3]]}"
    post(reader, f"{path}/strike", words="Anna Müller", seen=WORDS[3])
    answered = post(reader, f"{path}/strike", words="number", seen=WORDS[3])
    assert answered.status_code == 422
    assert "Somebody changed this comment meanwhile" in answered.text
    assert "Please make number 3 for […]" in keys()


def test_a_whole_comment_is_destroyed(app, reader):
    address = counted(app)
    path = f"{address}/comment/{keys()[WORDS[3]]}"
    mark = make.csrf_in(reader.get(path))
    for _twice in range(2):
        assert reader.post(f"{path}/destroy", data={"csrf_token": mark}).status_code == 303
    assert sorted(keys()) == sorted(set(WORDS) - {WORDS[3]})


def test_quotes_are_picked_only_where_people_were_told_and_stand_on_a_page_of_managers(app, client, reader, manager):
    address = counted(app, quotable=True)
    path = f"{address}/comment/{keys()[WORDS[3]]}"
    assert "Nobody has picked a quote yet." in manager.get("/staff/results/flavours/quotes").text
    assert post(reader, f"{path}/quote", quoted="yes").status_code == 303
    page = manager.get("/staff/results/flavours/quotes").text
    assert [words in page for words in WORDS] == [words == WORDS[3] for words in WORDS]
    assert reader.get("/staff/results/flavours/quotes").status_code == 403
    post(reader, f"{path}/quote", quoted="no")
    assert WORDS[3] not in manager.get("/staff/results/flavours/quotes").text


def test_what_people_were_not_told_is_never_quoted(app, reader):
    address = counted(app)
    path = f"{address}/comment/{keys()[WORDS[3]]}"
    assert "Add it to the quotes" not in reader.get(path).text
    answered = post(reader, f"{path}/quote", quoted="yes")
    assert (answered.status_code, "People were not told" in answered.text) == (422, True)
    assert comments.list_quotes(slug="flavours")[1] == []


def test_the_page_says_beside_the_question_what_may_be_quoted(app, client):
    make.open_form("plain", text_form())
    assert "We may quote this" not in client.get("/f/plain").text
    make.open_form("told", text_form(quotable=True, id="form02"))
    assert client.get("/f/told").text.count("We may quote this, without your name.") == 1


def tick(reader, address, topics):
    """Name topics and tick them beside the comments whose words hold one of these texts."""
    for name in topics:
        post(reader, f"{address}/topics/new", name=name)
    ids = {name: id_ for id_, name in comments.list_themes(room=room()).items()}
    data = {"shown": list(keys().values())}
    for words, key in keys().items():
        data[f"topic-{key}"] = [ids[name] for name, texts in topics.items() if any(text in words for text in texts)]
    return post(reader, f"{address}/topics", **data)


def test_topics_are_counted_once_with_the_results_and_never_change_again(app, reader, manager):
    address = counted(app, [f"Comment {n} {'sweet' if n % 2 else ''}" for n in range(24)], more=30)
    assert tick(reader, address, {"Too sweet": ["sweet"], "Packaging": ["never said"]}).status_code == 303
    assert "Too sweet" not in manager.get("/staff/results/flavours/1").text
    for _twice in range(2):
        assert post(reader, f"{address}/topics/count").status_code == 303
    document = json.loads(manager.get("/staff/results/flavours/1/results.json").text)
    (topics,) = (one for one in document["reports"][0]["questions"] if one["of"] == "comments")
    (sweet,) = (table["rows"][0] for table in topics["tables"] if table["text"]["en"] == "Too sweet")
    assert (sweet["low"] <= 12 <= sweet["high"], sweet["printed"] % 5, topics["asked"]["printed"] % 5) == (True, 0, 0)
    page = manager.get("/staff/results/flavours/1").text
    assert page.index("Another idea?") < page.index("Topics in comments") < page.index("Why?</h2>")
    assert post(reader, f"{address}/topics", shown=[next(iter(keys().values()))]).status_code == 422
    with pytest.raises(Conflict):
        comments.set_themes(room=room(), chosen={})
    assert json.loads(manager.get("/staff/results/flavours/1/results.json").text) == document


def test_a_topic_says_about_how_many_comments_and_never_how_many_people_wrote(app, reader, manager):
    address = counted(app, more=28)
    tick(reader, address, {"Everything": ["Please"]})
    post(reader, f"{address}/topics/count")
    (body,) = rows(app, "site", "SELECT figures FROM theme_count")
    assert "12" not in re.findall(r"\b\d+\b", body[0])


def test_topics_have_names_of_their_own_and_are_twenty_at_most(app, reader):
    address = counted(app)
    said = [post(reader, f"{address}/topics/new", name=name).status_code for name in ("Price", " price ", "", "x" * 81)]
    assert said == [303, 422, 422, 422]
    for number in range(19):
        post(reader, f"{address}/topics/new", name=f"Topic {number}")
    assert post(reader, f"{address}/topics/new", name="One more").status_code == 422
    assert len(comments.list_themes(room=room())) == 20


def test_a_topic_that_is_removed_goes_from_every_comment(app, reader):
    address = counted(app)
    tick(reader, address, {"Price": ["Please"]})
    (id_,) = comments.list_themes(room=room())
    for _twice in range(2):
        assert post(reader, f"{address}/topics/{id_}/remove").status_code == 303
    assert {one.themes for one in comments.list_comments(room=room(), page=1)} == {frozenset()}


def test_other_questions_topics_and_strange_keys_are_not_ticked(app, reader):
    address = counted(app)
    counted(app, slug="others", id="form02")
    other = comments.get_room(slug="others", question_id="q2idea", number=1)
    comments.add_theme(room=other, name="Elsewhere")
    (foreign,) = comments.list_themes(room=other)
    (key, *_) = keys().values()
    stranger = comments.list_comments(room=other, page=1)[0].key
    data = {"shown": [key, stranger], f"topic-{key}": [foreign, "nosuch"], f"topic-{stranger}": [foreign]}
    assert post(reader, f"{address}/topics", **data).status_code == 303
    both = [*comments.list_comments(room=room(), page=1), *comments.list_comments(room=other, page=1)]
    assert {one.themes for one in both} == {frozenset()}


def test_comments_come_in_pages(app, reader):
    address = counted(app, [f"{number:03}" for number in range(30)])
    first, second = shown(reader.get(address)), shown(reader.get(f"{address}?page=2"))
    assert (len(first), len(second), len(set(first + second))) == (25, 5, 30)
    assert shown(reader.get(f"{address}?page=99")) == second


def test_comments_are_escaped(app, reader):
    address = counted(app, ["<script>alert(1)</script>", *WORDS])
    assert "<script>alert(1)" not in reader.get(address).text


def test_comments_go_with_their_form(app, reader):
    address = counted(app)
    tick(reader, address, {"Price": ["Please"]})
    texts.erase_form(form_id="form01")
    kept = [rows(app, "people", f"SELECT * FROM {table}") for table in ("text", "theme", "text_theme")]
    assert kept == [[], [], []]
