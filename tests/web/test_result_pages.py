"""What a manager reads of several reports of a form: charts, courses, sums, and pictures to take away."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from forms_app.services import forms
from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
OPTIONS = [{"id": f"opt{n:03d}", "text": {"en": text}} for n, text in enumerate(["Dark & <sour>", "Milk", "White"])]
SHOPS = [{"id": f"shop{n:02d}", "text": {"en": text}} for n, text in enumerate(["Mill Lane", "Market"])]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def manager(app):
    definition = make.form(
        make.question("quest1", "single_choice", text="Which one?", settings={"options": OPTIONS}),
        make.question("scale1", "scale", text="How was it?", required=True),
        make.question("words1", "short_text"),
    )
    forms.import_form(definition=definition, slug="tasting")
    forms.open_form(slug="tasting", now=datetime.now(UTC))
    make.publish("tasting", 240, 12, 60)
    return make.sign_in(app, make.account(app))


def words_of(svg):
    return " ".join(one.text for one in ElementTree.fromstring(svg.text).iter(f"{SVG}text"))


def test_the_list_has_every_form_once_with_its_newest_report(manager):
    page = manager.get("/staff/results").text
    assert re.findall(r'href="(/staff/results/[^"]+)"', page) == ["/staff/results/tasting/3"]
    assert ("3 reports" in page, "Report 3: March 2026" in page) == (True, True)


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [(1, False, True), (2, True, True), (3, True, False)],
    ids=["first", "middle", "last"],
)
def test_a_report_leads_to_those_beside_it(manager, number, before, after):
    page = manager.get(f"/staff/results/tasting/{number}").text
    links = re.findall(r'rel="(prev|next)" href="/staff/results/tasting/(\d)"', page)
    expected = [("prev", str(number - 1))] * before + [("next", str(number + 1))] * after
    assert links == expected


def test_a_report_that_was_looked_at_before_leads_to_one_that_came_since(app, manager):
    assert 'rel="next"' not in manager.get("/staff/results/tasting/3").text
    with app.app_context():
        make.publish("tasting", 240, 12, 60, 80)
    assert 'rel="next" href="/staff/results/tasting/4"' in manager.get("/staff/results/tasting/3").text


def test_a_report_says_the_same_the_second_time_it_is_looked_at(manager):
    first, second = (re.sub(r'value="[^"]+"', "", manager.get("/staff/results/tasting/1").text) for _ in range(2))
    assert first == second


def test_below_thirty_people_ranges_are_said_and_no_per_cent(manager):
    few, many = (manager.get(f"/staff/results/tasting/{number}").text for number in (2, 1))
    assert (re.search(r"\d\xa0%", few), "between " in few) == (None, True)
    assert re.search(r"\d\xa0%", many)
    assert "per cents to within" in many


def test_a_picture_has_its_title_its_base_and_its_accuracy_inside(manager):
    answer = manager.get("/staff/results/tasting/1/quest1.svg")
    assert answer.mimetype == "image/svg+xml"
    words = words_of(answer)
    for said in ("Which one?", "Dark & <sour>", "people answered this question", "right to within", "January 2026"):
        assert said in words
    assert manager.get("/staff/results/tasting/1/quest1.svg").data == answer.data


def test_a_picture_of_groups_has_every_group_answer_and_figure_of_the_page(app):
    definition = make.form(
        make.question("quest1", "single_choice", text="Which one?", settings={"options": OPTIONS}),
        make.question("shop01", "single_choice", text="Where?", settings={"options": SHOPS}),
        breakdowns=["shop01"],
    )
    forms.import_form(definition=definition, slug="shops")
    forms.open_form(slug="shops", now=datetime.now(UTC))
    make.publish("shops", 400)
    client = make.sign_in(app, make.account(app))
    page = client.get("/staff/results/shops/1").text
    (link,) = re.findall(r'href="([^"]+/by/shop01.svg)"', page)
    words = words_of(client.get(link))
    for said in ("Which one?", "Compare groups: Where?", "Mill Lane", "Market", "Dark & <sour>", "right to within"):
        assert said in words
    table = re.search(r'class="table compare__table">(.+?)</table>', page, re.DOTALL)[1]
    for figure in re.findall(r"<td[^>]*>(\d+)\xa0%</td>", table):
        assert f"{figure} %" in words
    whole, groups = re.findall(r'class="result__accuracy">([^<]+)', page)[:2]
    assert (whole.split()[-2] != groups.split()[-2], groups in words, whole.strip() in words) == (True, True, False)
    assert client.get(link.replace("shop01.svg", "quest1.svg")).status_code == 404


def test_a_picture_of_a_course_names_the_first_and_the_last_report(manager):
    words = words_of(manager.get("/staff/results/tasting/over-time/quest1.svg"))
    for said in ("Which one?", "Milk", "January 2026", "March 2026", "0\xa0%", "100\xa0%", "the band is all it can be"):
        assert said in words


@pytest.mark.parametrize(
    "path",
    [
        "tasting/9",
        "tasting/1/nosuch.svg",
        "tasting/9/quest1.svg",
        "tasting/over-time/words1.svg",
        "nothing/over-time",
        "nothing/together",
    ],
)
def test_what_is_not_there_is_not_found(manager, path):
    assert manager.get(f"/staff/results/{path}").status_code == 404


def test_reports_together_say_how_far_their_sum_may_be_off(manager):
    page = manager.get("/staff/results/tasting/together").text
    assert ("<strong>312</strong> people answered." in page, "here by up to 12 people" in page) == (True, True)
    assert "Not enough answers yet to show figures for this question." in page  # twelve people have no full scale
