"""Backtests: the sieve loses nothing, the counts are those of the assessor, parts add up, and it can be ended at any moment."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from escalated import SCAM, escalated, walked
from test_rules import GOOD

from agents.assessor import Assessor
from agents.rules import Rules
from search.sqlite import SqliteIndex
from tinwatch.assessors import make_assessor
from tinwatch.backtest.bench import Bench, Part, Plan
from tinwatch.backtest.reviewed import reviewed
from tinwatch.backtest.running import run
from tinwatch.backtest.sieve import Sieve
from tinwatch.backtest.sources import documents, lines
from tinwatch.backtest.tally import SAMPLES, Day, Reviewed, Tally
from tinwatch.rules.pack import Pack, Rule, in_force
from tinwatch.rules.proof import alerting, ordinary
from tinwatch.rules.reading import Source, read
from tinwatch.settings import Settings
from topics.records import Assessed, Assessment, Page, Post, Signal, encode

EXAMPLES = Path(__file__).parents[2] / "examples"
OFFER = "Thu mua pin cũ tận nhà, đặt cọc 200k giữ lịch, ib em"
CAR = "Bên em thu gom pin xe điện, cọc trước 300k rồi thợ tới, nhắn Zalo 0900 000 017"
CALM = "Chợ phiên sáng nay đông vui"
DAY = datetime(2026, 11, 16, 18, tzinfo=UTC)  # in Viet Nam the 17th


def packed(text: str = GOOD) -> Pack:
    source = read(Path("pack.yaml"), text.encode())
    assert isinstance(source, Source)
    return source.pack


NARROW = packed(GOOD.replace("(?:cu|xe dien)", "cu").replace('"3"', '"2"'))
"""The version before, which knows no batteries of cars."""


def post(id: str, text: str) -> Post:
    return Post(id=id, kind="post", page=Page(id="fb:p"), text=text)


def assessed(id: str, text: str, days: int = 0, detector: str = "") -> bytes:
    signals = (Signal(code="LOAN", score=0.7, alert=True, detector=detector, version="1"),) if detector else ()
    at = DAY + timedelta(days=days)
    return encode(Assessed(post=post(id, text), assessment=Assessment(id=id, signals=signals), at=at, collected_at=at))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def assessor(settings: Settings) -> Assessor:
    return make_assessor(settings)


def test_whatever_a_pack_alerts_on_passes_the_sieve(assessor: Assessor) -> None:
    """Each detector's own meetings stand for a pack, so that all families, groups and kinds of meetings occur."""
    packs = {
        judge.name: Pack(
            pack=judge.name, version="1", about="-",
            rules=(Rule(id="r", code=judge.code, harm=judge.harm, about="-", when=judge.module.WHEN, catches=(), ignores=()),),
        )
        for judge in assessor.judges if hasattr(judge.module, "WHEN")
    }  # fmt: skip
    armed = assessor.having(Rules([in_force(pack) for pack in packs.values()]))
    sieves = {name: Sieve((pack,), assessor) for name, pack in packs.items()}
    told = [text for judge in assessor.judges for text in (*judge.module.CATCHES, *judge.module.IGNORES)]
    caught = 0
    for one in (post("t", text) for text in (*told, *map(spread, told))):
        for judge, signal in armed.seen(one).ruled:
            if signal.alert:
                caught += 1
                assert sieves[judge.name.partition("/")[0]].passes(one), (judge.name, one.text)
    assert caught > 100


def spread(text: str) -> str:
    """Words pulled apart, as writers do who hide."""
    return " ".join(".".join(word) if len(word) == 3 else word for word in text.split())


def test_the_sieve_spares_most_of_an_ordinary_day(assessor: Assessor) -> None:
    sieve = Sieve((packed(),), assessor)
    assert sum(sieve.passes(post("t", text)) for text in ordinary()) < len(ordinary()) / 20
    pictured = msgspec.structs.replace(post("t", "Xem ảnh"), media=({"ocr": OFFER},))
    assert sieve.passes(msgspec.convert(msgspec.to_builtins(pictured), Post)), "words in a picture are words of the post"


def test_a_pack_of_addresses_alone_is_not_sifted(assessor: Assessor) -> None:
    """What addresses, names of pages and pictures say stands in no text: such a meeting lets every post through."""
    [rule] = packed().rules
    pack = msgspec.structs.replace(packed(), rules=(msgspec.structs.replace(rule, when=(("listed", "press"),)),))
    assert Sieve((pack,), assessor).passes(post("t", CALM))


@pytest.fixture(scope="module")
def bench(settings: Settings) -> Bench:
    label = {"fb:0": "confirmed", "fb:1": "false_alarm", "fb:2": "confirmed", "fb:calm": "false_alarm"}
    return Bench(Plan(settings, (packed(),), (NARROW,), label))  # type: ignore[arg-type]


POSTS = [
    assessed("fb:0", OFFER),
    assessed("fb:1", CAR),
    assessed("fb:2", OFFER + " nha", 1, "loan"),
    assessed("fb:3", CAR + " nhé", 1),
    assessed("fb:4", CAR + " ạ", 1, "loan"),
    assessed("fb:5", CAR + " đó", 1, "other/rule"),
    assessed("fb:calm", CALM, 2),
]


def test_days_are_counted_against_the_version_in_force(bench: Bench) -> None:
    """The version in force knows the offers of fb:0 and fb:2 only; a detector alerted on fb:2 and fb:4; "other/rule" is gone."""
    tally = bench.judge(Part(POSTS))
    assert tally.days == {
        "2026-11-17": Day(posts=2, alerts=2, new=1, live=1),
        "2026-11-18": Day(posts=4, alerts=4, new=2, live=1),
        "2026-11-19": Day(posts=1),
    }
    assert tally.rules == {"thu-pin/thu-pin": 6}
    assert (tally.reviewed, tally.reviewed_live) == (Reviewed(2, 1), Reviewed(2, 0))
    assert tally.judged == 6
    assert not tally.failed


def test_what_the_version_in_force_alone_sees_is_lost(settings: Settings) -> None:
    tally = Bench(Plan(settings, (NARROW,), (packed(),))).judge(Part(POSTS))
    assert tally.whole == Day(posts=7, alerts=2, new=0, live=6, lost=4)


def test_a_file_counts_as_the_assessor_says(settings: Settings, assessor: Assessor) -> None:
    """Every post of the example stream and some offers; what detectors say is asked of them anew."""
    raws = [*(EXAMPLES / "stream.jsonl").read_bytes().splitlines(), *(encode(post(f"fb:{n}", text)) for n, text in enumerate((OFFER, CAR)))]
    armed = assessor.having(Rules([in_force(packed())]))
    said = [alerting(armed.assess(msgspec.json.decode(raw, type=Post))) for raw in raws]
    ours = [rules for rules in said if any("/" in name for name in rules)]
    tally = Bench(Plan(settings, (packed(),))).judge(Part([*raws, b"{", b"\n"], "posts.jsonl"))
    assert (tally.whole.posts, tally.whole.alerts) == (len(raws), len(ours))
    assert tally.whole.new == sum(all("/" in name for name in rules) for rules in ours)
    assert tally.whole.alerts >= 2
    assert tally.failed == 1
    assert tally.faults[0].startswith(f"posts.jsonl:{len(raws) + 1}: ")
    assert tally.costs is not None


def test_parts_add_up_in_any_order(bench: Bench) -> None:
    many = [assessed(f"fb:{n}", f"{chr(97 + n // 26)}{chr(97 + n % 26)} {CAR}", n % 3) for n in range(90)]
    whole = bench.judge(Part(many))
    for cuts in ((0, 90), (0, 1, 40, 90)):
        parts = [bench.judge(Part(many[a:b])) for a, b in pairwise(cuts)]
        for order in (parts, parts[::-1]):
            found = Tally()
            for part in order:
                found += part
            assert (found.days, found.rules, found.samples, found.judged) == (whole.days, whole.rules, whole.samples, whole.judged)
    [samples] = whole.samples.values()
    assert len(samples) == SAMPLES == len({one.start for one in samples})


async def stream(parts: int, size: int = 50) -> AsyncIterator[Part]:
    for n in range(parts):
        yield Part([assessed(f"fb:{n}.{i}", OFFER if i % 10 == 0 else CALM, n % 3) for i in range(size)])


def test_processes_count_what_one_counts(settings: Settings, bench: Bench) -> None:
    """And what is ended gives what was counted until then."""
    told: list[int] = []
    plan = Plan(settings, (packed(),), (NARROW,))

    async def both() -> tuple[Tally, Tally]:
        whole = await run(plan, stream(6), lambda tally: told.append(tally.whole.posts), processes=1)
        begun = asyncio.Event()
        task = asyncio.ensure_future(run(plan, stream(10**9), lambda tally: begun.set(), processes=1))
        await begun.wait()
        task.cancel()
        return whole, await task

    whole, ended = asyncio.run(both())
    assert told == [50, 100, 150, 200, 250, 300]
    assert whole.whole == Day(posts=300, alerts=30, new=0, live=30)
    assert not whole.stopped
    assert ended.stopped
    assert ended.whole.posts >= 50
    assert ended.whole.alerts == ended.whole.posts / 10


async def test_the_index_gives_all_posts_since_a_day(tmp_path: Path) -> None:
    index = SqliteIndex(tmp_path / "index.sqlite", str.lower)
    await index.open()
    await index.put_documents([msgspec.json.decode(raw, type=Assessed) for raw in POSTS])
    try:
        for since, count in ((None, 7), (DAY + timedelta(hours=1), 5), (DAY + timedelta(days=9), 0)):
            assert sum([len(part.raws) async for part in documents(index, since)]) == count
    finally:
        await index.close()


async def test_of_a_damaged_file_everything_before_the_damage_is_read(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl.gz"
    whole = b"".join(encode(post(f"fb:{n}", OFFER * 20)) + b"\n" for n in range(5000))
    file.write_bytes(gzip.compress(whole)[:-20])
    parts = [part async for part in lines(str(file))]
    read = [raw for part in parts for raw in part.raws]
    assert len(read) > 4000
    assert b"".join(read) == whole[: len(b"".join(read))]
    assert [part.first for part in parts] == [1, 2001, 4001]
    assert [bool(part.fault) for part in parts] == [False, False, True]
    assert f":{len(read) + 1}: the rest" in parts[-1].fault


async def test_what_the_desk_decided_is_known_by_post(tmp_path: Path) -> None:
    index = SqliteIndex(tmp_path / "index.sqlite", str.lower)
    await index.open()
    confirmed = msgspec.structs.replace(escalated(SCAM, codes=("LOAN",)), posts=("fb:a", "fb:b"))
    dismissed = walked(("dismiss", "lan", "analyst", {"reason": "satire"}))
    dismissed = msgspec.structs.replace(dismissed, id="a-2", posts=("fb:b", "fb:c"), updated_at=confirmed.updated_at + timedelta(hours=1))
    waiting = msgspec.structs.replace(walked(), id="a-3", posts=("fb:d",))
    try:
        assert await index.docket.put_cases([confirmed, dismissed, waiting]) == []
        assert await reviewed(index) == {"fb:a": "confirmed", "fb:b": "false_alarm", "fb:c": "false_alarm"}
    finally:
        await index.close()
