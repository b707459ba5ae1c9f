"""What the builder says of a form under construction: what keeps it from opening, and what to look at again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from forms_app.domain.advice import advise
from forms_app.domain.checks import each_warning
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.drafts import Document
from forms_app.domain.drafts.gaps import Reading, read
from forms_app.domain.drafts.translations import count_outdated
from forms_app.domain.fields.options import Option
from forms_app.domain.publishable import unpublishable
from forms_app.domain.sentences import N_, Sentence

LONG = 10  # minutes; surveys much longer are left unfinished by many
OLD_ENOUGH = 14  # years of reading age that a text for everybody may ask for
SECONDS = {"read": 5, "choose": 5, "write": 25}  # per question, rough means
MANY_GROUPS = 4
IN_LANGUAGE = "translations."  # before the language whose translations a finding is about; ids have no dots
MOST_WARNINGS = 10  # said at once; when they are mended, others follow
LEADING = re.compile(
    r"\b(don't you|do you not|isn't it|wouldn't you|surely|obviously|of course"
    r"|how much (do|did) you (love|like|enjoy))\b",
    re.IGNORECASE,
)
TWO_IN_ONE = re.compile(r"\b(and|or|as well as)\b", re.IGNORECASE)
BIRTH = re.compile(r"\b(birth|birthday|born)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    stops: bool  # it keeps the form from opening
    at: str | None  # the question or page it is about
    sentence: Sentence


def look_at(document: Document, people: int | None = None, reading: Reading | None = None) -> list[Finding]:
    """Everything to be said of it, what stops it first; `people` are expected to answer it."""
    reading = reading or read(document)
    definition = reading.finished
    gaps = [Finding(True, gap.at, gap.sentence) for gap in reading.gaps]
    said = [_found(definition, True, sentence) for sentence in ([] if gaps else unpublishable(definition))]
    said += [_found(definition, False, sentence) for sentence in islice(each_warning(definition), MOST_WARNINGS)]
    said += map(_outdated, count_outdated(document).items())
    return [*gaps, *said, *(Finding(False, at, sentence) for at, sentence in _advice(definition, people))]


def minutes_of(definition: Definition) -> int:
    """About how long it takes to answer everything, at least one minute."""
    return max(1, round(sum(map(_seconds, definition.questions)) / 60))


def reading_age(text: str) -> int | None:
    """Years, by Flesch and Kincaid's grade (1975) and five; None for too few words to tell."""
    sentences = [part for part in re.split(r"[.!?]+", text) if part.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    if len(words) < 30 or not sentences:
        return None
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower()))) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(5, round(grade) + 5)


def _outdated(counted: tuple[str, int]) -> Finding:
    language, count = counted
    words = N_("The words changed after they were translated into %(language)s (%(count)d): look at the translation.")
    return Finding(False, f"{IN_LANGUAGE}{language}", Sentence(words, {"language": language, "count": count}))


def _found(definition: Definition, stops: bool, sentence: str) -> Finding:
    """A sentence that begins with a question's text leads to that question."""
    named = re.match(r"“(.+?)”", sentence)
    at = next((q.id for q in definition.questions if named and q.heading == named[1]), None)
    return Finding(stops, at, Sentence("%(said)s", {"said": sentence}))


def _advice(definition: Definition, people: int | None) -> Iterator[tuple[str | None, Sentence]]:
    for question in definition.questions:
        for sentence in _of_question(question):
            yield question.id, Sentence(sentence, {"question": question.heading})
        if answer := _offered_twice(question):
            words = N_("“%(question)s” offers “%(answer)s” more than once; answers would be split between them.")
            yield question.id, Sentence(words, {"question": question.heading, "answer": answer})
    yield from _breakdown_advice(definition) if people is None else _advice_for(definition, people)
    if wordy := [q for q in definition.answered if q.settings.may_hold_text()]:
        words = N_("Own words are asked for (%(number)d): they are read apart, never counted. Ask for no names there.")
        yield (wordy[0].id if len(wordy) == 1 else None), Sentence(words, {"number": len(wordy)})
    minutes = minutes_of(definition)
    if minutes > LONG:
        words = N_("It takes about %(minutes)d minutes to answer; many people stop after ten.")
        yield None, Sentence(words, {"minutes": minutes})
    age = reading_age(" ".join(q.heading.rstrip(".?!") + "." for q in definition.questions))
    if age is not None and age > OLD_ENOUGH and definition.languages[0].startswith("en"):
        yield (
            None,
            Sentence(
                N_("The words suit readers from about %(age)d years on; shorter ones reach more people."), {"age": age}
            ),
        )


def _of_question(question: Question) -> Iterator[str]:
    settings, text = question.settings, question.heading
    if not settings.tables() and "<" in settings.operators and BIRTH.search(text):
        yield N_("“%(question)s”: a date of birth can single people out. Ask for an age band instead.")
    low, high = getattr(settings, "low", None), getattr(settings, "high", None)
    if (low is None) != (high is None):
        yield N_("“%(question)s” names one end of its scale only; name both or neither.")
    if LEADING.search(text):
        yield N_("“%(question)s” may lead people to an answer; ask it neutrally.")
    if settings.tables() and len(settings.tables()) == 1 and settings.covers and TWO_IN_ONE.search(text):
        yield N_("“%(question)s” may ask two things at once; make it two questions.")


def _offered_twice(question: Question) -> str | None:
    """The first answer that is written twice in one of the question's lists, capitals aside."""
    for name in type(question.settings).model_fields:
        seen: set[str] = set()
        held = getattr(question.settings, name)
        for option in held if isinstance(held, tuple) else ():
            words = next(iter(option.text.values())) if isinstance(option, Option) else ""
            if words and words.casefold() in seen:
                return words
            seen.add(words.casefold())
    return None


def _breakdown_advice(definition: Definition) -> Iterator[tuple[str | None, Sentence]]:
    for id_ in definition.breakdowns:
        question = definition.by_id.get(id_)
        tables = question.settings.tables() if question else []
        if question and len(tables) == 1 and len(tables[0].labels) > MANY_GROUPS:
            words = N_(
                "“%(question)s” makes %(groups)d groups. With fewer than about %(people)d answers in all, the figures "
                "of most groups are only ranges."
            )
            groups = len(tables[0].labels)
            yield id_, Sentence(words, {"question": question.heading, "groups": groups, "people": groups * 30})


def _advice_for(definition: Definition, people: int) -> Iterator[tuple[str | None, Sentence]]:
    """What so many answers will not tell."""
    advice = advise(people)
    if advice.shown == "nothing":
        yield None, Sentence(N_("You expect %(people)d people; results need ten answers."), {"people": people})
    for id_ in definition.breakdowns:
        question = definition.by_id.get(id_)
        groups = len(question.settings.tables()[0].labels) if question and question.settings.tables() else 0
        if question and groups > max(advice.groups, 1):
            words = N_("“%(question)s” makes %(groups)d groups. With %(people)d answers most figures are only ranges.")
            yield id_, Sentence(words, {"question": question.heading, "groups": groups, "people": people})
    for question in definition.answered:
        options = len(question.settings.tables()[0].labels) if question.settings.rivals else 0
        if options > advice.most_options:
            words = N_("“%(question)s” offers %(options)d answers. With %(people)d people, offer at most %(most)d.")
            more = {"options": options, "people": people, "most": advice.most_options}
            yield question.id, Sentence(words, {"question": question.heading, **more})


def _seconds(question: Question) -> int:
    """Reading at about three words a second, and answering."""
    words = len(question.heading.split()) / 3
    if question.settings.may_hold_text():
        return round(words + SECONDS["write"])
    return round(
        words + SECONDS["choose"] * max(1, len(question.settings.parts())) if question.settings.asks else words
    )
