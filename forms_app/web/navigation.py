"""Where the staff pages lead: only to what an account may open."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from forms_app.domain import roles


class Link(NamedTuple):
    words: str
    about: str  # what it is for, for who is new here
    address: str


def links_for(held: Iterable[str]) -> list[Link]:
    """The pages that somebody with these roles may open."""
    held = list(held)
    return [link for deed, link in (*_daily(), *_site()) if roles.may(deed, held)]


def _daily() -> list[tuple[str, Link]]:
    return [
        ("make forms", Link(_("My forms"), _("Make, open and close forms."), url_for("forms.index"))),
        (
            "redeem vouchers",
            Link(_("Redeem vouchers"), _("At the till, when somebody brings one."), url_for("till.ask")),
        ),
        ("send newsletters", Link(_("Newsletters"), _("Write issues and send them."), url_for("newsletters.index"))),
        ("see results", Link(_("Results"), _("What people answered, together."), url_for("results.index"))),
        ("read comments", Link(_("Comments"), _("What people wrote in their own words."), url_for("comments.index"))),
        ("read messages", Link(_("Inbox"), _("Messages to read and answer."), url_for("inbox.index"))),
        (
            "make own tokens",
            Link(_("Tokens"), _("Let a program, such as a till, work in your name."), url_for("own_tokens.index")),
        ),
    ]


def _site() -> list[tuple[str, Link]]:
    links = [
        Link(_("Site"), _("Name, address, logo and colour."), url_for("site.edit")),
        Link(_("Privacy policy"), _("Read it, change it, publish it."), url_for("policies.index")),
        Link(_("Mail"), _("Whether mail is sent, and what waits."), url_for("mail.show")),
        Link(_("Webhooks"), _("Tell another program when something happens here."), url_for("webhooks.index")),
        Link(_("Accounts"), _("Who works here, and what they may do."), url_for("colleagues.index")),
        Link(_("Activity log"), _("What was done here, and on which day."), url_for("activity.index")),
    ]
    asked = Link(_("Requests"), _("What people ask about their own data."), url_for("request_queue.index"))
    about_site = [("look after the site", link) for link in links]
    return [*about_site[:2], ("answer requests", asked), *about_site[2:]]
