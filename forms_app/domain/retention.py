"""How long the program keeps what has no day of its own; the privacy policy says the same from here."""

from datetime import timedelta

SPENT_KEPT = timedelta(days=2)  # marks of sent pages: whole days after the day of sending, so 48 hours at least
TEXTS_KEPT = timedelta(days=365)  # comments, after they were counted
