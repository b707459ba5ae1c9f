"""What a visitor sent to a page that could not take it: given back whole, to be sent again."""

import re
from types import SimpleNamespace

from flask import render_template, request, url_for
from werkzeug.exceptions import HTTPException

from forms_app.domain import machines

KEEPS = {  # public routes that take posts, and whether what was sent may be shown again
    "fill.send": True,
    "receipt.withdraw": False,  # a code is shown once
    "receipt.download": False,
    "security.login": False,  # passwords
    "first_start.set_up": False,
    "first_start.want_demo": False,
}
ID = "[a-z0-9]{6}"  # of an option, as form/1 has it
STATUSES = (429, 500, 503)
NOT_TYPED = {"token", "step", "go", machines.TRAP}


def can_give_back(status: int) -> bool:
    return status in STATUSES and request.method == "POST" and KEEPS.get(request.endpoint or "", False)


def give_back(heading: str, sentence: str) -> str | None:
    """The page with everything that was sent, or None where it cannot be read."""
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:
        return None  # longer than this page takes
    hidden = [SimpleNamespace(name=name, value=value) for name, value in sent if name != machines.TRAP]
    typed = [value for name, value in sent if name not in NOT_TYPED and _is_typed(value)]
    return render_template(
        "errors/kept.html", heading=heading, sentence=sentence, action=_address(), hidden_fields=hidden, typed=typed
    )


def _is_typed(value: str) -> bool:
    """Ids of answers from a list say nothing to people; they go along unseen."""
    return bool(value.strip()) and re.fullmatch(ID, value) is None


def _address() -> str:
    return url_for(request.endpoint or "", **(request.view_args or {}), lang=request.args.get("lang"))
