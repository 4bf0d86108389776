"""How long patterns take on the worst texts, measured in a process of its own: one that never comes back can be killed there.

Run as a module it is that process: patterns come in as a JSON list, and it says on stdout which one it is at and what it found.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from enrichers.fold import Folded
from enrichers.scan import Scanner

BUDGET = 0.1
"""Seconds of processor time for the worst text of LENGTH letters; an ordinary pattern takes a fiftieth of it."""

LENGTH = 2000
RUNS = (40, 90, 200)
"""Letters of a text that is all one run, so long that a pattern with a choice inside a repetition has more ways than can be tried."""

PATIENCE, EACH = 10.0, 0.3
"""Seconds to wait for the process: at least, and more for each pattern."""

_WORDS = re.compile("[a-z0-9]{2,}")
_LETTERS = re.compile("[a-z0-9]")


def slow(patterns: Sequence[str]) -> dict[int, str]:
    """Number of each pattern that is too slow, or that the engine refuses → the reason."""
    found: dict[int, str] = {}
    left = list(enumerate(patterns))
    while left:
        at, said, failed = _run([pattern for _, pattern in left])
        found |= {left[number][0]: reason for number, reason in said.items()}
        if not failed:
            break
        found[left[at][0]] = failed
        left = left[at + 1 :]
    return found


def _run(patterns: list[str]) -> tuple[int, dict[int, str], str]:
    """Where the process came to, what it found, and why it did not come to its end, if it did not."""
    command = [sys.executable, "-P", "-m", "tinwatch.rules.pace"]
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, input=json.dumps(patterns), capture_output=True, text=True, timeout=PATIENCE + EACH * len(patterns), check=False
        )
        out, failed = done.stdout, done.returncode and f"ends the engine: {done.stderr[-300:].strip() or f'exit code {done.returncode}'}"
    except subprocess.TimeoutExpired as expired:
        out, failed = (expired.stdout or b"").decode(), "never comes to an end on some text"
    lines = [line.split("\t", 1) for line in out.splitlines() if "\t" in line]
    return max((int(number) for number, _ in lines), default=0), {int(number): reason for number, reason in lines if reason}, failed or ""


def texts(pattern: str) -> Iterator[str]:
    """Texts that make a pattern work: its own words again and again, with and without spaces, and single letters and digits."""
    words = list(dict.fromkeys(_WORDS.findall(pattern)))
    yield from ("a" * LENGTH, "a " * (LENGTH // 2), "0" * LENGTH, "0 " * (LENGTH // 2), "a0." * (LENGTH // 3))
    if words:
        run = " ".join(words)
        yield (run + " ") * (LENGTH // (len(run) + 1) + 1)
    letters = list(dict.fromkeys(_LETTERS.findall(pattern)))[:8]
    for letter in letters:
        yield letter * (LENGTH - 1) + ("q" if letter != "q" else "x")  # the match may not end here, and all ways to it are tried
    for word in words[:6]:
        yield (word + " ") * (LENGTH // (len(word) + 1))
        yield word * (LENGTH // len(word) - 1) + ("q" if word[-1] != "q" else "x")
        yield (word + " a ") * (LENGTH // (len(word) + 3))
    for part in (*letters, *words[:6]) if words else ():
        for length in RUNS:  # a beginning again and again, and then an end: all ways to share the run out are tried
            run = part * (length // len(part))
            yield from (f"{run}{space}{word}" for word in words[-3:] for space in ("", " "))


def _measure(pattern: str) -> str:
    try:
        scanner = Scanner({"x.x": (pattern,)})
    except ValueError as error:
        return f"is refused by the engine: {str(error).rpartition(': ')[2]}"
    plain = Scanner({"x.x": ("zzzz",)})
    for text in texts(pattern):
        folded = Folded(text[:LENGTH])
        plain.scan(folded)  # the folding itself, which every text costs
        start = time.process_time()
        scanner.scan(folded)
        took = time.process_time() - start
        if took > BUDGET:
            return f"takes {took * 1000:.0f} ms on {text[:20]!r} again and again, {LENGTH} letters; at most {BUDGET * 1000:.0f}"
    return ""


if __name__ == "__main__":
    for number, pattern in enumerate(json.load(sys.stdin)):
        print(f"{number}\t", flush=True)  # noqa: T201 - this is how it answers
        if reason := _measure(pattern):
            print(f"{number}\t{reason}", flush=True)  # noqa: T201
