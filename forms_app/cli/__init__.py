"""SHOW to operators: flask <noun> <verb>."""
