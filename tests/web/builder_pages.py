"""The builder as a browser without scripts uses it."""

import re
from html import unescape

from forms_app.domain import drafts
from forms_app.services import builder, forms
from tests import make


class Builder:
    """Somebody who makes forms, in front of one of them."""

    def __init__(self, app, slug):
        self.browser, self.slug = make.sign_in(app, make.account(app, role="staff")), slug
        self.base = f"/staff/forms/{slug}"

    def get(self, tab="questions", **args):
        return self.browser.get(f"{self.base}/{tab}", query_string=args)

    def post(self, tab="questions", revision=None, **sent):
        page = self.get()
        now = re.search(r'name="revision" value="(\d+)"', page.text)[1]
        stamp = {"csrf_token": make.csrf_in(page), "revision": now if revision is None else revision}
        headers = sent.pop("headers", {})
        return self.browser.post(f"{self.base}/{tab}", data={**stamp, **sent}, headers=headers)

    def add(self, kind, **typed):
        """A new question at the end of the last page, filled in."""
        page = self.document()["pages"][-1]
        after = page["questions"][-1]["id"] if page["questions"] else ""
        self.post(do="add", page=page["id"], after=after, new_kind=kind)
        card = self.document()["pages"][-1]["questions"][-1]["id"]
        if typed:
            self.post(do="done", card=card, **typed)
        return card

    def document(self):
        return builder.get_draft(slug=self.slug).document

    def texts(self):
        return [[q["text"].get("en", "") for q in page["questions"]] for page in self.document()["pages"]]


def made_in(app):
    """Somebody in front of a new form that asks nothing yet."""
    return Builder(app, forms.start_draft(document=make.blank(title="Bars"), slug=None))


def said(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def option_ids(document):
    return [option["id"] for option in drafts.questions_of(document)[0]["settings"]["options"]]
