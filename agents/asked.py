"""A post on its way to its assessment: what the rules saw, what the linear model thinks, and what the reader read, if it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from agents.learned import Limits, Opinion
from agents.reading import Reader, Reading, Terms, joined
from topics.records import Detector, Evidence, Post

if TYPE_CHECKING:
    from agents.assessor import Seen


class Read(NamedTuple):
    """A reading with who read and how it weighs; `marks` are the words that carried an alert of the models alone, should it be one."""

    reading: Reading
    terms: Terms
    model: Detector
    marks: tuple[Evidence, ...] = ()


class Asked(NamedTuple):
    """`text` is what the reader is to read, empty when it need not; `unread` why it did not."""

    post: Post
    seen: Seen
    opinion: Opinion | None = None
    text: str = ""
    read: Read | None = None
    unread: str = ""

    def left(self, why: str) -> Asked:
        return self._replace(unread=why)


def read_by(reader: Reader, text: str) -> Read:
    """Raises `agents.reading.Failed`."""
    return Read(reader.read(text), reader.terms, Detector(name=reader.name, version=reader.version))


def together(opinion: Opinion, read: Read) -> tuple[Limits, Opinion]:
    """The opinion of both models, with the limits that are the reader's. No alert of theirs alone exceeds MEDIUM."""
    terms, model = read.terms, read.model
    joint = joined(read.reading, terms, opinion.probability, opinion.scores, opinion.code)
    limits = Limits(model.name, model.version, terms.alert, terms.keep, terms.alone, "MEDIUM")
    return limits, Opinion(
        joint.probability, opinion.grounded, joint.stance, joint.code, lambda: read.marks or opinion.why(), near=opinion.near
    )
