"""Every old unit finds its new one, and the file that ships is the one its sources make.

Facts relied on (NQ 202/2025/QH15 and the resolutions on communes, 1 July 2025): 34 provinces, 3,321 communes, 63 old provinces, 696 old
districts, 10,040 old communes as the table has them; Phường Phúc Xá (Ba Đình, Hà Nội) went to Phường Hồng Hà, Phường Trúc Bạch to
Phường Ba Đình, Yên Bái to Lào Cai, Bình Dương and Bà Rịa - Vũng Tàu to Thành phố Hồ Chí Minh.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from enrichers.gazetteer import Node, gazetteer, key, spelled
from enrichers.gazetteer import make as making
from enrichers.places import places

RAW = Path(__file__).parents[3] / "shared" / "data" / "gazetteer"


def old_communes() -> Iterator[Node]:
    return (node for nodes in gazetteer().names.values() for node in nodes if node.level == "c")


def test_every_unit_is_there() -> None:
    nodes = {id(node): node for nodes in gazetteer().names.values() for node in nodes if node.of is node}
    assert Counter(node.level for node in nodes.values()) == {"P": 34, "C": 3321, "p": 63, "d": 696, "c": 10040}
    assert all(heir.level == "C" for node in nodes.values() if node.level in "dc" for heir in node.heirs)
    assert {heir for node in nodes.values() if node.level == "c" for heir in node.heirs} == {n for n in nodes.values() if n.level == "C"}


@pytest.mark.parametrize("inwards", [False, True])
def test_every_old_commune_is_found_by_its_old_address(inwards: bool) -> None:
    """Smallest unit first: all of them; largest first: one in five."""
    wrong = []
    for node in list(old_communes())[:: 5 if inwards else 1]:
        district = node.up
        assert district is not None
        assert district.up is not None
        names = [node.full, district.full, district.up.full]
        text = ", ".join(dict.fromkeys(reversed(names) if inwards else names))
        found = places(f"Mất điện tại {text}.")
        heirs = {heir.code for heir in node.heirs}
        units = {one.unit.code for one in found if one.unit} | {unit.code for one in found for unit in one.alternatives}
        if [one.text for one in found] != [text] or units != heirs or not found[0].legacy.startswith(node.full):
            wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "unit", "province"),
    [
        ("phường Phúc Xá, quận Ba Đình, Hà Nội", "Phường Hồng Hà", "Thành phố Hà Nội"),
        ("phường Trúc Bạch, quận Ba Đình, Hà Nội", "Phường Ba Đình", "Thành phố Hà Nội"),
        ("tỉnh Yên Bái", "Tỉnh Lào Cai", "Tỉnh Lào Cai"),
        ("tỉnh Bình Dương", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("tỉnh Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_what_became_of_a_few(text: str, unit: str, province: str) -> None:
    (place,) = places(text)
    assert place.unit
    assert (place.unit.name, place.unit.province) == (unit, province)
    assert place.legacy


def test_every_commune_of_today_is_found_with_its_province_whatever_the_old_ones_were_called() -> None:
    for node in gazetteer().codes.values():
        if node.level == "C":
            found = places(f"Họp tại {node.full}, {node.province.full}.")
            assert [one.unit and one.unit.code for one in found] == [node.code], node.full


def test_every_province_and_district_is_found_by_name() -> None:
    for nodes in gazetteer().names.values():
        for node in nodes:
            if node.level in "Pp":
                (place,) = places(f"Họp tại {node.full}.")
                assert place.unit
                assert place.unit.code == node.province.code
            elif node.level == "d" and node.up and node.own:
                found = places(f"Họp tại {node.full}, {node.up.full}.")
                assert [one.unit and one.unit.province for one in found] == [node.province.full], node.full


def test_spelling_is_one_whichever_vowel_bears_the_tone() -> None:
    assert spelled("Hoà") == spelled("hòa") != spelled("hoa")
    assert spelled("thuỷ") == spelled("Thủy")
    assert spelled("Đăk") == spelled("đắk")
    assert key("Ea H'leo") == "ea h leo"


def test_it_is_read_fast() -> None:
    gazetteer.cache_clear()
    start = time.process_time()
    gazetteer()
    assert time.process_time() - start < 1.0, "a third of a second on a quiet core"


@pytest.mark.skipif(not RAW.is_dir(), reason="the sources are not here; docs/places.md names them")
def test_the_file_is_what_its_sources_make() -> None:
    assert hashlib.sha256(making.make(RAW)).digest() == hashlib.sha256(making.TARGET.read_bytes()).digest()
