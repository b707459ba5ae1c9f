"""Forms that not everybody may answer, as tests open and answer them."""

from datetime import UTC, datetime

from forms_app.services import admission, entry_codes, forms, releases
from tests import make


def with_codes(slug="flavours", count=10, **changes):
    """An open form for those with a code, and its codes."""
    forms.import_form(definition=make.definition(**changes), slug=slug)
    admission.choose_who(slug=slug, who="codes", password="")
    codes = make_codes(slug, count)
    return open_it(slug), codes


def make_codes(slug, count):
    return entry_codes.make_codes(slug=slug, count=count, seen=None, now=datetime.now(UTC))


def with_password(password="open sesame", slug="flavours", **changes):
    forms.import_form(definition=make.definition(**changes), slug=slug)
    admission.choose_who(slug=slug, who="password", password=password)
    return open_it(slug)


def with_cap(cap, slug="flavours", **changes):
    forms.import_form(definition=make.definition(**changes), slug=slug)
    admission.choose_cap(slug=slug, cap=cap, now=datetime.now(UTC))
    return open_it(slug)


def open_it(slug):
    forms.open_form(slug=slug, now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC))
    return slug


def page_of(client, slug, **answers):
    """What a visitor's browser sends from a page that was just opened."""
    return {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt", **answers}
