"""Messages that somebody wrote from an address: all are opened, nothing is indexed."""

from datetime import date

from forms_app.domain.held import Section
from forms_app.domain.messages import Message
from forms_app.services import inbox
from forms_app.services.subscriptions import subject_of


def list_held(*, subject: bytes) -> list[Section]:
    rows = tuple(_shown(message) for message in _find(subject))
    return [Section("Messages you wrote", rows)]


def list_of_receipt(*, id_: bytes) -> list[Section]:
    """What was sent to staff with the receipt code of this id."""
    found = inbox.find_own(id_=id_)
    return [Section("What you sent to staff", (_shown(found),))] if found else []


def erase_held(*, subject: bytes, today: date) -> None:
    for message in _find(subject):
        inbox.erase(message=message)


def _find(subject: bytes) -> list[Message]:
    return [one for one in inbox.list_kept() if any(subject_of(address) == subject for address in _addresses(one))]


def _addresses(message: Message) -> set[str]:
    """Every answer that is an address counts, whichever question asked for it."""
    said = {message.email, *(answer for _question, answer in message.lines)}
    return {text for text in said if "@" in text and not any(letter.isspace() for letter in text)}


def _shown(message: Message) -> dict[str, str]:
    """With what was answered; notes of staff are theirs, and about the work."""
    answers = {f"Answer of {reply['day']}": str(reply["words"]) for reply in message.replies}
    sent, deleted = message.sent_on.isoformat(), message.delete_on.isoformat()
    words = _by_question(message) or {"Your words": message.words, "E-mail address": message.email}
    under = {"Version of the privacy policy": str(message.policy_version)} if message.policy_version else {}
    return {"Written on": sent} | words | answers | under | {"Deleted on": deleted}


def _by_question(message: Message) -> dict[str, str]:
    """What was sent with a form; two questions of the same words are told apart."""
    told: dict[str, str] = {}
    for question, answer in message.lines:
        times = sum(one == question or one.startswith(f"{question} (") for one in told)
        told[f"{question} ({times + 1})" if times else question] = answer
    return told
