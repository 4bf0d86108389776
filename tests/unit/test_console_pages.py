"""What stands on the pages: cards, the alert with its evidence, search; and what must never stand there."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from test_console_samples import JOB_TEXT, LOAN_TEXT, NOW, bench, told

from search.port import Placed
from topics.records import Article, Entity, Evidence, Media, Post, Signal

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.login("analyst")
        yield made


async def seen(desk, path: str) -> str:
    response = await desk.client.get(path)
    assert response.status_code == 200
    return response.text


def marks(page: str) -> list[str]:
    """The words of each number, in order."""
    found = re.findall(r'<mark class="[^"]*" data-n="([\d ]+)"[^>]*>(.*?)</mark>', page, re.DOTALL)
    numbers = sorted({int(n) for given, _ in found for n in given.split()})
    return [html.unescape("".join(text for given, text in found if str(n) in given.split())) for n in numbers]


def structure(page: str) -> str:
    """The page with text and attribute values taken out: only what a browser takes for markup."""
    return re.sub(r'="[^"]*"', "", re.sub(r">[^<]*<", "><", page))


async def test_a_card_says_what_a_monitor_needs(desk):
    late = (datetime.now(UTC) - NOW) // timedelta(minutes=1)  # NOW is when the run began, which may be an hour ago
    await desk.put(told("1", minutes=200 - late))
    page = await seen(desk, "/")
    card = page[page.index('id="card-a-1"') : page.index("</li>", page.index('id="card-a-1"'))]
    for words in ("Cao", "62", "Lừa đảo việc làm", "hứa tiền dễ", "Tin nhanh An Phú", "1 bài · 1 trang", "3 giờ trước", "Mới", "(GMT+7)"):
        assert words in card, words
    assert 'href="https://www.facebook.com/1002/posts/9008" target="_blank" rel="noopener noreferrer nofollow"' in card
    assert "00•• •••• •222" in card
    assert "0000 1111 2222" not in page


async def test_the_feed_is_newest_first_and_pages_back(desk):
    await desk.put(*(told(f"{n:03}", minutes=n) for n in range(120)))
    got, path = [], "/"
    while path:
        page = await seen(desk, path)
        got += re.findall(r'data-id="(a-\d+)"', page)
        older = re.search(r'<a href="([^"]+)" rel="next">', page)
        path = html.unescape(older[1]) if older else ""
    assert got == [f"a-{n:03}" for n in range(120)]
    assert 'data-live="' not in page, "an older page does not move"
    assert (await desk.client.get("/?cursor=of-another-query")).status_code == 200


async def test_the_page_hands_its_position_to_the_stream(desk):
    assert 'data-position="-1"' in await seen(desk, "/")
    await desk.put(told("1"), told("2"))
    page = await seen(desk, "/?band=HIGH&band=LOW&held=all&cursor=")
    assert 'data-live="/events?band=HIGH&amp;band=LOW&amp;held=all" data-position="1"' in page


async def test_what_is_held_back_is_counted_and_listed_on_demand(desk):
    await desk.put(told("1"), told("2", held="low_alone"), told("3", held="muted until Friday"))
    page = await seen(desk, "/")
    assert '<b data-count="held">2</b> đang giữ lại' in page
    assert "card-a-2" not in page
    page = await seen(desk, "/?held=only")
    assert "một bình luận mức thấp, chưa có bản sao" in page
    assert "muted until Friday" in page
    assert "card-a-1" not in page


async def test_evidence_is_marked_at_the_right_characters(desk):
    await desk.put(told("1", "🔥 " + JOB_TEXT))
    page = await seen(desk, "/alerts/a-1")
    assert marks(page) == ["việc nhẹ lương cao", "Đóng cọc trước"]
    assert 'title="1. hứa tiền dễ"' in page
    assert "<b>đòi tiền trước</b> <q><bdi>Đóng cọc trước</bdi></q>" in page
    assert "job_fee phiên bản 1.2" in page
    assert "Tín hiệu, không phải kết luận" in page
    assert "STK 00•• •••• •222" in page
    assert "0000 1111 2222" not in page


async def test_evidence_in_article_and_image_is_marked_there(desk):
    text = "Xem ảnh nhé"
    article = Article(title="Vay nóng trong ngày", lead="", url="javascript:alert(1)")
    media = (Media(alt="Ảnh chụp tờ rơi", ocr="Lãi 0% TK 0000 1111 2222"),)
    story = told("1", text, cues={}, article=article, media=media)
    evidence = (Evidence(start=0, end=8, why="vay", field="article.title"), Evidence(start=0, end=6, why="lãi", field="media[0].ocr"))
    signal = Signal(code="LOAN", score=0.8, alert=False, detector="loan", version="3", evidence=evidence)
    account = Entity(type="ACCOUNT", text="0000 1111 2222", start=10, end=24, value="x", field="media[0].ocr")
    phone = Entity(type="PHONE", text="0900 000 000", start=0, end=0, value="x")
    person = Entity(type="PERSON", text="Nguyễn Văn Không Có", start=0, end=0, value="x")

    document = story.document
    document = replace(document, assessment=replace(document.assessment, signals=(signal,), entities=(account, phone, person)))
    await desk.index.put_documents([document])

    await desk.index.put_alerts([Placed(0, story.alert)])
    page = await seen(desk, "/alerts/a-1")
    assert marks(page) == ["Vay nóng", "Lãi 0%"]
    assert 'data-field="media[0].ocr"' in page
    assert "Chữ trong ảnh" in page
    assert "chỉ là gợi ý" in page
    assert "TK 00•• •••• •222" in page
    assert "09•• ••• 000" in page
    assert "Nguyễn Văn Không Có" not in page
    assert "javascript:" not in page


async def test_the_parts_of_the_severity_add_up(desk):
    await desk.put(told("1"))
    page = await seen(desk, "/alerts/a-1")
    rows = re.findall(r"<b>([HRVBFE])</b> ([^<]+)</th><td>(\d)/(\d)</td>", page)
    assert [(letter, level, top) for letter, _, level, top in rows] == [
        ("H", "3", "4"),
        ("R", "2", "4"),
        ("V", "1", "3"),
        ("B", "0", "3"),
        ("F", "2", "2"),
        ("E", "2", "3"),
    ]
    assert [name for _, name, _, _ in rows] == ["Tác hại", "Độ lan rộng", "Tốc độ lan", "Vượt ra ngoài", "Kiểm chứng được", "Bằng chứng"]
    points = [float(p) for p in re.findall(r'<span class="points">([\d.]+)</span>', page)]
    assert points == [25.5, 9.0, 4.7, 0.0, 10.0, 9.3]


async def test_the_other_posts_of_the_group_and_those_that_are_gone(desk):

    first, second = told("1"), told("2", LOAN_TEXT, cues={"nợ xấu vẫn duyệt": "dễ dãi"}, kind="comment")
    alert = replace(first.alert, posts=("fb:1", "fb:2", "fb:purged"), post_count=9, pages=("fb:1002", "fb:1003"))
    await desk.index.put_documents([first.document, second.document])
    await desk.index.put_alerts([Placed(0, alert)])
    page = await seen(desk, "/alerts/a-1")
    assert page.count('<article class="post"') == 2
    assert "Các bài khác trong nhóm (8)" in page
    assert "1 bài không còn trong chỉ mục" in page
    assert "Còn 6 bài nữa" in page
    assert '<span class="kind">bình luận</span>' in page


async def test_an_alert_whose_posts_are_all_gone_still_shows(desk):

    await desk.index.put_alerts([Placed(0, told("1").alert)])
    page = await seen(desk, "/alerts/a-1")
    assert "1 bài không còn trong chỉ mục" in page
    assert "card-a-1" in await seen(desk, "/")


PATHS = ["/", "/alerts/a-1", "/search?q=alert", "/?page=%3Cscript%3E", "/search?q=%22%3E%3Cscript%3E&page=%22%3E%3Cimg"]

TAGS = """html head meta title link script body a header img nav form label input div button span main aside details summary fieldset legend
    p select option section h1 h2 h3 b ol ul li article bdi time footer dialog dl dt dd kbd mark q table thead tbody tfoot tr th td meter
    small code textarea blockquote br"""


@pytest.mark.parametrize("path", PATHS)
async def test_nothing_stored_or_sent_becomes_markup(desk, path):
    plain = told("0", "alert bình thường", cues={})
    await desk.put(plain)
    calm = structure(await seen(desk, path.replace("a-1", "a-0")))
    media = (Media(alt=NASTY, ocr=NASTY),)
    story = told(
        "1",
        f"{NASTY} alert",
        cues={"alert(1)": NASTY, "<img": NASTY},
        page=(f"fb:{NASTY}", NASTY),
        url="javascript:alert(1)",
        state=NASTY,
        held="",
        article=Article(title=NASTY, lead=NASTY, url="https://x.example"),
        media=media,
        links=("javascript:alert(1)", "http://lua-dao.example/" + NASTY),
    )
    await desk.put(story)
    page = await seen(desk, path)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in re.findall(r"onerror=alert\(2\)&gt;(\d\d)", page)
    tags = set(re.findall(r"<(\w+)", structure(page)))
    assert tags <= set(TAGS.split())
    assert " onerror" not in structure(page)
    assert structure(page).count("<script") == calm.count("<script")
    assert 'href="javascript' not in page


async def test_scam_links_are_text_and_the_post_is_the_only_way_out(desk):
    text = "Bấm http://lua-dao.example/nhan-qua ngay"
    await desk.put(told("1", text, cues={"http://lua-dao.example/nhan-qua": "tên miền lạ"}, links=("http://lua-dao.example/nhan-qua",)))
    for path in ("/", "/alerts/a-1", "/search?q=bấm"):
        page = await seen(desk, path)
        assert "lua-dao.example" in page
        outside = {a for a in re.findall(r'href="([^"]*)"', page) if not a.startswith(("/", "#"))}
        assert outside == {"https://www.facebook.com/1002/posts/9008"}


async def test_no_page_has_room_for_a_person(desk):
    """Records have no author; nothing on the page asks for one either."""
    assert not {"author", "user", "from_"} & set(Post.__struct_fields__)
    await desk.put(told("1", kind="comment"))
    for path in ("/", "/alerts/a-1", "/search?q=việc"):
        names = set(re.findall(r'<(?:input|select)[^>]* name="([^"]+)"', await seen(desk, path)))
        known = "q csrf next band held page state code since until place alerting order kind stance deed seen reason text to post case"
        assert names <= {*known.split(), "hours", "ticks", "file"}  # of a mute; a screenshot of the post


async def test_what_is_held_back_is_counted_by_its_reason(desk):
    await desk.put(told("1"), told("2", held="budget"), told("3", held="budget"), told("4", held="old"))
    page = await seen(desk, "/")
    counted = dict(re.findall(r'reason=(\w+)"[^>]*><b data-count="\w+">(\d+)</b>', page))
    assert counted == {"budget": "2", "low_alone": "0", "old": "1", "muted": "0"}
    page = await seen(desk, "/?held=only&reason=old")
    assert re.findall(r'id="card-([\w-]+)"', page) == ["a-4"]


async def test_a_card_says_when_its_story_is_over(desk):
    told_of = {name: told(name).alert for name in ("1", "2", "3")}
    moments = {"1": datetime.now(UTC) - timedelta(minutes=1), "2": datetime.now(UTC) + timedelta(minutes=1), "3": None}
    await desk.index.put_alerts([Placed(n, replace(told_of[name], ends_at=at)) for n, (name, at) in enumerate(moments.items())])
    page = await seen(desk, "/")
    assert len(re.findall(r'<span class="ended" data-ends="[^"]+" title="[^"]+" >đã lắng', page)) == 1
    assert len(re.findall(r'<span class="ended" data-ends="[^"]+" title="[^"]+" hidden>', page)) == 1
    assert "bài sau nữa mở cảnh báo khác" in await seen(desk, "/alerts/a-1")
    assert "bài sau nữa mở cảnh báo khác" not in await seen(desk, "/alerts/a-2")
