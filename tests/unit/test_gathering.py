"""What gather knows survives a restart exactly, changes by nothing that comes again, and depends on no clock."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.gathering import Gathering, Step
from alerts.window import CHUNK, Window
from enrichers.copies import signature
from topics.patterns import Memory, Pattern, Trace, Traces
from topics.records import decode, encode

WORDS = "xe mưa chợ lớp giá nhà đường bếp vườn sông biển núi gió quê phố hội bóng vé điểm món áo hoa cá tôm lúa ga cầu bến".split()
START = 1_760_000_000


def text(rng: random.Random, words: int = 24) -> str:
    return " ".join(rng.choices(WORDS, k=words))


def nearly(rng: random.Random, said: str) -> str:
    """The text with one word replaced."""
    words = said.split()
    words[rng.randrange(len(words))] = rng.choice(WORDS)
    return " ".join(words)


def stream(seed: int, posts: int = 240) -> list[Traces]:
    """Eight pages over four days: copies, links that three of them push at once, repeats, posts out of order, comments, a loud hour."""
    rng = random.Random(seed)
    said = [text(rng) for _ in range(4)]
    found = []
    for n in range(posts):
        at, page, links = START + rng.randrange(4 * 86_400), f"fb:{rng.randrange(8)}", ()
        if n % 6 == 0:
            at, page, links = START + n // 18 * 20_000 + rng.randrange(40), f"fb:{n // 6 % 3}", (f"x.vn/{n // 18}",)
        if n % 11 == 0:
            at, page = START + 3 * 86_400 + rng.randrange(3600), "fb:7"
        spoken = nearly(rng, rng.choice(said)) if n % 4 == 0 else text(rng)
        found.append(trace(f"fb:{n}", spoken, page=page, at=at, links=links, comment=n % 5 == 0))
    found.sort(key=lambda t: (t.at + rng.randrange(7200), t.id))
    found += rng.sample(found, 20)  # collected again
    sizes = iter(lambda: rng.randrange(1, 25), None)
    batches, begun = [], 0
    while begun < len(found):
        some = tuple(found[begun : begun + next(sizes)])
        begun += len(some)
        batches.append(Traces(traces=some, lanes={t.page[-1]: t.at for t in some}))
    return batches


def trace(id: str, said: str = "", *, page: str = "fb:p", at: int = START, links: tuple[str, ...] = (), comment: bool = False) -> Trace:
    sites = tuple(link.partition("/")[0] for link in links)
    return Trace(id=id, page=page, at=at, comment=comment, by_page=not comment, signature=signature(said), links=links, sites=sites)


def run(gathering: Gathering, batches: list[Traces], first: int = 0) -> list[Step]:
    steps = [gathering.take(offset, batch) for offset, batch in enumerate(batches, first)]
    assert all(step is not None for step in steps)
    return [step for step in steps if step is not None]


def restored(steps: list[Step], most: int) -> Gathering:
    """What a new process makes of the changelog: the records as they are written, without those that were forgotten."""
    forgotten = {offset for step in steps for offset in step.forgotten}
    again = Gathering(most)
    for step in steps:
        if step.memory.offset not in forgotten:
            again.restore(decode(encode(step.memory), Memory))
    return again


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([60, 100, 1000]), st.floats(0.05, 0.95))
def test_a_restart_at_any_batch_changes_nothing(seed, most, part):
    batches = stream(seed)
    cut = max(1, int(len(batches) * part))
    straight = Gathering(most)
    before = run(straight, batches[:cut])
    again = restored(before, most)
    assert len(again) == len(straight)
    assert run(again, batches[cut:], cut) == run(straight, batches[cut:], cut)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_batch_that_comes_again_changes_nothing(seed):
    batches = stream(seed)
    once, twice = Gathering(200), Gathering(200)
    steps = run(once, batches)
    for offset, batch in enumerate(batches):
        assert twice.take(offset, batch) == steps[offset]
        assert twice.take(offset, batch) is None
        assert twice.take(offset - 1, batch) is None


def test_after_a_restart_it_tells_what_changed_with_a_batch_or_later():
    batches = stream(1)
    steps = run(Gathering(), batches)
    newest = {p.id: p for step in steps for p in step.memory.patterns}
    again = restored(steps, 1000)
    for offset in range(0, len(batches), 5):
        late = {p.id for step in steps[offset:] for p in step.memory.patterns}
        assert {p.id: p for p in again.since(offset)} == {id: newest[id] for id in late}


def test_versions_grow_by_one():
    versions: dict[str, int] = {}
    for step in run(Gathering(), stream(3)):
        for pattern in step.memory.patterns:
            assert pattern.version == versions.get(pattern.id, 0) + 1
            versions[pattern.id] = pattern.version
    assert max(versions.values()) > 3


def test_the_order_of_batches_within_copies_does_not_change_who_is_tied():
    """Coordination follows from the shares held, not from their order."""
    traces = [t for batch in stream(5) for t in batch.traces]
    found = []
    for seed in range(4):
        random.Random(seed).shuffle(traces)
        gathering = Gathering()
        patterns = {p.id: p for s in run(gathering, [Traces(traces=(t,)) for t in traces]) for p in s.memory.patterns}
        found.append(sorted(p.pages for p in patterns.values() if p.kind == "coordinated" and not p.gone))
    assert found[0] == [("fb:0", "fb:1", "fb:2")]
    assert found.count(found[0]) == 4


def test_the_window_is_bounded_and_forgets_the_oldest_first():
    gathering = Gathering(100)
    steps = run(gathering, [Traces(traces=tuple(trace(f"{n}-{i}") for i in range(30))) for n in range(10)])
    assert len(gathering) == 90
    assert [offset for step in steps for offset in step.forgotten] == list(range(7))


def test_a_batch_larger_than_the_window_is_cut():
    gathering = Gathering(10)
    assert len(gathering.take(0, Traces(traces=tuple(trace(f"{i}") for i in range(30)))).memory.traces) == 10


def test_what_lies_before_fourteen_days_is_forgotten():
    gathering = Gathering()
    day = 86_400
    batches = [Traces(traces=(trace(f"{d}", at=START + d * day),), lanes={"0": START + d * day}) for d in range(20)]
    steps = run(gathering, batches)
    assert len(gathering) == 16, "the new batch and those within 14 days of the hour reached before it"
    assert {offset for step in steps for offset in step.forgotten} == {0, 1, 2, 3}


def copies(gathering: Gathering, *batches: Traces) -> list[Pattern]:
    newest = {p.id: p for step in run(gathering, list(batches)) for p in step.memory.patterns}
    return [p for p in newest.values() if p.kind == "copies"]


def test_near_copies_make_one_group_and_others_none():
    rng = random.Random(1)
    said, other = text(rng), text(rng)
    told = [trace("a", said, page="fb:1"), trace("b", other), trace("c", nearly(rng, said), page="fb:2"), trace("d", nearly(rng, said))]
    [group] = copies(Gathering(), Traces(traces=tuple(told)))
    assert (group.posts, group.post_count, group.pages) == (("a", "c", "d"), 3, ("fb:1", "fb:2", "fb:p"))
    assert 0.5 <= group.score < 1


def test_a_copy_days_later_belongs_to_its_group_only_while_it_goes_on():
    said, day = text(random.Random(2)), 86_400
    told = [trace(str(d), said, at=START + d * day) for d in (0, 2, 4, 10)]
    [group] = copies(Gathering(), Traces(traces=tuple(told)))
    assert group.posts == ("0", "2", "4")


def test_comments_tie_no_pages():
    batches = [
        Traces(traces=tuple(trace(f"{n}-{p}", page=f"fb:{p}", at=START + n * 9000, links=(f"x.vn/{n}",), comment=True) for p in range(5)))
        for n in range(10)
    ]
    steps = run(Gathering(), batches)
    assert not [p for step in steps for p in step.memory.patterns if p.kind == "coordinated"]


def test_a_memory_fits_into_a_message_whatever_the_ids():
    said = text(random.Random(3))
    gathering = Gathering()
    for n in range(30):
        batch = Traces(traces=tuple(trace(f"{n}-{i}-" + "x" * 490, said, page=f"fb:{n}-{i}-" + "y" * 480) for i in range(200)))
        step = gathering.take(n, batch)
    assert step.memory.patterns[0].post_count == 6000
    assert len(encode(step.memory.patterns[0])) < 7000


@pytest.mark.parametrize("most", [CHUNK // 4, CHUNK, 2 * CHUNK, 3 * CHUNK + 7])
def test_posts_in_the_window_stay_known_whatever_leaves(most):
    rng, window = random.Random(most), Window(most)
    for _ in range(9):
        coming = rng.randint(most // 3, most)
        window.leave(max(window.first, window.next + coming - most))
        for serial in range(window.next, window.next + coming):
            window.add(serial + 1, serial, serial + 2, bytes([serial % 251 + 1] * 64))
        there = range(window.first, window.next)
        assert [window.serial(serial + 1) for serial in there] == [window.label(serial) - 2 for serial in there] == list(there)
        assert window.nearest(bytes([(window.next - 1) % 251 + 1] * 64), window.next) == (window.next - 1, 1.0)


def test_the_memory_of_posts_that_left_is_given_back():
    window = Window(4 * CHUNK)
    for serial in range(3 * CHUNK):
        window.add(serial + 1, serial, serial + 2, b"x" * 64)
    window.leave(2 * CHUNK + 1)
    assert not any(window.label(serial) for serial in range(2 * CHUNK))
    assert all(window.label(serial) for serial in range(2 * CHUNK, 3 * CHUNK))
