"""Cues found in plain and in disguised writing, marked where they stand; patterns that cannot be used are named."""

from __future__ import annotations

import re
import threading
import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enrichers.fold import Folded
from enrichers.scan import Scanner

SCANNER = Scanner(
    {
        "loan": ["vay tien", "tin dung den", "vay tien nhanh", "ho tro vay (?:tien|von)", "cho vay"],
        "rate": [r"\d+(?:[.,]\d+)?%/ngay", "100%", r"\d+k"],
        "game": ["co bac", "nha cai uy tin", "xin chao.{0,20}nhe"],
        "short": ["vay"],
    }
)


def seen(text: str, *families: str) -> list[tuple[str, str, bool]]:
    """Family, the words marked in the original, whether they were disguised."""
    folded = Folded(text)
    return [
        (hit.family, text[slice(*folded.origin("joined", hit.start, hit.end))], folded.disguised("joined", hit.start, hit.end))
        for hit in SCANNER.scan(folded)
        if hit.family in families
    ]


@pytest.mark.parametrize(
    ("text", "marked", "disguised"),
    [
        ("Em vay tiền ạ", "vay tiền", False),
        ("VAY   TIỀN NHANH!", "VAY   TIỀN NHANH", False),
        (unicodedata.normalize("NFD", "vay tiền"), unicodedata.normalize("NFD", "vay tiền"), False),
        ("vay\ntiền", "vay\ntiền", False),
        ("#vaytiennhanh", "vaytiennhanh", False),
        ("v\u200bay tiền", "v\u200bay tiền", True),
        ("vаy tiền", "vаy tiền", True),
        ("v4y ti3n", "v4y ti3n", True),
        ("v.a.y ti.ề.n n.h.a.n.h", "v.a.y ti.ề.n n.h.a.n.h", True),
        ("h.ỗ tr.ợ v.a.y ti.ề.n", "h.ỗ tr.ợ v.a.y ti.ề.n", True),
        ("t í n d ụ n g đ e n", "t í n d ụ n g đ e n", True),
        ("ti nd ung den", "ti nd ung den", True),
        ("vay_tiền", "vay_tiền", False),
        ("😂 vay tiền😂", "vay tiền", False),
    ],
)
def test_a_cue_is_found_and_marked(text: str, marked: str, disguised: bool) -> None:
    hits = seen(text, "loan")
    assert [words for _, words, _ in hits] == [marked]
    if marked != "ti nd ung den":  # found by its letters; the words themselves are plain
        assert hits[0][2] is disguised


@pytest.mark.parametrize("text", ["vayy tiền", "xvay tien", "vay tienn", "vay. Tiền", "vay, tien", "không có gì", "", "😂", "\x00"])
def test_a_cue_is_whole_words_in_a_row(text: str) -> None:
    assert seen(text, "loan") == []


def test_cues_with_signs_at_their_edges() -> None:
    assert seen("lãi 8%/ngày, 100% thật, 500k", "rate") == [("rate", "8%/ngày", False), ("rate", "100%", False), ("rate", "500k", False)]
    assert seen("1100% 500km x500k", "rate") == []


def test_an_emoji_is_one_unknown_sign() -> None:
    assert seen("😂xin chào bạn 😂 nhé.", "game") == [("game", "xin chào bạn 😂 nhé", False)]


def test_scattered_tones_are_disguise() -> None:
    assert seen("Nhà cáì ủy tín", "game") == [("game", "Nhà cáì ủy tín", True)]


def test_overlapping_hits_of_one_family_leave_the_leftmost() -> None:
    assert [words for _, words, _ in seen("hỗ trợ vay tiền nhanh", "loan")] == ["hỗ trợ vay tiền"]
    assert [f for f, _, _ in seen("vay tiền", "loan", "short")] == ["loan", "short"]


@pytest.mark.parametrize("pattern", ["(abc", "a*", "(?<=a)b", "a(?=b)", r"(a)\1", "Vay tien", "vay tiền", "x{1,40000}y{1,40000}"])
def test_a_pattern_that_cannot_be_used_is_named(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"family 'some\.family', pattern ") as caught:
        Scanner({"fine": ["ok"], "some.family": ["fine too", pattern]})
    assert repr(pattern) in str(caught.value)


def test_nothing_to_look_for() -> None:
    assert Scanner({}).scan(Folded("vay tien")) == ()
    assert Scanner({"empty": []}).scan(Folded("vay tien")) == ()


def test_threads_share_a_scanner() -> None:
    wrong: list[object] = []

    def work() -> None:
        counts = (len(SCANNER.scan(Folded("cho vay tiền, c.ờ b.ạc 8%/ngày"))) for _ in range(300))
        wrong.extend(count for count in counts if count != 4)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@given(st.text(st.sampled_from("vayt iềnocbạ.-_ %0k/ng8\u200bа😂"), max_size=60))
def test_hits_lie_in_the_text(text: str) -> None:
    folded = Folded(text)
    last: dict[str, int] = {}
    for hit in SCANNER.scan(folded):
        start, end = folded.origin("joined", hit.start, hit.end)
        assert 0 <= start < end <= len(text)
        assert hit.start >= last.get(hit.family, 0)
        last[hit.family] = hit.end


SHORT = ["vay", "8%", r"\d\dk", "va(?:y|n)", "a?n+", "%?k", r"-\w", "k.{0,3}8", "vay|ay n|n"]
PLAIN = Scanner({str(number): [pattern] for number, pattern in enumerate(SHORT)})


@given(st.text(st.sampled_from("vayn-_ %k8."), max_size=30))
def test_it_finds_what_re_alone_finds(text: str) -> None:
    """Patterns of one length and of several, with letters and with signs at their edges, too short for the squashed text."""
    folded = Folded(text)
    assume(folded.joined is folded.canon)
    for number, pattern in enumerate(SHORT):
        whole = re.compile(rf"(?:(?<![a-z0-9])|(?![a-z0-9]))(?:{pattern})(?:(?<![a-z0-9])|(?![a-z0-9]))", re.ASCII | re.DOTALL)
        expected = [(match.start(), match.end()) for match in whole.finditer(folded.joined.replace("_", "-"))]
        assert [(hit.start, hit.end) for hit in PLAIN.scan(folded) if hit.family == str(number)] == expected, pattern


@pytest.mark.parametrize("unit", ["vay tien ", "v.a.y ", "xin chao ", "0123k", "a", "vaytiennhanh"])
def test_a_long_post_takes_linear_time(unit: str) -> None:
    began = time.process_time()
    SCANNER.scan(Folded((unit * 200_000)[:200_000]))
    assert time.process_time() - began < 10  # 1–2 s; quadratic work would take minutes
