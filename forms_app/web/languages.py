"""Languages by their own names, and the mark of the page's own words where a form speaks another one."""

from functools import cache
from types import SimpleNamespace

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from flask import Flask, g
from markupsafe import Markup, escape

from forms_app.domain.texts import OWN_LANGUAGE, Text

OFTEN = ("ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr", "uk", "zh-Hans")
BESIDE = ("pt-BR", "zh-Hans", "zh-Hant", "es-MX", "fr-CA", "en-GB", "de-AT", "de-CH")  # offered beside plain languages


def init_app(app: Flask) -> None:
    app.jinja_env.globals["own"] = own
    app.before_request(_begin)
    app.add_template_filter(spoken_as)
    app.add_template_filter(marked)
    app.add_template_filter(quoted)
    app.add_template_filter(own_name)
    app.add_template_filter(direction)


@cache
def own_name(language: str) -> str:
    """As its speakers call it; its code where nobody knows."""
    found = _locale(language)
    name = found.get_display_name(found) if found else None
    return name[:1].upper() + name[1:] if name else language


@cache
def direction(language: str) -> str:
    found = _locale(language)
    return found.text_direction if found else "ltr"


@cache
def offered() -> list[SimpleNamespace]:
    """Every language there are names for, by its English name."""
    codes = [code for code in locale_identifiers() if "_" not in code and 2 <= len(code) <= 3 and code != "root"]
    known = [(code, _locale(code)) for code in (*codes, *BESIDE)]
    named = [
        SimpleNamespace(
            code=code, name=locale.get_display_name(OWN_LANGUAGE) or code, own=own_name(code), is_often=code in OFTEN
        )
        for code, locale in known
        if locale is not None
    ]
    return sorted(named, key=lambda one: one.name.casefold())


def speak(language: str) -> None:
    """The page that is being made speaks this language; its own words are marked from here on."""
    g.spoken = language


def _begin() -> None:
    g.pop("spoken", None)


def own() -> Markup:
    """The attributes of an element with the page's own words, where the form's differ."""
    spoken: str = g.get("spoken", OWN_LANGUAGE)
    if spoken == OWN_LANGUAGE:
        return Markup("")
    turned = Markup("") if direction(spoken) == "ltr" else Markup(' dir="ltr"')
    return Markup(' lang="%s"%s') % (OWN_LANGUAGE, turned)


class Worded(str):
    """Words of a form that know which language they are in."""

    __slots__ = ("language",)
    language: str


def worded(text: Text, language: str) -> Worded:
    """The text in this language, else in the first language it has, as pages mark it."""
    found = language if text.get(language) else next(iter(text))
    return reworded(text[found], found)


def reworded(words: str, language: str) -> Worded:
    made = Worded(words)
    made.language = language
    return made


def spoken_as(words: str) -> Markup:
    """The attributes of an element with these words alone, where they are in another language than the page."""
    spoken: str = g.get("spoken", OWN_LANGUAGE)
    language = getattr(words, "language", spoken)
    if language == spoken:
        return Markup("")
    turned = Markup("") if direction(language) == direction(spoken) else Markup(' dir="%s"') % direction(language)
    return Markup(' lang="%s"%s') % (language, turned)


def marked(words: str) -> Markup:
    """The words, in an element of their own where they are in another language than the page."""
    attributes = spoken_as(words)
    return Markup("<span%s>%s</span>") % (attributes, words) if attributes else escape(words)


def quoted(words: str) -> Markup:
    """The words of a form inside a sentence of the page's own, in an element of their own where they are in another."""
    language = getattr(words, "language", OWN_LANGUAGE)
    if language == OWN_LANGUAGE:
        return escape(words)
    turned = Markup("") if direction(language) == "ltr" else Markup(' dir="rtl"')
    return Markup('<span lang="%s"%s>%s</span>') % (language, turned, words)


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
