"""Licences at the foot of a site: the formats really used, and a stranger's text that must do no harm.

Facts relied on: the four formats quoted in domain.md §2.2; GP-BVHTTDL as in the written sentences.
"""

from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrichers.footers import LONGEST, MOST, footer, key

FORMATS = [
    (
        "Giấy phép thiết lập trang thông tin điện tử tổng hợp trên mạng số 2215/GP-TTĐT do Sở Thông tin và Truyền thông Hà Nội cấp ngày "
        "10 tháng 4 năm 2019",
        "2215/GP-TTĐT",
        date(2019, 4, 10),
    ),
    ("Giấy phép trên Internet số 2372/GP-STTTT cấp ngày 29/8/2014", "2372/GP-STTTT", date(2014, 8, 29)),
    ("Số giấy phép: 86/GP - STTTT, cấp ngày 02/11/2011", "86/GP-STTTT", date(2011, 11, 2)),
    ("447/GP-STTTT", "447/GP-STTTT", None),
    ("GP thiết lập mạng xã hội số 77/GP-BVHTTDL.", "77/GP-BVHTTDL", None),
]


@pytest.mark.parametrize(("text", "number", "issued"), FORMATS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_formats_really_used(text, number, issued, form):
    text = unicodedata.normalize(form, text)
    (licence,) = footer(text).licences
    assert unicodedata.normalize("NFC", licence.number) == number
    assert licence.issued == issued
    assert key(text[licence.start : licence.end]) == key(number)


def test_a_date_belongs_to_the_number_it_stands_after():
    seen = footer("Số 12/GP-TTĐT và số 34/GP-STTTT cấp ngày 1/2/2020")
    assert [(one.number, one.issued) for one in seen.licences] == [("12/GP-TTĐT", None), ("34/GP-STTTT", date(2020, 2, 1))]


@pytest.mark.parametrize("text", ["ngày 12/2019", "tỷ lệ 3/4", "Nghị định 147/2024/NĐ-CP", "1234567/GP-TTĐT", "gọi 0900 000 000", "5/GPS"])
def test_no_licence(text):
    assert footer(text).licences == ()


def test_a_day_that_is_none_is_no_date():
    assert footer("86/GP-STTTT cấp ngày 31/02/2011").licences[0].issued is None


def test_it_says_what_it_is_or_plays_the_paper():
    text = "TRANG THÔNG TIN ĐIỆN TỬ TỔNG HỢP. Tòa soạn: số 1 phố Mẫu. Chịu trách nhiệm: nhà báo Nguyễn Văn Mẫu"
    seen = footer(text)
    assert [text[a:b] for a, b in seen.says] == ["TRANG THÔNG TIN ĐIỆN TỬ TỔNG HỢP"]
    assert [text[a:b] for a, b in seen.desk] == ["Tòa soạn", "nhà báo"]


@given(st.text(alphabet=st.sampled_from("0123456789/-– gpxnGPđĐt\u0301\u200bngày:số.\n"), max_size=300))
def test_any_text_gives_places_inside_it(text):
    seen = footer(text)
    assert all(0 <= one.start < one.end <= len(text) for one in seen.licences)
    assert len(seen.licences) <= MOST


@pytest.mark.parametrize("piece", ["1/gp-", "giấy phép số ", "ngày 1/1/", "1/", "-", "gp", "9" * 50])
def test_a_hostile_footer_costs_little(piece):
    start = time.perf_counter()
    footer(piece * (10 * LONGEST // len(piece)))
    assert time.perf_counter() - start < 2
