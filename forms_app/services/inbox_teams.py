"""What came with a form that is kept to a team: its team's alone, whoever else answers messages."""

from forms_app.domain.errors import NotFound
from forms_app.services import inbox, teams
from forms_app.storage import people_messages
from forms_app.storage.database import reading


def is_hidden(*, key: str, account_id: int) -> bool:
    """Whether it is another team's; raises NotFound."""
    form_id = _find_form(key)
    return form_id is not None and form_id in teams.hidden_from(account_id=account_id)


def list_colleagues(*, key: str) -> list[tuple[int, str]]:
    """Id and address of everybody who may answer this message."""
    return [(id_, email) for id_, email in inbox.list_colleagues() if not is_hidden(key=key, account_id=id_)]


@reading("people")
def _find_form(key: str) -> str | None:
    found = people_messages.find_message(inbox.id_of(key))
    if found is None:
        raise NotFound("message")
    return found.form_id  # type: ignore[no-any-return]
