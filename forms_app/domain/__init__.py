"""DECIDE: the rules of the house, in plain Python; no clock, no randomness, no network, no database."""
