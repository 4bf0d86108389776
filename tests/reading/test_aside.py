"""Reading beside the event loop: what is slow, stuck, failing or too much leaves posts unread, never waiting, never lost."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from agents.aside import Aside
from agents.breaker import FAILURES, LONGEST, REST, Breaker
from agents.reading import Failed
from agents.shadow import compared, reader_on_trial
from topics.records import Page, Post

LOAN = "Cho vay góp ngày, không cần thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Counts:
    """The agents' meter, counting for real."""

    def __init__(self):
        self.of = Counter()

    def add(self, name, amount=1, label=""):
        self.of[f"{name} {label}"] += amount

    def observe(self, name, seconds):
        pass


class Odd:
    """A real reader with a fault; `fault` is called before each reading."""

    def __init__(self, reader, fault):
        self.name, self.version, self.terms = reader.name, reader.version, reader.terms
        self.heard = []
        self._reader, self._fault = reader, fault

    def read(self, text):
        self.heard.append(text)
        self._fault(text)
        return self._reader.read(text)


def posts(count, text=LOAN):
    """The last is the freshest; each is worth reading."""
    return [
        Post(id=f"t:{i}", kind="post", page=Page(id="t:p"), text=f"{text} tin {i}", published_at=NOON + timedelta(minutes=i))
        for i in range(count)
    ]


async def through(aside, assessor, some):
    with aside.begin(assessor) as batch:
        for post in some:
            batch.add(assessor.look_at(post))
        return await aside.end(batch)


async def test_posts_come_back_in_their_order_read_as_each_alone(assessor, reader):
    reading, meter = assessor.reading_by(reader), Counts()
    some = [*posts(6), Post(id="t:x", kind="post", page=Page(id="t:p"), text="Nam mô"), *posts(3, LOAN + ", nạp")]
    done = await through(Aside(meter, 30), reading, some)
    assert [one.post.id for one in done] == [post.id for post in some]
    alone = [reading.read(reading.look_at(post)) for post in some]
    assert [one.read for one in done] == [one.read for one in alone]
    assert sum(one.read is not None for one in done) == 9
    assert meter.of == {"reader read": 9}


@pytest.mark.parametrize("dated", [True, False])
async def test_under_a_rush_the_freshest_are_read_and_the_rest_goes_on(assessor, reader, dated):
    gate, odd = threading.Event(), Odd(reader, lambda _: gate.wait(50))
    meter = Counts()
    aside = Aside(meter, 30, most=4)
    with aside.begin(assessor.reading_by(odd)) as batch:
        for post in posts(10):
            post = post if dated else structs.replace(post, published_at=None)  # then the order of arrival tells
            batch.add(batch.assessor.look_at(post))
        gate.set()
        done = await aside.end(batch)
    read = [int(one.post.id[2:]) for one in done if one.read]
    assert set(read) >= {7, 8, 9}, "the fourth may be the one that the thread had in hand"
    assert len(read) == 4
    assert {one.unread for one in done if not one.read} == {"full"}
    order = [int(text.rpartition(" ")[2]) for text in odd.heard[1:]]
    assert order == sorted(order, reverse=True), "the freshest first"
    assert meter.of["reader full"] + meter.of["reader read"] == 10


async def test_a_slow_reader_holds_nobody_up(assessor, reader):
    slow = assessor.reading_by(Odd(reader, lambda _: time.sleep(1)))
    meter, turns = Counts(), 0

    async def others():
        nonlocal turns
        while True:
            await asyncio.sleep(0.01)
            turns += 1

    beside = asyncio.create_task(others())
    aside = Aside(meter, 0.6)
    start = time.monotonic()
    done = await through(aside, slow, posts(20))
    spent = time.monotonic() - start
    beside.cancel()
    assert len(done) == 20
    assert spent < 20, "not until all is read"
    assert turns > 3, "the loop ran on"
    assert Counter(one.unread for one in done if not one.read) == {"late": meter.of["reader late"]}
    assert meter.of["reader late"] >= 5
    assessments = [slow.in_thread(one, None)[0] for one in done]
    assert {one.alert_codes for one in assessments if one.unread} == {("LOAN",)}, "rules and linear model decided"


async def test_a_stuck_reader_rests_and_is_tried_again(assessor, reader):
    gate, now = threading.Event(), [0.0]
    stuck, meter = assessor.reading_by(Odd(reader, lambda _: gate.wait(60))), Counts()
    aside = Aside(meter, 0.05, clock=lambda: now[0])
    for _ in range(FAILURES):
        assert {one.unread for one in await through(aside, stuck, posts(3))} == {"late"}
    start, aside._deadline = time.monotonic(), 100
    assert {one.unread for one in await through(aside, stuck, posts(3))} == {"resting"}
    assert time.monotonic() - start < 100, "no deadline is waited for any more"
    aside._deadline = 0.05
    now[0] = 1000.0
    assert sorted(one.unread for one in await through(aside, stuck, posts(3))) == ["late", "resting", "resting"]
    gate.set()
    now[0] = 2000.0
    aside._deadline = 30
    assert sorted(bool(one.read) for one in await through(aside, stuck, posts(3))) == [False, False, True]
    assert all(one.read for one in await through(aside, stuck, posts(3)))


async def test_a_failing_reader_is_left_alone_but_one_bad_text_does_not_do_it(assessor, reader):
    def refuse(text):
        if "tin 1" in text or broken:
            raise Failed("on purpose")

    broken, meter = False, Counts()
    failing = assessor.reading_by(Odd(reader, refuse))
    aside = Aside(meter, 30)
    for _ in range(FAILURES + 1):
        done = await through(aside, failing, posts(4))
        assert [one.unread for one in done] == ["", "failed", "", ""]
    broken = True
    assert {one.unread for one in await through(aside, failing, posts(4))} == {"failed"}
    assert {one.unread for one in await through(aside, failing, posts(4))} == {"resting"}
    again = assessor.reading_by(reader)
    assert all(one.read for one in await through(aside, again, posts(4))), "another reader begins anew"


async def test_a_bug_in_a_reader_is_not_taken_for_a_quiet_day(assessor, reader):
    def bug(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await through(Aside(Counts(), 30), assessor.reading_by(Odd(reader, bug)), posts(2))


async def test_a_batch_that_is_given_up_leaves_the_thread_free(assessor, reader):
    reading, aside = assessor.reading_by(reader), Aside(Counts(), 30)
    with contextlib.suppress(KeyError), aside.begin(reading) as batch:
        batch.add(reading.look_at(posts(1)[0]))
        raise KeyError
    assert all(one.read for one in await through(aside, reading, posts(3)))


def test_the_breaker_rests_longer_each_time():
    breaker = Breaker()
    assert [breaker.allowed(0, 5), breaker.failed(0), breaker.allowed(0, 5)] == [5, None, 5]
    breaker.failed(0, FAILURES)
    assert [breaker.allowed(t, 5) for t in (0, REST - 1, REST)] == [0, 0, 1]
    breaker.failed(REST)
    assert [breaker.allowed(t, 5) for t in (REST * 2.9, REST * 3)] == [0, 1]
    for _ in range(20):
        breaker.failed(0)
    assert breaker.allowed(LONGEST, 5) == 1
    breaker.succeeded()
    assert breaker.allowed(0, 5) == 5


async def test_a_shadow_is_compared_and_never_heard(assessor, reader, tmp_path):
    import tiny_reader

    from tinwatch.reading.reader import NetworkReader

    other = NetworkReader(tiny_reader.make(tmp_path / "other", {"vay": 9.0, "nạp": 1.0}))
    mild = NetworkReader(tiny_reader.make(tmp_path / "mild", {"nạp": 5.0}, stance="NONE"))
    reading = assessor.reading_by(reader)
    calm, loud = (reading.read(reading.look_at(post)) for post in (posts(1)[0], posts(1, LOAN + ", nạp")[0]))
    assert [compared(reading, one, other) for one in (calm, loud)] == ["alert", "agree"]
    assert [compared(reading, one, reader) for one in (calm, loud)] == ["agree", "agree"]
    assert compared(reading, calm, mild) == "stance"
    assert compared(reading, calm, Odd(reader, lambda _: (_ for _ in ()).throw(Failed("on purpose")))) == "failed"
    meter = Counts()
    done = await through(Aside(meter, 30, [reader_on_trial(meter, lambda: other)]), reading, [posts(1)[0], *posts(1, LOAN + ", nạp")])
    assert [one.read.model.version for one in done] == [reader.version] * 2
    deadline = time.monotonic() + 100
    while meter.of["reader_shadow alert"] + meter.of["reader_shadow agree"] < 2:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)
    assert (meter.of["reader_shadow alert"], meter.of["reader_shadow agree"]) == (1, 1)
