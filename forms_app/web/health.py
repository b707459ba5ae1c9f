"""Whether this process serves; for proxies and operators."""

from flask import Blueprint

from forms_app.services import forms
from forms_app.web.guards import public

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@public
def check() -> dict[str, str]:
    forms.list_forms()
    return {"status": "ok"}
