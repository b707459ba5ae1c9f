"""Measurements of speed, in ratios to a hello world of the same run."""
