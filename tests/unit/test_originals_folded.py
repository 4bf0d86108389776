"""What is folded of citations and looks, what comes of it for a document, and in which order originals are due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from agents.cited import citing
from agents.compared import compare, told
from agents.known import Quoted
from agents.overdue import Rechecks
from agents.rechecks import MOST_COPIES, cite, conditions, next_look, take, unproven
from enrichers.press import Agency, Press
from topics.originals import Citation, Cited, Look
from topics.records import Article, Assessed, Assessment, Entity, Page, Post, encode

FIRST = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PRESS = Press([Agency("Báo Mẫu", ("baomau.example",)), Agency("Báo Hai", ("baohai.example",))])
URL = "https://baomau.example/thu-vien.html"
WORDS = " ".join(f"chữ{n}" for n in range(80))


def document(text: str = WORDS, id: str = "t:1", *, name: str = "Tin nhanh Làng Chài", seen: datetime = FIRST, **more: object) -> Assessed:
    post = Post(id=id, kind="post", page=Page(id="p", name=name), text=text, url="https://trang.example/1", published_at=FIRST, **more)  # type: ignore[arg-type]
    return Assessed(post=post, assessment=Assessment(id=id), at=FIRST, collected_at=seen)


def citation(done: Assessed) -> Citation:
    return Citation(id="baomau.example/thu-vien.html", url=URL, document=done)


def look(hours: float, outcome: str = "found", text: str = WORDS, **more: object) -> Look:
    status = {"found": 200, "same": 304, "gone": 404}.get(outcome, 0)
    words = text if outcome == "found" else ""
    return Look(url=URL, at=FIRST + hours * HOUR, outcome=outcome, status=status, text=words, published_at=FIRST - 2 * HOUR, **more)  # type: ignore[arg-type]


def known(*looks: Look, done: Assessed | None = None) -> Cited:
    done = done or document()
    state = cite(None, citation(done))
    for one in looks:
        state = take(state, one)
    first = next((one for one in looks if one.text), None)
    return replace(state, copies=tuple(compare(done, copy, first, PRESS) if first else copy for copy in state.copies))


def statuses(done: Assessed) -> dict[str, str]:
    return {check.id: check.status for check in done.assessment.checks}


def test_the_first_look_is_soon_and_the_others_as_planned():
    state = known()
    planned = []
    while (moment := next_look(state)) is not None:
        planned.append((moment - FIRST) / HOUR)
        state = take(state, replace(look(0), at=moment))
        state = replace(state, copies=tuple(replace(copy, taken=True) for copy in state.copies))
    assert planned == [1 / 60, 1, 24, 168, 720]


def test_one_look_serves_all_who_cite_the_original():
    state = known(look(0.02))
    for n in range(5):
        state = cite(state, citation(document(id=f"t:x{n}", seen=FIRST + n * timedelta(seconds=10))))
    assert next_look(state) == FIRST + 0.02 * HOUR + timedelta(minutes=15)
    state = take(state, look(0.5))
    assert next_look(state) == FIRST + HOUR
    late = cite(state, citation(document(id="t:late", seen=FIRST - 90 * HOUR)))
    assert next_look(late) == FIRST + 0.75 * HOUR, "who comes late is compared at once"


def test_who_shares_the_link_with_words_of_his_own_is_not_watched():
    state = known(look(0.02, text="hoàn toàn khác " * 60))
    assert [copy.taken for copy in state.copies] == [False]
    assert next_look(state) is None
    assert told(document(), state, state.copies[0], (), PRESS) == document()


def test_the_words_are_asked_for_until_they_were_compared():
    marked = look(0.02, etag='"1"', modified="Mon")
    waiting = take(cite(None, citation(document())), marked)
    assert conditions(waiting) == ("", "")
    state = known(marked, look(1, "same"), look(2, "unreachable"))
    assert conditions(state) == ('"1"', "Mon")
    assert conditions(cite(state, citation(document(id="t:2")))) == ("", "")


def test_an_edited_post_is_compared_anew_and_an_old_version_changes_nothing():
    state = known(look(0.02))
    edited = cite(state, citation(document("sửa lại " + WORDS, seen=FIRST + HOUR)))
    assert [(copy.taken, copy.since) for copy in edited.copies] == [(None, FIRST)]
    assert cite(edited, citation(document(seen=FIRST))) == edited
    again = cite(state, citation(document(seen=FIRST + HOUR)))
    assert [(copy.taken, copy.seen_at) for copy in again.copies] == [(True, FIRST + HOUR)]
    assert cite(again, citation(document(seen=FIRST + HOUR))) == again


def test_what_comes_twice_counts_once():
    state = known(look(0.02), look(1, "gone"))
    assert take(state, look(1, "gone")) == state


def test_those_that_took_nothing_make_room_first():
    state = known(look(0.02))
    own = document(id="t:own")
    state = cite(state, citation(own))
    state = replace(state, copies=(state.copies[0], replace(state.copies[1], taken=False)))
    for n in range(MOST_COPIES + 5):
        state = cite(state, citation(document(id=f"t:x{n}")))
    ids = [copy.post for copy in state.copies]
    assert (len(ids), "t:own" in ids, "t:x204" in ids) == (MOST_COPIES, False, True)


def test_a_copy_of_what_stands_passes():
    state = known(look(0.02))
    done = told(document(), state, state.copies[0], (), PRESS)
    assert statuses(done) == {"A3": "PASS", "A4": "PASS", "A7": "PASS"}
    assert (done.assessment.signals, done.assessment.alert_codes) == ((), ())
    assert told(done, state, state.copies[0], (), PRESS) == done


GONE = (look(0.02), look(24, "gone"), look(49, "gone"))


def test_gone_and_seen_standing_since_fails_and_with_a_name_like_a_paper_s_alerts():
    state = known(*GONE)
    unseen = told(document(), state, state.copies[0], (), PRESS)
    assert (statuses(unseen)["A7"], unseen.assessment.signals) == ("UNKNOWN", ())
    seen = cite(state, citation(document(seen=FIRST + 49 * HOUR)))
    done = told(document(), seen, seen.copies[0], (), PRESS)
    assert (statuses(done)["A7"], done.assessment.alert_codes) == ("FAIL", ("LICENCE",))
    assert done.assessment.severity.score > 0
    assert {mark.field for mark in done.assessment.signals[0].evidence} == {"text", "page.name"}
    assert told(done, seen, seen.copies[0], (), PRESS) == done


@pytest.mark.parametrize(("name", "stance"), [("Hội đọc sách", "NONE"), ("Tin nhanh Làng Chài", "WARN"), ("Tin nhanh Làng Chài", "VICTIM")])
def test_without_a_second_sign_or_from_who_warns_it_is_a_sign_and_no_alert(name, stance):
    given = document(name=name, seen=FIRST + 50 * HOUR)
    given = replace(given, assessment=replace(given.assessment, stance=stance))
    state = known(*GONE, done=given)
    done = told(given, state, state.copies[0], (), PRESS)
    assert [(signal.code, signal.alert) for signal in done.assessment.signals] == [("LICENCE", False)]
    assert done.assessment.alert_codes == ()


def test_a_copy_that_was_looked_at_itself_counts_as_seen():
    state = known(*GONE[:2])
    assert unproven(state, look(30, "gone")) == []
    [copy] = unproven(state, look(49, "gone"))
    for outcome, expected in (("found", "FAIL"), ("gone", "UNKNOWN"), ("refused", "UNKNOWN")):
        seen = take(take(state, look(49, outcome, copy=copy.post)), look(49, "gone"))
        assert statuses(told(document(), seen, seen.copies[0], (), PRESS))["A7"] == expected


def test_agencies_are_counted_for_sites_alone():
    state = known(look(0.02))
    quoted = [Quoted(at=FIRST - day * timedelta(days=1), press=name) for day, name in ((1, "Báo Mẫu"), (2, "Báo Hai"))]
    assert "A10" not in statuses(told(document(), state, state.copies[0], quoted, PRESS))
    site = document(platform="web")
    assert statuses(told(site, state, state.copies[0], quoted, PRESS))["A10"] == "FAIL"


def test_checks_that_were_there_stay():
    state = known(look(0.02))
    given = document()
    check = replace(told(given, state, state.copies[0], (), PRESS).assessment.checks[0], id="B1")
    given = replace(given, assessment=replace(given.assessment, checks=(check,)))
    assert list(statuses(told(given, state, state.copies[0], (), PRESS))) == ["A3", "A4", "A7", "B1"]


class Table:
    """Of Faust's table, what is asked of it here."""

    def __init__(self, *states: Cited) -> None:
        self.data = {state.id.encode(): encode(state) for state in states}


def test_the_longest_due_comes_first_and_stays_due_until_it_was_looked_at():
    states = [replace(known(), id=f"o{n}", copies=(replace(known().copies[0], since=FIRST + n * HOUR),)) for n in (3, 1, 2)]
    table = Table(*states)
    rechecks = Rechecks(table, PRESS)
    now = FIRST + 2.5 * HOUR
    assert [state.id for state in rechecks.due(now, 5)] == ["o1", "o2"]
    assert [state.id for state in rechecks.due(now, 1)] == ["o1"]
    assert [state.id for state in rechecks.due(now, 1, {"o1"})] == ["o2"]
    assert rechecks.late(now) == pytest.approx(89 * 60)
    looked = take(states[1], look(2.5))
    table.data[b"o1"] = encode(looked)
    rechecks.note(looked)
    assert [state.id for state in rechecks.due(now, 5)] == ["o2"]
    rechecks.drop(states[2])
    assert rechecks.due(now, 5) == []
    rechecks.forget()
    assert [state.id for state in Rechecks(table, PRESS).due(now, 5)] == ["o2"], "what a restart finds is what the table has"


LINK = Entity(type="URL", text=URL, start=0, end=len(URL), value=URL)


@pytest.mark.parametrize(
    ("change", "url"),
    [
        ({"article": Article(url=URL)}, URL),
        ({"links": ("https://khac.example/x", URL + "#dau")}, URL),
        ({"links": ("https://l.facebook.com/l.php?u=https%3A%2F%2Fbaomau.example%2Fthu-vien.html&h=1",)}, URL),
        ({"links": ("https://baomau.example/",)}, None),
        ({"links": ("https://khac.example/x",)}, None),
        ({"links": (URL,), "kind": "comment"}, None),
        ({"links": (URL,), "text": "Đọc bài này đi"}, None),
        ({"links": (URL,), "page": Page(id="p", name="Báo Mẫu")}, None),
    ],
)
def test_which_posts_may_be_copies(change, url):
    done = document()
    done = replace(done, post=replace(done.post, **change))
    found = citing(PRESS)(done)
    assert (found.url if found else None) == url


def test_an_address_in_the_text_counts_too():
    done = document()
    found = citing(PRESS)(replace(done, assessment=replace(done.assessment, entities=(LINK,))))
    assert found is not None
    assert (found.url, found.id) == (URL, "baomau.example/thu-vien.html")
