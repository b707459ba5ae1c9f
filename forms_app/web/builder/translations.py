"""The builder's translations: which languages the form has, and every text beside its words in one of them."""

from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from forms_app.domain.drafts import HEAD, Document, translations
from forms_app.domain.drafts.settings import settings_of
from forms_app.domain.drafts.translations import OFFER, RULES, Written
from forms_app.domain.errors import ChangedMeanwhile, NotFound
from forms_app.domain.fields import KINDS
from forms_app.domain.piping import has_piping
from forms_app.services import builder, promotions
from forms_app.services.builder import Draft, Edit
from forms_app.web.builder import frame
from forms_app.web.guards import may
from forms_app.web.kind_words import setting_words
from forms_app.web.languages import offered, own_name

pages = Blueprint("builder_translations", __name__)
AT_ONCE = 200  # texts on a page; a form may have thousands


@pages.get("/staff/forms/<slug>/translations")
@may("make forms")
def show(slug: str) -> str:
    draft = builder.get_draft(slug=slug)
    document = draft.document
    first, *others = translations.languages_of(document)
    into = request.args.get("into", "")
    into = into if into in others else next(iter(others), "")
    texts = _list_open(draft)
    start = min(max(request.args.get("from", 0, type=int), 0), len(texts))
    what = cache(_what)  # for this page: a form has the same few names of texts hundreds of times
    names, originals = _names(document), translations.originals_of(document, into)
    return frame.render(
        "staff/builder/translations.html",
        draft,
        tab="translations",
        first=first,
        into=into,
        listed=[_language_face(document, texts, code) for code in (first, *others)],
        offered=[one for one in offered() if one.code not in (first, *others)],
        texts=[_face(one, first, into, names, originals, what) for one in texts[start : start + AT_ONCE]]
        if into
        else [],
        start=start,
        before=max(start - AT_ONCE, 0) if start else None,
        after=start + AT_ONCE if start + AT_ONCE < len(texts) else None,
    )


@pages.post("/staff/forms/<slug>/translations")
@may("make forms")
def change(slug: str) -> Any:
    """One deed with the list of languages, or the words that were typed; they are kept with every deed."""
    do, code = request.form.get("do", "save"), request.form.get("language", "")
    into, was = request.form.get("into", ""), frame.language_of(builder.get_draft(slug=slug).document)
    try:
        builder.change_draft(slug=slug, revision=frame.revision_sent(), edit=_with_typed(into, _deed(do, code)))
    except ChangedMeanwhile as error:
        return frame.conflict(builder.get_draft(slug=slug), error, [])
    _translate_offer(slug, do, code, into, was)
    if frame.wants_json():
        return frame.saved(builder.get_draft(slug=slug))
    shown = code if do == "add" else into
    where = {"_anchor": "texts-heading"} if do in ("add", "save") else {"_anchor": "languages-heading"}
    start = request.form.get("from", type=int) or None
    return redirect(
        url_for("builder_translations.show", slug=slug, **{"into": shown or None, "from": start}, said=do, **where), 303
    )


def _deed(do: str, code: str) -> Edit:
    is_known = code in {one.code for one in offered()}
    deeds: dict[str, Edit] = {
        "save": lambda d: d,
        "add": lambda d: translations.add_language(d, code) if is_known else d,
        "remove": lambda d: translations.remove_language(d, code),
        "first": lambda d: translations.begin_with(d, code),
        "rename": lambda d: translations.rename_first(d, code) if is_known else d,
    }
    if do not in deeds:
        raise NotFound("deed")
    return deeds[do]


def _with_typed(into: str, deed: Edit) -> Edit:
    typed = {name[2:]: text.replace("\r\n", "\n") for name, text in request.form.items() if name.startswith("w-")}

    fitting = [name[2:] for name in request.form if name.startswith("k-")]

    def edit(document: Document) -> Document:
        if into in translations.languages_of(document)[1:]:
            document = translations.with_words(document, typed, into)
            document = translations.still_fits(document, fitting, into)
        return deed(document)

    return edit


def _list_open(draft: Draft) -> list[Written]:
    """The texts of the draft, and what a voucher is good for, which stands beside it."""
    is_opened, offer = draft.version is not None, draft.promotion.offer if draft.promotion else {}
    return [
        *translations.list_open(draft.document, is_opened=is_opened),
        *translations.of_offer(draft.document, offer, is_opened=is_opened),
    ]


def _translate_offer(slug: str, do: str, code: str, into: str, was: str) -> None:
    """What was done with the words of the draft, done with those of its vouchers."""
    document = builder.get_draft(slug=slug).document
    typed = request.form.get(f"w-{OFFER}.offer")
    if typed is not None and into in translations.languages_of(document):
        promotions.translate(slug=slug, language=into, offer=" ".join(typed.split()))
    if do in ("first", "rename") and translations.languages_of(document)[0] == code:
        promotions.begin_with(slug=slug, language=code, was=was if do == "rename" else None)


def _language_face(document: Document, texts: list[Written], code: str) -> SimpleNamespace:
    missing, outdated = translations.count_missing(texts, code), len(translations.originals_of(document, code))
    return SimpleNamespace(code=code, name=own_name(code), missing=missing, count=len(texts), outdated=outdated)


def _face(
    one: Written,
    first: str,
    into: str,
    names: dict[str, tuple[str, str]],
    originals: dict[str, str],
    what: Callable[[str, str], str],
) -> SimpleNamespace:
    where, kind = names[one.at]
    return SimpleNamespace(
        key=one.key,
        label=_("%(where)s: %(what)s", where=where, what=what(one.name, kind)),
        was=one.words.get(first, ""),
        was_before=originals.get(one.key, ""),
        now=one.words.get(into, ""),
        shows_answers=has_piping(one.words),
        rows=min(8, 1 + one.words.get(first, "").count("\n") + len(one.words.get(first, "")) // 60),
    )


def _names(document: Document) -> dict[str, tuple[str, str]]:
    """Where a text belongs, by the id of its part, and the question's type."""
    found, number = {HEAD: (_("Form"), ""), RULES: (_("Prize draw"), ""), OFFER: (_("Vouchers"), "")}, 0
    for place, page in enumerate(document.get("pages", []), 1):
        found[page["id"]] = (_("Page %(number)d", number=place), "")
        for question in page["questions"]:
            number += 1
            found[question["id"]] = (_("Question %(number)d", number=number), question["kind"])
    return found


def _what(name: str, kind: str) -> str:
    known = {
        "title": _("Title"),
        "intro": _("Introduction"),
        "text": _("Words of the question"),
        "help": _("Help text"),
        "purpose": _("What the detail is for"),
        "prize": _("Prize"),
        "eligibility": _("Who may enter"),
        "postal": _("Entries by post"),
        "terms": _("Further terms"),
        "offer": _("What a voucher is good for"),
    }
    if name in known and not (name in ("title", "intro") and kind):
        return known[name]
    setting = next((each for each in settings_of(KINDS[kind]) if each.name == name), None) if kind else None
    return setting_words(setting)[0] if setting else name
