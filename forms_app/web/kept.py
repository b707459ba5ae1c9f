"""What a visitor sent to a page that could not take it: given back whole, to be sent again."""

import re
from types import SimpleNamespace

from flask import render_template, request
from werkzeug.exceptions import HTTPException

from forms_app.domain import machines
from forms_app.web import framing

KEEPS = {  # public routes that take posts, and whether what was sent may be shown again
    "fill.send": True,
    "gate.enter": True,
    "write.send": True,
    "write.answer": False,
    "receipt.withdraw": False,  # a code is shown once
    "receipt.answer": False,
    "receipt.download": False,
    "subscribe.ask": True,
    "own_newsletters.ask": True,
    "subscribe.confirm": False,  # a press of a button: it is pressed again
    "subscribe.never": False,
    "own_newsletters.keep": False,
    "unsubscribe.stop": False,
    "reward.show": False,  # a code
    "reward.confirm": False,  # a press of a button: it is pressed again
    "contests.receipt": False,  # a code is shown once
    "contests.confirm_entry": False,
    "claims.look": False,
    "claims.collect": True,
    "claims.forget": False,
    "requests.send_link": True,
    "requests.ask": True,
    "requests.by_code": False,  # a code
    "requests.see": False,
    "requests.take": False,
    "requests.erase": False,
    "security.login": False,  # passwords
    "password_reset.ask": False,
    "password_reset.choose": False,
    "visitor_sign_in.sign_in": False,
    "visitor_sign_in.sign_out": False,
    "visitor_accounts.send_link": True,
    "visitor_accounts.choose": False,
    "visitor_accounts.change_password": False,
    "visitor_accounts.keep_details": True,
    "visitor_accounts.keep_newsletters": False,
    "visitor_accounts.take": False,
    "visitor_accounts.erase": False,
    "handing_in.show": False,
    "handing_in.hand_in": True,
    "api.enter": False,  # programs keep what they send
    "api.send_answers": False,
    "first_start.set_up": False,
    "first_start.want_demo": False,
}
ID = "[a-z0-9]{6}"  # of an option, as form/1 has it
STATUSES = (429, 500, 503)
NOT_TYPED = {"token", "code", "step", "go", "entry", "grant", "password", "topic", "newsletter", machines.TRAP}
NOT_TYPED |= {"permission", "version"}  # of details that are handed in
NOT_SENT_AGAIN = ("password", machines.TRAP)


def can_give_back(status: int) -> bool:
    return status in STATUSES and request.method == "POST" and KEEPS.get(request.endpoint or "", False)


def give_back(heading: str, sentence: str) -> str | None:
    """The page with everything that was sent, or None where it cannot be read."""
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:
        return None  # longer than this page takes
    hidden = [SimpleNamespace(name=name, value=value) for name, value in sent if name not in NOT_SENT_AGAIN]
    typed = typed_words()
    return render_template(
        "errors/kept.html", heading=heading, sentence=sentence, action=_address(), hidden_fields=hidden, typed=typed
    )


def typed_words() -> list[str]:
    """What the visitor wrote in words of their own; nothing where it cannot be read."""
    if not KEEPS.get(request.endpoint or "", False):
        return []
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:
        return []  # longer than this page takes
    return [value for name, value in sent if name not in NOT_TYPED and _is_typed(value)]


def _is_typed(value: str) -> bool:
    """Ids of answers from a list say nothing to people; they go along unseen."""
    return bool(value.strip()) and re.fullmatch(ID, value) is None


def _address() -> str:
    return framing.address(request.endpoint or "", **(request.view_args or {}), lang=request.args.get("lang"))
