"""The rule for passwords, said in Flask-Security's way, and a sign-in without a second, lasting cookie."""

from typing import Any

from flask_babel import gettext as _
from flask_security import LoginForm, PasswordUtil

from forms_app.domain import passwords
from forms_app.domain.errors import Problem
from forms_app.web import current


class Passwords(PasswordUtil):  # type: ignore[misc]
    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        address = kwargs["user"].email if kwargs.get("user") else ""
        personal = [address, *address.split("@"), current.site().name]
        try:
            passwords.ensure_good(password, personal=personal)
        except Problem as problem:
            return [_(problem.sentence, **problem.values)], self.normalize(password)
        return None, self.normalize(password)


class SignInForm(LoginForm):  # type: ignore[misc]
    remember = None
