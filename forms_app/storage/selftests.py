"""The newest daily test of each form, in `site`: a day and what it found."""

from sqlalchemy import Column, Date, ForeignKey, String, Table, delete, insert, select

from forms_app.domain.selftests import SelfTest
from forms_app.storage.database import METADATA, connection

self_test = Table(
    "self_test",
    METADATA["site"],
    Column("form_id", ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, nullable=False),
    Column("outcome", String(20), nullable=False),
)


def set_test(form_id: str, test: SelfTest) -> None:
    made = connection("site")
    made.execute(delete(self_test).where(self_test.c.form_id == form_id))
    made.execute(insert(self_test).values(form_id=form_id, day=test.day, outcome=test.outcome))


def list_tests() -> dict[str, SelfTest]:
    """By form."""
    return {row.form_id: SelfTest(row.day, row.outcome) for row in connection("site").execute(select(self_test))}
