"""Ordinary talk the model must not take for an alert: public comments that nobody labelled, used as negatives only.

The written samples are half alerts; on a page one post in hundreds is. Taught by them alone the model raises its voice at complaints and
condolences. The remedy is to show it the comments it gets wrong: those that a first model likes best.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path

from agents import features
from agents.assessor import Assessor
from agents.learned import Learned
from collectors.lines import read
from tinwatch.learning.samples import Sample

MOST = 500
"""Comments that are taken."""


def background(file: Path, first: Learned, shelf: MutableMapping[str, bytes] | None = None) -> list[Sample]:
    """The comments of a file of records that `first` scores highest, as negatives; each text once.

    Left out is what may well be a lure: where a rule alerts, where there is a contact or an order to go somewhere. The stance is as the
    rules have it.
    """
    scored = [(chance, sample) for sample, chance in _talk(file, first, Assessor(shelf))]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    return [sample for _, sample in scored[:MOST]]


def _talk(file: Path, first: Learned, assessor: Assessor) -> Iterator[tuple[Sample, float]]:
    texts = set()
    for line in read([str(file)]):
        post = line.post
        if post is None or post.text in texts:
            continue
        texts.add(post.text)
        seen = assessor.seen(post)
        look = seen.look
        if look is None or not features.asked(seen.fields, look) or any(signal.alert for signal in seen.signals):
            continue
        if look.tied or look.invites or look.lure:
            continue
        opinion = first.opinion(seen.fields, look)
        if opinion is not None:
            stance = "NONE" if look.stance == "PROMOTE" else look.stance
            yield Sample(f"background:{post.id}", post.text, post.kind, "-", stance, False, "background"), opinion.probability
