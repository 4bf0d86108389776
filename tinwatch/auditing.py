"""The audit log read back: whether its chain holds, and as tables that other programs read. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec

from agents.folding import chained
from topics.cases import Entry

COLUMNS = ("seq", "at", "by", "role", "case", "deed", "reason", "refused", "digest", "chain")
_FORMULA = ("=", "+", "-", "@")


class Broken(ValueError):
    """The log is not as it was written; the message names the first line that is not."""


def verified(lines: Iterable[Entry], seq: int = 0, chain: str = "", *, whole: bool = True) -> tuple[int, str]:
    """Number and chain of the last line, which together stand for all before: whoever keeps them elsewhere sees later whether the end was
    cut off. `seq`, `chain`: such a pair, after which `lines` begin. `whole` false lets the log begin later than at its first line, as it
    does when its time of keeping is over; that first line is then taken as it is."""
    for line in lines:
        if not whole:
            seq, chain, whole = line.seq, line.chain, True
            continue
        if line.seq != seq + 1:
            raise Broken(f"line {seq + 1} is missing; line {line.seq} follows line {seq}")
        if line.chain != chained(chain, line):
            raise Broken(
                f"line {line.seq} ({line.at:%Y-%m-%d %H:%M:%S} {line.by} {line.deed}) is not what was written, or not after line {seq}"
            )
        seq, chain = line.seq, line.chain
    return seq, chain


def as_csv(lines: Iterable[Entry]) -> Iterator[str]:
    """With a head line. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    yield _row(COLUMNS)
    for line in lines:
        said = msgspec.to_builtins(line)
        yield _row([_plain(" ".join(said[name]) if name == "refused" else str(said[name])) for name in COLUMNS])


def as_jsonl(lines: Iterable[Entry]) -> Iterator[str]:
    for line in lines:
        yield msgspec.json.encode(line).decode() + "\n"


def _plain(cell: str) -> str:
    cell = " ".join(cell.split())
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
