"""What a trace keeps of a post: fingerprints and addresses, no text; set phrases leave no fingerprint."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import msgspec
import pytest

from agents.assess import TRACED, batches
from agents.assessor import Assessor
from agents.trace import MOST_LINKS, trace
from alerts.window import likeness
from enrichers.canonical import canonical, site
from enrichers.copies import signature
from enrichers.fold import canon
from enrichers.formulas import formulaic
from tinwatch.app import MAX_MESSAGE
from topics.patterns import Memory, Pattern, Trace, Traces
from topics.records import Article, Assessed, Page, Post, decode, encode

MARKET = "Chợ phiên sáng nay đông vui lắm, rau xanh giá ổn định, cá tươi nhiều, bà con ghé mua ủng hộ nhé"

SAID_BY_ALL = [
    "Chúc mừng sinh nhật chị Lan, chúc chị luôn mạnh khỏe, hạnh phúc, thành công trong cuộc sống, mãi xinh đẹp và trẻ trung nhé",
    "Chúc mừng năm mới, chúc cả nhà an khang thịnh vượng, vạn sự như ý, dồi dào sức khỏe và gặp nhiều may mắn",
    "Xin chia buồn cùng gia đình, cầu cho linh hồn bác sớm được an nghỉ nơi vĩnh hằng",
    "Thành kính phân ưu cùng tang quyến, cầu mong hương hồn anh sớm siêu thoát về cõi vĩnh hằng",
    "Cảm ơn các anh chị rất nhiều, chúc mọi người thật nhiều sức khỏe, bình an và hạnh phúc bên gia đình",
    "Xin cầu nguyện cho mọi người được bình an, mong cho gia đình sớm vượt qua nỗi đau mất mát này",
    "Xin thắp nén hương lòng tưởng nhớ các anh hùng liệt sĩ, đời đời nhớ ơn các anh, các mẹ",
    "Chào buổi sáng, chúc mọi người một ngày mới tốt lành, tràn đầy niềm vui và may mắn",
]
SAID_BY_SOMEBODY = [
    MARKET,
    "Mừng sinh nhật 5 tuổi, shop tặng quà miễn phí, nhấn vào đường dẫn nhập số tài khoản để nhận thưởng 2 triệu ngay hôm nay",
    "Chúc mừng bạn đã trúng thưởng xe máy, để nhận giải vui lòng đóng phí hồ sơ 500k qua số tài khoản bên dưới",
    "Đường vào chợ ngập sâu, xe chết máy hàng loạt, bà con nên đi vòng lối khác cho an toàn",
    "Quý khách cần vay vốn liên hệ hôm nay, hồ sơ đơn giản, chúc quý khách sức khỏe",
]


@cache
def assessor() -> Assessor:
    return Assessor()


def assessed(text: str, **more) -> Assessed:
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    post = Post(**({"id": "fb:1", "kind": "post", "page": Page(id="fb:p", name="Trang P"), "text": text, "by_page": True} | more))
    return Assessed(post=post, assessment=assessor().assess(post), at=at, collected_at=at)


@pytest.mark.parametrize("said", SAID_BY_ALL)
def test_set_phrases_are_nobodys_copy(said):
    assert formulaic(canon(said))
    assert trace(assessed(said)).signature == b""


@pytest.mark.parametrize("said", SAID_BY_SOMEBODY)
def test_what_has_words_of_its_own_can_be_copied(said):
    assert not formulaic(canon(said))
    assert len(trace(assessed(said)).signature) == 64


def test_near_copies_are_alike_whatever_their_accents_and_case():
    one, other = (signature(canon(said)) for said in (MARKET, MARKET.upper().replace("Ợ", "O").replace("đông", "khá đông")))
    assert likeness(one, other) > 0.9
    edited = MARKET.replace("rau xanh", "rau củ")
    assert 0.5 < likeness(one, signature(canon(edited))) < 0.9
    assert likeness(one, signature(canon(SAID_BY_SOMEBODY[3]))) < 0.1


def test_a_short_text_has_no_signature():
    assert signature(canon("ib em nhé chị ơi giá tốt lắm")) == b""


def test_a_trace_holds_no_text():
    done = assessed(MARKET, article=Article(title="Tựa bài", lead="Dẫn", url="https://bao.example/a?utm_source=x"))
    raw = encode(trace(done)).decode()
    assert "bao.example/a" in raw
    for word in ("Chợ", "phiên", "cho phien", "Tựa", "Trang P", "utm"):
        assert word not in raw
    assert set(Trace.__struct_fields__) == {"id", "page", "at", "comment", "by_page", "signature", "links", "sites", "codes"}


def test_links_come_from_all_over_the_post_each_once():
    done = assessed(
        "Xem https://www.bao.example/1/ và vay24h.com nhé",
        links=("https://bao.example/1?fbclid=z", *(f"https://x.vn/{n}" for n in range(9))),
        article=Article(url="https://bao.example/2"),
    )
    made = trace(done)
    assert made.links == ("bao.example/1", "x.vn/0", "x.vn/1", "x.vn/2", "x.vn/3")
    assert len(made.links) == MOST_LINKS
    assert made.sites == ("bao.example", "x.vn", "vay24h.com")


def test_an_article_without_words_of_the_page_is_what_is_said():
    assert trace(assessed("", article=Article(title=MARKET))).signature == signature(canon(MARKET + " "))


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.bao.example/a/b/?utm_source=x&id=3&fbclid=1#top", "bao.example/a/b?id=3"),
        ("http://m.bao.example/a//b?id=3", "bao.example/a/b?id=3"),
        ("bao.example/a/b/index.html?id=3", "bao.example/a/b?id=3"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fbao.example%2Fa%2Fb%3Fid%3D3&h=x", "bao.example/a/b?id=3"),
        ("https://youtube.com/watch?v=abc&si=1", "youtube.com/watch?v=abc"),
        ("https://vay24h.com", "vay24h.com"),
        ("https://www.facebook.com/hashtag/tin", ""),
        ("http://10.0.0.1/a", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_one_name_for_one_page(url, page):
    assert canonical(url) == page
    assert site(page) == (".".join(page.partition("/")[0].split(".")[-2:]) if page else "")


def test_records_of_the_stream_travel_unchanged():
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    some = Traces(traces=(trace(assessed(MARKET)),), lanes={"3": 5})
    memory = Memory(
        offset=2, traces=some.traces, labels=(2**64 - 1,), patterns=(Pattern(id="c", kind="copies", first=at, last=at, score=1),)
    )
    assert decode(encode(some), Traces) == some
    assert decode(encode(memory), Memory) == memory
    assert len(encode(some.traces[0])) < 160


def test_a_batch_goes_out_in_records_that_fit_with_the_lanes_in_the_last():
    longest = "x" * 512
    some = [Trace(f"{n:04}{longest}"[:512], longest, 1, links=(longest[:400],) * 5, sites=(longest[:253],) * 5) for n in range(600)]
    sent = list(batches(some, {"0": 7}))
    assert [t for batch in sent for t in batch.traces] == some
    assert [batch.lanes for batch in sent] == [{}, {}, {"0": 7}]
    assert max(len(encode(batch)) for batch in sent) + TRACED * 7000 < MAX_MESSAGE, "with as many changed patterns, test_gathering.py"
    assert list(batches([], {})) == []


def test_no_record_of_the_stream_has_room_for_a_person():
    about_people = {"author", "from", "user", "username", "profile", "person", "actor", "commenter", "owner", "name"}
    for record in (Trace, Traces, Pattern, Memory):
        assert not about_people & {field.name for field in msgspec.structs.fields(record)}
