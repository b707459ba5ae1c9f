"""What staff should look at again before a form opens, and which conditions make a text tell of its writer."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from forms_app.domain.conditions import leaves
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.translations import untranslated

MOST_FOLLOW_UPS = 10  # to one answer; repetition averages the rounding away (R9)
NEAR = 0.85  # of the letters of two wordings in the same order (difflib's ratio)
LONGEST = 300  # letters of a wording that are compared


def warnings(definition: Definition) -> list[str]:
    """What does not keep a form from opening."""
    return list(each_warning(definition))


def each_warning(definition: Definition) -> Iterator[str]:
    """The same, one after another: a form may have very many."""
    yield from untranslated(definition)
    yield from _many_follow_ups(definition)
    yield from _asked_twice(definition)


def texts_behind_groups(definition: Definition) -> Iterator[str]:
    """A text that only a group of a breakdown writes would say of its writer which group that is."""
    for question in definition.answered:
        looked_at = {leaf.q for condition in definition.conditions_of(question) for leaf in leaves(condition)}
        if question.settings.may_hold_text():
            for id_ in definition.breakdowns:
                if id_ in looked_at and id_ in definition.by_id:
                    yield (
                        f"“{question.heading}” takes words and depends on “{definition.by_id[id_].heading}”, by which "
                        "groups are compared; the words would say whose they are. Ask it of everybody."
                    )


def _asked_twice(definition: Definition) -> Iterator[str]:
    """One sentence for all that ask what the first of them asks."""
    left = [(q, _answers_of(q), _words_of(q)) for q in definition.answered]  # once each: pairs are many
    while left:
        (first, answers, words), *others = left
        alike = [
            other
            for other, its_answers, its_words in others
            if first.kind == other.kind and answers == its_answers != () and _are_near(words, its_words)
        ]
        if alike:
            more = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
            yield (
                f"“{first.heading}” and “{alike[0].heading}”{more} ask nearly the same and have the same answers; "
                "together they would say more of people than any of them should."
            )
        named = {question.id for question in alike}
        left = [one for one in others if one[0].id not in named]


def _answers_of(question: Question) -> tuple[tuple[str, ...], ...]:
    """The wordings that are counted, table by table; ids differ where a question was copied."""
    return tuple(
        tuple(next(iter(text.values())).casefold().strip() for _, text in table.labels)
        for table in question.settings.tables()
    )


def _words_of(question: Question) -> str:
    return " ".join(question.heading.casefold().split())[:LONGEST]


@lru_cache(maxsize=50_000)  # a form that is being built is looked at after each change
def _are_near(first: str, second: str) -> bool:
    """The cheap bounds of the ratio come first."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _many_follow_ups(definition: Definition) -> Iterator[str]:
    """Comparisons of the same question with the same answer, each follow-up counted once."""
    asked: dict[tuple[str, str], set[str]] = {}
    for question in definition.answered:
        for condition in definition.conditions_of(question):
            for leaf in leaves(condition):
                asked.setdefault((leaf.q, f"{leaf.op} {leaf.value}"), set()).add(question.id)
    for (id_, _), followers in asked.items():
        if len(followers) > MOST_FOLLOW_UPS and id_ in definition.by_id:
            yield (
                f"{len(followers)} questions follow one answer to “{definition.by_id[id_].heading}”; with more than "
                f"{MOST_FOLLOW_UPS} the number of people who gave it can be told too precisely."
            )
