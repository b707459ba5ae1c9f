"""Figures of one question behind a link: staff choose, list and withdraw; anybody with the link reads."""

import secrets
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from forms_app.domain.shared_results import KEY_BYTES, LIFETIMES, can_share, seconds_kept
from forms_app.services import reports, shared_results
from forms_app.web import current
from forms_app.web.guards import may, public
from forms_app.web.results.faces import report_face

pages = Blueprint("shared_results", __name__)
LONGEST_NONCE = 100  # characters that are taken of what a page sent


@pages.get("/staff/results/<slug>/<int:number>/share")
@may("share results")
def choose(slug: str, number: int) -> str:
    """The questions that have figures, and the links of this report."""
    return _page(slug, number, None)


@pages.get("/staff/results/<slug>/<int:number>/share/<question>")
@may("share results")
def ask(slug: str, number: int, question: str) -> str:
    return _page(slug, number, question)


@pages.post("/staff/results/<slug>/<int:number>/share/<question>")
@may("share results")
def share(slug: str, number: int, question: str) -> Any:
    days, nonce = request.form.get("days", 0, type=int), request.form.get("nonce", "")[:LONGEST_NONCE]
    if days not in LIFETIMES or not nonce:
        abort(400)
    today = current.now().date()
    made = shared_results.share(slug=slug, number=number, question_id=question, days=days, nonce=nonce, today=today)
    return redirect(url_for(".choose", slug=slug, number=number, _anchor=f"link-{made.key}"), 303)


@pages.post("/staff/results/<slug>/<int:number>/links/<key>/withdraw")
@may("share results")
def withdraw(slug: str, number: int, key: str) -> Any:
    shared_results.withdraw(slug=slug, number=number, key=key)
    return redirect(url_for(".choose", slug=slug, number=number), 303)


@pages.get("/results/<key>")
@public
def show(key: str) -> Response:
    now = current.now()
    shared, report = shared_results.get_shared(key=key, today=now.date())
    page = make_response(render_template("results/shared.html", report=report_face(report), until=shared.expires_on))
    page.headers["Cache-Control"] = f"public, max-age={seconds_kept(shared, now)}"
    page.headers["X-Robots-Tag"] = "noindex"
    return page


def _page(slug: str, number: int, question: str | None) -> str:
    report = report_face(reports.get_report(slug=slug, number=number)["report"])
    questions = [one for one in report["questions"] if can_share(one)]
    chosen = next((one for one in questions if one["id"] == question), None)
    if question is not None and chosen is None:
        abort(404)
    return render_template(
        "results/share.html",
        slug=slug,
        report=report,
        questions=questions,
        chosen=chosen,
        texts={one["id"]: one["text"] for one in questions},
        links=shared_results.list_links(slug=slug, number=number, today=current.now().date()),
        lifetimes=LIFETIMES,
        nonce=secrets.token_urlsafe(KEY_BYTES),
    )
