"""The watch-list in the console: looked at, filtered, changed by form and by list; and how collecting goes, with the mend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from test_console_samples import bench

from alerts.watch import visited, watching
from topics.records import Page
from topics.watchlist import Gap, Named, PageHealth, Round, Watched, Why

NOW = datetime.now(UTC).replace(microsecond=0)
NASTY = "<script>alert(1)</script>"


def known(id: str, name: str, why: Why | None = None, ago: timedelta = timedelta(minutes=5), **fields: object) -> PageHealth:
    """A page of tier A, visited five minutes ago, or refused for `why`."""
    page = Page(id=id, name=name)
    watched = Watched(**({"page": page, "platform": "facebook", "ref": id, "tier": "A", "at": NOW - timedelta(days=9)} | fields))  # type: ignore[arg-type]
    visit = Round(page=page, platform="facebook", at=NOW - ago, ok=why is None, why=why, tier=watched.tier, quota=0.4)
    return visited(watching(None, watched), visit)


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.index.put_pages(
            [
                known("fb:1", "Báo Duyên Giang", owner="media", place="Thành phố Hà Nội", tags=("y tế",)),
                known("fb:2", NASTY, owner="business"),
                *(known(f"fb:t{n}", f"Trang {n}", "token") for n in range(20)),
                known("fb:gone", "Trang cũ", "gone"),
                PageHealth(page=Page(id="fb:x", name="Chưa theo dõi"), last_seen_at=NOW),
            ]
        )
        yield made


async def test_the_list_says_how_each_page_stands_and_hides_what_is_not_on_it(desk):
    await desk.become("viewer")
    text = (await desk.client.get("/watchlist")).text
    assert "23 trên 23 trang" in text
    assert "Đã thu thập 2 trên 23 trang trong 24 giờ qua" in text
    assert "Chưa theo dõi" not in text
    assert NASTY not in text
    assert "/watchlist/entry" not in text, "nothing is offered that a viewer may not do"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=duyen+giang", {"Báo Duyên Giang"}),
        ("q=y+te", {"Báo Duyên Giang"}),
        ("state=GONE", {"Trang cũ"}),
        ("owner=media&tier=A", {"Báo Duyên Giang"}),
        ("place=ha+noi", {"Báo Duyên Giang"}),
        ("tier=C", set()),
        ("state=BLOCKED&q=Trang+7", {"Trang 7"}),
    ],
)
async def test_filters(desk, query, names):
    await desk.become("analyst")
    text = (await desk.client.get(f"/watchlist?{query}")).text
    assert {name for name in ("Báo Duyên Giang", "Trang cũ", "Trang 7", "Trang 8") if name in text} == names


async def test_200_pages_of_one_token_are_one_thing_to_mend(desk):
    await desk.become("viewer")
    text = (await desk.client.get("/watchlist/health")).text
    assert text.count("Mã truy cập hết hạn hoặc bị thu hồi · facebook · 20 trang") == 1
    assert "cấp mã mới" in text
    assert "và 8 trang khác" in text
    assert "Trang không còn hoặc đã ẩn" in text
    assert "40%" in text


async def test_an_entry_is_changed_by_its_form(desk):
    await desk.become("analyst")
    page = (await desk.client.get("/watchlist/entry?page=fb:1")).text
    assert 'value="Báo Duyên Giang"' in page
    form = {"csrf": await desk.form("/watchlist/entry"), "do": "save", "platform": "facebook", "page_id": "fb:1", "name": "Báo DG"}
    done = await desk.client.post("/watchlist/entry", data={**form, "tier": "B", "owner_kind": "media", "tags": "a; b", "fixed": "1"})
    assert done.headers["location"] == "/watchlist?written=1"
    [entry] = desk.river.watched
    assert (entry.page.id, entry.page.name, entry.tier, entry.tags, entry.fixed, entry.by) == (
        "fb:1",
        "Báo DG",
        "B",
        ("a", "b"),
        True,
        "analyst",
    )
    assert "Báo DG" in (await desk.client.get("/watchlist")).text


async def test_a_private_profile_comes_back_with_the_reason(desk):
    await desk.become("analyst")
    form = {
        "csrf": await desk.form("/watchlist/entry"),
        "do": "save",
        "platform": "facebook",
        "url": "https://www.facebook.com/profile.php?id=1",
    }
    answer = await desk.client.post("/watchlist/entry", data=form)
    assert answer.status_code == 409
    assert "trang cá nhân" in answer.text
    assert desk.river.watched == []


async def test_a_page_is_taken_off_the_list(desk):
    await desk.become("analyst")
    form = {"csrf": await desk.form("/watchlist/entry"), "do": "remove", "page_id": "fb:gone", "platform": "facebook"}
    await desk.client.post("/watchlist/entry", data=form)
    [entry] = desk.river.watched
    assert (entry.page.id, entry.gone) == ("fb:gone", True)
    assert "Trang cũ" not in (await desk.client.get("/watchlist")).text


async def test_a_list_is_looked_at_before_it_is_written(desk):
    await desk.become("analyst")
    lines = ("platform,page_id,url,name,owner_kind", f"facebook,fb:9,,Trang mới {NASTY},press")
    rows = "\n".join((*lines, "facebook,8,,Ai đó,person", "facebook,fb:1,,Tên khác,media"))
    form = {"csrf": await desk.form("/watchlist/import"), "list": rows}
    seen = (await desk.client.post("/watchlist/import", data={**form, "do": "preview"})).text
    assert "1 trang mới, 1 trang thay đổi, 0 trang giữ nguyên, 1 dòng bị từ chối" in seen
    assert "trang cá nhân" in seen
    assert NASTY not in seen
    assert desk.river.watched == []
    done = await desk.client.post("/watchlist/import", data={**form, "do": "write"})
    assert done.headers["location"] == "/watchlist?written=2"
    assert [entry.page.id for entry in desk.river.watched] == ["fb:9", "fb:1"]


async def test_names_and_gaps_are_told_with_their_days(desk):
    was = known("fb:1", "Báo Duyên Giang")
    renamed = PageHealth(
        page=was.page, watched=was.watched, last=was.last, last_ok=was.last_ok,
        names=(Named("Tên xưa", NOW - timedelta(days=40)), Named("Tên nay", NOW - timedelta(days=2))),
        gaps=(Gap(NOW - timedelta(days=3), NOW - timedelta(days=1)),),
    )  # fmt: skip
    await desk.index.put_pages([renamed])
    await desk.become("analyst")
    text = (await desk.client.get("/watchlist/entry?page=fb:1")).text
    assert text.index("Tên nay") < text.index("Tên xưa")
    assert "Khoảng không thu thập được" in text
    assert "Tên nay" in (await desk.client.get("/watchlist")).text
    assert "<bdi>Tên xưa</bdi> → <b><bdi>Tên nay</bdi></b>" in (await desk.client.get("/watchlist/health")).text
