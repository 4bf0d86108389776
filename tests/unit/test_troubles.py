"""What the desk is told of collecting: once for a cause, however many pages; again when it grows; and when it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from alerts.troubles import found, told
from alerts.watch import visited, watching
from tinwatch.notices.wording import Wording
from topics.cases import Notice
from topics.letters import Letter
from topics.records import Page
from topics.watchlist import PageHealth, Round, Trouble, Watched, Why

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def page(n: int, why: Why | None = None, at: datetime = NOW, platform: str = "facebook", until: datetime | None = None) -> PageHealth:
    """A page of tier A that was visited at `at`."""
    named = Page(id=f"x:{n}")
    watched = Watched(page=named, platform=platform, ref=str(n), tier="A", at=NOW)
    return visited(
        watching(None, watched), Round(page=named, platform=platform, at=at, ok=why is None, why=why, tier="A", token_until=until)
    )


def look(before: dict[str, Trouble], pages: list[PageHealth], now: datetime) -> list[Notice]:
    """What is told at `now`; `before` becomes what is known then."""
    news = told(before, found(pages, now), len(pages), now)
    before.update({trouble.key: trouble for trouble, _ in news})
    return [notice for _, notice in news if notice]


def test_200_pages_that_one_token_blocks_are_one_notice() -> None:
    known: dict[str, Trouble] = {}
    pages = [*(page(n, "token") for n in range(200)), *(page(n) for n in range(200, 700))]
    [notice] = look(known, pages, NOW)
    assert (notice.telling, notice.about, notice.headline, notice.band) == ("uncollected", "token", "facebook: 200/700", "HIGH")
    assert look(known, pages, NOW + MINUTE) == []


def test_each_cause_and_each_platform_is_its_own() -> None:
    pages = [page(1, "token"), page(2, "gone"), page(3, "token", platform="zalo")]
    assert sorted(notice.headline + " " + notice.about for notice in look({}, pages, NOW)) == [
        "facebook: 1/3 gone",
        "facebook: 1/3 token",
        "zalo: 1/3 token",
    ]


def test_that_it_is_over_is_told_and_a_new_time_is_a_new_trouble() -> None:
    known: dict[str, Trouble] = {}
    [first] = look(known, [page(1, "token")], NOW)
    [over] = look(known, [page(1, None, NOW + MINUTE)], NOW + MINUTE)
    assert (over.telling, over.about, over.band) == ("collected", "token", "LOW")
    assert look(known, [page(1, None, NOW + MINUTE)], NOW + 2 * MINUTE) == []
    [again] = look(known, [page(1, "token", NOW + 3 * MINUTE)], NOW + 3 * MINUTE)
    assert len({first.id, over.id, again.id}) == 3


def test_more_pages_are_told_again_after_a_day_and_not_before() -> None:
    known: dict[str, Trouble] = {}
    look(known, [page(1, "gone"), page(2)], NOW)
    both = [page(1, "gone"), page(2, "gone")]
    assert look(known, both, NOW + timedelta(hours=23)) == []
    [notice] = look(known, both, NOW + timedelta(hours=24))
    assert notice.headline == "facebook: 2/2"


def test_a_quota_is_borne_for_half_an_hour() -> None:
    assert look({}, [page(1, "app")], NOW + 29 * MINUTE) == []
    assert [notice.about for notice in look({}, [page(1, "app")], NOW + 31 * MINUTE)] == ["app"]


def test_a_token_is_told_14_and_3_days_before_its_end_and_at_it() -> None:
    known: dict[str, Trouble] = {}
    end = NOW + timedelta(days=20)
    heard = []
    for day in range(22):
        now = NOW + timedelta(days=day)
        heard += [(day, notice.band) for notice in look(known, [page(1, None, now, until=end)], now) if notice.about == "ending"]
    assert heard == [(6, "MEDIUM"), (17, "HIGH"), (20, "HIGH")]


def called(known: PageHealth, at: datetime, name: str, before: str = "") -> PageHealth:
    """The page after a visit that found it under this name; `before`: what it was called at the visit before, where that was another."""
    named = Page(id=known.page.id, name=name)
    return visited(known, Round(page=named, platform="facebook", at=at, ok=True, tier="A", renamed_from=before))


def test_a_new_name_is_told_once_and_its_end_never() -> None:
    known: dict[str, Trouble] = {}
    first, second, day = page(1), page(2), timedelta(days=1)
    assert look(known, [first, second], NOW) == []
    first = called(first, NOW + MINUTE, "Trang mới", "Trang cũ")
    [notice] = look(known, [first, second], NOW + 2 * MINUTE)
    assert (notice.telling, notice.about, notice.headline) == ("uncollected", "renamed", "facebook: 1/2")
    heard = []
    for n in range(1, 40):
        first, second = called(first, NOW + n * day, "Trang mới"), called(second, NOW + n * day, "Trang hai")
        heard += [notice for notice in look(known, [first, second], NOW + n * day) if notice.about == "renamed"]
    assert heard == [], "after thirty days the name is no news any more, and nobody is told so"
    second, now = called(second, NOW + 40 * day, "Trang ba", "Trang hai"), NOW + 40 * day
    [notice] = [one for one in look(known, [called(first, now, "Trang mới"), second], now) if one.about == "renamed"]
    assert notice.headline == "facebook: 1/2"


def test_two_entries_for_one_page_are_told_and_their_end() -> None:
    known: dict[str, Trouble] = {}
    twin = watching(None, Watched(page=Page(id="x:twin"), platform="facebook", ref="1", tier="A", at=NOW))
    twin = visited(twin, Round(page=twin.page, platform="facebook", at=NOW, ok=True, tier="A"))
    [notice] = look(known, [page(1), twin], NOW)
    assert (notice.about, notice.headline) == ("doubled", "facebook: 2/2")
    assert [(notice.telling, notice.about) for notice in look(known, [page(1)], NOW + MINUTE)] == [("collected", "doubled")]


def test_a_quota_that_somebody_else_uses_too_is_told_once() -> None:
    known: dict[str, Trouble] = {}

    def full(used: float, at: datetime) -> PageHealth:
        return visited(page(1), Round(page=Page(id="x:1"), platform="facebook", at=at, ok=True, tier="A", quota=used))

    assert look(known, [full(0.95, NOW)], NOW) == [], "so much the collectors plan themselves"
    heard = []
    for n in range(30):
        at = NOW + n * 10 * MINUTE
        heard += [(n, notice.about) for notice in look(known, [full(1.0, at)], at)]
    assert heard == [(0, "quota")]


def test_the_same_news_has_the_same_id_and_an_older_page_off_the_list_none() -> None:
    [one], [other] = (look({}, [page(1, "token")], NOW) for _ in range(2))
    assert one.id == other.id
    off = page(1, "token")
    assert off.watched is not None
    assert look({}, [replace(off, watched=replace(off.watched, gone=True))], NOW) == []


def test_a_notice_names_cause_mend_and_where_to_look() -> None:
    [notice] = look({}, [page(1, "token")], NOW)
    message, _ = Wording("https://desk.example").message(
        [Letter(id="l", notice=notice, channel="c", to="t", since=NOW, due=NOW)], "vi", 2000
    )
    assert message.subject == "[Cao] Thu thập bị ngừng: Mã truy cập hết hạn hoặc bị thu hồi"
    lines = message.text.splitlines()
    assert lines[0] == "Cao"
    assert "facebook: 1/1" in lines
    assert any("cấp mã mới" in line for line in lines)
    assert lines[-1] == "https://desk.example/watchlist/health"
