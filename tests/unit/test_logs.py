"""The log as people and programs read it, and what never stands in it."""

from __future__ import annotations

import json
import logging

import pytest

from tinwatch.logs import HIDDEN, formatter, secrets
from tinwatch.settings import SettingError, Settings

TOKEN = "EAAB-geheim-1234"
SETTINGS = Settings(
    facebook_token=TOKEN, broker="kafka://desk:hunter2%40x@kafka:9092", index="https://es:9200", youtube_key="kurz", log_format="json"
)


def line(settings: Settings, message: str, *args: object, error: BaseException | None = None, **about: str) -> str:
    told = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("agents.assess", logging.WARNING, __file__, 1, message, args, told)
    record.__dict__.update(about)
    return formatter(settings).format(record)


def raised(text: str) -> BaseException:
    try:
        raise OSError(text)
    except OSError as error:
        return error


def test_a_json_line_has_its_parts_and_says_what_it_is_about() -> None:
    told = json.loads(line(SETTINGS, "deserves an alert: %s", "LOAN", post="fb:1"))
    assert told["at"].endswith("+00:00")
    assert {key: told[key] for key in ("level", "logger", "message", "post")} == {
        "level": "WARNING",
        "logger": "agents.assess",
        "message": "deserves an alert: LOAN",
        "post": "fb:1",
    }
    assert "error" not in told
    assert "\n" not in line(SETTINGS, "two\nlines", error=raised("x"))


def test_a_plain_line_says_what_it_is_about_behind_the_message() -> None:
    plain = Settings(facebook_token=TOKEN)
    assert line(plain, "kept", post="fb:1", case="c").endswith("WARNING agents.assess: kept [post=fb:1 case=c]")
    assert line(plain, "kept").endswith("agents.assess: kept")
    assert line(plain, "kept", post="fb:1", error=raised("disk full")).splitlines()[-1] == "OSError: disk full"


@pytest.mark.parametrize("form", ["plain", "json"])
def test_no_secret_of_the_settings_comes_out_whoever_writes_it(form: str) -> None:
    settings = Settings(facebook_token=TOKEN, broker="kafka://desk:hunter2%40x@kafka:9092", log_format=form)
    for told in (
        line(settings, f"GET https://graph.example/?access_token={TOKEN}"),
        line(settings, "no answer: %s", raised(f"token {TOKEN}")),
        line(settings, "crashed", error=raised(f"token {TOKEN}")),
        line(settings, "kafka says: user desk, password hunter2@x or hunter2%40x"),
        line(settings, "about", page=TOKEN),
    ):
        assert TOKEN not in told
        assert "hunter2" not in told
        assert HIDDEN in told


def test_what_is_no_secret_and_what_is_too_short_to_look_for_stays() -> None:
    assert secrets(SETTINGS) == (TOKEN, "hunter2%40x", "hunter2@x")
    assert secrets(Settings()) == ()


@pytest.mark.parametrize("wrong", [{"log_format": "xml"}, {"log_level": "LOUD"}])
def test_a_log_that_cannot_be_written_like_that_is_refused_by_name(wrong: dict[str, str]) -> None:
    from tinwatch.logs import set_up

    with pytest.raises(SettingError, match=f"TINWATCH_{next(iter(wrong)).upper()}"):
        set_up(Settings(**wrong))  # type: ignore[arg-type]
