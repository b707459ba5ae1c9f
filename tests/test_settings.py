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
    ],
)
def test_a_wrong_value_names_its_setting(name, value):
    with pytest.raises(SettingError, match=name):
        from_environment({name: value})


def test_production_asks_for_its_hosts_by_name():
    with pytest.raises(SettingError, match="FORMS_TRUSTED_HOSTS"):
        from_environment({"FORMS_MODE": "production"})
