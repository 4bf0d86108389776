"""Watch-lists from files: what is an entry, what is refused by its line, and that no private person's profile comes in."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from collectors.watchlists import HEAD, PERSONAL, Listed, columns, listed

AT = datetime(2026, 11, 20, tzinfo=UTC)
EXAMPLE = Path(__file__).parents[2] / "examples/watchlist.csv"


def read(text: str | bytes) -> list[Listed]:
    return list(listed(io.BytesIO(text.encode() if isinstance(text, str) else text), "lan", AT))


def table(*rows: str) -> list[Listed]:
    return read("\n".join((",".join(HEAD), *rows)))


def test_an_entry_is_what_its_line_says() -> None:
    [line] = table('facebook,1002,https://www.facebook.com/tin.a,Tin A,phường Bến Thành,press,a,"y tế; ưu tiên",Điều 19')
    watched = line.watched
    assert watched is not None
    assert (watched.page.id, watched.ref, watched.page.name, watched.platform) == ("fb:1002", "1002", "Tin A", "facebook")
    assert (watched.owner, watched.tier, watched.tags, watched.basis) == ("media", "A", ("y tế", "ưu tiên"), "Điều 19")
    assert watched.place == "Phường Bến Thành, Thành phố Hồ Chí Minh"
    assert (watched.by, watched.at) == ("lan", AT)


@pytest.mark.parametrize(
    ("cells", "id", "ref"),
    [
        ("facebook,,https://www.facebook.com/tin.a/", "fb:tin.a", "tin.a"),
        ("facebook,fb:1002,", "fb:1002", "1002"),
        (",,https://t.me/s/kenh_tin", "tg:kenh_tin", "kenh_tin"),
        ("youtube,UC123,", "yt:UC123", "UC123"),
        (
            "rss,,https://vnexpress.net/rss/tin-moi-nhat.rss",
            "web:vnexpress.net/rss/tin-moi-nhat.rss",
            "https://vnexpress.net/rss/tin-moi-nhat.rss",
        ),
        ("facebook,https://www.facebook.com/tin.b,", "fb:tin.b", "tin.b"),
    ],
)
def test_a_page_is_told_by_its_id_or_its_address(cells: str, id: str, ref: str) -> None:
    [line] = table(f"{cells},Tin,,,,,")
    assert line.watched is not None, line.problem
    assert (line.watched.page.id, line.watched.ref) == (id, ref)


@pytest.mark.parametrize(
    "row",
    [
        "facebook,,https://www.facebook.com/profile.php?id=100012345,Ai đó,,,,,",
        "facebook,,https://m.facebook.com/people/Ai-Do/100012345/,Ai đó,,,,,",
        "facebook,100012345,,Ai đó,,person,,,",
        "facebook,100012345,,Ai đó,,Cá nhân,,,",
        "facebook,https://www.facebook.com/profile.php?id=100012345,,Ai đó,,,,,",
        "facebook,profile.php?id=100012345,,Ai đó,,,,,",
    ],
)
def test_a_private_profile_is_refused_with_the_reason(row: str) -> None:
    [line] = table(row)
    assert line.watched is None
    assert line.problem == PERSONAL
    assert "Ai đó" not in line.problem


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("myspace,1,,Tin,,,,,", "platform 'myspace'"),
        (",1,,Tin,,,,,", "platform is missing"),
        ("facebook,,,Tin,,,,,", "neither page_id nor url"),
        ("facebook,1,not an address,Tin,,,,,", "no http(s) address"),
        ("facebook,1,,Tin,,,D,,", "tier 'D'"),
        ("facebook,1,,Tin,,alien,,,", "owner_kind 'alien'"),
        ("facebook,1,,Tin", "4 cells"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_the_rest_goes_on(row: str, problem: str) -> None:
    bad, good = table(row, "facebook,2,,Tin B,,,,,")
    assert bad.number == 2
    assert problem in bad.problem
    assert good.watched is not None


def test_the_same_page_twice_is_refused_with_its_first_line() -> None:
    _, again = table("facebook,1,,Tin,,,,,", "facebook,fb:1,,Tin,,,,,")
    assert "line 2" in again.problem


def test_an_unknown_place_is_kept_and_noted() -> None:
    [line] = table("facebook,1,,Tin,tỉnh Duyên Giang,,,,")
    assert line.watched is not None
    assert line.watched.place == "tỉnh Duyên Giang"
    assert "no map" in line.note


@pytest.mark.parametrize("shape", ["array", "lines", "pages"])
def test_json_in_each_of_its_forms(shape: str) -> None:
    pages = [{"platform": "facebook", "page_id": n, "name": f"Tin {n}", "tags": ["a", "b"], "tier": None} for n in (1, 2)]
    texts = {"array": json.dumps(pages), "lines": "\n".join(map(json.dumps, pages)), "pages": json.dumps({"pages": pages}, indent=1)}
    found = [line.watched for line in read(texts[shape])]
    assert [(one.page.id, one.tags, one.tier) for one in found if one] == [("fb:1", ("a", "b"), "C"), ("fb:2", ("a", "b"), "C")]


@pytest.mark.parametrize(("text", "number"), [('[{"platform":', 1), ('{"platform":"facebook","page_id":"1"}\n{"x', 2), ("just words", 1)])
def test_what_is_no_list_is_told_by_its_line(text: str, number: int) -> None:
    problems = [line for line in read(text) if line.problem]
    assert [line.number for line in problems] == [number]


def test_a_mark_and_semicolons_as_excel_writes_them() -> None:
    found = read("\ufeff" + "platform;page_id;name\r\nfacebook;1;Tin Á\r\n")
    assert [line.watched and line.watched.page.name for line in found] == ["Tin Á"]
    found = read("platform\tpage_id\tname\r\nfacebook\t1\tTin Á\r\n".encode("utf-16"))
    assert [line.watched and line.watched.page.name for line in found] == ["Tin Á"]


def test_what_is_written_is_read_again_as_the_same() -> None:
    lines = [line for line in read(EXAMPLE.read_bytes()) if line.watched]
    assert len(lines) == 26
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, HEAD)
    writer.writeheader()
    writer.writerows(columns(line.watched) for line in lines if line.watched)
    assert [line.watched for line in read(sheet.getvalue())] == [line.watched for line in lines]


def test_700_rows_are_read_in_a_moment() -> None:
    rows = [f'facebook,{n},https://www.facebook.com/p{n},Trang {n},"phường số {n}, Hà Nội",press,C,,' for n in range(700)]
    began = time.process_time()
    assert sum(line.watched is not None for line in table(*rows)) == 700
    assert time.process_time() - began < 10  # 0.9 s when written
