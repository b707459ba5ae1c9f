"""What the daily test of an open form may find: that it works, or plainly what does not."""

from dataclasses import dataclass
from datetime import date

from forms_app.domain.sentences import N_

OK, FAULT = "ok", "fault"
FAULTS = {
    "page": N_("its page cannot be shown"),
    "page mark": N_("its page carries a mark that would be refused when it is sent"),
    "answers": N_("answers that fit it are refused or changed"),
    "not ready": N_("it has no key yet to lock answers with"),
    "key": N_("the key that opens its answers is missing or was exchanged"),
    "locked for good": N_("what is locked now could not be opened when it is counted"),
    "database": N_("the database for answers is busy or away"),
    FAULT: N_("the program failed"),
}


@dataclass(frozen=True)
class SelfTest:
    """The newest test of a form."""

    day: date
    outcome: str  # OK or a name of FAULTS

    @property
    def is_ok(self) -> bool:
        return self.outcome == OK

    @property
    def fault(self) -> str:
        """What does not work, as a text of the catalogue."""
        return FAULTS.get(self.outcome, FAULTS[FAULT])
