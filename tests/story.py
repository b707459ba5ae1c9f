"""A form from opening to count with marked visitors, and what a thief would carry off on the way."""

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from redis import Redis
from sqlalchemy import Date, DateTime, create_engine, text

from bench.processes import wait_until
from bench.server import Site
from forms_app import create_app
from forms_app.domain import receipts
from forms_app.gateways import people_keys
from forms_app.services import upkeep
from forms_app.settings import from_environment
from forms_app.storage.database import aware
from tests import traces
from tests.marked import FORM, PATH, SLUG, Marks, Visitors

ANSWERS = 200
RAISE = {
    "sqlite": ["CREATE TRIGGER broken BEFORE INSERT ON contact BEGIN SELECT RAISE(ABORT, 'broken'); END"],
    "postgresql": [
        "CREATE FUNCTION broken() RETURNS trigger AS "
        "'BEGIN RAISE EXCEPTION ''broken'' USING ERRCODE = ''23514''; END' LANGUAGE plpgsql",
        "CREATE TRIGGER broken BEFORE INSERT ON contact FOR EACH ROW EXECUTE FUNCTION broken()",
    ],
}
REPAIR = {"sqlite": ["DROP TRIGGER broken"], "postgresql": ["DROP TRIGGER broken ON contact", "DROP FUNCTION broken"]}
DERIVED = {"ballot": receipts.ballot_id, "spent": receipts.spent_id, "contact": receipts.contact_id}


@dataclass
class Story:
    """What happened on one site, and what a thief carried off at three instants."""

    kind: str
    folder: Path
    databases: dict[str, str]
    redis: Redis | None
    began: float = field(default_factory=time.time)
    marks: Marks = field(default_factory=Marks)
    statuses: dict[str, int] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)  # of the answers sent one after another
    sent: tuple[float, float] = (0.0, 0.0)
    deeds: list[datetime] = field(default_factory=list)  # when staff did what the activity log holds
    taken_back: str = ""  # a receipt code
    order: float = 0.0  # share of the order of arrival that is known to stand while the form is open
    sampled: set = field(default_factory=set)  # columns of which PostgreSQL's statistics hold samples
    copies: dict[str, dict[str, bytes]] = field(default_factory=dict)
    rows: dict[str, list] = field(default_factory=dict)
    values: list = field(default_factory=list)  # of every row in `ballots` and `people`, while the form is open

    def ids(self, derive):
        return [derive(self.key, code) for code in self.codes]

    def id_of(self, name, code):
        return DERIVED[name](self.key, code)

    @property
    def key(self):
        return (self.folder / "keys" / "people" / "site.key").read_bytes()

    def steal(self, when, site):
        places = traces.files_below(self.folder) | traces.unlinked_files(site.pid)
        if self.kind == "postgresql":
            places |= traces.postgres_places(self.databases, self.began)
        if self.redis:
            places |= traces.redis_places(self.redis)
        self.copies[when] = places

    @contextmanager
    def database(self, bind):
        url = self.databases.get(f"FORMS_{bind.upper()}_DATABASE", f"sqlite:///{self.folder / bind}.sqlite")
        engine = create_engine(url)
        with engine.begin() as made:
            yield made
        engine.dispose()

    def run(self, bind, statements):
        with self.database(bind) as made:
            for statement in statements:
                made.execute(text(statement))

    def select(self, bind, query, **types):
        with self.database(bind) as made:
            return made.execute(text(query).columns(**types)).all()

    @contextmanager
    def application(self, site: Site):
        environment = {name: value for name, value in site.environment.items() if name.startswith("FORMS_")}
        app = create_app(from_environment(environment))
        with app.app_context():
            yield app
        for engine in app.extensions["databases"].values():
            engine.dispose()


def tell(story, site):
    visitors = Visitors(site, story.marks)
    late = open_form(site, visitors, story.folder)
    began = time.time()
    story.codes = [visitors.answer() for _ in range(ANSWERS // 2)]
    story.order = order_while_open(story)
    story.codes += [visitors.answer() for _ in range(ANSWERS // 2)]
    story.sent = (began, time.time())
    be_refused(story, visitors)
    note_rows(story)
    done = story.select("site", "SELECT at FROM activity WHERE at IS NOT NULL", at=DateTime(timezone=True))
    story.deeds = [aware(at).astimezone(UTC) for (at,) in done]
    story.steal("open", site)
    with story.application(site):
        assert upkeep.compact(now=datetime.now(UTC), however_large=False) == []
    story.steal("tidied", site)
    site.command("forms", "close", SLUG)
    story.statuses["closed"] = visitors.send(late, visitors.answers()).status
    wait_for_release(story)
    with story.application(site):
        story.rows["texts"] = kept_texts(story)
    story.steal("counted", site)


def open_form(site, visitors, folder):
    file = folder.parent / f"{folder.name}-form.json"
    file.write_text(FORM.model_dump_json(exclude_none=True))
    site.command("forms", "import", str(file), "--slug", SLUG)
    site.command("forms", "open", SLUG)
    for _ in wait_until(60):
        if visitors.send(visitors.open(), visitors.answers()).status == 200:
            break
    return visitors.open()


def be_refused(story, visitors):
    """Every way of not being taken, and being taken back."""
    marks, answers, statuses = story.marks, visitors.answers, story.statuses
    token = visitors.open()
    statuses["wrong answer"] = visitors.send(token, answers() | {"email1": f"{marks.typed} is none"}).status
    statuses["wrong token"] = visitors.send(token[:-3] + "AAA", answers()).status
    statuses["sent"] = visitors.send(token, answers()).status
    statuses["sent otherwise"] = visitors.send(token, answers()).status
    statuses["elsewhere"] = visitors.request("GET", f"/{marks.asked}").status
    statuses["other site"] = visitors.request("POST", PATH, answers(), **{"Sec-Fetch-Site": "cross-site"}).status
    statuses["too long"] = visitors.send(token, answers() | {"idea00": marks.text * 50_000}).status
    story.run("people", RAISE[story.kind])
    token, given = visitors.open(), answers()
    statuses["broken"] = visitors.send(token, given).status
    story.run("people", REPAIR[story.kind])
    statuses["again"] = visitors.send(token, given).status
    statuses["no code"] = visitors.take_back(f"{marks.typed}").status
    twins = answers()
    statuses["twins"] = visitors.send(visitors.open(), twins).status + visitors.send(visitors.open(), twins).status
    story.taken_back = visitors.answer()
    note_samples(story)
    statuses["taken back"] = visitors.take_back(receipts.grouped(story.taken_back)).status
    token = visitors.open()
    tries = [visitors.send(token, answers() | {"email1": marks.typed}, address=marks.ipv6).status for _ in range(61)]
    statuses["too often"] = max(tries)


def order_while_open(story):
    """What SQLite's write-ahead log, and PostgreSQL's tables, give back of the order in which ballots came."""
    ids = story.ids(receipts.ballot_id)
    if story.kind == "sqlite":
        log = (story.folder / "ballots.sqlite-wal").read_bytes()
        return traces.share_right([log.find(id_) for id_ in ids])
    lying = [bytes(row.id) for row in story.select("ballots", "SELECT id FROM ballot ORDER BY ctid")]
    return traces.share_right([lying.index(id_) for id_ in ids])


def note_samples(story):
    if story.kind == "postgresql":
        for bind, names in (("ballots", "'ballot', 'spent'"), ("people", "'contact', 'text'")):
            story.run(bind, ["ANALYZE"])
            query = f"SELECT attname FROM pg_stats WHERE tablename IN ({names})"
            story.sampled |= {row.attname for row in story.select(bind, query)}


def note_rows(story):
    order = " ORDER BY ctid" if story.kind == "postgresql" else ""
    for bind, table in (("ballots", "ballot"), ("ballots", "spent"), ("people", "contact")):
        rows = story.select(bind, f"SELECT * FROM {table}{order}")
        story.rows[table] = [bytes(row.id) for row in rows]
        story.values += [value for row in rows for value in row]
        story.rows["tag"] = [bytes(row.tag) for row in rows] if table == "spent" else story.rows.get("tag", [])


def wait_for_release(story):
    for _ in wait_until(120):
        if story.select("ballots", "SELECT state FROM form_state") == [("released",)]:
            return


def kept_texts(story):
    """Question and words of every kept text, in the order in which they lie there."""
    order = " ORDER BY ctid" if story.kind == "postgresql" else ""
    rows = story.select("people", f"SELECT * FROM text{order}", delete_on=Date)
    if story.kind == "sqlite":
        file = (story.folder / "people.sqlite").read_bytes() + (story.folder / "people.sqlite-wal").read_bytes()
        rows = sorted(rows, key=lambda row: file.rfind(row.id))
    return [(row.question_id, _opened(row)) for row in rows]


def _opened(row):
    place = {"form_id": row.form_id, "delete_on": row.delete_on}
    return people_keys.open_sealed(row.body, purpose="texts", row_id=row.id, **place)
