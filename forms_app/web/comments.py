"""Comments for those who read them: words struck out, topics found and counted, quotes picked."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_security import current_user

from forms_app.domain.comments import LONGEST_NAME, MOST_THEMES
from forms_app.domain.errors import Conflict, NotFound, Problem
from forms_app.domain.publications import MINIMUM
from forms_app.domain.texts import choose_language, in_language
from forms_app.services import comments, teams
from forms_app.services.comments import AT_ONCE, Comment, Room
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.results.periods import period_in_words

pages = Blueprint("comments", __name__)
ROOM = "/staff/comments/<slug>/<question>/<int:number>"


@pages.get("/staff/comments")
@may("read comments")
def index() -> str:
    """Every question with comments, form by form."""
    forms: dict[str, SimpleNamespace] = {}
    hidden = teams.hidden_from(account_id=current_user.id)
    for room in (one for one in comments.list_rooms() if one.publication["form"] not in hidden):
        face = _face(room)
        form = forms.setdefault(room.slug, SimpleNamespace(title=face.title, spoken=face.spoken, questions={}))
        asked = form.questions.setdefault(room.batch.question_id, SimpleNamespace(newest=face, comments=0))
        asked.comments += room.comments
    return render_template("comments/index.html", forms=list(forms.values()))


@pages.get(ROOM)
@may("read comments")
def show(slug: str, question: str, number: int) -> str:
    return _show(comments.get_room(slug=slug, question_id=question, number=number))


@pages.post(f"{ROOM}/topics")
@may("read comments")
def save(slug: str, question: str, number: int) -> Any:
    """What was ticked beside the comments of one page."""
    room = comments.get_room(slug=slug, question_id=question, number=number)
    chosen = {key: set(request.form.getlist(f"topic-{key}")) for key in request.form.getlist("shown")[:AT_ONCE]}
    try:
        comments.set_themes(room=room, chosen=chosen)
    except Conflict:
        return _show(room, _("These topics were counted meanwhile; they do not change any more.")), 422
    flash(_("The topics are saved."))
    return redirect(_address(room, page=_page()), 303)


@pages.post(f"{ROOM}/topics/new")
@may("read comments")
def add(slug: str, question: str, number: int) -> Any:
    room = comments.get_room(slug=slug, question_id=question, number=number)
    name = request.form.get("name", "")
    try:
        comments.add_theme(room=room, name=name)
    except Problem as problem:
        return _show(room, _(problem.sentence, **problem.values), name=name), 422
    return redirect(_address(room, page=_page()), 303)


@pages.post(f"{ROOM}/topics/<key>/remove")
@may("read comments")
def remove(slug: str, question: str, number: int, key: str) -> Any:
    room = comments.get_room(slug=slug, question_id=question, number=number)
    comments.remove_theme(room=room, theme_id=key)
    return redirect(_address(room, page=_page()), 303)


@pages.get(f"{ROOM}/topics/count")
@may("read comments")
def ask_count(slug: str, question: str, number: int) -> str:
    return _ask_count(comments.get_room(slug=slug, question_id=question, number=number))


@pages.post(f"{ROOM}/topics/count")
@may("read comments")
def count(slug: str, question: str, number: int) -> Any:
    room = comments.get_room(slug=slug, question_id=question, number=number)
    try:
        comments.count_themes(room=room, today=current.now().date())
    except Problem as problem:
        return _ask_count(room, _(problem.sentence, **problem.values)), 422
    flash(_("The topics are counted and stand with the results."))
    return redirect(_address(room), 303)


@pages.get(f"{ROOM}/comment/<key>")
@may("read comments")
def one(slug: str, question: str, number: int, key: str) -> str:
    room = comments.get_room(slug=slug, question_id=question, number=number)
    return _one(room, comments.get_comment(room=room, key=key))


@pages.post(f"{ROOM}/comment/<key>/strike")
@may("read comments")
def strike(slug: str, question: str, number: int, key: str) -> Any:
    """Words that are given are destroyed; the page names them once more before."""
    room = comments.get_room(slug=slug, question_id=question, number=number)
    typed, seen = request.form.get("words", ""), request.form.get("seen", "").replace("\r\n", "\n")
    try:
        comments.strike_out(room=room, key=key, phrases=typed.splitlines(), seen=seen)
    except (Problem, Conflict) as refused:
        values = getattr(refused, "values", {})
        comment = comments.get_comment(room=room, key=key)
        return _one(room, comment, problem=_(refused.sentence, **values), typed=typed), 422
    flash(_("These words are struck out."))
    return redirect(url_for("comments.one", **_place(room), key=key), 303)


@pages.post(f"{ROOM}/comment/<key>/destroy")
@may("read comments")
def destroy(slug: str, question: str, number: int, key: str) -> Any:
    """The last comment takes its page along."""
    room = comments.get_room(slug=slug, question_id=question, number=number)
    comments.destroy(room=room, key=key)
    flash(_("The comment is deleted."))
    return redirect(_address(room) if room.comments > 1 else url_for("comments.index"), 303)


@pages.post(f"{ROOM}/comment/<key>/quote")
@may("read comments")
def quote(slug: str, question: str, number: int, key: str) -> Any:
    room = comments.get_room(slug=slug, question_id=question, number=number)
    try:
        comments.quote(room=room, key=key, is_quoted=request.form.get("quoted") == "yes")
    except Conflict as refused:
        return _one(room, comments.get_comment(room=room, key=key), problem=_(refused.sentence)), 422
    return redirect(url_for("comments.one", **_place(room), key=key), 303)


@pages.get("/staff/results/<slug>/quotes")
@may("see results")
def quotes(slug: str) -> str:
    """What readers picked, on a page of its own, to be read and printed."""
    title, found = comments.list_quotes(slug=slug)
    language = choose_language([request.args.get("lang", ""), current.LANGUAGE], list(title))
    questions = [
        SimpleNamespace(text=in_language(question["text"], language), words=words) for question, words in found
    ]
    return render_template(
        "comments/quotes.html", title=in_language(title, language), spoken=language, questions=questions
    )


def _show(room: Room, problem: str = "", name: str = "") -> str:
    last = -(-room.comments // AT_ONCE)
    page = min(_page(), last)
    found = comments.list_comments(room=room, page=page)
    if not found:
        raise NotFound("comments")
    rooms = comments.get_rooms(slug=room.slug, question_id=room.batch.question_id)
    return render_template(
        "comments/show.html",
        room=_face(room),
        rooms=[_face(each) for each in rooms],
        comments=found,
        themes=comments.list_themes(room=room),
        may_add=MOST_THEMES,
        longest=LONGEST_NAME,
        page=page,
        last=last,
        problem=problem,
        name=name,
    )


def _one(room: Room, comment: Comment, problem: str = "", typed: str = "") -> str:
    return render_template("comments/one.html", room=_face(room), comment=comment, problem=problem, typed=typed)


def _ask_count(room: Room, problem: str = "") -> str:
    themes = comments.list_themes(room=room)
    return render_template("comments/count.html", room=_face(room), themes=themes, least=MINIMUM, problem=problem)


def _face(room: Room) -> SimpleNamespace:
    """In the page's language where the form has it."""
    language = choose_language([request.args.get("lang", ""), current.LANGUAGE], room.publication["languages"])
    return SimpleNamespace(
        place=_place(room),
        slug=room.slug,
        number=room.batch.number,
        title=in_language(room.publication["title"], language),
        text=in_language(room.question["text"], language),
        spoken=language,
        days=period_in_words(room.publication),
        comments=room.comments,
        is_quotable=room.is_quotable,
        is_counted=room.is_counted,
        until=format_date(room.delete_on, "long"),
    )


def _place(room: Room) -> dict[str, Any]:
    return {"slug": room.slug, "question": room.batch.question_id, "number": room.batch.number}


def _address(room: Room, **query: Any) -> str:
    return url_for("comments.show", **_place(room), **query)


def _page() -> int:
    return max(1, request.args.get("page", 1, type=int))
