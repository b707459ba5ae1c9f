"""Tickets tell nothing of answers: not by key, not by order, not by time."""

from sqlalchemy import inspect, text

from forms_app.domain import draws as sealed
from tests.contests import story

PEOPLE = 60


def rows(app, bind, statement):
    with app.extensions["databases"][bind].connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def correlation(order):
    """Spearman's rank correlation of an order with that of arrival."""
    n = len(order)
    return 1 - 6 * sum((place - arrived) ** 2 for place, arrived in enumerate(order)) / (n * (n * n - 1))


def test_tickets_and_ballots_stand_in_orders_that_have_nothing_to_do_with_each_other(app):
    story.open_contest()
    entrants = [story.enter() for _ in range(PEOPLE)]
    contest_id = story.standing().held.contest_id
    arrived = [sealed.ticket_of(contest_id, one.code) for one in entrants]
    stored = [bytes(row[0]) for row in rows(app, "site", "SELECT ticket FROM contest_ticket")]
    assert sorted(stored) == sorted(arrived)
    bound = 4 / (PEOPLE - 1) ** 0.5  # four standard deviations
    if app.extensions["databases"]["site"].dialect.name == "sqlite":
        assert abs(correlation([arrived.index(ticket) for ticket in stored])) < bound
    ballots = [bytes(row[0]) for row in rows(app, "ballots", "SELECT id FROM ballot")]
    assert len(ballots) == PEOPLE
    assert not {ticket[:16] for ticket in arrived} & set(ballots)


def test_the_published_list_is_in_an_order_nobody_arrived_in(app):
    story.open_contest()
    entrants = [story.enter() for _ in range(PEOPLE)]
    story.lock()
    listed = list(story.standing().draws[0].sealed.tickets)
    arrived = [sealed.ticket_of(story.standing().held.contest_id, one.code) for one in entrants]
    assert abs(correlation([arrived.index(ticket) for ticket in listed])) < 4 / (PEOPLE - 1) ** 0.5


def test_a_ticket_carries_no_time_and_no_key_but_itself(app):
    columns = [column["name"] for column in inspect(app.extensions["databases"]["site"]).get_columns("contest_ticket")]
    assert columns == ["form_id", "ticket"]


def test_what_visitors_write_lies_in_tables_without_row_numbers(app):
    written = {"site": ("contest_ticket", "contest_mark"), "people": ("prize_person", "confirmed_mailbox")}
    for bind, tables in written.items():
        if app.extensions["databases"][bind].dialect.name != "sqlite":
            continue
        for table in tables:
            made = rows(app, bind, f"SELECT sql FROM sqlite_master WHERE name = '{table}'")[0][0]
            assert "WITHOUT ROWID" in made
