"""Attacks on printed figures, measured: what can be promised is asserted by tests, what cannot is said in docs."""
