"""SEND: keys, files and everything else outside the databases."""
