"""Known answers of the kinds that offer answers to choose from."""

from tests.domain.fields.example import Example, Taken

APPLE, PEARS, NONE = (
    {"id": id_, "text": {"en": text}} for id_, text in [("apple1", "A"), ("pears2", "P"), ("none00", "-")]
)
FRUIT = [APPLE, PEARS]
FIRST, SECOND = {"id": "row001", "text": {"en": "Bread"}}, {"id": "row002", "text": {"en": "Cake"}}
CHOICES = {
    "single choice": Example(
        "single_choice",
        [
            Taken(["apple1"], "apple1", ["apple1"], {"choice": "apple1"}),
            Taken(["", " pears2 "], "pears2", ["pears2"], {"choice": "pears2"}),
        ],
        [
            (["apple1", "pears2"], "one answer only"),
            (["plums3"], "one of the answers offered"),
            (["other"], "one of the answers offered"),
            (["other=Quince"], "one of the answers offered"),
        ],
        ["apple1"],
        {"options": FRUIT},
    ),
    "single choice with other": Example(
        "single_choice",
        [
            Taken(["apple1", "other= "], "apple1", ["apple1", ""], {"choice": "apple1"}),
            Taken(["other", "other= Quince "], {"other": "Quince"}, ["other", "Quince"], {"choice": "other"}),
            Taken(["other=a=b"], {"other": "a=b"}, ["other", "a=b"], {"choice": "other"}),
        ],
        [
            (["other"], "Please say what the other answer is."),
            (["other", "other=  "], "Please say what the other answer is."),
            (["apple1", "other=Quince"], "not both"),
            (["other=" + "q" * 161], "shorten this by about 1 letters"),
            (["other=a\tb"], "cannot be shown"),
        ],
        ["other=" + "q" * 160],
        {"options": FRUIT, "other": True},
    ),
    "multiple choice": Example(
        "multi_choice",
        [
            Taken(
                ["pears2", "apple1", "pears2"],
                {"chosen": ("apple1", "pears2")},
                ["apple1", "pears2", ""],
                {"apple1": "chosen", "pears2": "chosen"},
                {"chosen": ["apple1", "pears2"]},
            ),
            Taken(
                ["none00"], {"chosen": ("none00",)}, ["", "", "none00"], {"none00": "chosen"}, {"chosen": ["none00"]}
            ),
        ],
        [
            (["plums3"], "among the answers offered"),
            (["other=x"], "among the answers offered"),
            (["none00", "apple1"], "stands alone"),
            (["apple1"], "Please choose at least 2."),
        ],
        ["apple1", "pears2"],
        {"options": [*FRUIT, NONE], "min_chosen": 2, "none_of_these": "none00"},
    ),
    "multiple choice with other": Example(
        "multi_choice",
        [
            Taken(
                ["other=Quince"],
                {"chosen": (), "other": "Quince"},
                ["", "", "Quince"],
                {"other": "chosen"},
                {"chosen": [], "other": "Quince"},
            ),
            Taken(
                ["apple1", "other", "other=Fig"],
                {"chosen": ("apple1",), "other": "Fig"},
                ["apple1", "", "Fig"],
                {"apple1": "chosen", "other": "chosen"},
                {"chosen": ["apple1"], "other": "Fig"},
            ),
        ],
        [
            (["other"], "Please say what the other answer is."),
            (["apple1", "pears2", "other=Fig"], "Please choose at most 2."),
        ],
        ["apple1", "other=" + "q" * 160],
        {"options": FRUIT, "other": True, "max_chosen": 2},
    ),
    "yes or no": Example(
        "yes_no",
        [Taken(["yes"], True, ["yes"], {"choice": "yes"}), Taken(["no"], False, ["no"], {"choice": "no"})],
        [(["yes", "no"], "one answer only"), (["true"], "one of the answers offered")],
        ["no"],
    ),
    "matrix": Example(
        "matrix_single",
        [
            Taken(["row002=pears2"], {"row002": "pears2"}, ["", "pears2"], {"row002": "pears2"}),
            Taken(
                ["row002=pears2", "row001=apple1", ""],
                {"row001": "apple1", "row002": "pears2"},
                ["apple1", "pears2"],
                {"row001": "apple1", "row002": "pears2"},
            ),
        ],
        [(["row001=plums3"], "one of the answers offered"), (["apple1"], "one of the answers offered")],
        ["row001=apple1", "row002=apple1"],
        {"rows": [FIRST, SECOND], "columns": FRUIT},
    ),
    "ranking": Example(
        "ranking",
        [
            Taken(["apple1=2", "pears2=1"], {"apple1": 2, "pears2": 1}, ["2", "1"], {"apple1": "2", "pears2": "1"}),
            Taken(["apple1= ", "pears2=2"], {"pears2": 2}, ["", "2"], {"pears2": "2"}),
        ],
        [
            (["apple1=2", "pears2=2"], "place 2 was given again"),
            (["apple1=3"], "a place from 1 to 2"),
            (["apple1=first"], "a place from 1 to 2"),
            (["1"], "a place from 1 to 2"),
        ],
        ["apple1=2", "pears2=1"],
        {"items": FRUIT},
    ),
    "consent": Example(
        "consent",
        [Taken(["yes"], True, ["yes"], {"choice": "yes"})],
        [(["no"], "tick the box or leave it empty")],
        ["yes"],
        {"label": {"en": "I agree"}},
    ),
    "statement": Example("statement", [], []),
}
