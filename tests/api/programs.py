"""Programs with tokens, as tests send them."""

from datetime import UTC, datetime

from forms_app.services import accounts, api_tokens
from tests import make

V1 = "/api/v1"


def today():
    return datetime.now(UTC).date()


def token_of(account_id, *scopes, name="Till 2", days=90):
    return api_tokens.make(account_id=account_id, name=name, scopes=scopes, days=days, today=today())


def bearing(token):
    return {"Authorization": f"Bearer {token}"}


def account_id(app, email):
    """Asked in a context of its own, as requests are: a session that stays open reads old things."""
    with app.app_context():
        return next(one.id for one in accounts.list_colleagues() if one.email == email)


def change(app, deed, **given):
    """A deed of services/accounts.py, in a context of its own."""
    with app.app_context():
        deed(**given)


def program(app, role="staff", *scopes, email="m@example.org"):
    """Headers of a program whose account has this role."""
    make.account(app, email=email, role=role)
    return bearing(token_of(account_id(app, email), *scopes))
