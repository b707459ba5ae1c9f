"""A visitor's account: opened by mailbox, changed, taken along, erased; none of it where the site has no accounts."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import answers, passwords
from forms_app.domain.addresses import find_mailbox
from forms_app.domain.errors import NotFound, Problem, Refused
from forms_app.domain.held import to_csv
from forms_app.domain.visitor_accounts import DETAILS, LINK
from forms_app.services import holdings, mail_setup, subscriptions, topics, visitor_accounts
from forms_app.services.subscriptions import Origin, subject_of
from forms_app.services.visitor_accounts import VisitorAccount
from forms_app.web import current, visitor_sessions
from forms_app.web.guards import public
from forms_app.web.site_fields import in_words
from forms_app.web.visitor_faces import account_page, ask_page, choose_page, sign_in_page
from forms_app.web.visitor_sessions import LONGEST, only_where_wanted, signed_in

pages = Blueprint("visitor_accounts", __name__)
pages.before_request(only_where_wanted)


def again() -> tuple[str, int]:
    """The sign-in page, with what was sent to go on with."""
    return sign_in_page(
        notice=_("You are not signed in, so what you asked for just now was not done. Sign in to go on.")
    ), 403


@pages.get("/account")
@public
def show() -> str:
    account = visitor_sessions.find_account()
    return sign_in_page() if account is None else account_page(account)


@pages.get("/account/link")
@public
def ask() -> str:
    return ask_page()


@pages.post("/account/link")
@public
def send_link() -> Any:
    """One answer for every mailbox."""
    typed = request.form.get("email", "")[: LONGEST + 1]
    address = find_mailbox(typed)
    if address is None:
        return ask_page(typed, _("Please write an e-mail address such as name@example.org.")), 422
    if mail_setup.find_obstacle():
        return ask_page(typed), 503
    visitor_accounts.send_link(address=address, now=current.now())
    return render_template("account/asked.html", hours=LINK.seconds // 3600)


@pages.get("/account/password/<token>")
@public
def look(token: str) -> Any:
    """Changes nothing: programs that look through mails open every link."""
    try:
        address = visitor_accounts.read_link(token=token, now=current.now())
    except NotFound:
        return render_template("account/too_late.html"), 404
    return choose_page(token, address, {})


@pages.post("/account/password/<token>")
@public
def choose(token: str) -> Any:
    """The mailbox is confirmed: the account is opened, or gets another password."""
    try:
        address = visitor_accounts.read_link(token=token, now=current.now())
        problems = password_problems(address)
        if problems:
            return choose_page(token, address, problems), 422
        account = visitor_accounts.choose_password(token=token, password=request.form["password"], now=current.now())
    except NotFound:
        return render_template("account/too_late.html"), 404
    return visitor_sessions.begin(redirect(url_for("visitor_accounts.show"), 303), account)


@pages.post("/account/new-password")
@public
@signed_in(again)
def change_password(account: VisitorAccount) -> Any:
    problems = password_problems(account.address)
    if not visitor_accounts.is_password(account, password=request.form.get("current", "")[: passwords.LONGEST + 1]):
        problems = {"current": _("This is not your password."), **problems}
    if problems:
        return account_page(account, problems=problems), 422
    changed = visitor_accounts.change_password(account, password=request.form["password"])
    said = _("Your password is changed. Everywhere else you are signed out.")
    return visitor_sessions.begin(account_page(changed, notice=said), changed)


def password_problems(address: str) -> dict[str, str]:
    typed, problems = request.form.get("password", ""), {}
    try:
        passwords.ensure_good(typed, personal=[address, *address.split("@"), current.site().name])
    except Problem as problem:
        problems["password"] = _(problem.sentence, **problem.values)
    if not problems and request.form.get("again", "") != typed:
        problems["again"] = _("The two passwords are not the same.")
    return problems


@pages.post("/account/details")
@public
@signed_in(again)
def keep_details(account: VisitorAccount) -> Any:
    try:
        given = answers.check(DETAILS, request.form.to_dict(flat=False))
    except Refused as refusal:
        return account_page(account, sent=request.form, problems=in_words(refusal)), 422
    kept = visitor_accounts.keep_details(account, details=given.details, today=current.now().date())
    return account_page(kept, notice=_("Saved. What you left empty is not kept."))


@pages.post("/account/newsletters")
@public
@signed_in(again)
def keep_newsletters(account: VisitorAccount) -> Any:
    """What is unticked stops at once; what is ticked anew is confirmed by mail, like anybody's."""
    held, _events = subscriptions.look_at(subject=account.subject)
    ticked = request.form.getlist("topic")
    chosen = [topic for topic in topics.list_topics() if topic.key in ticked]
    now, wanted = current.now(), [topic for topic in chosen if topic.id not in held and topic.is_offered]
    kept = [topic.id for topic in chosen]
    subscriptions.stop_others(subject=account.subject, topics=kept, today=now.date())
    said = _("Saved.")
    if wanted and not mail_setup.find_obstacle():
        subscriptions.ask(address=account.address, topics=wanted, origin=Origin(), now=now)
        said = _("Saved. For what you ticked anew a confirmation e-mail is on its way, if it can be sent there.")
    return account_page(account, notice=said)


@pages.post("/account/file")
@public
@signed_in(again)
def take(account: VisitorAccount) -> Response:
    """Everything that is held under the mailbox, as on the page about one's own data."""
    sections = holdings.list_held(subject=account.subject)
    if request.form.get("format") == "csv":
        made, kind = Response(to_csv(sections), mimetype="text/csv"), "csv"
    else:
        made, kind = jsonify({"format": "held/1", "sections": [vars(one) for one in sections]}), "json"
    made.headers["Content-Disposition"] = f"attachment; filename=my-data.{kind}"
    return made


@pages.post("/account/erase")
@public
@signed_in(again)
def erase(account: VisitorAccount) -> Any:
    """Account, details, messages, newsletters, mails: all that is held under the mailbox, at once."""
    typed = find_mailbox(request.form.get("address", "")[: LONGEST + 1])
    if typed is None or subject_of(typed) != account.subject:
        wrong = _("Please write the e-mail address of this account, so that nothing is erased by mistake.")
        return account_page(account, problems={"address": wrong}), 422
    holdings.erase(subject=account.subject, today=current.now().date())
    return visitor_sessions.end(render_template("account/erased.html"))
