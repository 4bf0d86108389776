"""A log whose every line carries the SHA-256 over the line before and itself: none can be changed, taken out or put in unseen. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def linked(before: str, line: Mapping[str, object]) -> bytes:
    """The next line, with its `chain` at the end and a newline; `before` is the chain of the line before, empty for the first."""
    kept = {name: value for name, value in line.items() if name != "chain"}
    return _written(kept | {"chain": _chain(before, kept)}) + b"\n"


def last(log: bytes) -> str:
    """The chain of the last whole line; empty where there is none. What a crash left half-written at the end does not count."""
    lines = whole(log).splitlines()
    return str(json.loads(lines[-1])["chain"]) if lines else ""


def whole(log: bytes) -> bytes:
    """The log without what a crash left half-written at its end."""
    return log[: log.rfind(b"\n") + 1]


def lines(log: bytes) -> list[dict[str, object]]:
    """Its lines; ValueError where one is none."""
    return [json.loads(line) for line in log.splitlines()]


def broken(log: bytes) -> str:
    """The first place where the chain does not hold, as words; empty when it does."""
    *written, rest = log.split(b"\n")
    if rest:
        return f"line {len(written) + 1} is cut off"
    before = ""
    for number, line in enumerate(written, 1):
        try:
            read = json.loads(line)
            told = read.pop("chain")
        except (ValueError, AttributeError, KeyError, TypeError):
            return f"line {number} is not readable"
        if told != _chain(before, read) or _written(read | {"chain": told}) != line:
            return f"line {number} does not follow from the line before"
        before = str(told)
    return ""


def _chain(before: str, line: Mapping[str, object]) -> str:
    return hashlib.sha256(before.encode() + _written(line)).hexdigest()


def _written(line: Mapping[str, object]) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
