"""Known answers of the kinds that take words, and of personal details."""

from tests.domain.fields.example import Example, Taken

WORDS = {
    "short text": Example(
        "short_text",
        [
            Taken(["  Cafe\u0301 au lait "], "Café au lait", ["Café au lait"]),
            Taken(['"'], '"', ['"']),
            Taken(["a", "b"], "a b", ["a b"]),
        ],
        [
            (["é" * 11], "Please shorten this by about 1 letters."),
            (["x" * 1_000_000], "Please shorten this by about 999980 letters."),
            (["\u0301\u0327" * 500_000], "Please shorten this"),
            *(
                ([text], "cannot be shown, such as line breaks or tabs")
                for text in ("a\nb", "a\0b", "\ud800", "a\x7fb", "\uffff")
            ),
        ],
        ["é" * 10],
        {"longest": 20},
    ),
    "long text": Example(
        "long_text",
        [Taken(["\r\nOne\r\ntwo\tthree\r"], "One\ntwo three", ["One\ntwo three"])],
        [
            (["a\0b"], "Please remove the characters that cannot be shown."),
            (["😀" * 6], "shorten this by about 1 letters"),
        ],
        ["\n".join("x" * 7) + "x"],
        {"longest": 20},
    ),
    "list of texts": Example(
        "text_list",
        [Taken(["Oats", " ", "Rye "], ("Oats", "Rye"), ["Oats", "Rye", ""], stored=["Oats", "Rye"])],
        [
            (["a", "b", "c", "d"], "no more than 3; there are 4"),
            (["x" * 12], "shorten this by about 2 letters"),
            (["a\nb"], "line breaks"),
        ],
        ["x" * 10] * 3,
        {"entries": 3, "longest": 10},
    ),
    "email": Example(
        "email",
        [
            Taken([" Ada@Example.ORG "], "Ada@example.org", ["Ada@example.org"]),
            Taken(["dörte@sörensen.example.com"], "dörte@sörensen.example.com", ["dörte@sörensen.example.com"]),
        ],
        [
            *(
                ([text], "an email address such as name@example.org")
                for text in (
                    "ada",
                    "ada@",
                    "@example.org",
                    "a b@example.org",
                    "ada@example.org, bob@example.org",
                    "ada@localhost",
                    "Ada <ada@example.org>",
                )
            ),
            (["ada@example.org\nBcc: bob@example.org"], "line breaks"),
            (["x" * 1_000_000], "shorten this"),
        ],
        ["a" * 64 + "@" + ".".join(["b" * 63, "c" * 63, "d" * 57, "org"])],
    ),
    "telephone number": Example(
        "phone",
        [
            Taken(["+44 (0)20/7946-0123"], "+44 (0)20/7946-0123", ["+44 (0)20/7946-0123"]),
            Taken(["01.23.45.67"], "01 23 45 67", ["01 23 45 67"]),
        ],
        [([text], "5 to 20 digits") for text in ("1234", "1" * 21, "12345x", "(" * 36 + "12345", "call me", "=12345")],
        ["1-" * 19 + "1)"],
    ),
    "link": Example(
        "link",
        [
            Taken(
                ["https://example.org:8080/a?b=c#d"],
                *["https://example.org:8080/a?b=c#d", ["https://example.org:8080/a?b=c#d"]],
            ),
            Taken(["HTTP://[::1]/"], "HTTP://[::1]/", ["HTTP://[::1]/"]),
        ],
        [
            *(
                ([text], "the whole web address")
                for text in (
                    "example.org",
                    "https://",
                    "https:///a",
                    "javascript:alert(1)",
                    "ftp://example.org",
                    "http://[::1",
                    "https://a:99999/",
                    "https://bank.example@evil.example/",
                    "https://a.example/ b",
                    'https://a.example/"',
                )
            ),
            (["https://example.org/" + "x" * 200], "shorten this by about 20 letters"),
        ],
        ["https://example.org/" + "x" * 180],
    ),
    "name": Example(
        "name",
        [Taken([" Ada  Lovelace"], "Ada  Lovelace", ["Ada  Lovelace"])],
        [(["x" * 161], "shorten"), (["a\nb"], "line breaks")],
        ["x" * 160],
    ),
    "name in parts": Example(
        "name",
        [
            Taken(["given=Ada", "family=Lovelace"], {"given": "Ada", "family": "Lovelace"}, ["Ada", "Lovelace"]),
            Taken(["family=Suharto"], {"family": "Suharto"}, ["", "Suharto"]),
        ],
        [(["Ada"], "in its own field"), (["given=" + "x" * 101], "shorten")],
        ["given=" + "x" * 100, "family=" + "x" * 100],
        {"style": "parts"},
    ),
    "postal address": Example(
        "postal_address",
        [
            Taken(
                ["line1=1 High Street", "city=Ely", "postal_code=CB7 4AA"],
                {"line1": "1 High Street", "postal_code": "CB7 4AA", "city": "Ely"},
                ["1 High Street", "", "CB7 4AA", "Ely", "", ""],
            )
        ],
        [(["Ely"], "in its own field"), (["postal_code=" + "1" * 21], "shorten"), (["city=a\0"], "cannot be shown")],
        [
            f"{line}=" + "x" * room
            for line, room in [
                ("line1", 120),
                ("line2", 120),
                ("postal_code", 20),
                ("city", 100),
                ("region", 100),
                ("country", 100),
            ]
        ],
    ),
}
