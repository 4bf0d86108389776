"""What counts as a standstill: the rule, without a broker; tests/flow and tests/live have it with one."""

import logging
from types import SimpleNamespace

import pytest
from faust.types import TP

from tinwatch.settings import Settings
from tinwatch.stalls import LOOKS, Stalls

MINE, OTHERS = ("posts.v1", 3), ("posts.v1", 4)


@pytest.fixture
def app():
    recovery = SimpleNamespace(in_recovery=False, active_offsets={"changelog": 0})
    consumer = SimpleNamespace(assignment=lambda: {TP(*MINE)})
    return SimpleNamespace(consumer=consumer, tables=SimpleNamespace(recovery=recovery), waits={})


@pytest.fixture
def watch(app):
    return Stalls(Settings(stall=60), app, give_up=lambda _: None)


def looks(watch, count, behind):
    return [watch._look(behind(n) if callable(behind) else behind) for n in range(count)]


def test_the_same_offset_for_all_of_the_time_is_a_standstill_and_is_named(watch):
    said = looks(watch, LOOKS + 1, {MINE: (7, 20)})
    assert said[:-1] == [""] * LOOKS
    assert said[-1] == "stalled: nothing done for 60 s though records wait: posts.v1/3 at offset 7 of 20"


def test_an_offset_that_moves_more_records_and_nothing_to_do_are_none(watch):
    assert not any(looks(watch, 5 * LOOKS, lambda n: {MINE: (7 + n // (LOOKS - 1), 200)}))
    assert not any(looks(watch, 5 * LOOKS, {}))
    assert not any(looks(watch, 5 * LOOKS, {OTHERS: (7, 20)})), "another worker's"
    assert any(looks(watch, LOOKS + 1, lambda n: {MINE: (7, 20 + n)})), "new records are no progress"


def test_recovering_tables_is_progress_while_it_goes_on(watch, app):
    recovery = app.tables.recovery
    recovery.in_recovery = True

    def moving(n):
        recovery.active_offsets["changelog"] = n
        return {MINE: (7, 20)}

    assert not any(looks(watch, 5 * LOOKS, moving))
    assert any(looks(watch, LOOKS + 1, {MINE: (7, 20)}))


def test_what_is_waited_for_is_said_and_does_not_end_the_worker(watch, app, caplog):
    looks(watch, LOOKS, {MINE: (7, 20)})
    app.waits["batch"] = "the index"
    with caplog.at_level(logging.WARNING):
        assert not any(looks(watch, 2 * LOOKS, {MINE: (7, 20)}))
    assert [record.getMessage() for record in caplog.records] == [
        f"waiting for the index for {seconds} s: posts.v1/3 at offset 7 of 20" for seconds in (60, 120)
    ]
    app.waits.clear()
    said = looks(watch, LOOKS, {MINE: (7, 20)})
    assert said[:-1] == [""] * (LOOKS - 1), "there is time to do what was waited for"
    assert said[-1].startswith("stalled"), "but not for ever"
