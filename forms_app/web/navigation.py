"""Where the staff pages lead: only to what an account may open."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _

from forms_app.domain import roles


def links_for(held: Iterable[str]) -> list[tuple[str, str]]:
    """Words and addresses of the pages that somebody with these roles may open."""
    held = list(held)
    links = [
        ("make forms", _("My forms"), url_for("forms.index")),
        ("redeem vouchers", _("Vouchers"), url_for("till.ask")),
        ("send newsletters", _("Newsletters"), url_for("newsletters.index")),
        ("see results", _("Results"), url_for("results.index")),
        ("read comments", _("Comments"), url_for("comments.index")),
        ("read messages", _("Inbox"), url_for("inbox.index")),
        ("make own tokens", _("Tokens"), url_for("own_tokens.index")),
        ("look after the site", _("Site"), url_for("site.edit")),
        ("look after the site", _("Privacy policy"), url_for("policies.index")),
        ("answer requests", _("Requests"), url_for("request_queue.index")),
        ("look after the site", _("Mail"), url_for("mail.show")),
        ("look after the site", _("Webhooks"), url_for("webhooks.index")),
        ("look after the site", _("Accounts"), url_for("colleagues.index")),
        ("look after the site", _("Activity log"), url_for("activity.index")),
    ]
    return [(words, address) for deed, words, address in links if roles.may(deed, held)]
