"""How a place is read out of a post: what is one, what merely bears its name, whose it is, and what the rest of the text settles.

Facts relied on: domain.md §8 (no profile of private persons); the codes are those of units_34_3321.json.
"""

from __future__ import annotations

import json
import time
import unicodedata
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from agents.assessor import Assessor
from enrichers.gazetteer import gazetteer
from enrichers.places import MOST, named, places
from tinwatch.cli import tinwatch
from topics.records import Article, Page, Post

ASSESSOR = Assessor()
gazetteer()  # read before anything is timed


def units(text: str, home: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(place.text, place.unit.name if place.unit else "?") for place in places(text, home)]


@given(
    st.text() | st.lists(st.sampled_from("Hà Nội, quận 1 xã P. Q.1 ( - ở Tân Phú\n Vinh h à TP.HCM 👍 2026 HÀ".split(" "))).map(" ".join)
)
def test_any_text_gives_spans_inside_it_in_order(text: str) -> None:
    found = places(text)
    assert all(text[place.start : place.end] == place.text for place in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("name", ["P.1 ", "xã Tân Thành, ", "tan phu ", "xã Tân Thành, huyện Tân Phú, Đồng Nai; ", "an "])
def test_a_text_of_nothing_but_names_is_read_in_time(name: str) -> None:
    start = time.process_time()
    assert len(places(name * (20_000 // len(name)))) <= MOST
    assert time.process_time() - start < 2


def test_a_composed_and_a_decomposed_text_name_the_same() -> None:
    text = "Ngập ở phường Phúc Xá, quận Ba Đình, Hà Nội"
    assert [unit for _, unit in units(unicodedata.normalize("NFD", text))] == [unit for _, unit in units(text)] == ["Phường Hồng Hà"]


def test_an_old_district_is_the_province_of_today_with_its_communes() -> None:
    (place,) = places("Ngập nặng ở quận 1, TP.HCM")
    assert place.unit
    assert (place.unit.code, place.unit.level, place.legacy) == ("79", "province", "Quận 1")
    assert {unit.name for unit in place.alternatives} == {"Phường Tân Định", "Phường Sài Gòn", "Phường Bến Thành", "Phường Cầu Ông Lãnh"}


def test_a_divided_commune_says_what_else_it_may_be() -> None:
    (place,) = places("Cháy ở phường Cống Vị, quận Ba Đình, Hà Nội")
    assert place.unit
    assert {place.unit.name, *(unit.name for unit in place.alternatives)} == {"Phường Giảng Võ", "Phường Ngọc Hà"}
    assert place.confidence < 0.7


def test_the_same_name_is_settled_by_the_text_then_by_the_page() -> None:
    assert units("Xã Tân Tiến mất điện") == [("Xã Tân Tiến", "?")]
    assert units("Cà Mau mưa lớn, xã Tân Tiến mất điện")[-1] == ("xã Tân Tiến", "Xã Tân Tiến")
    (place,) = places("Xã Tân Tiến mất điện", home=("96",))
    assert place.unit
    assert place.unit.province == "Tỉnh Cà Mau"
    assert place.confidence < 0.8


@pytest.mark.parametrize(
    "text",
    [
        "Bún bò Huế ngon quá",
        "Anh Hà Nam gọi lại",
        "Ngân hàng Sài Gòn",
        "đường Trần Hưng Đạo",
        "sầu riêng Cai Lậy",
        "mong hòa bình",
        "q1/2026 lãi",
    ],
)
def test_what_bears_a_name_is_no_place(text: str) -> None:
    assert units(text) == []


def test_where_somebody_lives_is_told_apart_and_not_kept() -> None:
    text = "Nạn nhân trú tại xã Nghi Thái, Nghệ An gặp nạn ở Hà Nội"
    assert [(one.place.text, one.home) for one in named(text)] == [("xã Nghi Thái, Nghệ An", True), ("Hà Nội", False)]
    kept = ASSESSOR.assess(Post(id="1", kind="post", page=Page(id="p"), text=text)).places
    assert [place.text for place in kept] == ["Hà Nội"]


def test_a_comment_has_a_place_only_when_it_signals_something() -> None:
    assessor, page = ASSESSOR, Page(id="p")
    idle = "Nhà mình ở Hà Nội vui lắm"
    offer = "Vay tiền nhanh ở Hà Nội, không thế chấp, giải ngân 15 phút, lh zalo 0900 000 012"
    assert assessor.assess(Post(id="1", kind="comment", page=page, parent="0", text=idle)).places == ()
    said = assessor.assess(Post(id="2", kind="comment", page=page, parent="0", text=offer))
    assert said.signals
    assert [place.text for place in said.places] == ["Hà Nội"]
    assert assessor.assess(Post(id="3", kind="comment", page=page, parent="0", by_page=True, text=idle)).places


def test_every_text_of_a_post_is_read_and_the_page_tells_where_it_is_at_home() -> None:
    post = Post(
        id="1",
        kind="post",
        page=Page(id="p", name="Tin nóng Cà Mau 24h"),
        text="Xã Tân Tiến mất điện",
        article=Article(title="Lũ ở Huế"),
    )
    found = ASSESSOR.assess(post).places
    assert [(place.field, place.unit and place.unit.province) for place in found] == [
        ("text", "Tỉnh Cà Mau"), ("article.title", "Thành phố Huế"),
    ]  # fmt: skip


def test_the_command_prints_a_line_for_each_line_and_names_bad_ones() -> None:
    lines = '{"id":"1","text":"ngập ở Hà Nội"}\n{}\n{"id":"2","text":"chào"}\n'
    done = CliRunner().invoke(tinwatch, ["places", "-"], input=lines)
    one, two = map(json.loads, done.stdout.splitlines())
    assert one["places"][0]["unit"] == {"code": "01", "name": "Thành phố Hà Nội", "level": "province", "province": "Thành phố Hà Nội"}
    assert two == {"id": "2", "places": []}
    assert (json.loads(done.stderr)["line"], done.exit_code) == (2, 1)
