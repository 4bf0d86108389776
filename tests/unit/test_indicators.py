"""By what a scam is recognised: its own numbers and sites, never those of everybody."""

from __future__ import annotations

from escalated import SCAM, document, escalated
from msgspec.structs import replace

from channels.packet import Indicator
from enrichers.entities import entities
from tinwatch.indicators import indicators
from topics.records import Assessed

TEXT = (
    "Vay nhanh tại https://vay-nhanh-24h.example/dk, alo 0900 000 000, stk 0123456789 Vietcombank. Xem https://facebook.com/trang, "
    "https://zalo.me/0900000000, bit.ly/abc, vietcombank.com.vn, https://dichvucong.gov.vn/x, vnexpress.net"
)


def told(text: str, **assessment: object) -> Assessed:
    one = document(text=text)
    return replace(one, assessment=replace(one.assessment, entities=entities(text), **assessment))  # type: ignore[arg-type]


def test_a_scams_own_numbers_and_sites() -> None:
    found = indicators(escalated(SCAM), [told(TEXT), told(TEXT)])
    assert found[:1] == (Indicator("URL", "https://vay-nhanh-24h.example/dk"),)
    assert {one.type for one in found} == {"URL", "PHONE", "ACCOUNT"}
    said = " ".join(one.value for one in found)
    assert "0123456789" in said
    assert not [site for site in ("facebook", "zalo", "bit.ly ", "vietcombank", "gov.vn", "vnexpress") if site in said]


def test_a_warning_gives_none_and_neither_does_a_claim() -> None:
    assert indicators(escalated(replace(SCAM, subject="PAGE")), [told(TEXT, alert_codes=())]) == ()
    assert indicators(escalated(), [told(TEXT)]) == ()
