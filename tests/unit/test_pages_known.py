"""How what is known of a page is folded: the same news again, and in another order, change nothing."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest

from alerts.baseline import marked
from alerts.watch import join, sighted, visited, watching
from topics.records import Page, decode, encode
from topics.watchlist import Gap, Named, PageHealth, Round, Watched

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PAGE = Page(id="fb:1", name="Tin A")


def round_at(minutes: int, **fields: object) -> Round:
    return Round(**({"page": PAGE, "platform": "facebook", "at": NOON + minutes * MINUTE, "ok": True, "tier": "A"} | fields))  # type: ignore[arg-type]


def news() -> list[PageHealth]:
    watched = Watched(page=PAGE, platform="facebook", ref="1", tier="A", at=NOON - MINUTE)
    return [
        watching(None, watched),
        watching(None, Watched(page=PAGE, platform="facebook", ref="1", tier="B", at=NOON + 9 * MINUTE)),
        *(visited(None, round_at(n, ok=n % 4 != 3, why="token" if n % 4 == 3 else None)) for n in range(0, 60, 7)),
        *(
            sighted(None, PageHealth(page=Page(id=PAGE.id), last_seen_at=NOON + n * MINUTE, hours=marked(NOON + n * MINUTE)))
            for n in range(0, 600, 90)
        ),
        PageHealth(page=PAGE, names=(Named("Tin A", NOON), Named("Tin B", NOON + MINUTE)), gaps=(Gap(NOON, NOON + 90 * MINUTE),)),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_order_and_repetition_do_not_matter(seed: int) -> None:
    known, chance = news(), random.Random(seed)
    wanted = reduce(join, known)
    shuffled = [*known, *chance.sample(known, 5)]
    chance.shuffle(shuffled)
    found = reduce(join, shuffled)
    # since when it fails is of the newest visits alone: news that overtakes them may shorten it, never hide it
    assert (found.failing_since is None) == (wanted.failing_since is None)
    assert found == wanted if found.failing_since == wanted.failing_since else found.last == wanted.last
    assert decode(encode(wanted), PageHealth) == wanted


def test_a_visit_that_fails_begins_a_time_that_the_next_answer_ends() -> None:
    known = reduce(visited, [round_at(0), round_at(15, ok=False, why="token"), round_at(30, ok=False, why="token")], None)
    assert known is not None
    assert (known.last_ok, known.failing_since) == (NOON, NOON + 15 * MINUTE)
    assert known.far == NOON + 30 * MINUTE
    again = visited(known, round_at(45))
    assert (again.last_ok, again.failing_since) == (NOON + 45 * MINUTE, None)


def test_a_gap_is_a_time_longer_than_two_visits_need() -> None:
    """Tier A: 15 minutes, so that 45 are borne; 46 are a gap. The visit that ends it, read again, adds none."""
    known = reduce(visited, [round_at(0), round_at(45), round_at(91), round_at(91)], None)
    assert known is not None
    assert known.gaps == (Gap(NOON + 45 * MINUTE, NOON + 91 * MINUTE),)


def test_names_of_a_page_are_kept_with_their_days() -> None:
    known = watching(None, Watched(page=PAGE, platform="facebook", ref="1", at=NOON))
    known = visited(known, round_at(10, page=Page(id="fb:1", name="Tin B"), renamed_from="Tin A"))
    known = visited(known, round_at(20, page=Page(id="fb:1", name="Tin C"), renamed_from="Tin B"))
    assert known.names == (Named("Tin A", NOON), Named("Tin B", NOON + 10 * MINUTE), Named("Tin C", NOON + 20 * MINUTE))
    assert sighted(known, PageHealth(page=PAGE, last_seen_at=NOON + 30 * MINUTE)).names == known.names


def test_names_of_a_page_that_is_not_watched_are_those_its_posts_tell() -> None:
    told = [PageHealth(page=Page(id="x", name=name), last_seen_at=NOON + n * MINUTE) for n, name in enumerate(("Một", "Một", "Hai"))]
    known = reduce(sighted, told, None)
    assert known is not None
    assert known.names == (Named("Một", NOON), Named("Hai", NOON + 2 * MINUTE))
