"""Addresses that pass for somebody else's. Real domains are those of enrichers/brands.py; the imitations are made up for these tests."""

from __future__ import annotations

import pytest

from enrichers.blocklist import Blocklist, hosts_in, packed
from enrichers.brands import BRANDS, OFFICIAL
from enrichers.lookalike import guise, odd_ending


@pytest.mark.parametrize(
    ("host", "kind", "how"),
    [
        ("agribank-xacminh.icu", "bank", "words"),
        ("sacombank.club", "bank", "ending"),
        ("techcornbank.com", "bank", "letters"),
        ("vietcоmbank.com", "bank", "letters"),  # a Cyrillic о
        ("vietcombannk.com", "bank", "spelling"),
        ("tpbank.com.vn.dang-nhap.top", "bank", "inside"),
        ("bidv-com-vn.xac-thuc.site", "bank", "inside"),
        ("vneid-gov.com", "state", "gov"),
        ("dichvucong.gov.vn.ho-so.cc", "state", "gov"),
        ("thue-govvn.com", "state", "gov"),
        ("vietnamnet24h.net", "press", "words"),
        ("vnexperss.net", "press", "spelling"),
        ("shopee-trian2026.com", "service", "words"),
        ("facbeook.com.vn", "service", "spelling"),
        ("www.vww-facebook.com.vn", "service", "words"),
    ],
)
def test_an_imitation_is_seen(host: str, kind: str, how: str) -> None:
    seen = guise(host)
    assert seen is not None
    assert (seen.kind, seen.how) == (kind, how)


@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.names[0])
def test_the_real_ones_imitate_nobody(brand: object) -> None:
    for domain in brand.domains:  # type: ignore[attr-defined]
        assert guise(domain) is None
        assert guise(f"www.{domain}") is None
        assert guise(f"tin-tuc.{domain}") is None


@pytest.mark.parametrize(
    "host",
    [
        "haiphong.gov.vn", "hmrc.gov.uk", "data.gov", "go.jp", "moe.go.th",  # states
        "lapmangviettel.com", "viettelhanoi.vn", "dailyvinaphone.com.vn",  # honest resellers name their network
        "congan.com.vn", "tuoitrexahoi.vn", "bepnhadantoc.com", "vietbao.vn", "chothuexe24h.com", "vnexpo.com.vn",
        "quanan.example", "github.io", "localhost", "1.2.3.4", "",
    ],
)  # fmt: skip
def test_others_imitate_nobody(host: str) -> None:
    assert guise(host) is None


def test_no_real_domain_stands_twice() -> None:
    assert len(OFFICIAL) == sum(len(brand.domains) for brand in BRANDS)


def test_odd_endings() -> None:
    assert odd_ending("qua-tang.top")
    assert not odd_ending("chogao.com.vn")


LIST = """
# a comment
0.0.0.0 lua-dao.example
||nha-cai.example^
https://bay-tien.example/dang-nhap?x=1
www.tro-lua.example
@@||duoc-phep.example^
zalo.me
sites.google.com
bit.ly
haiphong.gov.vn
thue-nha.blogspot.com
"""


def test_a_list_is_read_whatever_its_style() -> None:
    assert set(hosts_in(LIST)) >= {"lua-dao.example", "nha-cai.example", "bay-tien.example", "tro-lua.example", "zalo.me"}
    assert "duoc-phep.example" not in set(hosts_in(LIST))


def test_a_listed_host_lists_what_is_below_it_and_not_what_is_above() -> None:
    listed = Blocklist({"scam.test": packed(hosts_in(LIST))})
    assert listed.of("lua-dao.example") == "scam.test"
    assert listed.of("www.a.LUA-dao.example") == "scam.test"
    assert listed.of("thue-nha.blogspot.com") == "scam.test"
    assert listed.of("blogspot.com") == listed.of("khac.blogspot.com") == listed.of("example") == listed.of("") == ""


@pytest.mark.parametrize("host", ["zalo.me", "sites.google.com", "www.facebook.com", "bit.ly", "haiphong.gov.vn"])
def test_platforms_and_the_state_are_never_listed(host: str) -> None:
    listed = Blocklist({"scam.test": packed([*hosts_in(LIST), "www.facebook.com"])})
    assert listed.of(host) == ""
    assert listed.sizes["scam.test"] == 5
