"""A form in several languages: translated in the builder, chosen by visitors, never a word lost."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.definitions import Definition
from forms_app.domain.drafts import translations
from forms_app.domain.errors import Conflict
from forms_app.services import builder, forms, releases, versions
from tests import make
from tests.web.builder_pages import made_in, said

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@pytest.fixture
def made(app):
    """A form of two questions and a page title in English, and German on its list of languages."""
    found = made_in(app)
    found.add("single_choice", text="Which bar?", help="Only one", **{"s-options": "Salt\nPear"})
    found.add("yes_no", text="Again?")
    found.post("translations", do="add", language="de")
    return found


def keys(made):
    return re.findall(r'name="w-([^"]+)"', made.get("translations", into="de").text)


def translate(made, **more):
    """Every text with its key after it."""
    return made.post("translations", into="de", **{f"w-{key}": f"{key} auf Deutsch" for key in keys(made)}, **more)


def test_every_text_stands_beside_its_translation_and_missing_ones_are_counted(made):
    page = made.get("translations", into="de")
    assert all(word in said(page) for word in ("Bars", "Which bar?", "Only one", "Salt", "Pear", "Again?", "Yes", "No"))
    assert "Deutsch 8 of 8 texts are missing" in said(page)
    assert "8 texts have no words in de; visitors read them in en instead." in said(page)
    translate(made)
    page = made.get("translations", into="de")
    assert ("Deutsch complete" in said(page), "no words in de" in said(page)) == (True, False)
    assert page.text.count("auf Deutsch</textarea>") == 8


def test_editing_and_moving_in_the_first_language_keeps_translations(made):
    translate(made)
    first, _second = made.document()["pages"][0]["questions"]
    options = {"s-options": "Sea salt\nPear"}
    made.post(do="done", card=first["id"], text="Which of our bars?", help="Only one", **options)
    made.post(do="down", card=first["id"])
    moved = made.document()["pages"][0]["questions"][1]
    assert moved["text"] == {"en": "Which of our bars?", "de": f"{first['id']}.text auf Deutsch"}
    salt, pear = moved["settings"]["options"]
    assert (pear["text"]["de"], salt["text"]["de"]) == tuple(
        f"{first['id']}.options.{one['id']} auf Deutsch" for one in (pear, salt)
    )


def test_a_translation_whose_original_changed_says_so_until_somebody_looks_at_it(made):
    translate(made)
    first, second = made.document()["pages"][0]["questions"]
    made.post(do="done", card=first["id"], text="Which of ours?", help="Only one", **{"s-options": "Sea salt\nPear"})
    page = made.get("translations", into="de")
    assert "Deutsch the originals of 2 translations changed since" in said(page)
    assert "original changed since Before: Which bar?" in said(page)
    advice = "The words changed after they were translated into de (2): look at the translation."
    assert re.search(rf'<a href="[^"]+/translations\?into=de#texts-heading">{re.escape(advice)}', made.get().text)
    keyed = f"{first['id']}.text"
    made.post("translations", into="de", do="save", **{f"k-{keyed}": "yes"})
    page = made.get("translations", into="de")
    assert (said(page).count("original changed since"), "Before: Salt" in said(page)) == (1, True)
    salt = f"{first['id']}.options.{first['settings']['options'][0]['id']}"
    made.post("translations", into="de", do="save", **{f"w-{salt}": "Meersalz"})
    assert ("changed since" in said(made.get("translations", into="de")), "translated_from" in made.document()) == (
        False,
        False,
    )
    made.post(do="done", card=second["id"], text="Once more?", **{"s-yes": "Yes", "s-no": "No"})
    made.post(do="done", card=second["id"], text="Again?", **{"s-yes": "Yes", "s-no": "No"})
    assert "translated_from" not in made.document()


def test_a_note_of_a_changed_original_keeps_nothing_from_opening_and_stays_beside_an_open_form(made):
    translate(made)
    second = made.document()["pages"][0]["questions"][1]["id"]
    made.post(do="done", card=second, text="Once more?", **{"s-yes": "Yes", "s-no": "No"})
    assert made.post("open").status_code == 303
    assert made.document()["translated_from"] == {"de": {f"{second}.text": "Again?"}}
    made.post(do="done", card=second, text="One more time?", **{"s-yes": "Yes", "s-no": "No"})
    assert made.post("versions", do="correct", sure="yes").status_code == 303
    assert made.document()["translated_from"] == {"de": {f"{second}.text": "Again?"}}


def test_a_language_off_the_list_keeps_its_words(made):
    translate(made)
    before = made.document()
    made.post("translations", do="remove", language="de")
    assert made.document()["languages"] == ["en"]
    made.post("translations", do="add", language="de")
    assert made.document() == before


def test_words_typed_are_kept_with_every_deed_and_an_empty_one_takes_them_away(made):
    key = keys(made)[0]
    made.post("translations", into="de", do="add", language="fr", **{f"w-{key}": "Riegel"})
    assert made.document()["title"] == {"en": "Bars", "de": "Riegel"}
    made.post("translations", into="de", do="save", **{f"w-{key}": " "})
    assert (made.document()["title"], made.document()["languages"]) == ({"en": "Bars"}, ["en", "de", "fr"])


def test_unknown_languages_and_keys_change_nothing(made):
    before = made.document()
    for do, language in (("add", "x<y"), ("rename", ""), ("remove", "en")):
        made.post("translations", do=do, language=language)
    made.post("translations", do="save", into="en", **{"w-head.title": "Other"})
    made.post("translations", do="save", into="de", **{"w-nobody.text": "Other"})
    assert made.document() == before
    assert made.post("translations", do="burn").status_code == 404


def test_the_form_begins_with_another_of_its_languages(made):
    translate(made)
    made.post("translations", do="first", language="de")
    document = made.document()
    assert (document["languages"], list(document["title"])) == (["de", "en"], ["de", "en"])
    assert "head.title auf Deutsch" in said(made.get())
    assert "Nothing keeps it from opening." in said(made.get())


def test_words_that_were_taken_for_english_are_taken_for_another_language(app):
    made = made_in(app)
    made.add("yes_no", text="Noch einmal?")
    made.post("translations", do="rename", language="de")
    document = made.document()
    assert (document["languages"], document["title"]) == (["de"], {"de": "Bars"})
    assert document["pages"][0]["questions"][0]["text"] == {"de": "Noch einmal?"}
    assert "“Yes” has no text in de." in said(made.get())


def test_a_translation_that_somebody_changed_meanwhile_is_shown_and_kept(made):
    seen = builder.get_draft(slug=made.slug).revision
    translate(made)
    refused = made.post("translations", revision=seen, into="de", do="save", **{"w-head.title": "Unsere Riegel"})
    assert (refused.status_code, "Unsere Riegel" in said(refused)) == (409, True)
    assert made.document()["title"]["de"] == "head.title auf Deutsch"


@pytest.fixture
def opened(made):
    """Open, with the German words of the second question missing."""
    translate(made)
    second = made.document()["pages"][0]["questions"][1]["id"]
    made.post("translations", into="de", do="save", **{f"w-{second}.text": ""})
    made.post(do="split", card=second)
    assert made.post("open").status_code == 303
    assert forms.get_published(slug=made.slug)[1].languages == ("en", "de")
    releases.run(now=datetime.now(UTC))
    return made


def test_visitors_choose_by_a_link_with_the_languages_own_name(client, opened):
    page = client.get(f"/f/{opened.slug}").text
    link = re.search(r'<a href="([^"]+)" lang="de" hreflang="de">([^<]+)</a>', page)
    assert (link[2], '<html lang="en">' in page) == ("Deutsch", True)
    german = client.get(link[1]).text
    assert ('<html lang="de">' in german, "head.title auf Deutsch" in german) == (True, True)
    assert re.search(r'<a href="/f/bars" lang="en" hreflang="en">English</a>', german)


def test_the_pages_own_words_say_that_they_are_english(client, opened):
    german = client.get(f"/f/{opened.slug}?lang=de").text
    assert re.search(r'<span class="needed" lang="en">\(optional\)</span>', german)
    assert re.search(r'<label for="[^"]+" lang="en">No answer</label>', german)
    assert re.search(r'<p class="muted" lang="en">Page 1 of 3</p>', german)
    english = client.get(f"/f/{opened.slug}").text
    assert '<span class="needed">(optional)</span>' in english


def test_a_missing_translation_is_read_in_the_first_language_and_marked(client, opened):
    token = make.token_in(client.get(f"/f/{opened.slug}?lang=de"))
    first = opened.document()["pages"][0]["id"]
    german = client.post(f"/f/{opened.slug}?lang=de", data={"token": token, "step": first, "go": "next"}).text
    assert '<span lang="en">Again?</span>' in german
    assert "yes auf Deutsch" in german


def test_every_untranslated_word_says_its_language_to_visitors(client, made):
    """Options, help, ends of a scale, what is agreed to, headings and the form's own title stay in English."""
    made.add("scale", text="Taste?", help="Just *yours*", **{"s-min": "1", "s-max": "5", "s-low": "Bad", "s-high": ""})
    made.add("statement", text="Thank you")
    made.add("ranking", text="Order?", **{"s-items": "First\nSecond"})
    rest = [q["id"] for q in made.document()["pages"][0]["questions"]]
    made.post("translations", into="de", do="save", **{f"w-{id_}.text": f"{id_} auf Deutsch" for id_ in rest})
    made.post("open")
    releases.run(now=datetime.now(UTC))
    german = client.get(f"/f/{made.slug}?lang=de").text
    in_english = re.findall(r'<(\w+)[^>]* lang="en">((?:(?!</?\1).)*)</\1>', german)
    words = {re.sub(r"<[^>]+>", "", text) for _tag, text in in_english}
    assert {"Bars", "Only one", "Salt", "Pear", "Yes", "No", "Bad", "Just yours", "First", "Second"} <= words
    assert re.search(r'<h1 lang="en">Bars</h1>', german)
    assert f"<span>{rest[0]} auf Deutsch</span>" in german


def test_a_forms_words_inside_the_pages_own_sentences_say_their_language(client, made):
    made.add("email", text="Your address?", purpose="to send you a bar", delete_after="30")
    mail = made.document()["pages"][0]["questions"][-1]["id"]
    made.post("translations", into="de", do="save", **{f"w-{mail}.purpose": "um Ihnen einen Riegel zu schicken"})
    made.post("open")
    releases.run(now=datetime.now(UTC))
    german = client.get(f"/f/{made.slug}?lang=de").text
    sentence = 'Your address?: optional, used only <span lang="de">um Ihnen einen Riegel zu schicken</span>, kept apart'
    assert sentence in german
    assert "Your address?: optional, used only to send you a bar, kept apart" in client.get(f"/f/{made.slug}").text


def test_another_language_is_chosen_on_the_way_with_everything_kept(client, opened):
    pages = opened.document()["pages"]
    question, second = pages[0]["questions"][0], pages[1]["id"]
    salt = question["settings"]["options"][0]["id"]
    token = make.token_in(client.get(f"/f/{opened.slug}"))
    sent = {"token": token, "step": pages[0]["id"], "go": "next", question["id"]: salt}
    english = client.post(f"/f/{opened.slug}", data=sent).text
    button = re.search(r'value="([a-z0-9]{6})" formaction="([^"]+)" lang="de">Deutsch</button>', english)
    assert (button[1], button[2]) == (second, f"/f/{opened.slug}?lang=de")
    german = client.post(button[2], data={**sent, "step": second, "go": button[1]}).text
    assert '<html lang="de">' in german
    assert f'<input type="hidden" name="{question["id"]}" value="{salt}">' in german


def test_a_language_written_from_right_to_left_turns_the_page(app, client):
    form = {**make.form(make.question("vote01")).to_json(), "languages": ["ar"]}
    arabic = json.loads(json.dumps(form).replace('"en"', '"ar"'))
    make.open_form(opened=Definition.model_validate(arabic))
    page = client.get("/f/flavours").text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<span class="needed" lang="en" dir="ltr">(optional)</span>' in page


def test_one_language_offers_no_choice(app, client):
    make.open_form(opened=make.form(make.question("vote01")))
    assert "hreflang" not in client.get("/f/flavours").text


def test_a_staff_page_of_many_texts_comes_in_parts(app):
    made = made_in(app)
    made.add("single_choice", text="Where?", **{"s-options": "\n".join(f"Place {n}" for n in range(250))})
    made.post("translations", do="add", language="de")
    first, second = (made.get("translations", into="de", **{"from": start}) for start in (0, 200))
    assert (first.text.count('name="w-'), second.text.count('name="w-')) == (200, 52)
    assert ("More texts" in said(first), "Texts before these" in said(second)) == (True, True)


def test_keys_are_of_one_text_each(made):
    texts = list(translations.each_text(made.document()))
    assert len({one.key for one in texts}) == len(texts) == 8


@pytest.fixture
def drawn(app):
    """The draft of a prize draw in English, and German on its list of languages."""
    found = made_in(app)
    found.add("yes_no", text="Again?")
    rules = {"prizes": "2 × Gift box (20 EUR)", "eligibility": "I live in Germany.", "terms": "German law."}
    closes, draws = (f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%dT%H:%M}" for days in (10, 13))
    found.post("draw", draw="on", draws=draws, **rules)
    found.post("settings", title="Bars", closes=closes, zone="Europe/Berlin")
    found.post("translations", do="add", language="de")
    return found


def test_the_rules_of_a_prize_draw_are_translated_with_the_form_and_fixed_when_it_opens(app, client, drawn):
    assert [key for key in keys(drawn) if key.startswith("rules.")] == [
        "rules.prize.0",
        "rules.eligibility",
        "rules.terms",
    ]
    translate(drawn)
    forms.open_form(slug=drawn.slug, now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC))
    shown = said(client.get(f"/c/{drawn.slug}/rules?lang=de"))
    assert ("rules.prize.0 auf Deutsch" in shown, "German law." in shown) == (True, False)
    assert [key for key in keys(drawn) if key.startswith("rules.")] == []
    definition = forms.get_published(slug=drawn.slug)[1].to_json()
    definition["contest"]["terms"]["de"] = "Ein anderes Recht."
    with pytest.raises(Conflict, match="The rules of the prize draw differ"):
        versions.correct_wording(
            slug=drawn.slug, definition=Definition.model_validate(definition), now=datetime.now(UTC)
        )
