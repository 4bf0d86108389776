"""The aggregator checks A1–A11 and the signs B1–B5 over what is known, under the rule of the day.

Facts relied on: at least three hours behind the original from 29/10/2019, one hour from 25/12/2024 (domain.md §2.1); 0.95 and 0.80 for
the comparison, three agencies in thirty days (§2.2). VnExpress and Dân trí are in the register that ships; .example is nobody's.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agents.aggregator import checks, numbers
from agents.known import Extra, Known, Lookup, Original, Quoted
from agents.licences import LicenceRegister, entries
from agents.signs import signs
from enrichers.press import shipped
from topics.records import Article, Check, Page, Post

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BODY = (
    "Sáng nay tại xã An Phú, người dân đã trồng hơn một nghìn cây xanh dọc con đường mới mở từ chợ ra bến sông. "
    "Cây do học sinh của xã ươm từ mùa mưa năm ngoái, mỗi em một cây, có bảng tên treo ở gốc."
)
WHOLE = BODY + "\nTheo Dân trí, đăng 06:30 ngày 02/03/2026. https://dantri.com.vn/cay-xanh.htm"
REGISTER = [
    "licenseNumber,companyName,domain,status,validFrom,validTo",
    "1456/GP-TTĐT,Hợp tác xã Chợ Quê,choque.example,Còn hiệu lực,2025-02-20,2030-02-20",
    "77/GP-TTĐT,Công ty Núi Xanh,nuixanh.example,Đã thu hồi,01/02/2020,",
    "12/GP-TTĐT,Công ty Sông Dài,songdai.example,Còn hiệu lực,01/02/2020,01/02/2025",
]


def known(text: str = WHOLE, name: str = "Chợ Quê", at: datetime | None = AT, title: str = "", **more: object) -> Known:
    article = Article(title=title) if title else None
    return Known(Post(id="t:1", kind="post", page=Page(id="t:p", name=name), text=text, published_at=at, article=article), Extra(**more))  # type: ignore[arg-type]


def said(item: Known, check: str, licences: LicenceRegister | None = None) -> Check:
    found = {one.id: one for one in (*checks(item, shipped(), licences), *signs(item, shipped()))}
    return found[check]


def status(item: Known, check: str) -> str:
    return said(item, check).status


def test_all_are_there_in_order():
    assert [one.id for one in checks(known(), shipped())] == [f"A{i}" for i in range(1, 12)]
    assert [one.id for one in signs(known(), shipped())] == [f"B{i}" for i in range(1, 6)]


def test_with_nothing_known_beside_the_post_what_needs_more_is_unknown():
    unknown = {one.id for one in checks(known(), shipped()) if one.status == "UNKNOWN"}
    assert unknown == {"A3", "A4", "A7", "A9", "A10", "A11"}


def test_source_time_and_link():
    mark = said(known(), "A1").evidence[0]
    assert WHOLE[mark.start : mark.end] == "Theo Dân trí"
    assert (status(known(BODY), "A1"), status(known(BODY), "A2"), status(known(BODY), "A5")) == ("FAIL", "FAIL", "FAIL")
    assert (status(known(), "A2"), status(known(), "A5")) == ("PASS", "PASS")
    assert status(known("https://dantri.com.vn/a.htm " + BODY * 4), "A5") == "FAIL", "a link at the beginning is not at the end"
    assert status(known(BODY + " https://la.example/a"), "A5") == "UNKNOWN", "a domain the register does not know may be a paper's"
    assert status(known(BODY + " https://la.example/a", original=Original(url="https://la.example/b")), "A5") == "PASS"


@pytest.mark.parametrize(
    ("copy", "outcome"),
    [
        (BODY, "PASS"),
        (WHOLE, "PASS"),
        (BODY.replace("Cây do học sinh của xã ươm", "Cây giống thầy trò ươm lấy"), "UNKNOWN"),  # 5 words are others: a person compares
        ("Chuyện lạ có thật ở một vùng quê: cây mọc lên khắp lối, ai qua cũng ngỡ ngàng. " + BODY[:100], "FAIL"),
    ],
)
def test_word_for_word(copy, outcome):
    assert status(known(copy, original=Original(text=BODY)), "A3") == outcome


def test_a_changed_title_is_told_apart_from_a_changed_text():
    item = known(BODY, title="Sốc: cả xã đổ ra đường", original=Original(title="Xã An Phú trồng cây", text=BODY))
    assert numbers(item).title_changed is True
    assert said(item, "A3").status == "PASS"
    assert "tít khác" in said(item, "A3").why


@pytest.mark.parametrize(
    ("posted", "minutes", "outcome"),
    [
        (datetime(2019, 10, 28, 10, 0, tzinfo=UTC), 10, "UNKNOWN"),  # no rule yet
        (datetime(2019, 10, 29, 10, 0, tzinfo=UTC), 179, "FAIL"),
        (datetime(2019, 10, 29, 10, 0, tzinfo=UTC), 180, "PASS"),
        (datetime(2021, 6, 1, 10, 0, tzinfo=UTC), 40, "FAIL"),  # the draft with half an hour
        (datetime(2024, 12, 24, 16, 59, tzinfo=UTC), 61, "FAIL"),
        (datetime(2024, 12, 24, 17, 0, tzinfo=UTC), 61, "PASS"),  # midnight in Viet Nam
        (datetime(2024, 12, 25, 10, 0, tzinfo=UTC), 59, "FAIL"),
        (datetime(2024, 12, 25, 10, 0, tzinfo=UTC), -3, "FAIL"),
    ],
)
def test_delay_behind_the_original(posted, minutes, outcome):
    item = known(at=posted, original=Original(published_at=posted - timedelta(minutes=minutes)))
    assert status(item, "A4") == outcome
    assert numbers(item).delay == minutes


def test_too_early_again_and_again_is_a_sign_of_planted_sources():
    early = tuple(Quoted(at=AT - timedelta(days=day), delay=2) for day in (1, 2))
    original = Original(published_at=AT - timedelta(minutes=1))
    assert "cấy nguồn" in said(known(original=original, quoted=early), "A4").why
    assert "cấy nguồn" not in said(known(original=original, quoted=early[:1]), "A4").why


@pytest.mark.parametrize(
    ("name", "domain", "outcome"),
    [
        ("Chợ Quê", "", "PASS"),
        ("Chợ Quê", "choque.example", "PASS"),
        ("Tin tức Chợ Quê", "", "FAIL"),
        ("Chợ Quê Online", "", "UNKNOWN"),  # one weak word
        ("VnExpres", "", "FAIL"),
        ("Dân trí", "", "UNKNOWN"),  # it may be the paper itself
        ("Dân trí", "dan-tri-24h.example", "FAIL"),
        ("Dân trí", "dantri.com.vn", "PASS"),
        ("", "", "UNKNOWN"),
    ],
)
def test_names_and_domains(name, domain, outcome):
    assert status(known(name=name, domain=domain), "A6") == outcome
    assert status(known(name=name, domain=domain), "B1") == outcome


@pytest.mark.parametrize(
    ("lookups", "outcome"),
    [
        ([], "UNKNOWN"),
        ([(1, 200), (24, 200)], "PASS"),
        ([(1, 200), (24, 404)], "UNKNOWN"),
        ([(1, 404), (24, 410), (168, 404)], "FAIL"),
        ([(1, 404), (24, 200)], "PASS"),  # it came back
        ([(1, 500), (24, 403)], "UNKNOWN"),  # a server that fails tells nothing
    ],
)
def test_an_original_that_went(lookups, outcome):
    seen = tuple(Lookup(at=AT + timedelta(hours=hours), status=code) for hours, code in lookups)
    assert status(known(original=Original(lookups=seen)), "A7") == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Nhóm phóng viên điều tra. Kỳ 3: Ai lấp ao làng?", "FAIL"),
        ("Bài, ảnh: tổ phóng viên", "FAIL"),
        ("Kỳ 3: Ai lấp ao làng? Theo Dân trí", "UNKNOWN"),
        (BODY, "PASS"),
    ],
)
def test_self_produced(text, outcome):
    assert status(known(text), "A8") == outcome


def test_comments_and_agencies():
    assert [status(known(comments_open=open_), "A9") for open_ in (True, False, None)] == ["FAIL", "PASS", "UNKNOWN"]
    quoted = [
        Quoted(at=AT - timedelta(days=day), press=press)
        for day, press in ((1, "Dân trí"), (2, "Báo Dân Trí"), (3, "VnExpress"), (31, "Tuổi Trẻ"))
    ]
    assert status(known(quoted=tuple(quoted)), "A10") == "FAIL", "two names of one paper, and one too long ago"
    assert status(known(quoted=(*quoted, Quoted(at=AT, press="Báo Đồng Xanh"))), "A10") == "PASS"


FOOT = "Trang thông tin điện tử tổng hợp. Giấy phép số {} cấp ngày 20/02/2025"


@pytest.mark.parametrize(
    ("footer", "more", "outcome", "why"),
    [
        (FOOT.format("1456/GP-TTĐT"), {"domain": "www.choque.example", "licensee": "Chợ Quê"}, "PASS", ""),
        (FOOT.format("1456/GP - TTĐT"), {}, "PASS", ""),
        (FOOT.format("1456/GP-TTĐT"), {"domain": "khac.example"}, "FAIL", "không phải khac.example"),
        (FOOT.format("1456/GP-TTĐT"), {"licensee": "Công ty Khác"}, "FAIL", "Hợp tác xã Chợ Quê"),
        (FOOT.format("77/GP-TTĐT"), {}, "FAIL", "Đã thu hồi"),
        (FOOT.format("12/GP-TTĐT"), {}, "FAIL", "hết hạn 01/02/2025"),
        (FOOT.format("191/GP-TTĐT"), {}, "FAIL", "số mẫu hay bị chép"),
        ("Giấy phép số 1456/GP-TTĐT", {}, "FAIL", "không ghi là trang thông tin"),
        ("Tiếng nói doanh nghiệp và pháp luật", {}, "FAIL", "không có số giấy phép"),
    ],
)
def test_the_licence_at_the_foot(footer, more, outcome, why):
    check = said(known(footer=footer, **more), "A11", LicenceRegister(entries(REGISTER)))
    assert check.status == outcome, check.why
    assert why in check.why


def test_without_a_register_a_licence_is_not_believed_nor_doubted():
    assert status(known(footer=FOOT.format("1456/GP-TTĐT")), "A11") == "UNKNOWN"


@pytest.mark.parametrize(
    ("line", "said_"), [(",x,x.example,,,", "line 2: no licenseNumber"), ("1/GP,x,,,32/13/2025,", "line 2: '32/13/2025'")]
)
def test_a_register_that_cannot_be_read_says_where(line, said_):
    with pytest.raises(ValueError, match=said_):
        list(entries([REGISTER[0], line]))


def test_signs_of_a_site_that_plays_newspaper():
    foot = "Cơ quan ngôn luận của doanh nghiệp. Tòa soạn: phố Mẫu. Người chịu trách nhiệm: nhà báo Nguyễn Văn Mẫu"
    site = known(footer=foot, site="social", home="Thời sự | Xã hội | Đời sống | Giải trí | Thể thao")
    assert {one.id: one.status for one in signs(site, shipped())} == {
        "B1": "PASS",
        "B2": "FAIL",
        "B3": "UNKNOWN",
        "B4": "FAIL",
        "B5": "FAIL",
    }
    fine = known(footer=FOOT.format("1/GP-TTĐT"), site="social", home="Bài mới của thành viên")
    assert {one.id: one.status for one in signs(fine, shipped())} == {
        "B1": "PASS",
        "B2": "PASS",
        "B3": "UNKNOWN",
        "B4": "PASS",
        "B5": "PASS",
    }


def test_signs_hold_from_the_day_of_their_decision():
    old = known(name="Tin tức Chợ Quê", at=datetime(2022, 7, 21, 16, 59, tzinfo=UTC))
    new = known(name="Tin tức Chợ Quê", at=datetime(2022, 7, 21, 17, 0, tzinfo=UTC))
    assert (status(old, "B1"), status(new, "B1")) == ("UNKNOWN", "FAIL")
