"""A browser for faces alone: pages of questions with the site's styles, scripts and headers, and no application."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from forms_app.web.headers import HEADERS
from tests import faces, make


class Handler(SimpleHTTPRequestHandler):
    """The page of the test, the static files, and the headers of the site."""

    def do_GET(self):
        if self.path.startswith("/static/"):
            super().do_GET()
            return
        body = self.server.page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", HEADERS["Content-Security-Policy"])
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=faces.ROOT))
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def show(server, browser):
    """Opens a page of faces; the test fails on any complaint of the browser."""
    complaints, contexts = [], []

    def open_page(*asked, **context):
        server.page = faces.page(*asked)
        contexts.append(browser.new_context(viewport={"width": 400, "height": 800}, **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(5_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def maker(app):
    """Somebody who makes forms, signed in."""
    return make.sign_in(app, make.account(app, role="staff"))
