"""What tests of staff pages share: how pages are read and posted to."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from forms_app.services import releases
from tests import make

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def said(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def post(browser, path, **data):
    return browser.post(path, data={"csrf_token": make.csrf_in(browser.get("/staff")), **data})


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def work(after=timedelta(seconds=1)):
    releases.run(now=datetime.now(UTC) + after)
