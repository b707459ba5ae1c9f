"""Words that staff write with Markdown, as pages show them, and as plain words where no HTML belongs."""

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from forms_app.domain.piping import Find, filled

RULES = ("emphasis", "link", "autolink", "list")  # beside paragraphs, line breaks and \ before a sign
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
SCHEMES = {"http", "https", "mailto", "tel"}
ADDRESS = re.compile(rf"({'|'.join(SCHEMES)}):[^\s]", re.IGNORECASE)  # whole: none that depends on the page it is on
REL = "noopener noreferrer nofollow"
MOST_KEPT = 2_000  # texts a process keeps as they were shown
LONGEST = 4_000  # letters of a text; only a draft can hold longer ones, which are cut where they are shown

_reader = MarkdownIt("zero", {"html": False, "breaks": True}).enable([*RULES, "newline", "escape"])

_reader.validateLink = lambda url: ADDRESS.match(url) is not None  # type: ignore[method-assign]


def init_app(app: Flask) -> None:
    app.add_template_filter(with_sentence)


@lru_cache(maxsize=MOST_KEPT)
def rendered(text: str) -> Markup:
    """Paragraphs, lists, stress and links, and nothing that fetches, runs or looks like another part of the page."""
    if len(text) > LONGEST:
        return Markup("<p>%s…</p>") % text[:LONGEST]
    html = _reader.render(text.replace("\r\n", "\n"))
    cleaned = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, url_relative="deny", link_rel=REL)
    return Markup(cleaned.strip())


def with_answers(html: Markup, find: Find) -> Markup:
    """The words with answers put in: after everything was read, so that they stay words, and never into an address."""
    return Markup(filled(str(html), find, show=lambda words: str(escape(words))))


Node = str | list[Any]  # words, or a tag, its attributes and what is in it


class _Tree(HTMLParser):
    """Reads what `rendered` made, in which every element but <br> is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[list[Node]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside: list[Node] = []
        self.open[-1].append([tag, dict(attrs), inside])
        if tag != "br":
            self.open.append(inside)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].append(data)


def tree(html: Markup) -> list[Node]:
    """The same as nested lists, from which a script makes elements: it never reads HTML."""
    reader = _Tree()
    reader.feed(str(html))
    reader.close()
    return reader.open[0]


@lru_cache(maxsize=MOST_KEPT)
def plain(text: str) -> str:
    """The words alone, on one line; a link is its words."""
    spaced = rendered(text).replace("<br>", " ").replace("</p>", " ").replace("</li>", " ")
    return " ".join(spaced.striptags().split())


def with_sentence(text: Markup | None, more: str, own: str = "") -> Markup:
    """Words with one more sentence after them: in their last paragraph, or in one of its own.

    `own` are the attributes that mark it where the page speaks another language.
    """
    sentence = escape(more.strip())
    if sentence and own:
        sentence = Markup("<span%s>%s</span>") % (own, sentence)
    if not text or not sentence:
        return text or (Markup("<p>%s</p>") % sentence if sentence else Markup(""))
    if text.endswith("</p>"):
        return text.removesuffix(Markup("</p>")) + Markup(" ") + sentence + Markup("</p>")
    return text + Markup("<p>%s</p>") % sentence
