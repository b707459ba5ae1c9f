"""Mails that became files, for whoever tries the program out on their own machine; elsewhere there is no such page."""

import re
from email.message import EmailMessage
from ipaddress import ip_address
from types import SimpleNamespace

from flask import Blueprint, Response, render_template, request

from forms_app.domain.errors import NotFound
from forms_app.services import local_mails
from forms_app.web import current
from forms_app.web.guards import public
from forms_app.web.mail_faces import show_html

pages = Blueprint("local_mail", __name__)
LINK = re.compile(r"https?://[^\s<>()]+")


@pages.get("/mail")
@public
def index() -> str:
    _ensure_here()
    mails = [_face(name, mail) for name, mail in local_mails.list_mails()]
    return render_template("home/local_mail.html", mails=mails)


@pages.get("/mail/<name>")
@public
def show(name: str) -> Response:
    _ensure_here()
    return show_html(_part(local_mails.get_mail(name=name), "html"), dark=request.args.get("dark") == "yes")


@pages.get("/mail/<name>/source")
@public
def source(name: str) -> Response:
    _ensure_here()
    return Response(local_mails.get_mail(name=name).as_bytes(), mimetype="text/plain")


def _ensure_here() -> None:
    """Development, mails as files, and a browser on this machine."""
    settings = current.settings()
    if not settings.writes_mail_to_files or settings.is_public or not _is_loopback(request.remote_addr):
        raise NotFound("page")


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _face(name: str, mail: EmailMessage) -> SimpleNamespace:
    text = _part(mail, "plain")
    links = list(dict.fromkeys(LINK.findall(text)))
    return SimpleNamespace(name=name, to=str(mail["To"]), subject=str(mail["Subject"]), text=text, links=links)


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""
