"""One story, one alert, whatever the order of crashes: grouping by copies, contacts and page, with replays that change nothing."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from agents.judge import MOST_STORIES, Stories, fold
from alerts.grouping import MOST_POSTS, field_text, headline
from alerts.holding import ALONE, OLD
from alerts.severity import severity
from topics.records import Article, Assessed, Assessment, Entity, Evidence, Media, Page, Place, Post, Signal, Unit, encode

T0 = datetime(2026, 11, 17, 1, tzinfo=UTC)
OFFER = "Hỗ trợ vay vốn trong ngày không cần thế chấp, nợ xấu vẫn duyệt, giải ngân sau ba mươi phút, anh chị cần gọi em"


@dataclass
class Feed:
    """Folds signals one after the other, as judge does."""

    stories: Stories
    offset: int = -1

    def __call__(self, id, text=OFFER, *, page="fb:a", phone="", code="LOAN", at=T0, kind="post", harm=3, collected=None):
        self.offset += 1
        return fold(self.stories, signal(id, text, page, phone, code, at, kind, harm, collected), self.offset).alert


def signal(id, text=OFFER, page="fb:a", phone="", code="LOAN", at=T0, kind="post", harm=3, collected=None):
    found = (Entity(type="PHONE", text=phone, start=0, end=len(phone), value=phone),) if phone else ()
    opinion = Signal(code=code, score=0.9, alert=True, detector="loan", version="1", evidence=(Evidence(start=0, end=6, why="offer"),))
    assessment = Assessment(
        id=id,
        stance="PROMOTE",
        signals=(opinion,),
        alert_codes=(code,),
        entities=found,
        severity=severity(harm=harm, reach=None, evidence=1, falsifiability=2 if harm else 1),
    )
    post = Post(id=id, kind=kind, page=Page(id=page, name=f"Trang {page}"), text=text)
    return Assessed(post=post, assessment=assessment, at=at, collected_at=collected or at)


@pytest.fixture
def feed():
    return Feed(Stories())


def test_near_copies_on_other_pages_are_one_story(feed):
    first = feed("1")
    second = feed("2", OFFER + " nhé cả nhà", page="fb:b", at=T0 + timedelta(hours=30))
    assert second.id == first.id
    assert (second.posts, second.pages, second.post_count) == (("1", "2"), ("fb:a", "fb:b"), 2)
    assert second.parts["B"] == 1
    assert second.score > first.score


def test_same_contact_is_one_story_though_the_words_differ(feed):
    assert (
        feed("1", "vay nhanh " * 9, phone="+84900000012").id == feed("2", "góp ngày lãi thấp ai cần", page="fb:b", phone="+84900000012").id
    )


def test_one_pages_posts_of_one_code_go_together_for_six_hours(feed):
    first = feed("1", "một hai ba")
    assert feed("2", "bốn năm sáu", at=T0 + timedelta(hours=5)).id == first.id
    assert feed("3", "bảy tám chín", at=T0 + timedelta(hours=12)).id != first.id
    assert feed("4", "mười", page="fb:b").id != first.id
    assert feed("5", "mười một", code="GAMBLE").id != first.id


def test_copies_after_three_days_are_a_new_story(feed):
    assert feed("1").id != feed("2", page="fb:b", at=T0 + timedelta(hours=73)).id


def test_short_texts_are_no_copies_by_chance(feed):
    assert feed("1", "ib em nhé").id != feed("2", "ib em nhé", page="fb:b").id


def test_a_replayed_signal_changes_nothing():
    stories = Stories()
    signals = [signal("1"), signal("2", page="fb:b"), signal("3", "khác hẳn", page="fb:c")]
    first = [fold(stories, s, i) for i, s in enumerate(signals)]
    again = [fold(stories, s, i) for i, s in enumerate(signals)]
    assert [s.alert.id for s in again] == [s.alert.id for s in first]
    assert again[1].alert == again[0].alert == first[1].alert
    assert len(stories) == 2


def test_any_crash_and_replay_gives_the_same_alerts():
    signals = [signal(str(i), OFFER if i % 3 else f"lời khác số {i}", page=f"fb:{i % 4}", phone=f"+8490000{i % 2:04}") for i in range(40)]
    straight = Stories()
    for i, s in enumerate(signals):
        fold(straight, s, i)
    for crash in range(1, 40, 5):
        stories = Stories()
        for i, s in enumerate(signals[:crash]):
            fold(stories, s, i)
        for i, s in enumerate(signals):  # nothing was committed: all of it comes again
            fold(stories, s, i)
        for i, s in enumerate(signals):
            assert fold(stories, s, i).alert == fold(straight, s, i).alert


def test_an_edited_post_is_no_second_post(feed):
    first = feed("1", "vay nhanh nhé")
    edited = feed("1", "vay rất nhanh nhé")
    assert (edited.id, edited.post_count, edited.headline) == (first.id, 1, "vay rất nhanh nhé")
    assert edited.version > first.version


def test_listed_posts_are_bounded_and_counted_on(feed):
    for i in range(MOST_POSTS + 5):
        last = feed(str(i))
    assert (len(last.posts), last.post_count) == (MOST_POSTS, MOST_POSTS + 5)


def test_memory_is_bounded():
    stories = Stories()
    for i in range(MOST_STORIES + 7):
        fold(stories, signal(str(i), f"x{i}", page=f"fb:{i}"), i)
    surplus = stories.surplus()
    assert len(surplus) == 7
    for id in surplus:
        stories.forget(id)
    assert len(stories) == MOST_STORIES
    assert stories.find("0", (), T0) is None
    assert stories.find("7", (), T0) is not None


def test_a_lone_weak_comment_is_held_until_a_copy_appears(feed):
    first = feed("1", kind="comment", harm=0)
    assert (first.band, first.held) == ("LOW", ALONE)
    assert feed("2", kind="comment", harm=0, page="fb:b").held == ""


def test_what_was_old_when_collected_is_held(feed):
    assert feed("1", collected=T0 + timedelta(days=31)).held == OLD
    assert feed("2", "khác", page="fb:b", collected=T0 + timedelta(days=29)).held == ""


def test_headline_shows_the_words_that_gave_it_away():
    long = signal("1", "đầu " * 100 + "CHO VAY NÓNG " + "cuối " * 100)
    start = long.post.text.index("CHO VAY")
    found = Signal(
        code="LOAN", score=1, alert=True, detector="d", version="1", evidence=(Evidence(start=start, end=start + 12, why="offer"),)
    )
    assessed = Assessed(post=long.post, assessment=Assessment(id="1", signals=(found,), alert_codes=("LOAN",)), at=T0, collected_at=T0)
    assert "CHO VAY NÓNG" in headline(assessed)
    assert len(headline(assessed)) <= 140
    assert headline(assessed).startswith("…đầu")


def test_field_text_reads_every_field():
    post = Post(
        id="1",
        kind="post",
        page=Page(id="p"),
        text="t",
        article=Article(title="a", lead="l"),
        media=(Media(ocr="o"), Media(alt="x", ocr="y")),
    )
    fields = ("text", "article.title", "article.lead", "media[0].ocr", "media[1].alt", "media[1].ocr", "media[7].ocr", "nonsense")
    assert [field_text(post, f) for f in fields] == ["t", "a", "l", "o", "x", "y", "", ""]


def test_a_campaign_of_ever_new_words_stays_small_and_quick(feed):
    rng = random.Random(5)
    words = OFFER.split() * 3
    for i in range(2000):
        for _ in range(6):
            words[rng.randrange(len(words))] = f"w{rng.randrange(10**6)}"
        last = feed(str(i), " ".join(words), page=f"fb:{i}", phone="+84900000012")
    assert last.post_count == 2000
    [story] = [s for s in feed.stories._stories.values() if s.alert.id == last.id]
    assert len(encode(story)) < 300_000


def test_every_prefix_of_the_changelog_is_the_state_at_some_signal():
    """Judge writes one record for each signal; a crash leaves a prefix of them, and every signal comes again."""
    signals = [
        signal("4", "một hai", phone="k0"),
        signal("5", "ba bốn", phone="k1", page="fb:b"),
        signal("6", "năm", phone="k0", page="fb:b"),
    ]
    straight, changelog = Stories(), []
    for i, s in enumerate(signals):
        changelog.append(fold(straight, s, i))
    wanted = {id: sorted(s.alert.posts) for id, s in straight._stories.items()}
    for cut in range(len(changelog) + 1):
        stories = Stories()
        for story in changelog[:cut]:
            stories.put(story)
        for i, s in enumerate(signals):
            fold(stories, s, i)
        assert {id: sorted(s.alert.posts) for id, s in stories._stories.items()} == wanted, cut


def test_a_story_ends_three_days_after_its_last_post(feed):
    assert feed("1").ends_at == T0 + timedelta(hours=72)
    later = feed("2", page="fb:b", at=T0 + timedelta(hours=70))
    assert later.ends_at == T0 + timedelta(hours=142)
    assert feed("3", page="fb:c", at=T0 + timedelta(hours=10)).ends_at == later.ends_at


def test_an_alert_names_each_place_once(feed):
    def there(text, code, name, legacy=""):
        unit = Unit(code=code, name=name, level="commune", province="Thành phố Hà Nội") if code else None
        return Place(text=text, start=0, end=len(text), unit=unit, legacy=legacy)

    first = [there("Hồng Hà", "00097", "Phường Hồng Hà"), there("xã X", "", ""), there("p. Hồng Hà", "00097", "Phường Hồng Hà")]
    more = [there("xã X", "", ""), there("Phúc Xá", "00097", "Phường Hồng Hà", "Phường Phúc Xá"), there("xã Y", "", "")]
    posts = [signal("1"), signal("2", page="fb:b", at=T0 + timedelta(hours=1))]
    for n, (post, places) in enumerate(zip(posts, (first, more), strict=True)):
        alert = fold(feed.stories, replace(post, assessment=replace(post.assessment, places=tuple(places))), n).alert
    assert [(place.text, place.legacy) for place in alert.places] == [
        ("Hồng Hà", ""), ("xã X", ""), ("Phúc Xá", "Phường Phúc Xá"), ("xã Y", ""),
    ]  # fmt: skip
