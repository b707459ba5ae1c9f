"""What staff write in Markdown as HTML that fetches and runs nothing, and as plain text."""

from collections.abc import Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"}
SCHEMES = {"http", "https", "mailto", "tel"}
PARSER = MarkdownIt("commonmark", {"html": False}).disable("image")


def to_html(source: str) -> str:
    """No picture, no script, no style; links go to http, https, mailto and tel only."""
    rendered = PARSER.render(source)
    return nh3.clean(rendered, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=SCHEMES)


def to_text(source: str) -> str:
    """As people read it in a mail without HTML: the address of a link stands behind it."""
    said = ""
    for block, is_tight in _blocks(PARSER.parse(source)):
        if block.strip():
            said += ("\n" if is_tight else "\n\n") * bool(said) + block.rstrip()
    return said


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, bool]]:
    """One text for each paragraph, with the marks of what it stands in; and whether no empty line is before it."""
    marks: list[str] = []
    items, is_hidden = 0, False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items = 0
            marks.append("- " if token.type == "bullet_list_open" else f"{token.attrGet('start') or 1}. ")
        elif token.type == "blockquote_open":
            marks.append("> ")
        elif token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            marks.pop()
        elif token.type == "list_item_open":
            items += 1
            marks[-1] = f"{token.info}. " if token.info else marks[-1]
        elif token.type == "paragraph_open":
            is_hidden = token.hidden
        elif token.type == "inline":
            yield _indented(_inline(token.children or []), marks), bool(marks) and is_hidden and items > 1
        elif token.type in ("fence", "code_block"):
            yield _indented(token.content.rstrip("\n"), marks), False
        elif token.type == "hr":
            yield "* * *", False


def _indented(text: str, marks: list[str]) -> str:
    if not marks:
        return text
    before = "".join("> " if mark == "> " else "  " for mark in marks[:-1])
    rest = "> " if marks[-1] == "> " else " " * len(marks[-1])
    first, *lines = text.split("\n")
    return "\n".join([before + marks[-1] + first, *(before + rest + line for line in lines)])


def _inline(tokens: list[Token]) -> str:
    said: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "link_open":
            links.append((str(token.attrGet("href") or ""), len(said)))
        elif token.type == "link_close":
            href, start = links.pop()
            shown = "".join(said[start:])
            said.append("" if shown in (href, href.removeprefix("mailto:")) else f" ({href})")
        elif token.type in ("softbreak", "hardbreak"):
            said.append("\n")
        else:
            said.append(token.content)
    return "".join(said)
