"""Fewer than ten go on unread to the next period: sealed anew, shuffled, under the same ids; killed, it is repeated."""

import secrets
from datetime import datetime

from forms_app.domain.errors import Unreadable
from forms_app.domain.forms import Form
from forms_app.gateways import ballot_keys, ballot_seal
from forms_app.gateways.ballot_keys import PeriodKey
from forms_app.storage import ballots_batch, ballots_progress
from forms_app.storage.database import reading, transaction


def carry_over(form: Form, number: int, *, to: int, since_at: datetime) -> bool:
    """Every ballot is under the old period or already under the new; False where one of the keys is missing.

    A worker killed after it destroyed the old key finds no key and nothing to carry.
    """
    if _is_empty(form.id, number):
        return True
    old, new = ballot_keys.find_key(form.id, number), ballot_keys.find_key(form.id, to)
    if old is None or new is None:
        return False
    _begin(form.id, number, to, since_at)
    while _carry_chunk(form.id, (number, old), (to, new)):
        pass
    return True


@reading("ballots")
def _is_empty(form_id: str, number: int) -> bool:
    return ballots_batch.count(form_id, number) == 0


@transaction("ballots")
def _begin(form_id: str, number: int, to: int, since_at: datetime) -> None:
    """Half a set is no sign of missing ballots, so nothing is expected any more."""
    ballots_progress.forget_progress(form_id, number)
    ballots_batch.set_since(form_id, to, since_at)


@transaction("ballots")
def _carry_chunk(form_id: str, old: tuple[int, PeriodKey], new: tuple[int, PeriodKey]) -> int:
    """Sealed to the key in the worker's own folder, whatever the database says; what never opened goes."""
    rows = ballots_batch.read_some(form_id, old[0])
    secrets.SystemRandom().shuffle(rows)
    for id_, body in rows:
        try:
            packed = old[1].open_ballot(body, form_id=form_id, period=old[0], ballot_id=id_)
        except Unreadable:
            ballots_batch.drop(id_)
            continue
        sealed = ballot_seal.seal(packed, public_key=new[1].public_key, form_id=form_id, period=new[0], ballot_id=id_)
        ballots_batch.move(id_, old[0], to=new[0], body=sealed)
    return len(rows)
