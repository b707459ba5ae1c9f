"""What a release costs beside opening its sealed ballots: `python -m bench.release --ballots 20000`."""

import argparse
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from bench import databases
from forms_app import create_app
from forms_app.domain import ballots, publications
from forms_app.domain.definitions import Definition
from forms_app.domain.samples import invented_answers
from forms_app.domain.tallies import Tally
from forms_app.gateways import ballot_keys, ballot_seal
from forms_app.gateways.site_keys import make_keys
from forms_app.services import forms, periods, releases, reports
from forms_app.settings import from_environment
from forms_app.storage import ballots as store
from forms_app.storage import ballots_batch, schema
from forms_app.storage.database import begin, connection

QUESTIONS, LONG, OPTIONS, SEED = 10, 30, 5, 7
CHUNK = 2_000  # ballots made at a time
ROUNDS = 5  # of small releases; a large one is measured once
LARGE = 50_000  # ballots
AUDITED = (30, 100, 1_000)  # people in the releases whose drawing is timed
DRAWINGS = 3  # of each
RELEASE_GOAL, MEMORY_GOAL, TABLE_GOAL = 3.0, 1.1, 10.0  # times opening, times the memory of a quarter, milliseconds


@dataclass(frozen=True)
class Round:
    """One form of so many ballots, opened and then released: seconds, and the most memory while releasing."""

    opening: float  # processor
    release: float
    opening_clock: float
    release_clock: float
    peak: float  # MiB
    grown: float  # MiB above what the process held before


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; a goal that is not reached yet is marked and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m bench.release", description=__doc__)
    parser.add_argument("--ballots", type=int, default=20_000)
    parser.add_argument("--database", choices=databases.KINDS, default="sqlite")
    options = parser.parse_args(arguments)
    number = ROUNDS if options.ballots < LARGE else 1
    rounds = _apart(_measure, options.database, options.ballots, number)
    (large,) = _apart(_measure, options.database, 4 * options.ballots, 1)
    lines = [*_release_lines(options.ballots, rounds), *_release_lines(4 * options.ballots, [large])]
    for line in [*lines, _memory_line(options.ballots, rounds, large)]:
        print(line)
    for (questions, people), times in _apart(_drawings).items():
        print(_line(f"drawing {questions} questions of {people:,} people, a table", times, "ms", TABLE_GOAL))
    print(f"{options.database}, {os.cpu_count()} processors; medians (min..max) of {number} and {DRAWINGS} rounds.")
    return 0


def _release_lines(number: int, rounds: Sequence[Round]) -> list[str]:
    all_ = f"{number:,} ballots"
    processor = [one.release / one.opening for one in rounds]
    clock = [one.release_clock / one.opening_clock for one in rounds]
    return [
        _line(f"opening {all_}, processor", [one.opening for one in rounds], "s"),
        _line(f"opening {all_}, clock", [one.opening_clock for one in rounds], "s"),
        _line(f"release of {all_}, processor", [one.release for one in rounds], "s"),
        _line(f"release of {all_}, clock", [one.release_clock for one in rounds], "s"),
        _line(f"release by opening of {all_}, processor", processor, "x", RELEASE_GOAL),
        _line(f"release by opening of {all_}, clock", clock, "x", RELEASE_GOAL),
    ]


def _memory_line(number: int, rounds: Sequence[Round], large: Round) -> str:
    small = statistics.median(one.peak for one in rounds)
    grown = f"most memory, {small:.1f} MiB at {number:,}, {large.peak:.1f} MiB at {4 * number:,}"
    return _line(grown, [large.peak / small], "x", MEMORY_GOAL)


def _line(work: str, values: Sequence[float], unit: str, goal: float | None = None) -> str:
    """Figure, goal and mark."""
    middle = statistics.median(values)
    figure = f"{middle:.2f} {unit} ({min(values):.2f}..{max(values):.2f})"
    aim = "" if goal is None else f"<= {goal:g} {unit}"
    mark = "" if goal is None else "ok" if middle <= goal else "not yet"
    return f"{work:<60} {figure:<28} {aim:<10} {mark}".rstrip()


def _apart(work: Callable[..., Any], *given: Any) -> Any:
    """Do it in a new process, so that nothing of an earlier measurement is in its memory."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def _measure(database: str, number: int, rounds: int) -> list[Round]:
    with tempfile.TemporaryDirectory(prefix="forms-bench-") as folder, databases.fresh(database) as urls:
        app = _site(Path(folder), urls)
        with app.app_context():
            found = [_round(form_of(f"bench{place}"), number) for place in range(rounds)]
        for engine in app.extensions["databases"].values():
            engine.dispose()
        return found


def _site(folder: Path, urls: Mapping[str, str]) -> Flask:
    settings = from_environment({"FORMS_INSTANCE": str(folder), **urls})
    make_keys(settings.people_keys)
    app = create_app(settings)
    schema.upgrade(app.extensions["databases"])
    return app


def form_of(form_id: str, number: int = QUESTIONS, breakdowns: Sequence[str] = ()) -> Definition:
    options = [{"id": f"optio{place}", "text": {"en": f"Answer {place}"}} for place in range(OPTIONS)]
    questions = [
        {
            "id": f"ques{place:02d}",
            "kind": "single_choice",
            "text": {"en": f"Q {place}"},
            "settings": {"options": options},
        }
        for place in range(number)
    ]
    head = {"format": "form/1", "id": form_id, "languages": ["en"], "title": {"en": form_id}}
    return Definition.model_validate(
        {**head, "breakdowns": breakdowns, "pages": [{"id": "page01", "questions": questions}]}
    )


def _round(definition: Definition, number: int) -> Round:
    """A form opened, answered by so many, opened ballot by ballot, then released."""
    now = datetime.now(UTC)
    slug = forms.import_form(definition=definition, slug=None)
    forms.open_form(slug=slug, now=now)
    releases.run(now=now)
    key = ballot_keys.find_key(definition.id, periods.FIRST)
    assert key is not None
    _insert(definition, key.public_key, number)
    opening = _open_all(definition.id, key, number)
    forms.close_form(slug=slug, now=now)
    _forget_peak()
    before = _memory("VmRSS")
    began = _times()
    releases.run(now=now + timedelta(seconds=1))
    release = _since(began)
    assert reports.get_reports(slug=slug)["reports"][0]["n"] == number
    peak = _memory("VmHWM")
    return Round(opening[0], release[0], opening[1], release[1], peak, peak - before)


def _insert(definition: Definition, public_key: bytes, number: int) -> None:
    dice = random.Random(SEED)
    for start in range(0, number, CHUNK):
        rows = [_sealed(definition, public_key, dice) for _ in range(min(CHUNK, number - start))]
        with begin("ballots", "BEGIN IMMEDIATE"):
            connection("ballots").execute(insert(store.ballot), rows)


def _sealed(definition: Definition, public_key: bytes, dice: random.Random) -> dict[str, Any]:
    id_, period = dice.randbytes(16), periods.FIRST
    packed = ballots.pack(_values(definition, dice), version=1, size=definition.ballot_size)
    body = ballot_seal.seal(packed, public_key=public_key, form_id=definition.id, period=period, ballot_id=id_)
    return {"id": id_, "form_id": definition.id, "period": period, "batch": None, "body": body}


def _values(definition: Definition, dice: random.Random) -> dict[str, Any]:
    return {question.id: dice.choice(question.settings.possible_values() or [None]) for question in definition.answered}


def _open_all(form_id: str, key: ballot_keys.PeriodKey, number: int) -> tuple[float, float]:
    """Seconds of processor and clock to open every ballot, reading left out."""
    processor = clock = 0.0
    for rows in _read_all(form_id, number):
        began = _times()
        for id_, body in rows:
            key.open_ballot(body, form_id=form_id, period=periods.FIRST, ballot_id=id_)
        used = _since(began)
        processor, clock = processor + used[0], clock + used[1]
    return processor, clock


def _read_all(form_id: str, number: int) -> Iterator[list[tuple[bytes, bytes]]]:
    """Ids and sealed bodies in chunks, before any is marked; each read is over before the next begins."""
    columns = (
        store.ballot.select().with_only_columns(store.ballot.c.id, store.ballot.c.body).order_by(store.ballot.c.id)
    )
    last = b""
    for _ in range(-(-number // ballots_batch.CHUNK)):
        wanted = columns.where(store.ballot.c.form_id == form_id, store.ballot.c.id > last)
        with begin("ballots", "BEGIN"):
            rows = connection("ballots").execute(wanted.limit(ballots_batch.CHUNK)).all()
        last = rows[-1].id
        yield [(row.id, row.body) for row in rows]


def _times() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _since(began: tuple[float, float]) -> tuple[float, float]:
    processor, clock = _times()
    return processor - began[0], clock - began[1]


def _forget_peak() -> None:
    """Let the kernel begin anew to note the most memory this process held."""
    Path("/proc/self/clear_refs").write_text("5")


def _memory(name: str) -> float:
    """MiB, as the kernel notes it under this name."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _drawings() -> dict[tuple[int, int], list[float]]:
    """By questions and people: milliseconds for each table of releases split by two of the questions."""
    forms_ = {number: form_of("bench0", number, ["ques00", "ques01"]) for number in (QUESTIONS, LONG)}
    return {
        (number, people): [_drawing(form, people, place) for place in range(DRAWINGS)]
        for number, form in forms_.items()
        for people in AUDITED
    }


def _drawing(definition: Definition, people: int, place: int) -> float:
    dice = random.Random(f"{people} {place}")
    tally = Tally(definition, dice.randbytes(32))
    for _ in range(people):
        tally.add(dice.randbytes(16), invented_answers(definition, dice.randrange))  # even answers are easier
    days = {"first_day": date(2030, 6, 1), "last_day": date(2030, 6, 30)}
    began = time.process_time()
    body = publications.publish(tally, secret=dice.randbytes(32), number=1, version=1, **days)
    used = time.process_time() - began
    tables = [table for question in body["questions"] for table in question["tables"]]
    return 1000 * used / (len(body["breakdowns"]) + len(tables) + sum(len(table["splits"]) for table in tables))


if __name__ == "__main__":
    sys.exit(main())
