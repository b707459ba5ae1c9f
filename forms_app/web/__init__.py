"""SHOW to people: blueprints and what they share."""
