"""The folds and the model of all rows: what each is trained on, what it says of the rest, files to go on from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinwatch.learning.folds import folds, teaching
from tinwatch.learning.reader.network import Bottom, checkpoint
from tinwatch.learning.reader.said import Predictions, Said
from tinwatch.learning.reader.states import Say, States
from tinwatch.learning.reader.tops import said_in_eighths
from tinwatch.learning.reader.training import Network, Plan, Run, copies
from tinwatch.learning.samples import Sample


@dataclass(frozen=True)
class Course:
    """All of one training: the rows, their labels in order, how it goes, from where, and the folder it is kept in."""

    samples: Sequence[Sample]
    plan: Plan
    origin: Path
    work: Path
    count: int = 5

    @property
    def stances(self) -> list[str]:
        return sorted({sample.stance for sample in self.samples})

    @property
    def codes(self) -> list[str]:
        return sorted({sample.code for sample in self.samples})

    @property
    def parts(self) -> NDArray[np.int64]:
        return folds([sample.id for sample in self.samples], [sample.text for sample in self.samples], self.count)

    @property
    def mark(self) -> str:
        """What a kept run must be of to be gone on with."""
        rows = [[s.id, s.text, s.code, s.stance, s.alert, s.written] for s in self.samples]
        weights = hashlib.sha256((self.origin / "model.safetensors").read_bytes()).hexdigest()
        return hashlib.sha256(json.dumps([rows, asdict(self.plan), weights, self.count]).encode()).hexdigest()[:16]


class Crossing:
    """The runs of a course. Folds that are done and the epoch a run had reached are read from its folder when `resume` says so.

    `seconds` is the processor time of the runs that were asked for, whenever they ran.
    """

    def __init__(self, course: Course, say: Say, resume: bool = False) -> None:
        """Raises ValueError when the folder is of another course."""
        self.course, self._say = course, say
        self._folder = course.work / course.mark
        self._folder.mkdir(parents=True, exist_ok=True)
        if not resume:
            for file in self._folder.iterdir():
                file.unlink()
        self.seconds = 0.0
        self._encoder, self.tokenizer = checkpoint(course.origin)
        bottom = Bottom(self._encoder, course.plan.shared)
        self.states = States(bottom, self.tokenizer, course.plan.longest, course.work / "states")
        self.states.learn([text for sample in course.samples for text in (sample.text, *copies(sample, course.plan))], say)

    def predicted(self, only: Sequence[int] = ()) -> Predictions | None:
        """What readers that had not seen them say of the written rows, in eight bits; None while folds are missing.

        The other rows are always learned from, except where they are near-copies of a written row of the fold. `only` names the folds to
        work at, so that several processes share them.
        """
        samples, course = self.course.samples, self.course
        parts, written = course.parts, np.array([sample.written for sample in samples])
        done = True
        out = Said(np.zeros(len(samples), np.float32), _empty(samples, course.stances), _empty(samples, course.codes))
        for part in range(course.count):
            held = np.flatnonzero((parts == part) & written).tolist()
            file = self._folder / f"fold-{part}.npz"
            if not file.exists() and only and part not in only:
                done = False
                continue
            if not file.exists():
                rest = np.flatnonzero(teaching(parts, [sample.text for sample in samples], written, part)).tolist()
                self._say(f"fold {part + 1} of {course.count}: {len(rest):,} rows, judged on {len(held):,}")
                run = self._run(rest, part, f"fold-{part}.pt")
                one = said_in_eighths(run.mean, self.states, [samples[i].text for i in held], self._folder)
                np.savez(file, alert=one.alert, stance=one.stance, code=one.code, seconds=run.seconds)
                (self._folder / f"fold-{part}.pt").unlink()
            with np.load(file) as found:
                self.seconds += float(found["seconds"])
                out.alert[held], out.stance[held], out.code[held] = found["alert"], found["stance"], found["code"]
        rows = np.flatnonzero(written).tolist()
        said = Said(out.alert[rows], out.stance[rows], out.code[rows])
        return Predictions([samples[i].id for i in rows], said, course.stances, course.codes, course.mark) if done else None

    def whole(self) -> Network:
        """The network trained on all rows."""
        self._say(f"all {len(self.course.samples):,} rows")
        run = self._run(range(len(self.course.samples)), self.course.count, "whole.pt")
        self.seconds += run.seconds
        network: Network = run.mean
        return network

    def _run(self, rows: Sequence[int], salt: int, name: str) -> Run:
        course, file = self.course, self._folder / name
        run = Run(self._encoder, self.states, [course.samples[i] for i in rows], (course.stances, course.codes), course.plan, salt)
        if file.exists():
            run.restore(file)
        run.train(self._say, lambda now: now.save(file))
        return run

    @property
    def encoder(self) -> Any:
        """The untouched checkpoint."""
        return self._encoder


def _empty(samples: Sequence[Sample], labels: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros((len(samples), len(labels)), np.float32)
