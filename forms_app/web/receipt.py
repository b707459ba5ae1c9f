"""Take answers back by receipt code; the page never shows them and says the same for every code."""

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
    typed = request.form.get("code", "")[:100]
    code = find_code(typed)
    if code is None:
        problem = _("A receipt code has 25 letters, digits and signs; this one does not fit. Please look at it again.")
        return render_template(
            "receipt/ask.html", problem=problem, typed=typed, action=url_for("receipt.withdraw")
        ), 422
    submissions.withdraw(code=code)
    return render_template("receipt/done.html")


@pages.post("/receipt/text")
@public
def download() -> Response:
    """The code that was sent, as a text file; nothing is looked up or stored."""
    code = find_code(request.form.get("code", "")[:100])
    if code is None:
        abort(400)
    text = _("Your private receipt code: %(code)s", code=grouped(code)) + "\n"
    return Response(
        text + _("Enter it only on %(address)s", address=url_for("receipt.ask", _external=True)) + "\n",
        mimetype="text/plain",
        headers={"Content-Disposition": "attachment; filename=receipt-code.txt"},
    )
