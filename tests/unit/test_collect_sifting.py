"""What of an answer is news: new, edited, counted anew, gone; nothing that is unchanged is sent again."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from collectors import sifting
from collectors.connector import Haul
from topics.records import Page, Post, Reach
from topics.watchlist import Course, Watched

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = Page(id="fb:1", name="Chợ")
COURSE = Course(watched=Watched(page=PAGE, platform="facebook", ref="1"))


def post(id="p1", text="Rau", hours=0.5, comments=0, **more):
    at = NOW - timedelta(hours=hours)
    return Post(id=id, kind="post", page=PAGE, text=text, published_at=at, reach=Reach(comments=comments, reactions=1), **more)


def sifted(course, tracks, *posts, now=NOW, **more):
    course, found = sifting.posts(course, tracks, Haul(posts, **more), now, listed=True)
    return course, {**tracks, **{track.id: track for track in found.tracks}}, found


def test_a_post_is_sent_once_and_again_only_when_its_words_change():
    course, tracks, found = sifted(COURSE, {}, post())
    assert [one.collected_at for one in found.send] == [NOW]
    course, tracks, found = sifted(course, tracks, post())
    assert (found.send, found.tracks) == ([], [])
    later = NOW + HOUR / 4
    course, tracks, found = sifted(course, tracks, post(text="Rau sạch", hours=0.5), now=later)
    assert ([(one.text, one.collected_at) for one in found.send], found.edited, found.posts) == ([("Rau sạch", later)], 1, 0)


def test_counts_are_told_again_when_a_look_is_due_and_not_at_every_reading():
    course, tracks, _ = sifted(COURSE, {}, post())
    more = replace(post(), reach=Reach(comments=0, reactions=90))
    course, tracks, found = sifted(course, tracks, more, now=NOW + HOUR / 6)  # 40 minutes old
    assert found.send == []
    course, tracks, found = sifted(course, tracks, more, now=NOW + HOUR)  # an hour and a half
    assert ([one.reach.reactions for one in found.send], found.posts, found.edited) == ([90], 0, 0)
    assert tracks["p1"].due == NOW - HOUR / 2 + 3 * HOUR


def test_the_address_of_a_picture_is_no_edit():
    _, tracks, _ = sifted(COURSE, {}, post(links=("https://scontent.example/a?x=1",)))
    _, _, found = sifted(COURSE, tracks, post(links=("https://scontent.example/a?x=2",)))
    assert found.edited == 0


def test_a_post_that_was_known_before_it_was_forgotten_is_not_new():
    course, _, _ = sifted(COURSE, {}, post(hours=1000))
    _, tracks, found = sifted(course, {}, post(hours=1000))
    assert (found.posts, found.send, tracks) == (0, [], {})


def test_six_hundred_posts_are_remembered():
    course, _, _ = sifted(COURSE, {}, *(post(f"p{n}", hours=1000) for n in range(700)))
    _, _, found = sifted(course, {}, *(post(f"p{n}", hours=1000) for n in range(100, 700)))
    assert found.send == []


def test_comments_are_asked_for_when_the_platform_counts_more_than_were_read():
    _, tracks, _ = sifted(COURSE, {}, post(comments=0))
    assert tracks["p1"].stir is None
    _, tracks, _ = sifted(COURSE, tracks, post(comments=2))
    assert tracks["p1"].stir == NOW
    read = sifting.read(tracks["p1"], NOW)
    assert (read.stir, read.read) == (None, 2)
    _, _, found = sifted(COURSE, {"p1": read}, post(comments=2))
    assert found.tracks == []


def test_a_post_the_list_should_hold_and_does_not_is_asked_for_and_then_gone():
    course, tracks, _ = sifted(COURSE, {}, post("a", hours=3), post("b", hours=2), post("c", hours=1))
    listed = {"a": NOW - 3 * HOUR, "c": NOW - HOUR}
    lacking = sifting.unlisted(tracks.values(), listed)
    assert [(track.id, track.missing) for track in lacking] == [("b", 1)]
    assert sifting.unlisted(tracks.values(), {"c": NOW - HOUR}) == [], "older than the oldest listed: nothing is known of it"
    _, found = sifting.posts(course, tracks, Haul((), gone=("b",)), NOW, listed=False)
    assert ([removal.id for removal in found.removals], found.over) == (["b"], ["b"])
    there = sifting.posts(course, {"b": lacking[0]}, Haul((post("b", hours=2),)), NOW, listed=False)[1].tracks
    assert [track.missing for track in there] == [2], "it is there: not asked again at every reading"


def test_comments_new_edited_and_gone():
    track = sifted(COURSE, {}, post(comments=2))[1]["p1"]
    one, two = (Post(id=f"c{n}", kind="comment", parent="p1", page=PAGE, text=f"ý {n}") for n in (1, 2))
    track, found = sifting.comments(track, Haul((one, two), whole=True), (), NOW)
    assert (found.comments, len(found.send)) == (2, 2)
    track, found = sifting.comments(track, Haul((replace(one, text="ý khác"),), whole=True), (), NOW)
    assert (found.edited, [removal.id for removal in found.removals]) == (1, ["c2"])
    _, found = sifting.comments(track, Haul(()), (), NOW)
    assert found.removals == [], "what is no whole list proves nothing gone"
    _, found = sifting.comments(track, Haul((), whole=True), {"c1"}, NOW)
    assert found.removals == [], "it stood in an earlier piece"


def test_the_rate_of_a_page_follows_what_it_publishes():
    fresh = sifting.rated(COURSE, [NOW - timedelta(days=n) for n in range(30)], NOW)
    assert 0.9 < fresh < 1.2  # one a day; those older than a week do not count
    course, now = replace(COURSE, rate=fresh, last_ok=NOW), NOW
    for _ in range(30):
        now += timedelta(days=1)
        course = replace(course, rate=sifting.rated(course, [now - HOUR * n for n in range(10)], now), last_ok=now)
    assert 9 < course.rate <= 10
