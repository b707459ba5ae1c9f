"""Guards against machines never discard: everything is kept, and sending again works."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain import receipts
from forms_app.domain.machines import TRAP
from forms_app.services import forms, submissions
from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
AN_HOUR = timedelta(hours=1)
slowly = pytest.mark.parametrize("settings", [{"FORMS_MINIMUM_SECONDS": "3600"}], indirect=True)


def trap_in(page):
    return re.search(rf'<input[^>]*name="{TRAP}"[^>]*>', page.text)[0]


def receive_later(slug, data):
    """The same page, arriving when its hour is over."""
    form, definition = forms.get_published(slug=slug)
    return submissions.receive(
        form=form,
        definition=definition,
        token=data["token"],
        raw={name: [value] for name, value in data.items()},
        now=datetime.now(UTC) + AN_HOUR,
        lifetime=12 * AN_HOUR,
        minimum=AN_HOUR,
    )


@slowly
def test_a_fast_page_comes_back_whole_and_is_taken_once_the_time_is_over(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o2pear", "q2idea": "chestnut <b>"}
    fast = client.post(f"/f/{slug}", data=data)
    assert fast.status_code == 422
    assert "Nothing was stored yet" in fast.text
    assert 'value="o2pear" checked' in fast.text
    assert 'value="chestnut &lt;b&gt;"' in fast.text
    assert make.token_in(fast) == data["token"]
    assert len(receive_later(slug, data)) == receipts.CODE_DIGITS + 1


@slowly
def test_a_fast_retry_of_stored_answers_gets_its_thank_you(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o2pear"}
    code = receive_later(slug, data)
    retry = client.post(f"/f/{slug}", data={**data, TRAP: "filled"})
    assert (retry.status_code, make.code_in(retry)) == (200, receipts.grouped(code))


def test_a_filled_trap_comes_back_empty_and_the_page_can_be_sent_again(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q2idea": "chestnut"}
    caught = client.post(f"/f/{slug}", data={**data, TRAP: "https://example.org"})
    assert caught.status_code == 422
    assert "chestnut" in caught.text
    assert 'value=""' in trap_in(caught)
    assert client.post(f"/f/{slug}", data={**data, "token": make.token_in(caught), TRAP: ""}).status_code == 200


def test_the_trap_is_labelled_and_out_of_the_way(app, client):
    page = client.get(f"/f/{make.open_form()}")
    assert f'<label for="{TRAP}">Leave this empty</label>' in page.text
    assert 'autocomplete="off" tabindex="-1"' in trap_in(page)
