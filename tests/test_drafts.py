"""Drafts may be unfinished, are changed one after another, and go back step by step."""

import pytest

from forms_app.domain import drafts
from forms_app.domain.errors import ChangedMeanwhile, Conflict, Unpublishable
from forms_app.services import builder, forms, status, versions
from forms_app.storage.drafts import MOST_FORMER
from tests import make
from tests.lived import at

NOW = at("2026-05-01T12:00:00")


def start(**changes):
    document = make.blank("Which bar next?") | changes
    return forms.start_draft(document=document, slug=None)


def titled(words):
    return lambda document: {**document, "title": {"en": words}}


def test_an_unfinished_form_is_kept_listed_and_not_opened(app):
    slug = start()
    (listed,) = status.list_status(now=NOW)
    assert (slug, listed.form.slug, listed.definition.title) == ("which-bar-next", slug, {"en": "Which bar next?"})
    with pytest.raises(Unpublishable) as refused:
        forms.open_form(slug=slug, now=NOW)
    assert refused.value.reasons == ["Nothing is asked yet; add a question."] == status.list_reasons(listed)


def test_a_name_made_from_a_title_gives_way_and_a_chosen_one_is_refused(app):
    assert [start(), start()] == ["which-bar-next", "which-bar-next-2"]
    with pytest.raises(Conflict):
        forms.start_draft(document=make.blank(), slug="which-bar-next")


def test_of_two_who_change_the_same_draft_the_second_is_told_and_writes_nothing(app):
    slug = start()
    seen = builder.get_draft(slug=slug).revision
    builder.change_draft(slug=slug, revision=seen, edit=titled("One"))
    with pytest.raises(ChangedMeanwhile) as refused:
        builder.change_draft(slug=slug, revision=seen, edit=titled("Two"))
    assert refused.value.document["title"] == builder.get_draft(slug=slug).document["title"] == {"en": "One"}


def two_questions():
    return forms.import_form(definition=make.form(make.question("aaaaaa"), make.question("bbbbbb")), slug="two")


def reworded(id_, words):
    return lambda document: drafts.set_question(
        document, id_, {**drafts.get_question(document, id_), "text": {"en": words}}
    )


def test_two_who_change_two_questions_both_keep_their_work(app):
    slug = two_questions()
    builder.change_draft(slug=slug, revision=0, edit=reworded("aaaaaa", "One"), part="aaaaaa")
    builder.change_draft(slug=slug, revision=0, edit=reworded("bbbbbb", "Two"), part="bbbbbb")
    found = [question["text"]["en"] for question in drafts.questions_of(builder.get_draft(slug=slug).document)]
    assert found == ["One", "Two"]
    with pytest.raises(ChangedMeanwhile):
        builder.change_draft(slug=slug, revision=0, edit=reworded("aaaaaa", "Three"), part="aaaaaa")


def test_changes_are_undone_from_the_newest_on(app):
    slug = start()
    for words in ("One", "Two"):
        builder.change_draft(slug=slug, revision=builder.get_draft(slug=slug).revision, edit=titled(words))
    found = []
    for _ in range(3):
        builder.undo(slug=slug, revision=builder.get_draft(slug=slug).revision)
        found.append(builder.get_draft(slug=slug).document["title"]["en"])
    assert found == ["One", "Which bar next?", "Which bar next?"]


def test_how_many_people_are_expected_is_part_of_what_is_undone_and_of_what_two_may_change(app):
    slug = start()
    builder.change_draft(slug=slug, revision=0, edit=titled("One"), people=60)
    builder.change_draft(slug=slug, revision=1, edit=lambda d: d, people=90)
    with pytest.raises(ChangedMeanwhile):
        builder.change_draft(slug=slug, revision=1, edit=titled("Two"), part=drafts.HEAD, people=60)
    found = []
    for _ in range(2):
        builder.undo(slug=slug, revision=builder.get_draft(slug=slug).revision)
        draft = builder.get_draft(slug=slug)
        found.append((draft.people, draft.document["title"]["en"], "people" in draft.document))
    assert found == [(60, "One", False), (None, "Which bar next?", False)]


def test_only_so_many_former_drafts_are_kept(app):
    slug = start()
    for number in range(MOST_FORMER + 5):
        builder.change_draft(slug=slug, revision=number, edit=titled(f"Title {number}"))
    assert builder.get_draft(slug=slug).former == MOST_FORMER


def test_what_was_not_looked_at_is_neither_opened_nor_published(app):
    slug = two_questions()
    builder.change_draft(slug=slug, revision=0, edit=reworded("aaaaaa", "One"))
    with pytest.raises(ChangedMeanwhile):
        forms.open_form(slug=slug, now=NOW, revision=0)
    forms.open_form(slug=slug, now=NOW, revision=1)
    seen = builder.get_draft(slug=slug)
    builder.change_draft(slug=slug, revision=1, edit=reworded("aaaaaa", "Two"))
    for publish in (versions.correct_wording, versions.replace_questions):
        with pytest.raises(ChangedMeanwhile):
            publish(slug=slug, definition=forms.get_published(slug=slug)[1], now=NOW, revision=seen.revision)
    texts = [question["text"]["en"] for question in drafts.questions_of(builder.get_draft(slug=slug).document)]
    assert (texts[0], forms.get_published(slug=slug)[1].questions[0].heading) == ("Two", "One")
