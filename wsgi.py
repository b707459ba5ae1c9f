"""The application, for servers and for the flask command."""

from forms_app import create_app

app = create_app()
