"""Answers shown in later questions, from the builder to the results."""

import re

import pytest

from forms_app.domain.definitions import Definition
from forms_app.services import builder, forms
from forms_app.services.samples import make_sample
from tests import make
from tests.web.builder_pages import Builder, made_in, said

SALT = "<b>Salt & **caramel**</b> {{again}}"
BARS = {
    "options": [
        {"id": "bar001", "text": {"en": SALT, "de": "Salz"}},
        {"id": "bar002", "text": {"en": "Pear", "de": "Birne"}},
    ],
    "other": True,
}
FORM = {
    "format": "form/1",
    "id": "form01",
    "languages": ["en", "de"],
    "title": {"en": "Bars", "de": "Riegel"},
    "pages": [
        make.page("page01", {**make.question("which1", settings=BARS), "text": {"en": "Which bar?", "de": "Welcher?"}}),
        make.page(
            "page02",
            {
                **make.question("why001", "yes_no"),
                "text": {"en": "Buy {{which1|your choice}} again?", "de": "{{which1|Ihre Wahl}} wieder?"},
                "help": {
                    "en": "**Think** of {{which1|it}}: [more](https://a.example/{{which1}})",
                    "de": "An {{which1|sie}}",
                },
                "settings": {"yes": {"en": "Yes", "de": "Ja"}, "no": {"en": "No", "de": "Nein"}},
            },
        ),
    ],
}


@pytest.fixture
def slug(app):
    return make.open_form(opened=Definition.model_validate(FORM))


def walk(client, slug, go="next", step="page01", lang="en", **sent):
    token = make.token_in(client.get(f"/f/{slug}"))
    data = {"token": token, "step": step, "go": go, **{name.replace("__", "."): text for name, text in sent.items()}}
    return client.post(f"/f/{slug}", query_string={"lang": lang}, data=data)


def test_the_choice_stands_in_the_title_and_the_help_of_the_next_page_as_words(client, slug):
    page = walk(client, slug, which1="bar001")
    words = "&lt;b&gt;Salt &amp; **caramel**&lt;/b&gt; {{again}}"
    assert f"Buy {words} again?" in page.text
    assert f"<strong>Think</strong> of {words}: " in page.text
    assert "<b>Salt" not in page.text


def test_no_answer_ever_goes_into_an_address(client, slug):
    links = re.findall(r'href="(https://a\.example[^"]*)"', walk(client, slug, which1="bar002").text)
    assert links == ["https://a.example/%7B%7Bwhich1%7D%7D"]


def test_each_language_says_it_in_its_own_words(client, slug):
    assert "Birne wieder?" in walk(client, slug, which1="bar002", lang="de").text
    assert "Ihre Wahl wieder?" in walk(client, slug, lang="de").text


def test_own_words_and_no_answer_read_the_stated_words(client, slug):
    own = walk(client, slug, which1="other", which1__other="my secret words")
    heading = re.search(r"<legend[^>]*>(.*?)</legend>", own.text, re.DOTALL)[1]
    assert ("Buy your choice again?" in heading, "my secret words" in heading) == (True, False)
    assert "Buy your choice again?" in walk(client, slug).text


def test_the_look_back_and_a_problem_say_it_too(client, slug):
    review = walk(client, slug, go="next", step="page02", which1="bar002", why001="yes")
    assert "Buy Pear again?" in said(review)
    refused = walk(client, slug, go="next", step="page02", which1="bar002", why001="maybe")
    assert (refused.status_code, refused.text.count("Buy Pear again?")) == (422, 2)


def test_the_first_page_is_the_same_for_everybody(client, slug):
    one, two = (client.get(f"/f/{slug}").text for _ in range(2))
    assert re.sub(r'name="token" value="[^"]+"', "", one) == re.sub(r'name="token" value="[^"]+"', "", two)


def test_results_name_the_question_instead(app, slug):
    _form, definition = forms.get_published(slug=slug)
    report = make_sample(definition=definition, people=30, day=make.date(2030, 6, 1))
    assert report["questions"][1]["text"] == {
        "en": "Buy [the answer to “Which bar?”] again?",
        "de": "[“Welcher?”] wieder?",
    }


def test_read_only_views_name_the_question_instead(app, slug):
    staff = Builder(app, slug)
    pages = [staff.get(), staff.get("logic"), staff.get("versions", number=1), staff.get("copy"), staff.get("sample")]
    for page in pages:
        assert ("Buy [the answer to “Which bar?”] again?" in said(page), "{{which1" in page.text) == (True, False)


def test_a_correction_names_the_question_in_both_wordings(app, client, slug):
    staff = Builder(app, slug)
    kept = {"help": FORM["pages"][1]["questions"][0]["help"]["en"], "s-yes": "Yes", "s-no": "No"}
    staff.post(do="done", card="why001", text="Take {{which1|your choice}} again?", **kept)
    staff.post("versions", do="correct", sure="yes")
    shown = said(client.get(f"/f/{slug}/about"))
    assert "Buy [the answer to “Which bar?”] again? became Take [the answer to “Which bar?”] again?" in shown


@pytest.fixture
def made(app):
    return made_in(app)


def test_it_is_put_in_from_a_list_without_scripts(app, client, made):
    first = made.add("single_choice", text="Which bar?", **{"s-options": "Salt\nPear"})
    second = made.add("yes_no", text="Why")
    assert "Put in an earlier answer" not in made.get(card=second).text
    made.post(do="split", card=second)
    assert f'<option value="{first}"' in made.get(card=second).text
    made.post(do="pipe", card=second, text="Why", piped=first, into="text")
    made.post(do="pipe", card=second, text=f"Why {{{{{first}|your choice}}}}", piped=first, into="help")
    question = made.document()["pages"][1]["questions"][0]
    assert (question["text"], question["help"]) == (
        {"en": f"Why {{{{{first}|your choice}}}}"},
        {"en": f"{{{{{first}|your choice}}}}"},
    )
    assert "Nothing keeps it from opening." in said(made.get())
    assert "Shown with answers put in: Why [the answer to “Which bar?”]" in said(made.get(card=second))


def test_what_may_not_be_put_in_is_not_taken(made):
    words, second = made.add("short_text", text="Name a bar"), made.add("yes_no", text="Why")
    made.post(do="split", card=second)
    made.post(do="pipe", card=second, text="Why", piped=words, into="text")
    assert made.texts() == [["Name a bar"], ["Why"]]


def test_the_checks_say_when_the_asked_question_goes_or_comes_later(made):
    made.add("yes_no", text="Shall we?")
    first = made.add("yes_no", text="Again?")
    second = made.add("yes_no", text=f"Why {{{{{first}|it}}}}?")
    assert "“Why …?” shows the answer to “Again?”, which is not asked on an earlier page" in said(made.get())
    made.post(do="split", card=second)
    assert "Nothing keeps it from opening." in said(made.get())
    made.post(do="remove", card=first)
    assert f"“Why …?” shows the answer to a question that is not there ({first})." in said(made.get())
    assert made.post("open").status_code == 422
    assert builder.get_draft(slug=made.slug).version is None
