"""How a form stands, in sentences: the one source of what pages and commands say of it."""

from forms_app.domain.sentences import N_, Sentence
from forms_app.domain.status import STEPS, STOPPED, Status

STATES = {"draft": N_("draft"), "scheduled": N_("scheduled"), "open": N_("open"), "closed": N_("closed")}
PHASES = {
    "scheduled": N_("It opens on %(opens)s."),
    "preparing": N_("It is being prepared; visitors can answer in a few seconds."),
    "unused": N_("It closed before anybody could answer."),
    "former first": N_("Answers to the former questions are counted first, on %(former)s."),
    "waiting": N_("It is counted on %(count)s, a day after the count before it."),
    "too few": N_("Fewer than ten people answered, so nothing can be shown."),
    "missing": N_("Counting has stopped: some answers are missing. Tell the person who looks after the site."),
    "no key": N_("Counting has stopped: its key is missing. Tell the person who looks after the site."),
    "counted": N_("It is counted; the results are ready."),
    "emptied": N_("Answers that were not counted were deleted unread, as staff asked."),
    "given up": N_("Fewer than ten people answered; the answers were deleted unread."),
}
STEP = N_("Counting: step %(step)s of %(steps)s.")
UNDER_TEN = N_("fewer than 10 answers as of %(time)s")
AT_LEAST = N_("at least %(answers)s answers as of %(time)s")
CHANGES = N_("other questions from %(changes)s")
FORMER = N_("pages with the former questions are taken until %(former)s; their answers are counted then, by themselves")
NEVER_TESTED = N_("not tested yet; the test runs once a day")
WORKS = N_("the form works, as tested on %(day)s")
BROKEN = N_("the form does not work, as tested on %(day)s: %(fault)s")


def state_words(status: Status) -> Sentence:
    return Sentence(STATES[status.state])


def phase_words(status: Status) -> Sentence | None:
    """Where it stands on its way; None where state and answers say everything."""
    if status.step is not None:
        return Sentence(STEP, {"step": status.step, "steps": len(STEPS)})
    text = PHASES.get(status.phase)
    return _with_moments(text, status) if text else None


def told_words(status: Status) -> Sentence | None:
    """How many answers wait, while it takes them; None before anything was told."""
    told = status.told
    if told is None or status.phase != "open":
        return None
    time = {"time": f"{told.as_of.astimezone(status.zone):%H:%M}"}
    return Sentence(AT_LEAST, {"answers": told.answers, **time}) if told.answers else Sentence(UNDER_TEN, time)


def more_words(status: Status) -> list[Sentence]:
    """What else is to be known: a count that has stopped beside all this, former questions, and questions to come."""
    found = [PHASES[status.stopped]] if status.stopped and status.phase not in STOPPED else []
    found += [FORMER] if status.state == "open" and status.former and status.former.state == "open" else []
    found += [CHANGES] if status.changes_at else []
    return [_with_moments(text, status) for text in found]


def _with_moments(text: str, status: Status) -> Sentence:
    """With those instants that it names."""
    moments = {
        "opens": status.form.opens_at,
        "count": status.next_count_at,
        "former": status.former_count_at,
        "changes": status.changes_at,
    }
    return Sentence(text, {name: status.local(at) for name, at in moments.items() if f"%({name})" in text})


def fault_words(status: Status) -> Sentence | None:
    """What does not work, as the newest daily test found; None where nothing is known of."""
    return self_test_words(status) if status.state == "open" and status.test and not status.test.is_ok else None


def self_test_words(status: Status) -> Sentence | None:
    """What the newest daily test of an open form found; None where none is due."""
    if status.state != "open":
        return None
    if status.test is None:
        return Sentence(NEVER_TESTED)
    if status.test.is_ok:
        return Sentence(WORKS, {"day": status.test.day})
    return Sentence(BROKEN, {"day": status.test.day, "fault": Sentence(status.test.fault)})
