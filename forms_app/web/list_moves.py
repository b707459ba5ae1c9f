"""Moving a newsletter's readers to another system: announced, counted down, called off, the locked file made."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import list_moves as rules
from forms_app.domain.errors import Conflict, Problem
from forms_app.domain.list_moves import Move
from forms_app.domain.newsletters import Topic
from forms_app.services import issues, list_moves, mail_setup, topics
from forms_app.web import current
from forms_app.web.confirming import password_problem
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words

pages = Blueprint("list_moves", __name__)
DEED = "move newsletters"


@pages.get("/staff/moves")
@may(DEED)
def index() -> str:
    faces = [(topic, _face(list_moves.find(topic=topic))) for topic in topics.list_topics()]
    return render_template("staff/moves/index.html", topics=faces)


@pages.get("/staff/moves/<topic>")
@may(DEED)
def show(topic: str) -> str:
    return _page(topics.get_topic(key=topic))


@pages.post("/staff/moves/<topic>/begin")
@may(DEED)
def begin(topic: str) -> Any:
    found, typed, problems = topics.get_topic(key=topic), request.form.get("goes_to", ""), {}
    goes_to = ""
    try:
        goes_to = rules.read_name(typed[:1000])
    except Problem as problem:
        problems["goes_to"] = _(problem.sentence, **problem.values)
    if wrong := password_problem(request.form.get("password", "")):
        problems["password"] = wrong
    if problems:
        return _page(found, typed=typed, problems=problems), 422
    try:
        list_moves.begin(topic=found, goes_to=goes_to, now=current.now())
    except Conflict as conflict:
        return _page(found, typed=typed, problems={"": _(conflict.sentence)}), 409
    flash(_("Everybody who gets it is told by mail now."))
    return _back(topic)


@pages.post("/staff/moves/<topic>/take")
@may(DEED)
def take(topic: str) -> Any:
    """Answered with the file, which is kept nowhere here."""
    found, problems = topics.get_topic(key=topic), {}
    phrase = b""
    try:
        phrase = rules.read_phrase(request.form.get("phrase", "")[:1000])
    except Problem as problem:
        problems["phrase"] = _(problem.sentence, **problem.values)
    if wrong := password_problem(request.form.get("password", "")):
        problems["password"] = wrong
    if problems:
        return _page(found, problems=problems), 422
    today = current.now().date()
    try:
        made = list_moves.take(topic=found, passphrase=phrase, today=today)
    except Conflict as conflict:
        return _page(found, problems={"": _(conflict.sentence)}), 409
    answer = Response(made, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="newsletter-{topic}-{today.isoformat()}.locked"'
    return answer


@pages.post("/staff/moves/<topic>/call-off")
@may(DEED)
def call_off(topic: str) -> Any:
    return _finish(topic, list_moves.call_off, _("It is called off. No address goes anywhere."))


@pages.post("/staff/moves/<topic>/end")
@may(DEED)
def end(topic: str) -> Any:
    return _finish(topic, list_moves.end, _("The move is over. The file cannot be made any more."))


def _finish(topic: str, deed: Callable[..., None], said: str) -> Any:
    found = topics.get_topic(key=topic)
    try:
        deed(topic=found, today=current.now().date())
    except Conflict as conflict:
        return _page(found, problems={"": _(conflict.sentence)}), 409
    flash(said)
    return _back(topic)


def _back(topic: str) -> Any:
    return redirect(url_for("list_moves.show", topic=topic), 303)


def _face(move: Move | None) -> SimpleNamespace | None:
    if move is None:
        return None
    today = current.now().date()
    days = {name: getattr(move, name) for name in ("began_on", "earliest", "last_day", "taken_on", "ended_on")}
    return SimpleNamespace(
        goes_to=move.goes_to,
        state=move.face(today),
        words=_(rules.FACES[move.face(today)]),
        is_running=move.is_running,
        failed=move.failed,
        progress=list_moves.look_at(move=move, today=today),
        **{name: day and day_in_words(day) for name, day in days.items()},
    )


def _page(topic: Topic, *, typed: str = "", problems: Mapping[str, str] | None = None) -> str:
    labels = {"goes_to": _("Where it goes"), "phrase": _("Passphrase of the file"), "password": _("Your password")}
    found = problems or {}
    return render_template(
        "staff/moves/show.html",
        topic=topic,
        move=_face(list_moves.find(topic=topic)),
        readers=issues.count_readers(topic=topic),
        obstacle=mail_setup.find_obstacle(),
        typed=typed,
        problems={"goes_to": "", "phrase": "", "password": "", **found},
        summary=[{"anchor": name, "label": labels.get(name, ""), "sentence": said} for name, said in found.items()],
        labels=labels,
        days=rules.NOTICE.days,
        least=rules.SHORTEST_PHRASE,
    )
