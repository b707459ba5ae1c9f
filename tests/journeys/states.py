"""Every page in every state it can be in, and how to reach it: the one list that all checks run over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.journeys.served import Served
from tests.journeys.visits import Visit

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller"
SALT, PEAR = "o1salt", "o2pear"
OPTIONS = {
    SALT: "Sea salt",
    PEAR: "Pear and ginger, roasted slowly, with a little more pepper than most people would dare to put in",
    "o3long": LONG,
}


def words(text: str) -> dict[str, str]:
    return {"en": text}


def choice(id_: str, text: str, **more: object) -> dict[str, object]:
    options = [{"id": option, "text": words(label)} for option, label in OPTIONS.items()]
    return {"id": id_, "kind": "single_choice", "text": words(text), "settings": {"options": options}, **more}


def short_text(id_: str, text: str, **more: object) -> dict[str, object]:
    return {"id": id_, "kind": "short_text", "text": words(text), "settings": {"longest": 40}, **more}


BARS = {
    "languages": ["en"],
    "title": words("Which bar shall we make next?"),
    "intro": words("Three questions, two minutes."),
    "pages": [
        {
            "id": "p1bars",
            "title": words("Flavours"),
            "questions": [
                choice("q1bars", "Which flavour would you buy?", required=True),
                choice("q2gift", "Which one would you give away?", help=words("Choose the one you would pay for.")),
                short_text("q3idea", "Another idea?"),
                short_text("q4name", "A name for it?", required=True),
            ],
        },
    ],
}


def prepare(site: Served) -> None:
    """The forms that the states below speak of."""
    site.open_form("bars", **BARS)
    site.open_form("no-receipt", **{**BARS, "title": words(f"A form about {LONG}"), "receipt": "none"})
    site.open_form("later", **BARS, schedule={"zone": "Europe/Berlin", "opens": "2099-01-01T09:00"})
    site.open_form("until", **BARS, schedule={"zone": "Europe/Berlin", "closes": "2099-01-01T18:00"})
    for slug, people in {"closed": 0, "nine": 9, "twelve": 12, "forty": 40}.items():
        site.open_form(slug, **BARS)
        site.answer(slug, people * 2 // 3, q1bars=SALT, q2gift=PEAR, q4name="Salty")
        site.answer(slug, people - people * 2 // 3, q1bars=PEAR, q4name="Peary")
        site.close_form(slug)
    site.count()
    site.count(after=timedelta(days=31))


@dataclass(frozen=True)
class State:
    name: str
    reach: Callable[[Visit], None]
    status: int = 200
    refused: bool = False  # something must be looked at again: the title says so and the focus is on it
    new_site: bool = False


def page(path: str) -> Callable[[Visit], None]:
    return lambda visit: visit.go(path)


def fill_in(visit: Visit, slug: str = "bars") -> None:
    visit.go(f"/f/{slug}")
    visit.page.get_by_label("Sea salt").first.check()
    visit.fill("Another idea?", "Chestnut")
    visit.fill("A name for it?", "Nutty")


def send(visit: Visit) -> None:
    visit.press("Send my answers")


def change_token(visit: Visit, token: str) -> None:
    visit.page.locator("[name=token]").evaluate("(input, token) => { input.value = token }", token)


def sent(visit: Visit, slug: str = "bars") -> None:
    fill_in(visit, slug)
    send(visit)


def too_long(visit: Visit) -> None:
    """Browsers that know no limit of an input send more than it takes."""
    fill_in(visit)
    visit.page.get_by_label("Another idea?").evaluate("input => input.removeAttribute('maxlength')")
    visit.fill("Another idea?", "x" * 41)
    send(visit)


def nothing_chosen(visit: Visit) -> None:
    visit.go("/f/bars")
    send(visit)


def sent_twice(visit: Visit) -> None:
    """Back to the old page, other answers, sent again."""
    fill_in(visit)
    token = visit.page.locator("[name=token]").input_value()
    send(visit)
    fill_in(visit)
    change_token(visit, token)
    visit.fill("Another idea?", "Juniper")
    send(visit)


def forged(visit: Visit) -> None:
    fill_in(visit)
    change_token(visit, "nonsense")
    send(visit)


def left_open(visit: Visit) -> None:
    fill_in(visit)
    change_token(visit, visit.site.token("bars", age=timedelta(hours=13)))
    send(visit)


def closed_meanwhile(visit: Visit) -> None:
    slug = visit.site.open_form(**BARS)
    fill_in(visit, slug)
    visit.site.close_form(slug)
    send(visit)


def too_much(visit: Visit) -> None:
    fill_in(visit)
    change_token(visit, "x" * 1_000_000)
    send(visit)


def no_code(visit: Visit) -> None:
    visit.go("/receipt")
    visit.fill("Receipt code", "ABCD-EFGH")
    visit.press("Withdraw my answers")


def withdrawn(visit: Visit) -> None:
    sent(visit)
    code = visit.page.locator(".receipt__code").inner_text()
    visit.go("/receipt")
    visit.fill("Receipt code", code)
    visit.press("Withdraw my answers")


def wrong_password(visit: Visit) -> None:
    visit.go("/staff/sign-in")
    visit.fill("E-mail address", "nobody@example.org")
    visit.fill("Password", "not this one")
    visit.press("Sign in")


def nothing_typed(visit: Visit) -> None:
    visit.go("/staff/sign-in")
    visit.press("Sign in")


def without_its_mark(visit: Visit) -> None:
    visit.go("/staff/sign-in")
    visit.page.locator("[name=csrf_token]").evaluate("input => { input.value = '' }")
    visit.press("Sign in")


def as_role(role: str, path: str = "/staff") -> Callable[[Visit], None]:
    def reach(visit: Visit) -> None:
        visit.sign_in(visit.site.kept_account(role))
        visit.go(path)

    return reach


def signed_in(visit: Visit) -> None:
    visit.sign_in(visit.site.kept_account())


def change_password(visit: Visit, new: str, again: str) -> None:
    account = visit.site.account()
    visit.sign_in(account)
    visit.go("/staff/password")
    visit.fill("Password now", account.password)
    visit.page.get_by_label("New password", exact=True).fill(new)
    visit.fill("New password again", again)
    visit.press("Change password")


def two_passwords(visit: Visit) -> None:
    change_password(visit, "four words in a row", "four other words here")


def new_password(visit: Visit) -> None:
    change_password(visit, "four words in a row", "four words in a row")


def signed_out(visit: Visit) -> None:
    visit.sign_in(visit.site.account())
    visit.press("Sign out")


STATES = [
    State("home", page("/")),
    State("home of a new site", page("/"), new_site=True),
    State("form", page("/f/bars")),
    State("form with a closing day", page("/f/until")),
    State("form with text too long", too_long, 422, refused=True),
    State("form with nothing chosen", nothing_chosen, 422, refused=True),
    State("form sent twice", sent_twice, 409, refused=True),
    State("form with a token not ours", forged, 422, refused=True),
    State("form left open too long", left_open, 422, refused=True),
    State("form closed meanwhile", closed_meanwhile, 409, refused=True),
    State("form far too long", too_much, 413),
    State("form not open yet", page("/f/later")),
    State("form closed", page("/f/closed")),
    State("thanks", sent),
    State("thanks without a code", lambda visit: sent(visit, "no-receipt")),
    State("code", page("/receipt")),
    State("code refused", no_code, 422, refused=True),
    State("code used", withdrawn),
    State("not found", page("/nothing/here"), 404),
    State("sign in", page("/staff/sign-in")),
    State("sign in refused", wrong_password, refused=True),
    State("sign in with nothing typed", nothing_typed, refused=True),
    State("sign in without its mark", without_its_mark, 400),
    State("staff", signed_in),
    State("staff without results", as_role("staff")),
    State("results not allowed", as_role("staff", "/staff/results"), 403),
    State("results of a new site", as_role("manager", "/staff/results"), new_site=True),
    State("results", as_role("manager", "/staff/results")),
    State("report of twelve", as_role("manager", "/staff/results/twelve/1")),
    State("report of forty", as_role("manager", "/staff/results/forty/1")),
    State("report of nine", as_role("manager", "/staff/results/nine/1")),
    State("password", as_role("manager", "/staff/password")),
    State("password refused", two_passwords, refused=True),
    State("password changed", new_password),
    State("signed out", signed_out),
]
