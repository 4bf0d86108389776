"""A copy against its original: bounds, what counts as the same word, what is left out, and that a long original is no alibi."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrichers.verbatim import title_changed, verbatim

TEXT = "Sáng nay tại xã An Phú, người dân đã trồng hơn một nghìn cây xanh dọc con đường mới mở từ chợ ra bến sông."
"""26 syllables or words."""


@given(st.text(max_size=300), st.text(max_size=300))
def test_bounds_and_offsets(one, other):
    seen = verbatim(one, other)
    if seen is None:
        return
    assert 0 <= seen.ratio <= 1
    assert 0 <= seen.kept <= 1
    assert all(0 <= start < end <= len(one) for start, end in seen.others)
    assert (seen.ratio == 1) == (not seen.others)


@given(st.lists(st.sampled_from("an bình chợ dân em phố gió hoa".split()), min_size=1, max_size=60))
def test_the_same_words_are_the_same(words):
    text = " ".join(words)
    assert verbatim(text, text) == (1, 1, ())


def test_other_words_are_marked_where_they_stand():
    changed = TEXT.replace("hơn một nghìn", "gần hai vạn")
    seen = verbatim(changed, TEXT)
    assert seen is not None
    assert [changed[start:end] for start, end in seen.others] == ["gần hai vạn"]
    assert seen.ratio == pytest.approx(21 / 24, abs=0.02)


@pytest.mark.parametrize(
    "same",
    [
        TEXT.upper(),
        TEXT.replace(",", " –"),
        "Nguồn: Báo Mẫu\n" + TEXT + "\nXem thêm: chuyện khác\n#tinmoi #xanh\n08:15 - 03/04/2025",
        TEXT + " Theo Báo Mẫu. https://bao-mau.example/cay-xanh",
    ],
)
def test_case_signs_and_boilerplate_do_not_count(same):
    seen = verbatim(same, TEXT)
    assert seen is not None
    assert seen.ratio == 1


def test_composed_or_not_old_tone_place_or_new_is_one_word():
    assert title_changed("Hoà bình về làng", "Hòa bình về làng!") is False
    assert title_changed("Hoa\u0300 bình về làng", "Hòa bình về làng") is False


def test_a_part_quoted_word_for_word_is_verbatim_and_what_is_kept_says_how_much():
    seen = verbatim(TEXT, TEXT + " Ông chủ tịch xã nói cây do học sinh ươm từ mùa mưa năm ngoái, mỗi em một cây.")
    assert seen is not None
    assert seen.ratio == 1
    assert seen.kept < 0.7


def test_single_words_found_in_order_in_a_long_original_are_no_copy():
    chance = random.Random(7)
    words = [f"t{n}" for n in range(200)]
    copy, original = (" ".join(chance.choices(words, k=n)) for n in (80, 6000))
    seen = verbatim(copy, original)
    assert seen is not None
    assert seen.ratio < 0.2


def test_nothing_to_compare():
    assert verbatim("", TEXT) is None
    assert verbatim(TEXT, "… https://a.example") is None
    assert title_changed("", "Tít") is None
    assert title_changed("Tít mới", "Tít cũ") is True
