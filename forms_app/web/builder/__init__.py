"""The builder: what staff see of a form under construction, tab by tab."""
