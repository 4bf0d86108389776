"""Lists, many cases at once, the end of a shift, kept filters, what was missed, threads and overviews."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from msgspec.structs import replace
from test_console_samples import NOW, QUICK, bench, told

from console.saved import MOST, Saved
from console.users import Users
from topics.claims import Claim, Known
from topics.records import ClaimMatch, Place, Unit


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        bands = (("1", "HIGH"), ("2", "CRITICAL"), ("3", "LOW"), ("4", "MEDIUM"))
        await made.put(*(told(name, band=band, code="LOAN" if name == "4" else "JOB") for name, band in bands))
        await made.become("analyst")
        yield made


async def seen(desk, path: str) -> str:
    response = await desk.client.get(path)
    assert response.status_code == 200
    return html.unescape(response.text)


def listed(page: str) -> list[str]:
    """The cases of a list, in its order."""
    return re.findall(r'<th scope="row"><a href="/alerts/([^"]+)"', page)


async def case(desk, id: str):
    return await desk.index.docket.case(id)


async def test_what_is_due_soonest_comes_first_and_what_waits_for_nothing_last(desk):
    await desk.post("/alerts/a-2", deed="dismiss", seen=1, reason="opinion")
    await desk.post("/alerts/a-2", deed="undo", seen=2)
    order = listed(await seen(desk, "/cases"))
    due = {id: min((await case(desk, id)).due.values(), default=None) for id in order}
    dated = [id for id in order if due[id]]
    assert sorted(order) == ["a-1", "a-2", "a-3", "a-4"]
    assert dated == sorted(dated, key=due.__getitem__)
    assert order[: len(dated)] == dated


async def test_lists_by_view_and_filter(desk):
    await desk.post("/alerts/a-1", deed="assign", seen=1, to="analyst")
    await desk.post("/alerts/a-3", deed="dismiss", seen=1, reason="opinion")
    assert listed(await seen(desk, "/cases?view=mine")) == ["a-1"]
    assert "a-3" not in listed(await seen(desk, "/cases?view=open"))
    assert listed(await seen(desk, "/cases?state=DISMISSED")) == ["a-3"]
    assert listed(await seen(desk, "/cases?band=CRITICAL")) == ["a-2"]
    assert listed(await seen(desk, "/cases?code=LOAN")) == ["a-4"]
    assert listed(await seen(desk, "/cases?post=fb:2&post=fb:4")) == ["a-2", "a-4"]
    assert listed(await seen(desk, "/cases?who=analyst")) == ["a-1"]
    assert listed(await seen(desk, "/cases?post=fb:3")) == ["a-3"], "of a post every case, ended or not"
    number = (await case(desk, "a-3")).number
    assert listed(await seen(desk, f"/cases?number=+{number.lower()}+")) == ["a-3"], "wherever it is"
    for strange in ("/cases?number=x", "/cases?view=x&state=y&band=z&cursor=nonsense", "/cases?view=held", "/cases?view=late"):
        await seen(desk, strange)


async def test_what_the_feed_holds_back_does_not_fill_the_list(desk):
    await desk.put(*(told(f"held{n}", held="low_alone", band="LOW") for n in range(60)))
    assert sorted(listed(await seen(desk, "/cases"))) == ["a-1", "a-2", "a-3", "a-4"]
    await desk.post("/alerts/a-held1", deed="check", seen=1)
    assert "a-held1" in listed(await seen(desk, "/cases")), "but what somebody took up is listed"


async def test_a_finding_waits_for_those_who_had_no_hand_in_it(desk):
    from test_console_finding import FULL

    await desk.become("approver")
    await desk.post("/alerts/a-1", deed="check", seen=1)
    response = await desk.post("/alerts/a-1/finding", **FULL, seen=2, then="submit")
    assert response.status_code == 303, html.unescape(response.text)
    assert listed(await seen(desk, "/cases?view=review")) == []
    await desk.become("admin")
    assert listed(await seen(desk, "/cases?view=review")) == ["a-1"]


async def test_many_at_once_each_by_its_own_version(desk):
    await desk.post("/alerts/a-2", deed="keep", seen=1)
    response = await desk.post("/cases", deed="dismiss", reason="satire", case=["1 a-1", "1 a-2", "1 a-3", "1 none"])
    page = html.unescape(response.text)
    assert "Đã ghi nhận 2 trong 3 hồ sơ." in page
    assert "analyst vừa làm trước bạn: Giữ lại để xử lý" in page
    assert [(await case(desk, id)).state for id in ("a-1", "a-2", "a-3")] == ["DISMISSED", "TRIAGED", "DISMISSED"]
    assert [e.deed for e in await desk.index.docket.entries() if e.deed == "dismiss" and not e.refused] == ["dismiss"] * 2


@pytest.mark.parametrize("deed", ["approve", "submit", "sent", "draft", "correct", "close", "hold", ""])
async def test_nothing_that_leads_out_can_be_done_to_many(desk, deed):
    await desk.become("admin")
    assert (await desk.post("/cases", deed=deed, case=["1 a-1", "1 a-2"])).status_code == 400
    assert (await case(desk, "a-1")).version == 1


async def test_many_without_a_reason_or_without_a_case(desk):
    assert "Chưa nêu lý do." in (await desk.post("/cases", deed="dismiss", case=["1 a-1"])).text
    assert (await desk.post("/cases", deed="keep")).status_code == 409
    assert (await desk.post("/cases", deed="keep", case=["x", "", "99999999999999999999 a-1"])).status_code in (200, 409)
    assert (await case(desk, "a-1")).version == 1


async def test_the_end_of_a_shift(desk):
    for id in ("a-1", "a-2", "a-3"):
        await desk.post(f"/alerts/{id}", deed="assign", seen=1, to="analyst")
    await desk.post("/alerts/a-3", deed="dismiss", seen=2, reason="opinion")
    page = (await desk.post("/handover", **{"from": "analyst", "to": "approver"})).text
    assert "Đã ghi nhận 2 trong 2 hồ sơ." in page
    assert [(await case(desk, id)).assignee for id in ("a-1", "a-2", "a-3")] == ["approver", "approver", "analyst"]
    for giver, taker in (("", "approver"), ("analyst", "analyst"), ("analyst", "viewer")):
        assert (await desk.post("/handover", **{"from": giver, "to": taker})).status_code == 409


async def test_a_filter_is_kept_for_who_kept_it(desk):
    response = await desk.post("/filters", title="  Việc   làm ", query="code=JOB&band=HIGH&cursor=x&next=//evil.example")
    assert (response.status_code, response.headers["location"]) == (303, "/?code=JOB&band=HIGH")
    assert '<a href="/?code=JOB&band=HIGH">Việc làm</a>' in await seen(desk, "/")
    for fields in ({"title": "", "query": "band=HIGH"}, {"title": "x", "query": "q=1"}):
        assert (await desk.post("/filters", **fields)).status_code == 400
    await desk.become("approver")
    assert "Việc làm</a>" not in await seen(desk, "/")
    await desk.become("analyst")
    await desk.post("/filters", drop="Việc làm")
    assert "Việc làm</a>" not in await seen(desk, "/")


def test_filters_end_somewhere_and_go_with_their_user(tmp_path):
    users = Users(tmp_path / "u.db", hasher=QUICK)
    users.add("lan", "mật khẩu đủ dài 2026", "analyst")
    saved = Saved(users)
    assert all(saved.keep("lan", f"f{n}", "/?band=HIGH") for n in range(MOST))
    assert not saved.keep("lan", "one more", "/?band=LOW")
    assert saved.keep("lan", "f1", "/?band=LOW"), "another under a name that is there"
    users.remove("lan")
    assert saved.filters("lan") == []
    assert saved.come("lan") is None
    users.close()


def test_when_somebody_had_left(tmp_path):
    now = [1_800_000_000.0]
    users = Users(tmp_path / "u.db", hasher=QUICK, clock=lambda: now[0])
    users.add("lan", "mật khẩu đủ dài 2026", "analyst")
    saved = Saved(users)
    assert saved.come("lan") is None, "the first visit"
    now[0] += 300
    assert saved.come("lan") is None, "the same visit"
    for _ in range(30):
        now[0] += 120
        saved.stay("lan")
    assert saved.come("lan") is None, "an open feed is being there"
    left = now[0]
    now[0] += 3600
    assert saved.come("lan").timestamp() == left
    now[0] += 60
    assert saved.come("lan").timestamp() == left, "for the whole visit"
    users.close()


async def test_the_feed_tells_what_was_missed(desk):
    await seen(desk, "/")
    desk.users.database.write("UPDATE visits SET seen = seen - 7200")
    page = await seen(desk, "/")
    assert "có 4 cảnh báo mới hoặc đổi" in page
    link = re.search(r'<a href="(/\?since=[^"]+)">Xem</a>', page)
    assert "card-a-1" in await seen(desk, link[1])


async def test_a_thread_is_in_the_order_it_was_written(desk):
    post = told("parent", minutes=60)
    comments = [told(f"k{n}", f"bình luận số {n} việc nhẹ lương cao", cues={}, kind="comment", minutes=50 - n) for n in range(12)]
    await desk.index.put_documents([post.document, *(comment.document for comment in reversed(comments))])
    stranger = told("s", "nơi khác", cues={}, kind="comment").document
    await desk.index.put_documents([replace(stranger, post=replace(stranger.post, parent="fb:other"))])
    for path in ("/posts/fb:parent", "/posts/fb:k3"):
        page = await seen(desk, path)
        assert re.findall(r"bình luận số (\d+)", page) == [str(n) for n in range(12)]
        assert "nơi khác" not in page
    assert page.count('class="under asked"') == 1
    assert "Bài gốc không còn trong chỉ mục." in await seen(desk, "/posts/fb:s")
    assert (await desk.client.get("/posts/none")).status_code == 404


async def test_the_digest_of_what_was_held_back(desk):
    await desk.put(told("h1", held="budget", band="HIGH"), told("h2", held="budget"), told("h3", held="old", minutes=60 * 24 * 3))
    page = await seen(desk, "/held")
    assert "vượt số thẻ của ca trực</a>: 2" in page
    assert "bài cũ hơn 30 ngày khi thu thập</a>: 0" in page
    assert "bài cũ hơn 30 ngày khi thu thập</a>: 1" in await seen(desk, "/held?days=7")


async def test_open_alerts_by_the_places_they_name(desk):
    def somewhere(name: str, province: str) -> Place:
        return Place(text=name, start=0, end=1, unit=Unit(code="00001", name=name, level="commune", province=province))

    stories = [told("p1"), told("p2"), told("p3", state="DISMISSED")]
    places = [
        (somewhere("Ba Đình", "Hà Nội"),),
        (somewhere("Ba Đình", "Hà Nội"), somewhere("Mỹ Tho", "Đồng Tháp")),
        (somewhere("Huế", "Huế"),),
    ]
    for story, named in zip(stories, places, strict=True):
        await desk.put(replace_alert(story, named))
    page = await seen(desk, "/places")
    rows = re.findall(r"<bdi>([^<]+)</bdi></a></th>", page)
    assert rows == ["Hà Nội", "Đồng Tháp"], "most first, what is dismissed is not open"
    assert re.search(r"<bdi>Ba Đình</bdi></a> 2", page)


def replace_alert(story, places):
    return type(story)(story.document, replace(story.alert, places=places))


async def test_the_matched_debunk_stands_beside_the_post(desk):
    claim = Claim(
        id="c1", title="Tin tuyển dụng là giả", claim="Công ty A tuyển người tại nhà", summary="Công ty phủ nhận", verdict="FALSE"
    )
    await desk.index.put_claims([Known(claim=claim, revision=1)])
    match = ClaimMatch(
        id="c1", score=0.9, confirmed=True, title=claim.title, verdict="FALSE", url="https://kiem-chung.example/1", publisher="Báo"
    )
    story = told("d")
    await desk.put(type(story)(story.document, replace(story.alert, claims=(match,), updated_at=NOW + timedelta(seconds=1))))
    page = await seen(desk, "/alerts/a-d")
    for words in ("Công ty A tuyển người tại nhà", "Công ty phủ nhận", "Đã kiểm chứng trước đó", 'href="https://kiem-chung.example/1"'):
        assert words in page, words


async def test_everybody_may_read_how_we_work(desk):
    await desk.become("viewer")
    assert "một người thứ hai xem lại và ký" in await seen(desk, "/methodology")
    desk.client.cookies.set("tinwatch-language", "en")
    page = await seen(desk, "/methodology")
    assert "Four eyes" in page
    assert not re.findall(r'href="(?!/|https?://|#main)[^"]*"', page), "its links to other files of docs/ are text here"
    desk.client.cookies.delete("tinwatch-language")
    assert "Chưa có đính chính nào." in await seen(desk, "/corrections")
