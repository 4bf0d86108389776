"""Marks lie exactly where the evidence says, masks keep the offsets, nothing in a text can leave its place."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.cards import plain
from console.evidence import Span, excerpt, marked, pieces, showable
from console.links import openable
from console.masking import mask, mask_numbers
from topics.records import Entity


def words_of(rendered: str, number: int) -> str:
    """What a monitor sees marked with this number."""
    found = re.findall(r'<mark class="[^"]*" data-n="([\d ]+)"[^>]*>(.*?)</mark>', rendered, re.DOTALL)
    return html.unescape("".join(text for numbers, text in found if str(number) in numbers.split()))


def plain_text(rendered: str) -> str:
    return html.unescape(re.sub(r"</?mark[^>]*>", "", rendered))


def test_overlapping_evidence_is_cut_at_every_edge():
    #       0123456789
    text = "abcdefghij"
    rendered = str(marked(pieces(text, [Span(1, 5, 1, "một"), Span(3, 8, 2, "hai"), Span(3, 5, 3, "ba", alerting=False)])))
    assert rendered == (
        'a<mark class="hit" data-n="1" data-first="1" title="1. một">bc</mark>'
        '<mark class="hit deep" data-n="1 2 3" data-first="2 3" title="1. một · 2. hai · 3. ba">de</mark>'
        '<mark class="hit" data-n="2" title="2. hai">fgh</mark>ij'
    )


def test_a_hint_alone_is_marked_as_a_hint():
    assert 'class="hint"' in marked(pieces("abc", [Span(0, 1, 1, "x", alerting=False)]))


texts = st.text(st.characters(codec="utf-8") | st.sampled_from("<>&\"'đạ\u0301😀\u202e\r\n\x00"), max_size=60)
spans = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=6)


@given(texts, spans)
def test_marks_are_the_code_points_of_the_evidence(text, given_spans):
    made = [Span(start, end, n, "why <b>") for n, (start, end) in enumerate(given_spans, 1)]
    shown = showable(text)
    rendered = str(marked(pieces(shown, made)))
    assert len(shown) == len(text)
    assert plain_text(rendered) == shown
    for span in made:
        expected = shown[span.start : span.end] if 0 <= span.start < span.end else ""
        assert words_of(rendered, span.number) == expected
    assert re.sub(r"<mark [^<>]*>|</mark>", "", rendered).count("<") == 0


def test_emoji_and_decomposed_accents_count_as_code_points():
    text = "🔥🔥 Tuyê\u0309n gấp việc nhẹ"
    start = text.index("việc")
    assert words_of(str(marked(pieces(text, [Span(start, start + 8, 1, "x")]))), 1) == "việc nhẹ"


def test_what_would_change_the_page_is_shown_as_a_replacement():
    assert showable("a\x00b\u202ec\u2066d\r\ne\rf") == "a\ufffdb\ufffdc\ufffdd \ne\nf"


def test_accounts_are_masked_in_place():
    text = "STK 0000 1111 2222 VCB"
    account = Entity(type="ACCOUNT", text="0000 1111 2222", start=4, end=18, value="000011112222")
    assert showable(text, [account]) == "STK 00•• •••• •222 VCB"
    assert showable(text, [account], "media[0].ocr") == text, "the entity is in another field"
    assert showable("ab", [account]) == "ab", "offsets beyond the text are passed over"
    assert words_of(str(marked(pieces(showable(text, [account]), [Span(0, 18, 1, "x")]))), 1) == "STK 00•• •••• •222"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ck 0000111122223 VCB", "ck 00••••••••223 VCB"),
        ("gọi 0900.000.000 ngay", "gọi 09••.•••.000 ngay"),
        ("+84 900 000 000", "+84 ••• ••• 000"),
        ("lãi 500.000.000 đồng", "lãi 500.000.000 đồng"),
        ("ngày 20.11.2026", "ngày 20.11.2026"),
        ("ngày 20/11/2026 lúc 8h", "ngày 20/11/2026 lúc 8h"),
        ("500k/ngày, 15 phút", "500k/ngày, 15 phút"),
        ("vi-du.example/12345678", "vi-du.example/12345678"),
    ],
)
def test_numbers_in_a_headline(line, expected):
    assert mask_numbers(line) == expected
    assert len(plain(line)) == len(line)


def test_short_numbers_keep_their_ends():
    assert mask("123456") == "1••••6"
    assert mask("1") == "1"
    assert mask("") == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/x",
        "/local",
        "http://",
        "https://facebook.com@evil.example/",
        "https://evil.example\\@facebook.com",
        'https://x.example/"onmouseover=alert(1)',
        "https://x.example:99999/",
        "https://[::1/",
        "ftp://x.example/",
        "https://x.example/ y",
        "",
    ],
)
def test_what_may_not_be_a_link(url):
    assert openable(url) == ""


def test_the_platforms_own_addresses_may():
    for url in ("https://www.facebook.com/1002/posts/9008?x=1&y=%20", "http://vi-du.example:8080/bài-viết", "https://t.me/kenh/12#c"):
        assert openable(url) == url


def test_an_excerpt_contains_the_first_mark():
    text = "dài " * 500 + "việc nhẹ lương cao " + "dài " * 500
    at = text.index("việc")
    start, end = excerpt(text, [Span(at, at + 8, 0, "")])
    assert start <= at < at + 8 <= end
    assert end - start <= 500
    assert excerpt("ngắn", []) == (0, 4)
    assert excerpt("x" * 1000, []) == (0, 480)
