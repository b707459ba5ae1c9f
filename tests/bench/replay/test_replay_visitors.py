"""A visitor finds the token of a page as it stands in its HTML."""

import pytest

from bench.replay.visitors import VisitFailed, token_of


@pytest.mark.parametrize(
    "tag",
    [
        '<input type="hidden" name="token" value="a.b&#43;c">',
        '<input value="a.b&#43;c" type="hidden" id="t" name="token" >',
    ],
)
def test_the_token_is_taken_from_its_input(tag):
    page = f'<form><input type="hidden" name="other" value="x">\n{tag}<input name="tokens" value="y"></form>'

    assert token_of(page) == "a.b+c"


@pytest.mark.parametrize("page", ["<h1>Closed</h1>", '<input type="hidden" name="token">'])
def test_a_page_without_a_token_is_refused(page):
    with pytest.raises(VisitFailed, match="no token"):
        token_of(page)
