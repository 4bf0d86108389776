"""A backtest under way: the parts of the posts go to as many processes as there are cores, and what they count is added up."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

from tinwatch.backtest.bench import Bench, Part, Plan
from tinwatch.backtest.tally import Tally

FEW = 3
"""Parts that are judged right here: to start a process takes as long as judging them."""

WAITING = 2
"""Parts for each process that are read before it asks for them."""

Show = Callable[[Tally], None]
"""Told what has been counted so far, after each part."""


async def run(plan: Plan, parts: AsyncIterator[Part], show: Show = lambda tally: None, processes: int = 0) -> Tally:
    """What the packs would have alerted on. `processes` 0: one for each core.

    Where the task is cancelled it ends within a part of each process and gives what was counted until then, `stopped`.
    """
    tally = Tally()
    executor: Executor | None = None
    try:
        first = [part async for part in _first(parts)]
        if len(first) < FEW:
            executor, judge, workers = ThreadPoolExecutor(1), (await asyncio.to_thread(Bench, plan)).judge, 1
        else:
            workers = processes or len(os.sched_getaffinity(0))
            executor, judge = _pool(plan, workers), _judge
        await _all(executor, judge, _chained(first, parts), tally, show, workers)
    except asyncio.CancelledError:
        tally.stopped = True
    finally:
        if executor is not None:
            await asyncio.to_thread(executor.shutdown, not tally.stopped, cancel_futures=True)
    return tally


async def _first(parts: AsyncIterator[Part]) -> AsyncIterator[Part]:
    for _ in range(FEW):
        part = await anext(parts, None)
        if part is None:
            return
        yield part


async def _chained(first: list[Part], parts: AsyncIterator[Part]) -> AsyncIterator[Part]:
    for part in first:
        yield part
    async for part in parts:
        yield part


async def _all(
    executor: Executor, judge: Callable[[Part], Tally], parts: AsyncIterator[Part], tally: Tally, show: Show, workers: int
) -> None:
    loop = asyncio.get_running_loop()
    under_way: set[asyncio.Future[Tally]] = set()
    async for part in parts:
        under_way.add(loop.run_in_executor(executor, judge, part))
        if len(under_way) >= workers * (1 + WAITING):
            under_way = await _add(under_way, tally, show)
    while under_way:
        under_way = await _add(under_way, tally, show)


async def _add(under_way: set[asyncio.Future[Tally]], tally: Tally, show: Show) -> set[asyncio.Future[Tally]]:
    done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
    for one in done:
        tally += one.result()
        show(tally)
    return under_way


_bench: list[Bench] = []


def _pool(plan: Plan, processes: int) -> ProcessPoolExecutor:
    """Started anew rather than forked: the web server that asks has threads."""
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, (plan,))


def _begin(plan: Plan) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked
    os.nice(5)
    _bench.append(Bench(plan))


def _judge(part: Part) -> Tally:
    return _bench[0].judge(part)
