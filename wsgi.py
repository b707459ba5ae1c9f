"""The application, for servers and for the flask command."""

import gc

from forms_app import create_app

app = create_app()
gc.freeze()  # what is loaded stays: looking it through for garbage took 140 ms in the midst of a request
