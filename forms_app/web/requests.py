"""People's own data: by receipt code, or by a link to their mailbox; seen, taken along, erased, or asked of staff."""

import secrets
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import gettext as _

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.errors import NotFound
from forms_app.domain.held import KINDS, to_csv
from forms_app.domain.receipts import find_code
from forms_app.services import holdings, mail_setup, requests, submissions, subscriptions
from forms_app.web import current
from forms_app.web.guards import public
from forms_app.web.site_fields import summary

pages = Blueprint("requests", __name__)
LONGEST = 254  # characters of an address, RFC 5321
ID_BYTES = 16


@pages.get("/privacy/request")
@public
def show() -> str:
    return _ask_page({}, {})


@pages.post("/privacy/request")
@public
def send_link() -> Any:
    """The same answer for every address."""
    typed = request.form.get("address", "")[: LONGEST + 1]
    address = find_mailbox(typed) if len(typed) <= LONGEST else None
    if address is None:
        wrong = _("Please write an e-mail address such as name@example.org.")
        return _ask_page({"address": typed}, {"address": wrong}), 422
    if mail_setup.find_obstacle():
        return _ask_page({"address": typed}, {}), 503
    requests.send_link(address=address, now=current.now())
    return render_template("requests/asked.html", days=requests.LINK.days)


@pages.post("/privacy/request/code")
@public
def by_code() -> Any:
    """Details that came with a receipt code, never answers; a code without any says the same as an unknown one."""
    typed = request.form.get("code", "")[:100]
    code = find_code(typed)
    if code is None:
        wrong = _("A receipt code has 25 letters, digits and signs; this one does not fit. Please look at it again.")
        return _ask_page({"code": typed}, {"code": wrong}), 422
    return render_template("requests/by_code.html", sections=submissions.list_details(code=code), code=code)


@pages.get("/privacy/request/mine/<token>")
@public
def arrive(token: str) -> Any:
    """Shows buttons only: programs that look through mails open every link."""
    try:
        requests.read_link(token=token, today=current.now().date())
    except NotFound:
        return render_template("requests/too_late.html"), 404
    return render_template("requests/arrived.html", token=token)


@pages.post("/privacy/request/mine/<token>")
@public
def see(token: str) -> Any:
    return _own(token)


@pages.post("/privacy/request/mine/<token>/file")
@public
def take(token: str) -> Any:
    subject = requests.read_link(token=token, today=current.now().date())
    sections = holdings.list_held(subject=subject)
    if request.form.get("format") == "csv":
        made = Response(to_csv(sections), mimetype="text/csv")
    else:
        made = jsonify({"format": "held/1", "sections": [vars(one) for one in sections]})
    kind = "csv" if made.mimetype == "text/csv" else "json"
    made.headers["Content-Disposition"] = f"attachment; filename=my-data.{kind}"
    return made


@pages.post("/privacy/request/mine/<token>/erase")
@public
def erase(token: str) -> Any:
    if request.form.get("sure") != "yes":
        return _own(token, {"sure": _("Please tick that you want it erased: it cannot be brought back.")})
    subject = requests.read_link(token=token, today=current.now().date())
    holdings.erase(subject=subject, today=current.now().date())
    return render_template("requests/erased.html", sections=holdings.list_held(subject=subject))


@pages.post("/privacy/request/mine/<token>/ask")
@public
def ask(token: str) -> Any:
    """What only staff can do goes into their queue."""
    subject = requests.read_link(token=token, today=current.now().date())
    typed = {name: request.form.get(name, "") for name in ("kind", "words", "address", "nonce")}
    address = find_mailbox(typed["address"][: LONGEST + 1])
    problems = {}
    if typed["kind"] not in KINDS:
        problems["kind"] = _("Please choose what we should do.")
    if not 0 < len(typed["words"].strip()) <= requests.LONGEST:
        problems["words"] = _("Please say in at most 4,000 characters what we should do.")
    if address is None or subscriptions.subject_of(address) != subject:
        problems["address"] = _("Please write the address to which we sent the link.")
    if problems or address is None:
        return _own(token, problems, typed)
    id_ = requests.id_from(typed["nonce"])
    requests.ask(subject=subject, kind=typed["kind"], address=address, words=typed["words"], now=current.now(), id_=id_)
    return render_template("requests/passed_on.html", days=requests.DUE.days)


def _own(token: str, problems: dict[str, str] | None = None, typed: dict[str, str] | None = None) -> Any:
    try:
        subject = requests.read_link(token=token, today=current.now().date())
    except NotFound:
        return render_template("requests/too_late.html"), 404
    labels = {
        "sure": _("Erase"),
        "kind": _("What we should do"),
        "words": _("In your words"),
        "address": _("E-mail address"),
    }
    page = render_template(
        "requests/own.html",
        token=token,
        sections=holdings.list_held(subject=subject),
        kinds={name: _(words) for name, words in KINDS.items()},
        labels=labels,
        problems={**dict.fromkeys(labels, ""), **(problems or {})},
        summary=summary(problems or {}, labels),
        typed={"kind": "", "words": "", "address": "", **(typed or {})},
        nonce=(typed or {}).get("nonce") or secrets.token_hex(ID_BYTES),
    )
    return (page, 422) if problems else page


def _ask_page(typed: dict[str, str], problems: dict[str, str]) -> str:
    labels = {"code": _("Receipt code"), "address": _("E-mail address")}
    return render_template(
        "requests/ask.html",
        typed={"code": "", "address": "", **typed},
        problems={"code": "", "address": "", **problems},
        summary=summary(problems, labels),
        obstacle=mail_setup.find_obstacle(),
    )
