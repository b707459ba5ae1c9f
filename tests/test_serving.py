"""One start serves a site, makes its demo, serves that, and comes back: on one port that never turns anybody away."""

import http.client
import os
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bench.processes import family, wait_until
from bench.server import running_site

pytestmark = pytest.mark.slow
PATIENCE = 300  # seconds; half a minute on a quiet machine


class Browser:
    """Cookies and redirects, and the server's own word for every connection."""

    def __init__(self, port):
        self.port, self.cookie = port, ""

    def send(self, method, path, **data):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(data) if data else None, headers)
        answer = connection.getresponse()
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).split(";")[0]
        text, location = answer.read().decode(), answer.getheader("Location")
        connection.close()
        return self.send("GET", location) if location else (answer.status, path, text)

    def get(self, path):
        return self.send("GET", path)

    def post(self, page, path, **data):
        mark = re.search(r'name="csrf_token" value="([^"]+)"|name="csrf_token"[^>]*value="([^"]+)"', page)
        return self.send("POST", path, csrf_token=mark[1] or mark[2], **data)

    def get_when(self, path, said):
        """Look again as the page asks, until it says this."""
        for _ in wait_until(PATIENCE):
            status, _path, text = self.get(path)
            if said in text:
                return text
            assert status in (200, 404)
        raise AssertionError(f"{path} never said {said!r}")


def link_in(log):
    return re.findall(r"(/staff/set-up/\S+)", log)[-1]


def test_from_the_first_link_to_the_demo_and_back_to_a_site_of_ones_own(tmp_path):
    with running_site(tmp_path, {}, workers=1) as site:
        browser = Browser(site.port)
        link = link_in(site.log.read_text())
        browser.post(browser.get(link)[2], f"{link}/demo")
        ready = browser.get_when(f"{link}/demo", "The demo is ready")
        password = re.findall(r"<code>([^<]+)</code>", ready)[-1]
        assert password in site.log.read_text()
        assert "What shall we call the new bar?" in browser.get("/")[2]
        assert Browser(site.port).get(link)[0] == 404

        sign_in = browser.get("/staff/sign-in?next=/staff/demo")[2]
        asked = browser.post(
            sign_in, "/staff/sign-in?next=/staff/demo", email="administrator@example.org", password=password
        )
        _status, first, _text = browser.post(asked[2], "/staff/demo")
        welcome = browser.get_when(first, "Set up my site")
        assert "Demo: an invented" not in welcome
        assert not (tmp_path / "demo").exists()

        form = browser.get(f"{first}/site")[2]
        words = "four words in a row"
        typed = {"name": "Mill Lane", "zone": "UTC", "account": "me@example.org", "password": words, "again": words}
        assert browser.post(form, f"{first}/site", **typed)[0] == 200
        assert (browser.get(first)[0], "Mill Lane" in browser.get("/")[2]) == (404, True)


def test_a_demo_half_made_when_the_start_was_killed_is_made_anew(tmp_path):
    (tmp_path / "demo-wanted").write_text("0" * 64)
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "site.sqlite").write_text("half")
    with running_site(tmp_path, {}, workers=1) as site:
        assert "Tasting of the month" in Browser(site.port).get_when("/", "Demo: an invented")


def test_the_worker_lets_visitors_go_first(tmp_path):
    with running_site(tmp_path, {}, workers=1) as site:
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in family(site.pid)}
        (worker,) = [pid for pid, command in commands.items() if b"flask\0worker" in command]
        servers = [pid for pid, command in commands.items() if b"gunicorn" in command]
        assert servers
        for _ in wait_until(PATIENCE):
            if os.getpriority(os.PRIO_PROCESS, worker):
                break
        assert all(
            os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(os.PRIO_PROCESS, server) for server in servers
        )


def test_a_second_start_on_the_same_port_says_so_and_changes_nothing(tmp_path):
    with running_site(tmp_path, {}, workers=1) as site:
        link = link_in(site.log.read_text())
        second = site.attempt("site", "serve", "--port", str(site.port))
        assert (second.returncode, "is taken" in second.stderr) == (1, True)
        assert Browser(site.port).get(link)[0] == 200
