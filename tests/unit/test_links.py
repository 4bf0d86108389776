"""Addresses in texts: found, unwrapped, and not invented out of missing spaces.

Facts relied on: com, vn, com.vn, blogspot.com, vercel.app are on the public-suffix list; .example is reserved (RFC 2606) and on none;
`xn--tin-hkz` is `tiền` in punycode (RFC 3492); .ac, .me, .la, .bs are top-level domains that look like Vietnamese.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrichers.fold import Folded
from enrichers.hosts import registrable, target
from enrichers.links import links


def seen(text: str) -> list[tuple[str, str]]:
    """What is marked, and the registrable domain."""
    return [(text[link.start : link.end], link.domain) for link in links(Folded(text))]


@pytest.mark.parametrize(
    ("text", "marked", "domain"),
    [
        ("vào https://vay24h.com/a?x=1, ngay", "https://vay24h.com/a?x=1", "vay24h.com"),
        ("(xem http://a.b.com.vn/x).", "http://a.b.com.vn/x", "b.com.vn"),
        ("www.vay24h.vn nhé", "www.vay24h.vn", "vay24h.vn"),
        ("hxxps://abc[.]com/x nhé", "hxxps://abc[.]com/x", "abc.com"),
        ("hxxp[:]//abc[.]com", "hxxp[:]//abc[.]com", "abc.com"),
        ("link vaytien24h[.]top", "vaytien24h[.]top", "vaytien24h.top"),
        ("web abc dot com", "abc dot com", "abc.com"),
        ("vaytien chấm com nha", "vaytien chấm com", "vaytien.com"),
        ("abc . com . vn", "abc . com . vn", "abc.com.vn"),
        ("nhà cái kubet88 .com", "kubet88 .com", "kubet88.com"),
        ("cuube.example", "cuube.example", "cuube.example"),
        ("tại policeonline-hotro.example/nhan.", "policeonline-hotro.example/nhan", "policeonline-hotro.example"),
        ("ｖａｙ２４ｈ．ｃｏｍ", "ｖａｙ２４ｈ．ｃｏｍ", "vay24h.com"),
        ("v\u200bay24h.com", "v\u200bay24h.com", "vay24h.com"),
        ("vаy24h.com", "vаy24h.com", "vay24h.com"),
        ("vay24h.com.Nhà mình", "vay24h.com", "vay24h.com"),
        ("VNEXPRESS.NET", "VNEXPRESS.NET", "vnexpress.net"),
        ("Vay24h.Com", "Vay24h.Com", "vay24h.com"),
        ("ok.com", "ok.com", "ok.com"),
        ("x.vercel.app", "x.vercel.app", "x.vercel.app"),
        ("http://tiền.vn/abc", "http://tiền.vn/abc", "tiền.vn"),
        ("http://xn--tin-hkz.vn/", "http://xn--tin-hkz.vn/", "tiền.vn"),
        ("http://123.45.67.89/a", "http://123.45.67.89/a", ""),
        ("t.me/abc", "t.me/abc", "t.me"),
        ("zalo.me/0900000012", "zalo.me/0900000012", "zalo.me"),
    ],
)
def test_an_address_is_found(text: str, marked: str, domain: str) -> None:
    assert seen(text) == [(marked, domain)]


@pytest.mark.parametrize(
    "text",
    [
        "nhà.Tôi về em.Chị ơi vậy.Ai biết đẹp.vip quá.Vip",
        "ko.ai hay.me nha.la roi.ma nhe.anh",
        "TP.HCM ThS.BS GS.TS PGS.TS v.v Q.1 P.12 N.T.H",
        "a.b@c.com lienhe@abc.vn",
        "đi ăn.com nào",
        "1.500.000 3.5 18.7.2024 10.000.vnd",
        "09x.xxx.xxxx 0912.xxx",
        "quá hay. Vip thật. Com thì nguội. top 10",
        "hình.jpg file.mp4 anh.zip",
        "c.ờ b.ạc",
        "... ..com .vn",
        "abc.khongco abc.nhanh",
        "",
    ],
)
def test_no_address_is_invented(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.top%2Fx%3Fa%3D1&h=AT0", "https://evil.top/x?a=1"),
        ("https://lm.facebook.com/l.php?u=https%3A%2F%2Fevil.top", "https://evil.top"),
        ("https://facebook.com/l.php?u=evil.top/x", "http://evil.top/x"),
        ("https://www.google.com/url?q=https://evil.top/&sa=D", "https://evil.top"),
        ("https://www.google.com.vn/url?sa=t&url=https%3A%2F%2Fevil.top%2F", "https://evil.top"),
        ("https://www.youtube.com/redirect?event=c&q=https%3A%2F%2Fevil.top", "https://evil.top"),
        ("https://link.zalo.me/?url=https%3A%2F%2Fevil.top", "https://evil.top"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fevil.top", "https://evil.top"),
        ("HTTP://Evil.TOP/Path", "http://evil.top/Path"),
        ("evil.top", "http://evil.top"),
    ],
)
def test_a_redirector_is_unwrapped(url: str, inner: str) -> None:
    goal = target(url)
    assert goal is not None
    assert (goal.url, goal.domain) == (inner, "evil.top")


def test_what_is_no_redirect_stays() -> None:
    for url in (
        "https://www.facebook.com/sharer.php?u=https://abc.com",
        "https://www.google.com/search?q=abc.com",
        "https://facebook.com/abc?u=1",
    ):
        goal = target(url)
        assert goal is not None
        assert goal.url == url


@pytest.mark.parametrize(
    "url", ["", "abc", "mailto:a@b.com", "javascript:alert(1)", "http://", "http://[::1", "ftp://abc.com", "http://a b.com"]
)
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert target(url) is None


def test_shorteners_are_flagged() -> None:
    for url in (
        "https://bit.ly/3x",
        "tinyurl.com/a",
        "https://s.id/x",
        "https://cutt.ly/a",
        "https://shorten.asia/a",
        "http://www.bit.ly/a",
    ):
        goal = target(url)
        assert goal is not None
        assert goal.shortener
    goal = target("https://vnexpress.net/a")
    assert goal is not None
    assert not goal.shortener


def test_registrable() -> None:
    assert registrable("a.b.c.com.vn") == "c.com.vn"
    assert registrable("A.B.VN.") == "b.vn"
    assert registrable("com.vn") == registrable("localhost") == registrable("a.khongco") == registrable("") == ""
    assert registrable("www.a.blogspot.com") == "a.blogspot.com"


@given(st.text(st.sampled_from("abcvn.com :/[]()-?=%@ ơđ0\u200b．。"), max_size=60))
def test_links_stay_in_the_text_and_apart(text: str) -> None:
    last = 0
    for link in links(Folded(text)):
        assert last <= link.start < link.end <= len(text)
        last = link.end


@given(st.text(max_size=80))
def test_any_text_is_a_target_or_none(text: str) -> None:
    target(text)
    target("http://" + text)
    target("https://l.facebook.com/l.php?u=" + text)
