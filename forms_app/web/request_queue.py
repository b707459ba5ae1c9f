"""What people asked about their own data and only staff can do, by the day it must be answered."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain.errors import Conflict, NotFound, Problem
from forms_app.domain.held import KINDS
from forms_app.services import request_deeds, requests
from forms_app.web import current
from forms_app.web.guards import may

pages = Blueprint("request_queue", __name__)
DEED = "answer requests"


@pages.get("/staff/requests")
@may(DEED)
def index() -> str:
    return _page("")


@pages.post("/staff/requests/<key>/done")
@may(DEED)
def finish(key: str) -> Any:
    try:
        requests.finish(id_=_id(key), today=current.now().date())
    except Conflict:
        raise NotFound("request") from None
    flash(_("Noted as done."))
    return redirect(url_for("request_queue.index"), 303)


@pages.post("/staff/requests/<key>/longer")
@may(DEED)
def extend(key: str) -> Any:
    try:
        requests.extend(id_=_id(key), reason=request.form.get("reason", ""))
    except Conflict:
        return _page(key), 422
    flash(_("It may take two months longer. Tell the person, with the reason."))
    return redirect(url_for("request_queue.index"), 303)


@pages.get("/staff/requests/<key>/details")
@may(DEED)
def details(key: str) -> str:
    return _details_page(key)


@pages.post("/staff/requests/<key>/details")
@may(DEED)
def correct(key: str) -> Any:
    detail, raw = request.form.get("detail", ""), request.form.getlist("words")
    try:
        request_deeds.correct(id_=_id(key), key=detail, raw=raw)
    except Problem as problem:
        return _details_page(key, wrong=detail, typed=raw, problem=_(problem.sentence, **problem.values)), 422
    flash(_("Corrected. Tell the person, then note the request as done."))
    return redirect(url_for("request_queue.details", key=key), 303)


@pages.post("/staff/requests/<key>/restrict")
@may(DEED)
def restrict(key: str) -> Any:
    wanted = request.form.get("do") != "lift"
    request_deeds.restrict(id_=_id(key), wanted=wanted, today=current.now().date())
    flash(
        _("Nothing but answers is sent there now. Tell the person, then note the request as done.")
        if wanted
        else _("It may be used again.")
    )
    return redirect(url_for("request_queue.details", key=key), 303)


def _details_page(key: str, *, wrong: str = "", typed: Sequence[str] = (), problem: str = "") -> str:
    id_ = _id(key)
    return render_template(
        "staff/request_details.html",
        key=key,
        request=requests.get_request(id_=id_),
        details=request_deeds.look_at_details(id_=id_),
        is_restricted=request_deeds.is_restricted(id_=id_),
        wrong=wrong,
        typed=typed,
        problem=problem,
    )


def _page(refused: str) -> str:
    return render_template(
        "staff/requests.html",
        requests=requests.list_requests(),
        kinds={name: _(words) for name, words in KINDS.items()},
        today=current.now().date(),
        refused=refused,
    )


def _id(key: str) -> bytes:
    try:
        return bytes.fromhex(key)
    except ValueError:
        raise NotFound("request") from None
