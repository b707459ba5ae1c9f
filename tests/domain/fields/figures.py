"""Known answers of scales, numbers, dates and times."""

from decimal import Decimal

from tests.domain.fields.example import Example, Taken


def number(raw, digits, stored, label=None):
    return Taken(raw, Decimal(digits), [digits], {"choice": label} if label else {}, stored)


FIGURES = {
    "rating": Example(
        "scale",
        [Taken(["5"], 5, ["5"], {"choice": "5"}), Taken(["٣"], 3, ["3"], {"choice": "3"})],
        [
            (["6"], "from 1 to 5"),
            (["na"], "from 1 to 5"),
            (["3.5"], "from 1 to 5"),
            (["²"], "from 1 to 5"),
            (["1", "2"], "one answer only"),
        ],
        ["5"],
    ),
    "agreement with words": Example(
        "scale",
        [Taken(["-2"], -2, ["-2"], {"choice": "-2"}), Taken(["na"], "na", ["na"], {"choice": "na"})],
        [(["1"], "from -2 to 2 in steps of 2")],
        ["na"],
        {
            "min": -2,
            "max": 2,
            "step": 2,
            "style": "likert",
            "labels": [{"en": "No"}, {"en": "So-so"}, {"en": "Yes"}],
            "na": {"en": "Does not apply"},
        },
    ),
    "recommendation": Example(
        "scale",
        [Taken(["10"], 10, ["10"], {"choice": "10"})],
        [(["11"], "from 0 to 10")],
        ["10"],
        {"min": 0, "max": 10, "style": "nps"},
    ),
    "slider counted by bins": Example(
        "scale",
        [Taken(["0"], 0, ["0"], {"choice": "b1"}), Taken(["100"], 100, ["100"], {"choice": "b2"})],
        [(["101"], "from 0 to 100")],
        ["100"],
        {
            "min": 0,
            "max": 100,
            "style": "slider",
            "bins": [[0, 49], [50, 100]],
            "low": {"en": "Cold"},
            "high": {"en": "Hot"},
        },
    ),
    "slider that is not counted": Example(
        "scale",
        [Taken(["37"], 37, ["37"])],
        [(["-1"], "from 0 to 100")],
        ["100"],
        {"min": 0, "max": 100, "style": "slider"},
    ),
    "whole number": Example(
        "number",
        [
            number([" 1 234 "], "1234", 1234),
            number(["1,234,567"], "1234567", 1234567),
            number(["1'000"], "1000", 1000),
            number(["−7"], "-7", -7),
            number(["-0"], "0", 0),
            number(["+007"], "7", 7),
            number(["١٢"], "12", 12),
        ],
        [
            (["1,234"], "whole number without a point or comma"),
            (["12.0"], "whole number without a point or comma"),
            *(
                (([text]), "Please write a number in digits, such as 12.")
                for text in ("nan", "inf", "1e3", "twelve", "12 34", "1,23,456", "--1", "²", ".", "1_0", "0x1")
            ),
            (["1", "2"], "one answer only"),
            (["9" * 16], "smaller number"),
            (["9" * 10_000], "number in digits"),
        ],
        ["-" + "9" * 15],
    ),
    "number with decimals": Example(
        "number",
        [
            number(["12,5"], "12.5", "12.5", "b2"),
            number([".50"], "0.5", "0.5", "b1"),
            number(["1.000,25"], "1000.25", "1000.25", "b3"),
            number(["1 000.00"], "1000", 1000, "b3"),
            number(["1,000.5"], "1000.5", "1000.5", "b3"),
            number(["10"], "10", 10, "b2"),
        ],
        [
            (["1.234"], "Please round the number, as in 12.34."),
            (["-0.01"], "at least 0."),
            (["2000,5"], "at most 2000."),
        ],
        ["1999.99"],
        {"decimals": 2, "min": 0, "max": 2000, "bins": [10, 20.5], "unit": {"en": "kg"}},
    ),
    "date": Example(
        "date",
        [
            Taken(["2026-05-01"], "2026-05-01", ["2026-05-01"]),
            Taken(["1.5.2026"], "2026-05-01", ["2026-05-01"]),
            Taken(["01. 05. 2026"], "2026-05-01", ["2026-05-01"]),
            Taken(["31/05/2026"], "2026-05-31", ["2026-05-31"]),
            Taken(["05/31/2026"], "2026-05-31", ["2026-05-31"]),
            Taken(["05/05/2026"], "2026-05-05", ["2026-05-05"]),
            Taken(["2024-02-29"], "2024-02-29", ["2024-02-29"]),
        ],
        [
            (["01/05/2026"], "can be read as two days"),
            (["2026-02-29"], "There is no such day."),
            (["31/31/2026"], "There is no such day."),
            *(
                ([text], "year-month-day, such as 2026-05-31")
                for text in ("tomorrow", "1.5.26", "20260501", "2026-W01-1", "0026-05-01")
            ),
        ],
        ["2026-05-01"],
    ),
    "date within limits": Example(
        "date",
        [
            Taken(["2026-05-31"], "2026-05-31", ["2026-05-31"], {"choice": "b1"}),
            Taken(["2026-06-01"], "2026-06-01", ["2026-06-01"], {"choice": "b2"}),
        ],
        [
            (["2025-12-31"], "Please choose 2026-01-01 or a later day."),
            (["2027-01-01"], "Please choose 2026-12-31 or an earlier day."),
        ],
        ["2026-06-01"],
        {"earliest": "2026-01-01", "latest": "2026-12-31", "bins": ["2026-06-01", "2026-07-01"]},
    ),
    "time": Example(
        "time",
        [
            Taken([sent], kept, [kept])
            for sent, kept in [
                ("14:30", "14:30"),
                ("9.05", "09:05"),
                ("14h30", "14:30"),
                ("14:30:00", "14:30"),
                ("2:30 p.m.", "14:30"),
                ("12:00 am", "00:00"),
            ]
        ],
        [
            ([text], "hours and minutes, such as 14:30")
            for text in ("24:00", "14:60", "noon", "1430", "13:00 pm", "14:30:15", "0:10 am")
        ],
        ["14:30"],
    ),
    "time within limits": Example(
        "time",
        [Taken(["08:00"], "08:00", ["08:00"])],
        [(["7:59"], "08:00 or a later"), (["18:01"], "18:00 or an earlier")],
        ["08:00"],
        {"earliest": "08:00", "latest": "18:00"},
    ),
}
