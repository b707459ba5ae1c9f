"""What the builder says of the vouchers of a form under construction."""

from collections.abc import Iterator
from datetime import datetime

from forms_app.domain.drafts import Document
from forms_app.domain.drafts.checks import Finding
from forms_app.domain.drafts.translations import languages_of
from forms_app.domain.sentences import N_, Sentence
from forms_app.domain.vouchers import SCRIPTS, Promotion, is_open_to_scripts, opening_problems

UNTRANSLATED = N_("What a voucher is good for has no words in %(language)s yet: see “Translations”.")
PLACE, SWITCH = "vouchers", "reward"


def gives_vouchers(document: Document) -> bool:
    return SWITCH in document.get("switches", ())


def look_at_vouchers(
    document: Document,
    promotion: Promotion | None,
    *,
    has_free: bool,
    sends_mail: bool,
    who: str,
    is_opened: bool,
    now: datetime,
) -> Iterator[Finding]:
    """What keeps the form from opening, and that a script could empty the list."""
    if not gives_vouchers(document):
        return
    if not is_opened:
        for sentence in opening_problems(promotion, has_free=has_free, sends_mail=sends_mail, now=now):
            yield Finding(True, PLACE, Sentence("%(said)s", {"said": sentence}))
        yield from _untranslated(document, promotion)
    if is_open_to_scripts(who, promotion):
        yield Finding(False, PLACE, Sentence(SCRIPTS, {}))


def _untranslated(document: Document, promotion: Promotion | None) -> Iterator[Finding]:
    """In which of its languages visitors read in another what they get."""
    offer = promotion.offer if promotion else {}
    for language in languages_of(document):
        if offer and language not in offer:
            yield Finding(False, PLACE, Sentence(UNTRANSLATED, {"language": language}))
