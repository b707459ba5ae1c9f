"""Name, address, colour and logo of the site, for those who look after it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain.errors import Problem, Refused
from forms_app.domain.site import read_site
from forms_app.services import mail_setup, site
from forms_app.web import current
from forms_app.web.guards import may, takes
from forms_app.web.site_fields import LOGO_BYTES, ROOM, faces, in_words, read_sent_logo, summary

pages = Blueprint("site", __name__)
DEED = "look after the site"
BUILT_IN = "#8a3a12"  # the accent of tokens.css


@pages.get("/staff/site")
@may(DEED)
def edit() -> str:
    return _page(vars(current.site()), {})


@pages.post("/staff/site")
@may(DEED)
def change() -> Any:
    typed = request.form.to_dict()
    if typed.get("accent", "").lower() == BUILT_IN or "built_in" in typed:
        typed["accent"] = ""
    try:
        site.change_site(kept=read_site(typed))
    except Refused as refusal:
        return _page(typed, in_words(refusal)), 422
    flash(_("Saved. Every page shows it from now on."))
    return redirect(url_for("site.edit"), 303)


@pages.post("/staff/site/accounts")
@may(DEED)
def set_accounts() -> Any:
    wanted = request.form.get("has_accounts") == "yes"
    if wanted != current.site().has_accounts:
        site.set_accounts(wanted=wanted)
    flash(_("Visitors may have accounts now.") if wanted else _("Visitors can have no accounts now."))
    return redirect(url_for("site.edit"), 303)


@pages.post("/staff/site/logo")
@may(DEED)
@takes(LOGO_BYTES + ROOM)
def set_logo() -> Any:
    try:
        logo = read_sent_logo()
        if logo is None:
            raise Refused({"logo": Problem("Please choose a picture first.")})
    except Refused as refusal:
        return _page(vars(current.site()), in_words(refusal)), 422
    site.set_logo(logo=logo)
    flash(_("Saved. Every page shows it from now on."))
    return redirect(url_for("site.edit"), 303)


@pages.post("/staff/site/no-logo")
@may(DEED)
def remove_logo() -> Any:
    site.set_logo(logo=None)
    flash(_("The logo is removed."))
    return redirect(url_for("site.edit"), 303)


def _page(typed: Mapping[str, Any], problems: Mapping[str, str]) -> str:
    fields = faces(typed, problems)
    labels = {name: face.label for name, face in vars(fields).items() if name != "zones"}
    labels |= {"accent": _("Colour"), "logo": _("Logo")}
    return render_template(
        "staff/site.html",
        fields=fields,
        accent=typed.get("accent") or BUILT_IN,
        problems={**dict.fromkeys(labels, ""), **problems},
        refused=bool(problems),
        summary=summary(problems, labels),
        obstacle=mail_setup.find_obstacle(),
    )
