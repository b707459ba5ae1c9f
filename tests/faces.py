"""Samples of every kind of question as a template gets it, and the faces rendered from them."""

from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from forms_app.web.markdown import rendered, with_sentence

ROOT = Path(__file__).parents[1]
JS = ROOT / "static" / "js"
STYLES = ("tokens", "base", "components", "fields")
ODD = "<b>\"Zoë\" & '7' 😀</b>"


def options(*texts):
    return [{"id": f"{place:06d}", "text": text} for place, text in enumerate(texts, start=1)]


def countries(count):
    return options(*(f"Land {number}" for number in range(1, count + 1)))


def scale(**given):
    plain = {"min": 1, "max": 5, "step": 1, "style": "rating", "low": None, "high": None, "labels": None, "na": None}
    return plain | given


FEW = options("Apple", "Pear", "Plum & <cherry>")
LIKERT = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
MULTI = {"other": False, "min_chosen": 0, "max_chosen": None, "none_of_these": None}
NUMBER = {"decimals": 0, "unit": None, "min": None, "max": None}
ROWS = options("The waiting time at the counter", "Friendliness", "Price")
COLUMNS = options("Very bad", "Bad", "Good", "Very good")
WIDE = options(*(f"Column {number}" for number in range(1, 11)))

# kind, settings, what the own input sent, what each part sent, the stored answer
SAMPLES = {
    "single": ("single_choice", {"options": FEW, "other": False}, ["000002"], {}, "000002"),
    "single-other": ("single_choice", {"options": FEW, "other": True}, ["other"], {"other": ODD}, {"other": ODD}),
    "single-long": ("single_choice", {"options": countries(40), "other": False}, ["000007"], {}, "000007"),
    "single-long-other": (
        "single_choice",
        {"options": countries(16), "other": True},
        ["other"],
        {"other": ODD},
        {"other": ODD},
    ),
    "multi": (
        "multi_choice",
        MULTI | {"options": options("Tea", "Coffee", "Juice", "None of these"), "none_of_these": "000004"},
        ["000001", "000003"],
        {},
        {"chosen": ["000001", "000003"]},
    ),
    "multi-other": (
        "multi_choice",
        MULTI | {"options": FEW, "other": True, "max_chosen": 3},
        ["000001", "other"],
        {"other": ODD},
        {"chosen": ["000001"], "other": ODD},
    ),
    "multi-long": (
        "multi_choice",
        MULTI | {"options": countries(20), "min_chosen": 2, "max_chosen": 4},
        ["000001", "000020"],
        {},
        {"chosen": ["000001", "000020"]},
    ),
    "yes-no": ("yes_no", {"yes": "Yes", "no": "No"}, ["no"], {}, False),
    "rating": ("scale", scale(low="Not at all", high="Very much"), ["4"], {}, 4),
    "rating-na": ("scale", scale(na="I did not eat there"), ["na"], {}, "na"),
    "nps": ("scale", scale(min=0, max=10, style="nps", low="Not likely", high="Very likely"), ["10"], {}, 10),
    "likert": ("scale", scale(style="likert", labels=LIKERT, na="I cannot say"), ["2"], {}, 2),
    "slider": (
        "scale",
        scale(min=0, max=100, step=5, style="slider", low="Cold", high="Hot", na="It was closed"),
        ["35"],
        {},
        35,
    ),
    "matrix": (
        "matrix_single",
        {"rows": ROWS, "columns": COLUMNS},
        [],
        {"000001": "000002", "000003": "000004"},
        {"000001": "000002", "000003": "000004"},
    ),
    "matrix-wide": (
        "matrix_single",
        {"rows": ROWS[:2], "columns": WIDE},
        [],
        {"000002": "000010"},
        {"000002": "000010"},
    ),
    "ranking": (
        "ranking",
        {"items": options("Price", "Taste", "Service", "Opening hours")},
        [],
        {"000002": "1", "000004": "2"},
        {"000002": 1, "000004": 2},
    ),
    "number": ("number", NUMBER | {"decimals": 1, "unit": "kg", "min": 0, "max": 250}, [ODD], {}, "72.5"),
    "number-plain": ("number", NUMBER | {"min": -40}, ["-7"], {}, -7),
    "date": ("date", {"earliest": "2026-01-01", "latest": "2026-12-31"}, ["2026-05-01"], {}, "2026-05-01"),
    "time": ("time", {"earliest": "08:00", "latest": None}, ["14:30"], {}, "14:30"),
    "short": ("short_text", {"longest": 200, "quotable": False}, [ODD], {}, ODD),
    "long": ("long_text", {"longest": 800, "quotable": False}, [f"\n{ODD}\nsecond line"], {}, f"{ODD}\nsecond line"),
    "texts": ("text_list", {"entries": 3, "longest": 80}, [ODD, "", "third"], {}, [ODD, "third"]),
    "email": ("email", {}, ["zoe@example.org"], {}, "zoe@example.org"),
    "phone": ("phone", {}, ["+32 2 123 45 67"], {}, "+32 2 123 45 67"),
    "link": ("link", {"longest": 200}, ["example.org/a"], {}, "example.org/a"),
    "name": ("name", {"style": "one"}, [ODD], {}, ODD),
    "name-parts": ("name", {"style": "parts"}, [], {"given": "Zoë", "family": ODD}, {"given": "Zoë", "family": ODD}),
    "address": (
        "postal_address",
        {},
        [],
        {"line1": ODD, "postal_code": "1000", "city": "Brussels", "country": "Belgium"},
        {"line1": ODD, "postal_code": "1000", "city": "Brussels", "country": "Belgium"},
    ),
    "consent": ("consent", {"label": "I have read the rules & agree <to them>."}, ["yes"], {}, True),
    "statement": ("statement", {}, [], {}, None),
}
LABELS = {"statement": "About your visit"}
HELP = {
    "statement": "We would like to know how it was.\n\nIt takes <two> minutes.",
    "single": "The one you like best.",
    "short": "A few words are enough.",
}


def environment():
    loader = FileSystemLoader(ROOT / "templates")
    made = Environment(loader=loader, extensions=["jinja2.ext.i18n"], undefined=StrictUndefined, autoescape=True)
    made.filters["with_sentence"] = with_sentence
    made.globals["own"] = str  # the page, its own words and the form's are in one language
    made.filters |= {"spoken_as": lambda _words: "", "marked": str, "quoted": str}
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return made


ENVIRONMENT = environment()


def make_input(sample, *, filled=False, problem=None, **given):
    """What a template gets: empty, or with what the sample sent."""
    kind, settings, raw, parts, _answer = SAMPLES[sample]
    shown = {
        "id": f"q{sample.replace('-', '')}",
        "name": f"q{sample.replace('-', '')}",
        "label": LABELS.get(sample, f"What about {sample}?"),
        "help": rendered(HELP[sample]) if sample in HELP else None,
        "required": False,
        "settings": settings,
        "raw": raw if filled else [],
        "part": lambda name: parts.get(name, "") if filled else "",
        "problem": problem,
        "condition": None,
        "show_if": None,
    }
    return SimpleNamespace(kind=kind, **(shown | given))


def ask(shown):
    return _render(shown.kind, "ask", input=shown)


def summary(sample, answer):
    shown = make_input(sample)
    return _render(shown.kind, "summary", input=shown, answer=answer)


def _render(kind, face, **values):
    names = [f"fields/{kind}/{face}.html", f"fields/_default/{face}.html"]
    return ENVIRONMENT.select_template(names).render(**values)


def page(*asked):
    """A whole page of faces, with the site's styles and scripts, to be served beside its static folder."""
    styles = "".join(f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in STYLES)
    paths = ["vendor/sortablejs/sortable.min.js", *sorted(f"js/{path.name}" for path in JS.glob("*.js"))]
    scripts = "".join(f'<script type="module" src="/static/{path}"></script>' for path in paths)
    title = '<title>Faces</title><link rel="icon" href="/static/icon.svg">'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{title}{styles}{scripts}'
    body = f'<main class="frame"><form class="answers" method="post" novalidate>{"".join(asked)}</form></main>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'
