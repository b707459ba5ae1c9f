"""DO: one function is one deed in one transaction; no request, no SQL."""
