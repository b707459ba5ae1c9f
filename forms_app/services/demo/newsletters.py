"""The demo's newsletters: two to sign up for, readers who once did, and an issue that is being written."""

from datetime import date, timedelta

from forms_app.domain.demo import SITE
from forms_app.domain.subscriber_lists import Row
from forms_app.services import imports, issues, topics

READERS = 40  # of the first newsletter
TOPICS = (
    {
        "name": "New bars",
        "description": "What we make next, before it is in the shop.",
        "frequency": "about once a month",
    },
    {
        "name": "Workshops",
        "description": "Days on which you may make chocolate with us.",
        "frequency": "four times a year",
    },
)
WRITTEN = {
    "subject": "You chose: pear and ginger",
    "body": (
        "# The bar you asked for\n\n"
        "Most of you wanted **pear and ginger**, so here it is. It is in the shop from Friday.\n\n"
        "- 70 % cocoa\n- dried pears from the orchard next door\n"
    ),
}


def begin(*, today: date) -> None:
    """Their addresses are of a name that no mail server takes (RFC 2606), and nothing is sent."""
    made = [topics.make_topic(values=values) for values in TOPICS]
    rows = [
        Row(number, f"reader{number}@example.org", today - timedelta(days=3 * number), "A card filled in in the shop")
        for number in range(1, READERS + 1)
    ]
    imports.take_over(topic=made[0], rows=rows, today=today)
    id_ = issues.make_issue(topic=made[0], zone=SITE["zone"])
    issues.write_issue(issue=issues.get_issue(topic=made[0], id_=id_), values=WRITTEN, revision=0)
