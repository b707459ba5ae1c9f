"""Pages kept in memory: the same for everybody but the token and the code, and new when what they say changes."""

import pytest

from forms_app.services import site
from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def thanks(client, slug, **given):
    """The page somebody sees who sends the form, and its receipt code."""
    token = make.token_in(client.get(f"/f/{slug}"))
    page = client.post(f"/f/{slug}", data={"token": token, "q1bars": "o2pear", **given})
    assert page.status_code == 200
    return page.text, make.code_in(page)


def without(page, code):
    """The page with dots where the code stood, in one piece or by its groups."""
    groups = "".join(f"<span>{group}</span>-<wbr>" for group in code.split("-")).removesuffix("-<wbr>")
    assert (page.count(groups), page.count(f'value="{code}"')) == (1, 1)
    return page.replace(groups, "...").replace(code, "...")


def test_every_visitor_is_thanked_with_a_code_of_their_own_on_a_page_that_is_else_the_same(app, client):
    slug = make.open_form()
    seen = [thanks(client, slug) for _ in range(3)]
    assert len({code for _page, code in seen}) == 3
    assert len({without(*one) for one in seen}) == 1
    for page, code in seen:
        assert "goeshere" not in page
        found = client.post("/receipt", data={"code": code})
        assert found.status_code == 200


def test_the_thanks_are_in_the_language_of_the_form_that_was_answered(app, client):
    slug = make.open_form()
    page, _code = thanks(client, slug)
    token = make.token_in(client.get(f"/f/{slug}?lang=de"))
    german = client.post(f"/f/{slug}?lang=de", data={"token": token, "q1bars": "o2pear"}).text
    is_german = ['“<span lang="de">' in text for text in (page, german, thanks(client, slug)[0])]
    assert is_german == [False, True, False]


def test_the_thanks_change_with_the_site(app, client):
    slug = make.open_form()
    thanks(client, slug)
    site.change_site(kept={"name": "Marlowe Lane"})
    assert "<span>Marlowe Lane</span>" in thanks(client, slug)[0]
