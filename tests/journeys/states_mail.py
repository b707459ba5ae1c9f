"""Pages of newsletters and mail, for readers and for those who send them, in every state."""

from collections.abc import Callable

from tests.journeys.letters import READER, issue_path, link, topic_named
from tests.journeys.state import State, page
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

MAIL = "mail_site"
LIST = b"email;agreed_on;how\nnew@example.org;2025-03-31;old shop\nnobody;2025-03-31;old shop\n"


def ask(visit: Visit, address: str, *, choose: bool = True) -> None:
    visit.go("/subscribe")
    if choose:
        visit.page.get_by_label("Workshops").check()
    visit.fill("E-mail address", address)
    visit.press("Send me the confirmation e-mail")


def asked(visit: Visit) -> None:
    ask(visit, "somebody@example.org")


def asked_for_nothing(visit: Visit) -> None:
    ask(visit, "nobody", choose=False)


def by_mail(kind: str, button: str = "") -> Callable[[Visit], None]:
    def reach(visit: Visit) -> None:
        visit.go(link(visit.site.app, kind))
        if button:
            visit.press(button)

    return reach


def own_link(address: str) -> Callable[[Visit], None]:
    def reach(visit: Visit) -> None:
        visit.go("/subscribe/mine")
        visit.fill("E-mail address", address)
        visit.press("Send me my link")

    return reach


def at_topic(path: str = "") -> Callable[[Visit], None]:
    return lambda visit: as_role("staff", f"/staff/newsletters/{topic_named(visit.site.app, 'New bars').key}{path}")(
        visit
    )


def at_issue(subject: str, path: str = "") -> Callable[[Visit], None]:
    return lambda visit: as_role("staff", issue_path(visit.site.app, subject) + path)(visit)


def unsaved(visit: Visit) -> None:
    at_issue("A draft about Easter")(visit)
    visit.fill("Subject", "x" * 200)
    visit.press("Save")


def no_time(visit: Visit) -> None:
    at_issue("A draft about Easter", "/send")(visit)
    visit.page.get_by_label("At the time below").check()
    visit.page.get_by_label("Day and time").fill("2020-01-01T10:00")
    visit.press("Send it")


def looked_up(visit: Visit, address: str = READER) -> None:
    at_topic("/people")(visit)
    visit.fill("E-mail address", address)
    visit.press("Look it up")


def looked_up_nobody(visit: Visit) -> None:
    looked_up(visit, "nobody")


def looked_at_list(visit: Visit) -> None:
    at_topic("/people")(visit)
    visit.page.get_by_label("List", exact=True).set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST}
    )
    visit.press("Send the list")


def at_move(name: str) -> Callable[[Visit], None]:
    return lambda visit: as_role("administrator", f"/staff/moves/{topic_named(visit.site.app, name).key}")(visit)


def announced_wrongly(visit: Visit) -> None:
    at_move("New bars")(visit)
    visit.fill("Your password", "not this one")
    visit.press("Tell everybody")


def taken_wrongly(visit: Visit) -> None:
    at_move("Recipes")(visit)
    visit.fill("Passphrase of the file", "short")
    visit.press("Make the file")


def no_name(visit: Visit) -> None:
    as_role("staff", "/staff/newsletters/new")(visit)
    visit.press("Make it")


def tested(visit: Visit) -> None:
    as_role("administrator", "/staff/mail")(visit)
    visit.press("Send a test message")


def ticked_without_address(visit: Visit) -> None:
    visit.go("/f/newsletters")
    visit.page.get_by_label("Workshops").check()
    visit.press("Send my answers")


STATES = [
    State("form with newsletters", page("/f/newsletters"), at=MAIL),
    State("form with newsletters, no address", ticked_without_address, 422, refused=True, at=MAIL),
    State("newsletters to choose from", page("/subscribe"), at=MAIL, quick=True),
    State("newsletters, there are none", page("/subscribe")),
    State("main page with newsletters", page("/"), at=MAIL),
    State("newsletters refused", asked_for_nothing, 422, refused=True, at=MAIL),
    State("newsletters asked for", asked, at=MAIL),
    State("newsletters to confirm", by_mail("confirm"), at=MAIL),
    State("newsletters confirmed", by_mail("confirm", "Yes, send it to me"), at=MAIL),
    State("newsletters, a link that is too old", page("/subscribe/confirm/x"), 404, at=MAIL),
    State("newsletters never", by_mail("never"), at=MAIL),
    State("newsletters never again", by_mail("never", "Never write here again"), at=MAIL),
    State("unsubscribe", by_mail("reader"), at=MAIL, quick=True),
    State("unsubscribed", by_mail("unknown", "Unsubscribe"), at=MAIL),
    State("own newsletters asked for", own_link(READER), at=MAIL),
    State("own newsletters refused", own_link("nobody"), 422, refused=True, at=MAIL),
    State("own newsletters", by_mail("own"), at=MAIL),
    State("own newsletters saved", by_mail("own", "Save"), at=MAIL),
    State("mails on this machine", page("/mail"), at=MAIL),
    State("staff newsletters", as_role("staff", "/staff/newsletters"), at=MAIL),
    State("staff newsletters, none and mail is off", as_role("staff", "/staff/newsletters")),
    State("staff new newsletter refused", no_name, 422, refused=True, at=MAIL),
    State("staff newsletter", at_topic(), at=MAIL),
    State(
        "staff newsletter that moves",
        lambda visit: as_role("staff", f"/staff/newsletters/{topic_named(visit.site.app, 'Tastings').key}")(visit),
        at=MAIL,
    ),
    State("staff newsletter settings", at_topic("/settings"), at=MAIL),
    State("staff issue to write", at_issue("A draft about Easter"), at=MAIL, quick=True),
    State("staff issue refused", unsaved, 422, refused=True, at=MAIL),
    State("staff issue looked at", at_issue("A draft about Easter", "/look"), at=MAIL),
    State("staff issue to send", at_issue("A draft about Easter", "/send"), at=MAIL),
    State("staff issue not sent", no_time, 422, refused=True, at=MAIL),
    State("staff issue scheduled", at_issue("The one for next year"), at=MAIL),
    State("staff issue on its way", at_issue("The one on its way", "?still=yes"), at=MAIL),
    State("staff issue paused", at_issue("The paused one"), at=MAIL),
    State("staff issue sent", at_issue("The sent one"), at=MAIL),
    State("staff readers", at_topic("/people"), at=MAIL),
    State("staff reader found", looked_up, at=MAIL),
    State("staff reader refused", looked_up_nobody, 422, refused=True, at=MAIL),
    State("staff list looked at", looked_at_list, at=MAIL),
    State("newsletters to move", as_role("administrator", "/staff/moves"), at=MAIL),
    State("newsletters to move, there are none", as_role("administrator", "/staff/moves")),
    State("newsletter that may move", at_move("New bars"), at=MAIL, quick=True),
    State("newsletter move refused", announced_wrongly, 422, refused=True, at=MAIL),
    State("newsletter move that nobody would be told of", at_move("Workshops"), at=MAIL),
    State("newsletter move announced", at_move("Tastings"), at=MAIL),
    State("newsletter move, the file may be made", at_move("Recipes"), at=MAIL),
    State("newsletter move, the file refused", taken_wrongly, 422, refused=True, at=MAIL),
    State("newsletter move called off", at_move("Old letters"), at=MAIL),
    State("unsubscribe before a move", by_mail("moving"), at=MAIL),
    State("mail that is off", as_role("administrator", "/staff/mail")),
    State("mail that was tested", tested, at=MAIL),
    State("mails that wait", as_role("administrator", "/staff/outbox"), at=MAIL),
    State("mails that wait, none", as_role("administrator", "/staff/outbox")),
]
