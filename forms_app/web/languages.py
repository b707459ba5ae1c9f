"""Languages by their own names, and the mark of the page's own words where a form speaks another one."""

from functools import cache
from types import SimpleNamespace

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from flask import Flask, g
from markupsafe import Markup

from forms_app.domain.texts import OWN_LANGUAGE, Text

OFTEN = ("ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr", "uk", "zh-Hans")
BESIDE = ("pt-BR", "zh-Hans", "zh-Hant", "es-MX", "fr-CA", "en-GB", "de-AT", "de-CH")  # offered beside plain languages


def init_app(app: Flask) -> None:
    app.jinja_env.globals["own"] = own
    app.before_request(_begin)
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


def spoken_attribute(text: Text, language: str) -> Markup:
    """The attribute of an element with a text that lacks the page's language and is read in another."""
    return Markup("") if language in text else Markup(' lang="%s"') % next(iter(text))


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
