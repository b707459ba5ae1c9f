"""Settings: none needed in development, a wrong one stops the start by its name."""

import pytest

from forms_app.settings import SettingError, from_environment


def test_development_needs_none():
    assert from_environment({}).mode == "development"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FORMS_MODE", "test"),
        ("FORMS_TOKEN_LIFETIME", "long"),
        ("FORMS_TOKEN_LIFETIME", "-1"),
        ("FORMS_RATE_LIMIT", "maybe"),
        ("FORMS_WEB_WORKERS", "0"),
        ("FORMS_SITE_DATABASE", "mysql://x"),
        ("FORMS_NO_SUCH", "1"),
        ("FORMS_SITE_URL", "forms.example.org"),
        ("FORMS_SITE_URL", "https://forms.example.org/path"),
        ("FORMS_MAIL_TLS", "maybe"),
        ("FORMS_MAIL_PORT", "70000"),
        ("FORMS_MAIL_TIMEOUT", "-1"),
        ("FORMS_MAIL_SENDER_NAME", "a\nBcc: b@example.org"),
    ],
)
def test_a_wrong_value_names_its_setting(name, value):
    with pytest.raises(SettingError, match=name):
        from_environment({name: value})


SERVED = {"FORMS_MAIL_HOST": "mail.example.org", "FORMS_MAIL_SENDER": "news@example.org"}


@pytest.mark.parametrize(
    ("named", "changes"),
    [
        ("FORMS_MAIL_SENDER", {"FORMS_MAIL_SENDER": "nobody"}),
        ("FORMS_MAIL_PASSWORD_FILE", {"FORMS_MAIL_USER": "me"}),
        ("FORMS_MAIL_PASSWORD_FILE", {"FORMS_MAIL_USER": "me", "FORMS_MAIL_PASSWORD_FILE": "/nonexistent"}),
        (
            "FORMS_MAIL_TLS",
            {"FORMS_MAIL_USER": "me", "FORMS_MAIL_PASSWORD_FILE": "/dev/null", "FORMS_MAIL_TLS": "none"},
        ),
        ("FORMS_MAIL_PASSWORD_FILE", {"FORMS_MAIL_USER": "me", "FORMS_MAIL_PASSWORD_FILE": "/dev/null"}),
        ("FORMS_MAIL_DKIM_SELECTOR", {"FORMS_MAIL_DKIM_DOMAIN": "example.org"}),
    ],
)
def test_a_mail_server_that_cannot_be_used_names_its_setting(named, changes):
    with pytest.raises(SettingError, match=named):
        from_environment({**SERVED, **changes})


def test_a_mail_server_has_the_port_that_fits_its_encryption():
    ports = {tls: from_environment({**SERVED, "FORMS_MAIL_TLS": tls}).mail_server.port for tls in ("starttls", "tls")}
    assert ports == {"starttls": 587, "tls": 465}


def test_production_asks_for_its_hosts_by_name():
    with pytest.raises(SettingError, match="FORMS_TRUSTED_HOSTS"):
        from_environment({"FORMS_MODE": "production"})
