"""The desk's table of offices: what a line is understood as, which are refused, whom an alert's card names.

Facts relied on: code 79 is Thành phố Hồ Chí Minh, 00097 Phường Hồng Hà; tỉnh Yên Bái became part of tỉnh Lào Cai; quận 1 is no more.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from test_console_samples import Told, bench, told

from console.offices import Offices
from console.settings import Settings
from enrichers.places import places
from tinwatch.cli import tinwatch
from tinwatch.offices import offices, rows
from tinwatch.settings import SettingError

TABLE = """unit,office,contact
79,Sở VHTT TP.HCM,vhtt@hcm.example
Hà Nội,Sở VHTT Hà Nội,
00097,UBND phường Hồng Hà,0900 000 012
"Xã Cao Đức, Bắc Ninh",UBND xã Cao Đức,
tỉnh Yên Bái,Sở VHTTDL Lào Cai,
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "offices.csv"
    path.write_text(TABLE, "utf-8")
    return str(path)


def test_codes_and_names_of_today_and_old_provinces_are_understood(file: str) -> None:
    assert [(unit.code, unit.level) for _, unit, _ in rows(file)] == [
        ("79", "province"), ("01", "province"), ("00097", "commune"), ("09466", "commune"), ("15", "province"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("quận 1,Ai đó,", "is no province or commune of today"),
        ("Xã Tân Tiến,Ai đó,", "is no province or commune of today"),
        ("99,Ai đó,", "is no province or commune of today"),
        (",Ai đó,", "is no province or commune of today"),
        ("79,,", "has no office"),
        ("TP.HCM,Ai đó,", "line 2 already"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "offices.csv"
    path.write_text(
        f"unit,office,contact\nThành phố Hồ Chí Minh,Sở,\n{line}\n" if "already" in reason else f"unit,office\n{line}\n", "utf-8"
    )
    with pytest.raises(SettingError, match=reason) as refused:
        offices(str(path))
    assert ", line " in str(refused.value)


def test_a_commune_has_its_own_office_before_that_of_its_province(file: str) -> None:
    table = offices(file)
    found = table.of(places("Ngập ở phường Phúc Xá, quận Ba Đình, Hà Nội, ở quận 1, TP.HCM và ở Cầu Giấy, Hà Nội; xã Tân Tiến, Huế"))
    assert [office.name for office in found] == ["UBND phường Hồng Hà", "Sở VHTT TP.HCM", "Sở VHTT Hà Nội"]
    assert Offices().of(places("Hà Nội")) == ()
    assert not offices("")


def test_the_command_shows_how_the_table_is_read(file: str, tmp_path: Path) -> None:
    shown = CliRunner().invoke(tinwatch, ["offices", file])
    assert shown.exit_code == 0
    assert "Tỉnh Lào Cai" in shown.stdout
    assert CliRunner().invoke(tinwatch, ["offices"]).exit_code == 2


async def test_card_and_alert_name_places_and_office(tmp_path: Path, file: str) -> None:
    async with bench(tmp_path, Settings(offices=offices(file))) as desk:
        await desk.login("analyst")
        made = told("1", minutes=5)
        there = places("ở phường Phúc Xá, quận Ba Đình, Hà Nội")
        await desk.put(Told(made.document, replace(made.alert, places=there)))
        card, alert = [(await desk.client.get(path)).text for path in ("/", "/alerts/a-1")]
    assert "Phường Hồng Hà" in card
    assert "UBND phường Hồng Hà" in card
    assert "0900 000 012" not in card
    assert "UBND phường Hồng Hà" in alert
    assert "0900 000 012" in alert
    assert "Phường Phúc Xá, Quận Ba Đình" in alert
