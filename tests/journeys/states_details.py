"""Details that people left with a form, in every state."""

import uuid
from datetime import UTC, datetime, timedelta

from forms_app.services import contacts, forms
from tests import make
from tests.journeys.state import State
from tests.journeys.visits import Visit

LINES = "Ada's shop, beside the old mill\n12 Long Lane of a town with a long name\nSouthport"


def left(visit: Visit, people: int) -> None:
    questions = (make.detail(text="Your mailbox"), make.detail("words1", "long_text", text="Where to send it"))
    slug = visit.site.open_form(**make.form(make.question("quest1"), *questions).model_dump(exclude={"id"}))
    with visit.site.app.app_context():
        _form, definition = forms.get_published(slug=slug)
        for number in range(people):
            contacts.keep_details(
                id_=uuid.uuid4().bytes,
                definition=definition,
                details={"email1": f"person{number}@example.org", "words1": LINES},
                sent_on=datetime.now(UTC).date() - timedelta(days=1),
                policy_version=0,
            )
    visit.work_as("staff", f"/staff/forms/{slug}/details")


STATES = [
    State("details people left, none", lambda visit: left(visit, 0)),
    State("details people left", lambda visit: left(visit, 3)),
    State("details people left, many", lambda visit: left(visit, 60)),
]
