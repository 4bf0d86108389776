"""Settings: variables over file over defaults, each documented, and a clear error for what cannot be used."""

from dataclasses import fields
from pathlib import Path

import pytest

from tinwatch.settings import SettingError, Settings, load, sqlite_path

DOCS = Path(__file__).parents[2] / "docs/settings.md"


def test_environment_over_file_over_defaults(tmp_path):
    file = tmp_path / "tinwatch.toml"
    file.write_text('port = 1\nhost = "0.0.0.0"\nallowed_hosts = ["a", "b"]\nhttps = true\n')
    settings = load({"TINWATCH_PORT": "2", "OTHER": "x"}, file)
    assert (settings.port, settings.host, settings.allowed_hosts, settings.https) == (2, "0.0.0.0", ("a", "b"), True)
    assert settings.app_id == "tinwatch"


def test_a_value_may_stand_in_a_file(tmp_path):
    (tmp_path / "password").write_text("p ss \n")
    (tmp_path / "port").write_text("8700")
    toml = tmp_path / "tinwatch.toml"
    toml.write_text(f'port_file = "{tmp_path}/port"\nbroker_password = "other"\n')
    settings = load({"TINWATCH_BROKER_PASSWORD_FILE": str(tmp_path / "password")}, toml)
    assert (settings.broker_password, settings.port) == ("p ss ", 8700)


def test_no_secret_in_what_is_shown_of_the_settings():
    secrets = ("broker", "broker_password", "index", "index_api_key", "metrics_token")
    assert "geheim" not in repr(Settings(**dict.fromkeys(secrets, "kafka://u:geheim@h")))


def test_two_urls_default_to_files_under_home(tmp_path):
    settings = load({"TINWATCH_HOME": str(tmp_path)}, tmp_path / "none.toml")
    assert sqlite_path(settings.broker_url) == tmp_path / "broker.sqlite"
    assert sqlite_path(settings.index_url) == tmp_path / "index.sqlite"


@pytest.mark.parametrize(
    ("environ", "toml", "said"),
    [
        ({"TINWATCH_PORT": "many"}, "", "TINWATCH_PORT='many'"),
        ({"TINWATCH_HTTPS": "perhaps"}, "", "yes or no"),
        ({"TINWATCH_PROT": "1"}, "", "TINWATCH_PROT: no such setting"),
        ({}, "port = 'x", "tinwatch.toml"),
        ({}, "prot = 1", "prot"),
        ({"TINWATCH_BROKER": "redis://u:geheim@h"}, "", "redis://h"),
        ({"TINWATCH_BROKER_PASSWORD_FILE": "/not/there"}, "", "TINWATCH_BROKER_PASSWORD_FILE=/not/there: No such file"),
        ({"TINWATCH_PROT_FILE": "/etc/hostname"}, "", "TINWATCH_PROT_FILE: no such setting"),
        ({"TINWATCH_PORT": "1", "TINWATCH_PORT_FILE": "/etc/hostname"}, "", "leave one of them out"),
    ],
)
def test_refused_by_name(tmp_path, environ, toml, said):
    file = tmp_path / "tinwatch.toml"
    file.write_text(toml)
    with pytest.raises(SettingError) as error:
        load(environ, file)
    assert said in str(error.value)
    assert "geheim" not in str(error.value)


def test_every_setting_is_documented():
    text = DOCS.read_text("utf-8")
    missing = [f.name for f in fields(Settings) if f"`{f.name}`" not in text]
    assert not missing
