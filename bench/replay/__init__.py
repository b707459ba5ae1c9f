"""Replays of real surveys: every answer sent as a visitor would, every printed figure checked."""
