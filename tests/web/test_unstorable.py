"""Zero bytes, which come along when staff paste and which PostgreSQL takes in no text, on both engines."""

from forms_app.services import mail_setup, requests, topics
from tests import make
from tests.lived import rows
from tests.web.staff_pages import post
from tests.web.test_requests import ADA, FORM, path_to, send, subscribe


def test_zero_bytes_are_dropped_from_what_staff_type_and_the_rest_is_kept(app, client):
    mail_setup.remember_tested()
    send(client, make.open_form("raffle", FORM), email1=ADA)
    subscribe(app)
    typed = {"kind": "correct", "words": "My na\0me is Ada.", "address": ADA, "nonce": "n1"}
    client.post(f"{path_to(app)}/ask", data=typed)
    boss = make.sign_in(app, make.account(app, "admin@example.org", role="administrator"))
    (asked,) = requests.list_requests()

    assert post(boss, f"/staff/requests/{asked.key}/longer", reason="We ask\0 the shop.").status_code == 303
    assert rows(app, "people", "SELECT reason FROM privacy_request") == [("We ask the shop.",)]
    staff = make.sign_in(app, make.account(app, "staff@example.org", role="staff"))
    topic = {"name": "Fa\0irs", "description": "Where\0 we are.", "frequency": "monthly", "is_offered": "yes"}
    assert post(staff, "/staff/newsletters/new", **topic).status_code == 303
    assert "Fairs" in [one.name for one in topics.list_offered()]
