"""A message to the people who run the site, apart from any answers; and its answer, behind a code of its own."""

import secrets
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from forms_app.domain import machines, tokens
from forms_app.domain.errors import Refused, TokenRefused
from forms_app.domain.messages import KEPT_DAYS, LONGEST, LONGEST_ADDRESS
from forms_app.domain.receipts import find_code, grouped
from forms_app.services import inbox
from forms_app.web import current
from forms_app.web.guards import public

pages = Blueprint("write", __name__)


@pages.get("/write")
@public
def ask() -> str:
    return _page("", "", {})


@pages.post("/write")
@public
def send() -> Any:
    words, email = request.form.get("words", "")[: 2 * LONGEST], request.form.get("email", "")[: LONGEST_ADDRESS + 1]
    if request.form.get(machines.TRAP):
        return _page(words, email, {}, _("Nothing was stored yet: please send it again.")), 422
    try:
        code = inbox.receive(token=request.form.get("token", ""), words=words, email=email, now=current.now())
    except Refused as refusal:
        return _page(words, email, refusal.problems, token=request.form.get("token", "")), 422
    except TokenRefused:
        return _page(words, email, {}, _("Nothing was stored yet: please send it again.")), 422
    return render_template("write/done.html", code=grouped(code), has_address=bool(email.strip()))


@pages.get("/write/answer")
@public
def ask_answer() -> str:
    return render_template("write/answer.html", problem=None, typed="", replies=None)


@pages.post("/write/answer")
@public
def answer() -> Any:
    """Looked up by a post, so that no code stands in an address."""
    typed = request.form.get("code", "")[:100]
    code = find_code(typed)
    if code is None:
        problem = _("A message code has 25 letters, digits and signs; this one does not fit. Please look at it again.")
        return render_template("write/answer.html", problem=problem, typed=typed, replies=None), 422
    return render_template("write/answer.html", problem=None, typed="", replies=inbox.list_replies(code=code))


def _page(words: str, email: str, problems: Any, notice: str = "", token: str = "") -> str:
    said = {name: _(problem.sentence, **problem.values) for name, problem in problems.items()}
    labels = {"words": _("Your message"), "email": _("E-mail address")}
    return render_template(
        "write/ask.html",
        words=words,
        email=email,
        problems={"words": "", "email": "", **said},
        summary=[{"anchor": name, "label": labels[name], "sentence": text} for name, text in said.items()],
        notice=notice,
        token=token or inbox.issue_token(nonce=secrets.token_bytes(tokens.NONCE_BYTES), now=current.now()),
        days=KEPT_DAYS,
        trap=machines.TRAP,
    )
