"""Every page in every state it can be in, and how to reach it: the one list that all checks run over."""

from tests.journeys import (
    states_forms,
    states_kinds,
    states_results,
    states_short,
    states_staff,
    states_start,
    states_walk,
)

STATES = [
    *states_short.STATES,
    *states_kinds.STATES,
    *states_walk.STATES,
    *states_staff.STATES,
    *states_start.STATES,
    *states_forms.STATES,
    *states_results.STATES,
]
