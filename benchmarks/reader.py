"""The learned reader: its port against the bare ONNX session, the whole path with and without it, memory, what reaches it and what the gate
loses. Takes the reader of the settings (TINWATCH_READER)."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from agents.aside import Aside
from agents.asked import Asked
from agents.assessor import Assessor
from agents.gate import worth_reading
from agents.learned import Opinion
from agents.sites import SITES
from benchmarks import corpus
from benchmarks.assess import shipped_assessor
from benchmarks.path import embedded
from tinwatch.learning.alerting import Material, folded, material
from tinwatch.learning.samples import samples
from tinwatch.metrics import COUNTERS, HISTOGRAMS, Metrics
from tinwatch.reading.chosen import place
from tinwatch.reading.folder import found
from tinwatch.reading.reader import FILE, OUTPUTS, NetworkReader
from tinwatch.reading.remembered import Remembered
from tinwatch.settings import Settings, load

ROUNDS = 3
TEXTS = 400
OUTCOMES = ("read", "late", "full", "failed", "resting")


def measure() -> dict[str, float]:
    settings = load()
    folder = found(place(settings))
    rules = shipped_assessor()
    before = _resident()
    reader = NetworkReader(folder)
    assessor = rules.reading_by(reader)
    asked = [assessor.look_at(post) for post in corpus.posts()]
    reached = [one for one in asked if one.text]
    some = list({one.text: one for one in reached}.values())[:TEXTS]
    opened = _resident()
    figures = _rates(reader, assessor, folder, some)
    return {
        "posts that reach it, of all": len(reached) / len(asked),
        "texts that reach it once, of all posts": len({one.text for one in reached}) / len(asked),
        **figures,
        "MB more, opened and used": (_resident() - before) / 1e6,
        "MB of these after it was opened": (_resident() - opened) / 1e6,
        **_paths(settings),
        **gate(),
    }


def _rates(reader: NetworkReader, assessor: Assessor, folder: Path, some: Sequence[Asked]) -> dict[str, float]:
    """Readings a second: the session alone on tokens made before, the port with tokens and memory, and the thread beside the loop."""
    import onnxruntime
    from transformers import AutoTokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / FILE), options, providers=["CPUExecutionProvider"])
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    tokens = [tokenizer("query: " + one.text, truncation=True, max_length=192, return_tensors="np") for one in some]
    given = [{name: of[name].astype(np.int64) for name in ("input_ids", "attention_mask")} for of in tokens]
    bare, port, beside = [], [], []
    for _ in range(ROUNDS):  # interleaved, so that a noisy moment hits all three
        bare.append(_rate(lambda: [session.run(list(OUTPUTS), one) for one in given], len(some)))
        fresh = Remembered(reader)
        port.append(_rate(lambda: [fresh.read(one.text) for one in some], len(some)))  # noqa: B023
        reading = assessor.reading_by(Remembered(reader))
        made, start = _readings(), time.perf_counter()
        asyncio.run(_aside(reading, some))
        beside.append((_readings() - made) / (time.perf_counter() - start))
    medians = {"bare session texts/s": bare, "port texts/s": port, "in a thread beside the loop readings/s": beside}
    first, second, third = (statistics.median(one) for one in medians.values())
    told = {name: statistics.median(values) for name, values in medians.items()}
    return {**told, "port ÷ bare session": second / first, "thread ÷ bare session": third / first}


async def _aside(reading: Assessor, some: Sequence[Asked]) -> None:
    """As the agent does it, in batches; what the models alone alert is read several times more, for the words that carried it."""
    aside = Aside(Metrics(), 600)
    for start in range(0, len(some), 50):
        with aside.begin(reading) as batch:
            for one in some[start : start + 50]:
                batch.add(one)
            await aside.end(batch)


def _readings() -> float:
    """Readings that the network has made."""
    return float(sum(bucket.get() for bucket in HISTOGRAMS["reading"]._buckets))  # noqa: SLF001


def _paths(settings: Settings) -> dict[str, float]:
    """The whole embedded path without and with the reader, in turn; and what became of the posts it was to read."""
    without, with_, counted = [], [], dict.fromkeys(OUTCOMES, 0.0)
    for _ in range(ROUNDS):
        for rates, reader in ((without, "none"), (with_, settings.reader)):
            before = {name: COUNTERS["reader"].labels(name)._value.get() for name in OUTCOMES}  # noqa: SLF001
            with tempfile.TemporaryDirectory() as home:
                rates.append(asyncio.run(embedded(Settings(home=Path(home), reader=reader))))
            for name in OUTCOMES:
                counted[name] += (COUNTERS["reader"].labels(name)._value.get() - before[name]) / ROUNDS  # noqa: SLF001
    ratios = [w / o for w, o in zip(with_, without, strict=True)]
    return {
        "path without it posts/s": statistics.median(without),
        "path with it posts/s": statistics.median(with_),
        "with ÷ without": statistics.median(ratios),
        **{f"posts {name}": count for name, count in counted.items()},
    }


def gate() -> dict[str, float]:
    """Share of the labelled alerts that reach the reader, the linear model fitted without their fold; listed addresses need none."""
    of = material(samples())
    chances = folded(of)
    p = chances.probability(chances.margins)
    reached = np.array([_reached(of, i, float(p[i])) for i in range(len(of.samples))])
    held = np.array([sample.held for sample in of.samples])
    return {
        "gate recall, labelled": float(reached[of.alert].mean()),
        "gate recall, written": float(reached[of.alert & of.written].mean()),
        "gate recall, held": float(reached[of.alert & held].mean()),
        "labelled negatives that reach it": float(reached[~of.alert].mean()),
    }


def _reached(of: Material, i: int, chance: float) -> bool:
    seen = of.seen[i]
    if seen.look is None:
        return False
    opinion = Opinion(chance, True, "NONE", "", tuple) if of.asked[i] else None
    return worth_reading(opinion, seen.judged, len(of.samples[i].text)) or not SITES.isdisjoint(seen.look.groups)


def _rate(work: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def _resident() -> int:
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
