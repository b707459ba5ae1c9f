"""The clock of the machine jumps, ahead, back and over the end of summer time: nothing is lost or counted twice."""

from dataclasses import dataclass

import pytest

from bench.processes import wait_until
from bench.replay.drive import open_form
from bench.server import running_site
from tests import make
from tests.faults.clock import Clock
from tests.faults.crowd import exchange
from tests.faults.ledger import beside, ensure_counted_once, ensure_stored_once, rows

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("urls", ["sqlite"], indirect=True)]
PATIENCE = 60  # seconds
NIGHT = {"zone": "Europe/London", "closes": "2030-10-27T04:00"}  # at one o'clock UTC, two becomes one there


@dataclass
class Visitors:
    port: int
    slug: str
    codes: dict  # by idea, of every thank-you seen

    @property
    def path(self):
        return f"/f/{self.slug}"

    def open(self):
        page = exchange(self.port, self.path)
        assert page.status == 200
        return make.token_in(page)

    def send(self, idea, token):
        return exchange(self.port, self.path, {"token": token, "q1bars": "o2pear", "q2idea": idea})

    def ensure_thanked(self, idea, token):
        """Also for a page that was thanked for before, with the same code."""
        answer = self.send(idea, token)
        assert answer.is_thanks, answer.text
        assert self.codes.setdefault(idea, answer.code) == answer.code

    def send_when_ready(self, idea, token):
        """The worker may still be making the form's keys."""
        for _ in wait_until(PATIENCE):
            if self.send(idea, token).status != 503:
                break
        self.ensure_thanked(idea, token)

    def ensure_given_back(self, idea, token, status):
        """The answer, which holds what was typed."""
        answer = self.send(idea, token)
        assert (answer.status, idea in answer.text) == (status, True), answer.text
        return answer


def test_no_answer_is_lost_or_doubled_and_the_form_is_counted_once(urls, tmp_path):
    clock = Clock(tmp_path / "clock", zone=NIGHT["zone"])
    clock.jump("2030-10-26T23:00")
    folder = tmp_path / "site"
    folder.mkdir()
    definition = make.definition(schedule=NIGHT, rhythm="close").to_json()
    with running_site(folder, clock.environment) as site, beside(site) as app:
        visitors = Visitors(site.port, open_form(site, definition, slug="night"), {})
        first, kept = visitors.open(), visitors.open()
        visitors.send_when_ready("at eleven", first)
        for number in range(8):
            visitors.ensure_thanked(f"visitor {number}", visitors.open())
        clock.jump("2030-10-27T00:50")
        visitors.ensure_thanked("opened at eleven", kept)
        before_two = visitors.open()
        clock.jump("2030-10-27T01:10")  # ten past one once more, by the clocks of London
        visitors.ensure_thanked("over the hour", before_two)
        visitors.ensure_thanked("at eleven", first)
        ahead = visitors.open()
        clock.jump("2030-10-27T00:40")
        visitors.ensure_thanked("set back", visitors.open())
        again = visitors.ensure_given_back("from the future", ahead, 422)
        visitors.ensure_thanked("from the future", make.token_in(again))
        visitors.ensure_thanked("over the hour", before_two)
        ensure_stored_once(app, visitors.codes)
        late = visitors.open()
        clock.jump("2030-10-27T04:05")
        visitors.ensure_given_back("too late", late, 409)
        assert "Closed" in exchange(site.port, visitors.path).text
        form_id = definition["id"]
        ensure_counted_once(app, form_id, visitors.codes)
        clock.jump("2030-10-27T03:50")
        visitors.ensure_given_back("after the count", visitors.open(), 409)
        assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]
        ensure_counted_once(app, form_id, visitors.codes)
