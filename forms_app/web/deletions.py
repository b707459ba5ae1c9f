"""Deleting answers, details or everything of a form: asked twice, done by the worker, certified."""

import secrets
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain.deletions import is_to_wait, scopes_of
from forms_app.domain.errors import Conflict, NotFound
from forms_app.domain.status import Status
from forms_app.services import deletions, status, vouchers
from forms_app.web import current
from forms_app.web.deletion_words import as_text, certificate_face, choice_face
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words
from forms_app.web.status_faces import status_face, title_of

pages = Blueprint("deletions", __name__)
REFRESH = 3  # seconds between two looks at a deletion that goes on
NONCE, LONGEST_NONCE = 15, 60  # bytes, characters


@pages.get("/staff/forms/<slug>/delete")
@may("make forms")
def ask(slug: str) -> str:
    return _ask(status.get_status(slug=slug, now=current.now()))


@pages.post("/staff/forms/<slug>/delete")
@may("make forms")
def delete(slug: str) -> Any:
    """A page sent again finds what it asked for, also when the form is gone by then."""
    scope, nonce = request.form.get("scope", ""), request.form.get("nonce", "")
    try:
        found = status.get_status(slug=slug, now=current.now())
    except NotFound:
        asked = deletions.find_asked(slug=slug, scope=scope, nonce=nonce) or deletions.find_of_link(slug=slug)
        if asked is None:
            raise
        return redirect(url_for("deletions.show", key=asked.key), 303)
    problems = _problems(found)
    if problems or not 0 < len(nonce) <= LONGEST_NONCE:
        return _ask(found, problems), 422
    try:
        asked = deletions.ask(slug=slug, scope=scope, nonce=nonce, now=current.now())
    except Conflict:
        return _ask(status.get_status(slug=slug, now=current.now())), 422
    return redirect(url_for("deletions.show", key=asked.key), 303)


@pages.get("/staff/deletions")
@may("make forms")
def index() -> str:
    faces = [certificate_face(one) for one in deletions.list_deletions()]
    return render_template("staff/deletions/index.html", deletions=faces)


@pages.get("/staff/deletions/<key>")
@may("make forms")
def show(key: str) -> Response:
    """Looks again by itself until it is done, unless it was asked to stand still."""
    face, still = certificate_face(deletions.get_deletion(key=key)), "still" in request.args
    response = make_response(render_template("staff/deletions/show.html", deletion=face, still=still))
    if not face.is_done and not still:
        response.headers["Refresh"] = f"{REFRESH}; url={url_for('deletions.show', key=key)}"
    return response


@pages.get("/staff/deletions/<key>/certificate.txt")
@may("make forms")
def download(key: str) -> Response:
    deletion = deletions.get_deletion(key=key)
    if deletion.done_on is None:
        raise NotFound("certificate")
    response = Response(as_text(certificate_face(deletion), current.site().name), mimetype="text/plain")
    name = f"certificate-of-deletion-{deletion.slug}-{deletion.done_on.isoformat()}.txt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _ask(found: Status, problems: Sequence[SimpleNamespace] = ()) -> str:
    scopes = scopes_of(found)
    last_day = vouchers.find_last_day(form=found.form, now=current.now())
    return render_template(
        "staff/deletions/ask.html",
        form=status_face(found),
        choices=[choice_face(scope, found) for scope in scopes],
        chosen=request.form.get("scope", scopes[0] if len(scopes) == 1 else ""),
        typed=request.form.get("title", ""),
        is_counting=is_to_wait(found),
        redeemable=day_in_words(last_day) if last_day else None,
        nonce=request.form.get("nonce") or secrets.token_urlsafe(NONCE),
        problems=problems,
        said={"scope": "", "title": ""} | {problem.anchor.split("-")[0]: problem.sentence for problem in problems},
    )


def _problems(found: Status) -> list[SimpleNamespace]:
    """What keeps a page from being taken that could be; where nothing may be deleted, nothing is asked."""
    problems, scopes = [], scopes_of(found)
    if scopes and request.form.get("scope") not in scopes:
        sentence = _("Please choose one of these.")
        problems.append(SimpleNamespace(anchor=f"scope-{scopes[0]}", label=_("What to delete"), sentence=sentence))
    if _plain(request.form.get("title", "")) != _plain(title_of(found)):
        sentence = _("Please type the form's title as it stands above.")
        problems.append(SimpleNamespace(anchor="title", label=_("Title of the form"), sentence=sentence))
    return problems


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
