"""Forms shown by another site, and codes on slips, in a real browser."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from forms_app.services import admission
from tests.journeys.states_share import PASSWORD, opened, shared
from tests.journeys.visits import WITH_AND_WITHOUT, enter, tab_to

pytestmark = pytest.mark.browser


@contextmanager
def other_site(page):
    """Another origin that shows this page; localhost is another site than 127.0.0.1 to browsers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_words):
            pass

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def page_with(site, slug):
    return (
        f'<!doctype html><title>Shop</title><iframe src="{site.url}/f/{slug}?embed=1" title="Form" width="100%" '
        f'height="300"></iframe><script src="{site.url}/static/js/embed.js" defer></script>'
    )


def lists(visit, slug, *origins):
    with visit.site.app.app_context():
        admission.choose_origins(slug=slug, lines=list(origins))


@WITH_AND_WITHOUT
def test_a_form_is_answered_in_a_frame_of_a_listed_site_without_any_cookie(scripts, visitor):
    visit = visitor(device="desktop", java_script_enabled=scripts)
    slug, _codes = opened(visit, "password")
    with other_site(page_with(visit.site, slug)) as origin:
        lists(visit, slug, origin)
        visit.page.goto(origin)
        frame = visit.page.frame_locator("iframe")
        frame.get_by_label("Password").fill("not this one")
        frame.get_by_role("button", name="Go to the questions").click()
        frame.get_by_role("heading", name="Please try again").wait_for()
        frame.get_by_label("Password").fill(PASSWORD)
        frame.get_by_role("button", name="Go to the questions").click()
        frame.get_by_label("Sea salt").check()
        frame.get_by_role("button", name="Send my answers").click()
        frame.get_by_role("heading", name="Thank you").wait_for()
    assert (visit.site.stored(slug), visit.cookies()) == (1, [])


def test_the_frame_grows_in_steps_and_never_shrinks(visitor):
    visit = visitor(device="desktop")
    slug, _codes = opened(visit)
    with other_site(page_with(visit.site, slug)) as origin:
        lists(visit, slug, origin)
        visit.page.goto(origin)
        visit.page.wait_for_function("document.querySelector('iframe').offsetHeight > 400")
        height = "parseInt(document.querySelector('iframe').style.height)"
        tall = visit.page.evaluate(height)
        frame = visit.page.frame_locator("iframe")
        frame.get_by_label("Sea salt").check()
        frame.get_by_role("button", name="Send my answers").click()
        frame.get_by_role("heading", name="Thank you").wait_for()
        assert (tall % 200, visit.page.evaluate(height)) == (0, tall)


def test_a_site_that_is_not_listed_shows_nothing(visitor):
    visit = visitor(device="desktop")
    slug, _codes = opened(visit)
    with other_site(page_with(visit.site, slug)) as origin:
        lists(visit, slug, "https://www.example.org")
        visit.page.goto(origin)
        visit.page.wait_for_load_state("networkidle")
        assert visit.page.frame_locator("iframe").get_by_label("Sea salt").count() == 0


def test_the_link_of_a_slip_fills_the_code_in_and_the_server_never_sees_it_in_an_address(visitor):
    visit = visitor()
    slug, codes = opened(visit, "codes")
    asked = []
    visit.page.context.on("request", lambda request: asked.append(request.url))
    visit.go(f"/f/{slug}#code={codes[0]}")
    field = visit.page.get_by_label("Your code")
    assert (field.input_value(), "code=" in visit.page.url) == (codes[0], False)
    visit.page.get_by_label("Sea salt").check()
    visit.press("Send my answers")
    assert (visit.heading(), visit.site.stored(slug)) == ("Thank you", 1)
    assert not [address for address in asked if codes[0] in address.split("#")[0]]


@WITH_AND_WITHOUT
def test_a_code_is_typed_by_keyboard(scripts, visitor):
    visit = visitor(java_script_enabled=scripts)
    slug, codes = opened(visit, "codes")
    visit.go(f"/f/{slug}")
    tab_to(visit, "Your code")
    visit.page.keyboard.type(f"{codes[0][:4]} {codes[0][4:]}".lower())
    tab_to(visit, "Another idea?")
    visit.page.keyboard.type("Nougat")
    tab_to(visit, "Send my answers")
    enter(visit)
    assert (visit.heading(), visit.site.stored(slug)) == ("Thank you", 1)


def test_a_poster_is_one_sheet(visitor):
    visit = visitor(device="desktop")
    shared(more="poster")(visit)
    paper = visit.page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 1


@WITH_AND_WITHOUT
def test_slips_are_made_and_one_of_them_answers(scripts, visitor):
    visit = visitor(java_script_enabled=scripts)
    shared()(visit)
    visit.page.get_by_label("People with a code, each once").check()
    visit.press("Save who may answer")
    visit.fill("How many codes", "10")
    visit.press("Make codes")
    slips = visit.page.locator(".slip__code")
    assert slips.count() == 10
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("link", name="Save the list (CSV)").click()
    lines = saved.value.path().read_text().split()
    assert lines[0] == "code,link"
    assert [line.split(",")[0] for line in lines[1:]] == slips.all_inner_texts()
