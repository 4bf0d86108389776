"""destinations.toml: what the desk settles, and that nothing in it goes wrong unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tinwatch.destinations import addressed
from tinwatch.settings import SettingError, Settings


def settled(folder: Path, text: str | None = None) -> Settings:
    if text is not None:
        (folder / "destinations.toml").write_text(text, "utf-8")
    return replace(Settings(), home=folder)


def test_without_a_file_nothing_is_verified(tmp_path: Path) -> None:
    found = addressed(settled(tmp_path))
    assert found.desk.organisation == ""
    assert found.addresses["vafc"].email == "online.abei@mic.gov.vn"
    assert {one.verified for one in found.addresses.values()} == {""}


def test_the_desk_says_who_it_is_and_what_it_verified(tmp_path: Path) -> None:
    text = """
        desk = {organisation = "Sở Ví Dụ", motto = true}
        vafc = {email = "moi@example.vn", verified = 2026-11-20}
        health = {email = "syt@example.vn"}
    """
    found = addressed(settled(tmp_path, text))
    assert (found.desk.organisation, found.desk.motto) == ("Sở Ví Dụ", True)
    assert (found.addresses["vafc"].email, found.addresses["vafc"].verified) == ("moi@example.vn", "2026-11-20")
    assert found.addresses["vafc"].form == "https://tingia.gov.vn"
    assert (found.addresses["health"].email, found.addresses["health"].verified) == ("syt@example.vn", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[vfac]\n", "no destination vfac"),
        ("[vafc]\nmail = 'x'", "vafc.mail: no such field"),
        ("[vafc]\nemail = 3", "vafc.email=3: must be text"),
        ("[vafc]\nverified = true", "must be the day"),
        ("[vafc]\nverified = '2026-11-20'", "must be the day"),
        ("[desk]\nmotto = 'yes'", "desk.motto='yes': must be yes or no"),
        ('[desk]\nname = "a\\nb"', "desk.name: must be one line"),
        ("vafc = 1", "vafc: must be a table"),
        ("[vafc", "destinations.toml"),
    ],
)
def test_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingError) as error:
        addressed(settled(tmp_path, text))
    assert said in str(error.value)


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="No such file"):
        addressed(replace(Settings(), home=tmp_path, destinations=str(tmp_path / "none.toml")))


def test_the_list_of_destinations_says_what_nobody_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from channels.destination import known
    from tinwatch.cli.case import case

    monkeypatch.setenv("TINWATCH_HOME", str(tmp_path))
    shown = CliRunner().invoke(case, ["destinations"])
    assert (shown.exit_code, shown.output.count("VERIFY BEFORE GO-LIVE")) == (1, len(known()))
    (tmp_path / "destinations.toml").write_text("".join(f"[{name}]\nverified = 2026-11-20\n" for name in known()), "utf-8")
    shown = CliRunner().invoke(case, ["destinations"])
    assert (shown.exit_code, shown.output.count("2026-11-20")) == (0, len(known()))
