"""A year of the demo, lived through by the real program: monthly results, groups compared, polls, too few, closed."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from forms_app.domain.demo import STORIES
from forms_app.services import contests, demo, forms, inbox, progress, reports, topics, vouchers

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("urls", ["sqlite"], indirect=True)]


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2026, 3, 1)])
def test_a_year_leaves_what_the_demo_is_to_show(app, today):
    said = []
    demo.live_through(today=today, say=said.append)
    assert len(said) in (13, 14, 15)
    shown = [(report["slug"], report) for report in reports.list_reports()]
    by_slug = {story.slug: [report for slug, report in shown if slug == story.slug] for story in STORIES}
    assert len(by_slug["tasting"]) in (12, 13)
    assert min(report["n"] for report in by_slug["tasting"]) >= 10
    assert len(by_slug["visit"]) in (4, 5)
    assert (len(by_slug["easter"]), by_slug["new-name"], by_slug["workshop"]) == (1, [], [])
    (poll,) = by_slug["next-flavour"]
    report = reports.get_report(slug="next-flavour", number=poll["number"])["report"]
    assert (report["is_exact"], poll["n"] > 50) == (True, True)
    readers = Counter(topics.count_readers())
    assert inbox.count_by_state() == {"new": 3}
    now = datetime.combine(today, datetime.min.time(), UTC)
    assert [(topic.name, readers[topic.id]) for topic in topics.list_topics()] == [("New bars", 40), ("Workshops", 0)]
    states = {form.slug: form.state(now.replace(hour=12)) for form in forms.list_forms()}
    assert [slug for slug, state in states.items() if state != "open"] == ["easter", "golden-ticket", "next-flavour"]
    drawn = contests.get_standing(slug="golden-ticket", now=now)
    assert (drawn.phase, len(drawn.prizes), drawn.is_collected) == ("drawn", 4, False)
    assert contests.get_standing(slug="winter-raffle", now=now).phase == "open"
    given = vouchers.get_counts(slug="a-bar-for-you")
    assert (given.promotion.made, given.promotion.left, given.used >= 10) == (80, 20, True)
    assert progress.is_under(10, form=forms.get_form(slug="workshop"))
    with app.extensions["databases"]["ballots"].connect() as connection:
        marks = connection.execute(text("SELECT min(day) FROM spent")).scalar_one()
    assert (today - date.fromisoformat(marks)).days <= 2
