"""What staff write in Markdown: nothing of it runs or fetches anything, and its text is readable alone."""

import re

import pytest

from forms_app.domain.markdown import to_html, to_text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://track.example/p.gif)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<https://ok.example/"onmouseover=alert(1)>',
    "<style>body{background:url(https://track.example)}</style>",
    "<iframe src=https://track.example></iframe>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<a href='https://a.example' style='position:fixed'>x</a>",
    "`<b>`\n\n```\n<svg onload=alert(1)>\n```",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_runs_and_nothing_is_fetched(source):
    html = to_html(source)
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {"a", "p", "code", "pre"}
    assert set(re.findall(r"<a [^>]*?([a-z]+)=", html)) <= {"href", "rel"}
    assert all(link.startswith(("https://", "http://")) for link in re.findall(r'href="([^"]*)"', html))


def test_the_text_is_readable_alone():
    source = "# Hello\n\nTwo *new* bars:\n\n- salt\n- nut, [here](https://a.example/n)\n\n1. one\n2. two\n\n"
    source += "> said\n\n<a@b.example>"
    text = (
        "Hello\n\nTwo new bars:\n\n- salt\n- nut, here (https://a.example/n)\n\n1. one\n2. two\n\n> said\n\na@b.example"
    )
    assert to_text(source) == text
