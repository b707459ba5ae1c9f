"""Journeys: the real pages in a real browser."""
