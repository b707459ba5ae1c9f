"""Everything that somebody can fetch from a site: each address of each route, in each way it may be asked for."""

import hashlib
import re
from itertools import product

from forms_app.services import forms

LARGE = 10_000  # bytes, of which a hash is kept
FILES = ("css/base.css", "icon.svg", "nothing.css")  # what is static is the same for all
ASKINGS = (  # how an address is asked for: method, query, headers
    ("GET", "", {}),
    ("HEAD", "", {}),
    ("OPTIONS", "", {}),
    ("GET", "?lang=de&people=100&format=json&page=2&q=salt", {}),
    ("GET", "", {"Accept": "application/json", "Accept-Language": "de"}),
    ("GET", "", {"If-Modified-Since": "Tue, 01 Jan 2030 00:00:00 GMT", "If-None-Match": '"x"', "Range": "bytes=0-9"}),
)
PROGRAMS = re.compile(rb'("token": ?")[^"]+')  # the mark of a page, for programs
MARKS = (  # what is drawn or signed anew for every page, and says when the page was made at most
    (re.compile(r'(name="csrf_token"[^>]*value=")[^"]+'), r"\1"),
    (re.compile(r'(name="(?:token|nonce)" value=")[^"]+'), r"\1"),
)
COMMANDS = (["forms", "list"], ["accounts", "list"])
COMMANDS_OF_FORMS = (["reports", "show"], ["reports", "show", "--format", "json"], ["reports", "sample"])


def addresses(app):
    """Every address of every route that answers GET; a route with an argument that is not known here is refused."""
    slugs = [form.slug for form in forms.list_forms()] + ["nothing"]
    known = {
        "slug": slugs,
        "number": range(1, 5),
        "question": ("q1bars", "nosuch"),
        "breakdown": ("q1bars",),
        "filename": FILES,
    }
    known |= {name: ("nosuch",) for name in ("name", "topic", "issue")}
    known |= {"kind": ("csv", "xlsx", "json", "jsonl", "schema.json"), "key": ("nosuch",), "token": ("nosuch",)}
    known |= {"place": ("1-1",)}
    known |= {"picture": ("svg", "png", "gif")}
    known |= {"start": ("survey", "product-poll", "nosuch")}
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods:
            assert rule.arguments <= known.keys(), f"say what {rule.rule} may be asked for"
            names = sorted(rule.arguments)
            for values in product(*(known[name] for name in names)):
                try:
                    built = rule.build(dict(zip(names, values, strict=True)), append_unknown=False)
                except ValueError:
                    continue  # a sort of file that this route has not
                yield built[1]


def fetched(app, browsers):
    """By who asked, address and way: status, headers in their order, and body."""
    found = {}
    for address, (method, query, headers) in product(addresses(app), ASKINGS):
        for who, browser in browsers.items():
            answer = browser.open(address + query, method=method, headers=headers)
            lines = [(name, value) for name, value in answer.headers if name not in ("Date", "Set-Cookie")]
            cookies = [value.split("=")[0] for value in answer.headers.getlist("Set-Cookie")]
            found[who, method, address, query, str(headers)] = answer.status, lines, cookies, body_of(answer)
    return found


def body_of(answer):
    """The body without its marks; of a large one its hash."""
    if not answer.mimetype.startswith("text/html"):
        answer.data = PROGRAMS.sub(rb"\1", answer.data)
        return answer.data if len(answer.data) < LARGE else hashlib.sha256(answer.data).hexdigest()
    text = answer.text
    for mark, kept in MARKS:
        text = mark.sub(kept, text)
    return text


def printed(app):
    """What every command that only shows something prints."""
    runner = app.test_cli_runner()
    slugs = [form.slug for form in forms.list_forms()]
    asked = [*COMMANDS, *([*command, slug] for command, slug in product(COMMANDS_OF_FORMS, slugs))]
    return {" ".join(words): (made := runner.invoke(args=words)).output + str(made.exit_code) for words in asked}
