"""The first start: a link that is good once, while nobody has an account, sets the site up."""

from pathlib import Path

from forms_app.domain.errors import NotFound
from forms_app.domain.roles import ROLES
from forms_app.gateways import first_start
from forms_app.services import accounts, site


def make_token(*, instance: Path) -> str | None:
    """For a new link, in place of the one before; None once somebody has an account."""
    return None if accounts.has_accounts() else first_start.make_token(instance)


def is_open(*, instance: Path, token: str) -> bool:
    return first_start.is_token(instance, token) and not accounts.has_accounts()


def set_up(
    *, instance: Path, token: str, kept: dict[str, str], logo: bytes | None, email: str, password_hash: str
) -> None:
    """Say whose site it is and make the one account, with all roles; raises NotFound for all but the first.

    Killed before the account stands, the next start prints another link.
    """
    if not is_open(instance=instance, token=token) or not first_start.use_up(instance):
        raise NotFound("page")
    site.change_site(kept=kept)
    if logo is not None:
        site.set_logo(logo=logo)
    accounts.create_account(email=email, password_hash=password_hash, roles=list(ROLES))
