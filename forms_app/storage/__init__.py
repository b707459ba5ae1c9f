"""REMEMBER: tables and their queries, one file per capability."""
