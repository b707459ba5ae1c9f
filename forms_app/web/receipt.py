"""Take answers back by receipt code, which never shows them; read what staff answered to those they read."""

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain.receipts import find_code, grouped
from forms_app.services import submissions
from forms_app.web.guards import public

pages = Blueprint("receipt", __name__)


@pages.get("/receipt")
@public
def ask() -> str:
    return render_template("receipt/ask.html", problem=None, typed="", action=url_for("receipt.withdraw"))


@pages.post("/receipt")
@public
def withdraw() -> str | tuple[str, int]:
    code = find_code(_typed())
    if code is None:
        return _ask_again()
    submissions.withdraw(code=code)
    return render_template("receipt/done.html")


@pages.post("/receipt/answer")
@public
def answer() -> str | tuple[str, int]:
    """What staff answered, never what was sent; looked up by a post, so that no code stands in an address."""
    code = find_code(_typed())
    if code is None:
        return _ask_again()
    return render_template("receipt/answer.html", replies=submissions.list_replies(code=code), code=code)


def _typed() -> str:
    return request.form.get("code", "")[:100]


def _ask_again() -> tuple[str, int]:
    problem = _("A receipt code has 25 letters, digits and signs; this one does not fit. Please look at it again.")
    page = render_template("receipt/ask.html", problem=problem, typed=_typed(), action=url_for("receipt.withdraw"))
    return page, 422


@pages.post("/receipt/text")
@public
def download() -> Response:
    """The code that was sent, as a text file; nothing is looked up or stored."""
    code = find_code(_typed())
    if code is None:
        abort(400)
    text = _("Your private receipt code: %(code)s", code=grouped(code)) + "\n"
    return Response(
        text + _("Enter it only on %(address)s", address=url_for("receipt.ask", _external=True)) + "\n",
        mimetype="text/plain",
        headers={"Content-Disposition": "attachment; filename=receipt-code.txt"},
    )
