"""Conditions in words, for visitors whose browser runs no scripts."""

from flask_babel import gettext as _

from forms_app.domain.conditions import AllOf, Comparison, Condition
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.texts import in_language


def condition_sentence(definition: Definition, question: Question, language: str) -> str | None:
    """When a question needs an answer; None where it always does."""
    if question.show_if is None:
        return None
    return _("Answer this only if %(condition)s.", condition=condition_in_words(definition, question.show_if, language))


def condition_in_words(definition: Definition, condition: Condition, language: str) -> str:
    if isinstance(condition, Comparison):
        return _comparison(definition, condition, language)
    joined, branches = (_(" and "), condition.all) if isinstance(condition, AllOf) else (_(" or "), condition.any)
    words = [condition_in_words(definition, branch, language) for branch in branches]
    return joined.join(
        word if isinstance(branch, Comparison) else f"({word})" for word, branch in zip(words, branches, strict=True)
    )


def _comparison(definition: Definition, leaf: Comparison, language: str) -> str:
    asked = definition.by_id[leaf.q]
    words = asked.settings.operand_words(leaf.value)
    operand = in_language(words, language) if words else str(leaf.value)
    question = definition.name_of(asked, language)
    return {
        "=": _("“%(question)s” is “%(answer)s”", question=question, answer=operand),
        "!=": _("“%(question)s” is not “%(answer)s”", question=question, answer=operand),
        "<": _("“%(question)s” is less than %(answer)s", question=question, answer=operand),
        "<=": _("“%(question)s” is at most %(answer)s", question=question, answer=operand),
        ">": _("“%(question)s” is more than %(answer)s", question=question, answer=operand),
        ">=": _("“%(question)s” is at least %(answer)s", question=question, answer=operand),
        "contains": _("“%(question)s” includes “%(answer)s”", question=question, answer=operand),
        "empty": _("“%(question)s” has no answer", question=question),
        "filled": _("“%(question)s” has an answer", question=question),
    }[leaf.op]
