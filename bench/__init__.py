"""Drives the real application from outside: replays of real surveys, and measurements in ratios."""
