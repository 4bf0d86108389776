"""Checked claims from files of every kind; all bodies, addresses and claims are invented."""

from __future__ import annotations

import io
import json

import pytest

from collectors.claim_files import Line, claims_in
from collectors.verdicts import date_of, verdict_of


def lines(text: str) -> list[Line]:
    return list(claims_in(io.BytesIO(text.encode())))


REVIEW = {
    "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://kiem.example/7", "datePublished": "2026-03-02T08:00:00+07:00",
    "claimReviewed": "Nước đá gây viêm ruột thừa",
    "author": {"name": "Tổ Kiểm"},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ai Đó"}},
    "reviewRating": {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Sai"},
}  # fmt: skip

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Trang Kiểm Chứng</title>
<item><title>Thông tin nước đá gây viêm ruột thừa là sai sự thật</title><link>https://kiem.example/8.html</link>
<description>&lt;p&gt;Bác sĩ nói &lt;b&gt;không&lt;/b&gt; phải&lt;/p&gt;</description>
<pubDate>Mon, 02 Mar 2026 08:00:00 +0700</pubDate></item>
<item><title>Bão số 9 đổ bộ đêm nay</title><link>https://kiem.example/9.html</link><category>Tin xác thực</category></item>
<item><title>Ba mẹo nấu ăn</title><link>https://kiem.example/10.html</link></item>
</channel></rss>"""


def test_json_lines_with_bad_ones_between() -> None:
    found = lines('{"id":"1","claim":"A","verdict":"false"}\n{bad\n\n{"id":"2"}\n[1]\n{"title":"B","url":"https://x.example/b"}\n')
    assert [(line.number, line.claim and line.claim.id) for line in found] == [
        (1, "1"), (2, None), (4, None), (5, None), (6, "https://x.example/b"),
    ]  # fmt: skip
    assert "neither title nor claim" in found[2].error
    assert found[0].claim
    assert found[0].claim.verdict == "FALSE"


def test_a_broken_first_line_does_not_hide_the_others() -> None:
    assert [bool(line.claim) for line in lines('{bad\n{"id":"1","claim":"A"}\n{"id":"2","claim":"B"}\n')] == [False, True, True]


def test_csv_with_any_separator_and_a_byte_order_mark() -> None:
    for mark in ",;\t":
        head = mark.join(("id", "claim", "verdict", "date"))
        (line,) = lines("\ufeff" + head + "\n" + mark.join(("7", "Điều này", "Sai một phần", "02/03/2026")) + "\n")
        assert line.claim
        assert (line.claim.id, line.claim.verdict, line.claim.date) == ("7", "PARTLY_FALSE", "2026-03-02")
    (line,) = lines("a,b\n1,2\n")
    assert "no column" in line.error


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: [r], lambda r: {"@graph": [{"@type": "WebPage"}, r]},
                                  lambda r: {"@type": "DataFeed", "dataFeedElement": [{"item": [r]}]}])  # fmt: skip
@pytest.mark.parametrize("indent", [None, 2])
def test_claim_review_wherever_it_stands(wrap, indent) -> None:
    (line,) = lines(json.dumps(wrap(REVIEW), ensure_ascii=False, indent=indent))
    claim = line.claim
    assert claim
    assert (claim.id, claim.claim, claim.verdict) == ("https://kiem.example/7", "Nước đá gây viêm ruột thừa", "FALSE")
    assert (claim.date, claim.publisher) == ("2026-03-02", "Tổ Kiểm")
    assert "Ai Đó" not in repr(claim)


def test_claim_review_in_a_page() -> None:
    (line,) = lines(f'<!DOCTYPE html>\n<html><script type="application/ld+json">{json.dumps(REVIEW)}</script></html>')
    assert line.claim
    assert line.claim.verdict == "FALSE"


def test_a_feed_of_headlines() -> None:
    false, true, other = (line.claim for line in lines(RSS))
    assert false
    assert true
    assert other
    assert (false.id, false.verdict, false.date, false.publisher) == (
        "https://kiem.example/8.html", "PARTLY_FALSE", "2026-03-02", "Trang Kiểm Chứng",
    )  # fmt: skip
    assert "<" not in false.summary
    assert (true.verdict, other.verdict) == ("TRUE", "UNPROVEN")


def test_a_feed_that_is_none_says_so() -> None:
    for text in ("<html><body>502</body></html", '<!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>', "<rss><channel>"):
        (line,) = lines(text)
        assert line.error


@pytest.mark.parametrize(
    ("given", "verdict"),
    [("Tin giả", "FALSE"), ("sai sự thật", "PARTLY_FALSE"), ("mostly-false", "PARTLY_FALSE"), ({"ratingValue": "5"}, "TRUE"),
     ("TRUE", "TRUE"),
     ({"ratingValue": 1, "bestRating": 5, "worstRating": 1}, "FALSE"), ({"ratingValue": 3}, "UNPROVEN"), ("hề hề", None), ("", None)],
)  # fmt: skip
def test_verdicts(given, verdict) -> None:
    assert verdict_of(given) == verdict


def test_an_unknown_verdict_is_told() -> None:
    (line,) = lines('{"id":"1","claim":"A","verdict":"bốn sao"}\n')
    assert line.claim
    assert (line.claim.verdict, line.unknown) == ("UNPROVEN", "bốn sao")


@pytest.mark.parametrize(
    ("given", "day"), [("2026-03-02", "2026-03-02"), ("2/3/2026 - 08:00", "2026-03-02"), ("32/1/2026", ""), ("hôm qua", "")]
)
def test_days(given: str, day: str) -> None:
    assert date_of(given) == day
