"""Words of the code stay in the code: what people read uses the words shown to people, from one catalogue."""

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import babel_extract

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CATALOGUE = ROOT / "forms_app" / "translations" / "messages.pot"
INSIDE = re.compile(r"\b(ballot|publication|release|desk|deed|seal|slug|suppression)s?\b", re.IGNORECASE)
SAID_ALOUD = {"alt", "aria-label", "aria-description", "content", "label", "placeholder", "title"}
ATTRIBUTE = re.compile(r'[a-z-]+="[^"]*"')  # some macros write only a part of a tag
LEXER = Environment(extensions=["jinja2.ext.i18n"])

by_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.parent.name + "/" + path.name)


class Reader(HTMLParser):
    """Collects what a person sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.said += [value for name, value in attrs if name in SAID_ALOUD and value]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def markup(source: str, *, with_sentences: bool) -> str:
    """The template without Jinja; the sentences of {% trans %} only if asked for."""
    kept, tag, translating = [], "", False
    for _line, token, value in LEXER.lex(source):
        if token == "block_begin":
            tag = ""
        elif token == "name" and not tag:
            tag = value
            translating = translating if tag not in ("trans", "endtrans") else tag == "trans"
        elif token == "data" and (with_sentences or not translating):
            kept.append(value)
    return "".join(kept)


def read(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return " ".join(reader.said)


def sentences(template: Path) -> str:
    found = babel_extract(BytesIO(template.read_bytes()), ("_", "gettext", "ngettext"), [], {})
    return " ".join(str(message) for _line, _function, message, _comments in found)


@by_template
def test_no_word_of_the_code_reaches_a_page(template):
    shown = read(markup(template.read_text(encoding="utf-8"), with_sentences=True)) + sentences(template)

    assert INSIDE.findall(shown) == []


@by_template
def test_every_visible_word_can_be_translated(template):
    written = read(markup(template.read_text(encoding="utf-8"), with_sentences=False))

    assert re.findall(r"[^\W\d_]{2,}", ATTRIBUTE.sub("", written)) == []


def test_no_word_of_the_code_reaches_the_catalogue():
    catalogue = read_po(BytesIO(CATALOGUE.read_bytes()))

    assert [message.id for message in catalogue if INSIDE.search(str(message.id))] == []


def test_the_reader_sees_text_labels_and_plurals():
    source = '<p title="A slug" class="desk">{{ ballot }} Sealed {% trans %}Two ballots{% endtrans %}</p>'

    assert INSIDE.findall(read(markup(source, with_sentences=True))) == ["slug", "ballot"]
