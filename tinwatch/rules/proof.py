"""A pack's proof: its examples, and a day of ordinary texts on which it has to keep quiet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from agents.assessor import Assessor
from agents.rules import Rules
from detectors import cues
from enrichers.fold import Folded
from enrichers.scan import Scanner
from tinwatch.rules.pace import slow
from tinwatch.rules.pack import in_force, names
from tinwatch.rules.reading import At, Problem, Source
from topics.records import Assessment, Page, Post

ORDINARY = Path(__file__).parent / "ordinary.txt"
"""Posts and comments of an invented province that deserve no alert, all written by us."""

MOST_ORDINARY = 0.05
"""Share of the ordinary texts that a pattern may be found in: beyond it, it says nothing."""


@cache
def ordinary() -> tuple[str, ...]:
    return tuple(ORDINARY.read_text("utf-8").splitlines())


def pattern_complaints(source: Source) -> Iterator[Problem]:
    """Patterns that are too slow or that ordinary texts are full of; those that `lint` refuses must not come here."""
    homes = _patterns(source)
    spelled = [cues.spelled([pattern])[0] for _, pattern in homes]
    late = slow(spelled)
    for number, reason in late.items():
        at, pattern = homes[number]
        yield source.problem(f"{at[-2]}: pattern {pattern!r} {reason}", *at)
    scanner = Scanner({str(number): (pattern,) for number, pattern in enumerate(spelled) if number not in late})
    found = Counter(family for text in ordinary() for family in {hit.family for hit in scanner.scan(Folded(text))})
    for family, count in found.items():
        if count > MOST_ORDINARY * len(ordinary()):
            at, pattern = homes[int(family)]
            yield source.problem(f"{at[-2]}: pattern {pattern!r} is found in {count} of {len(ordinary())} ordinary texts", *at)


def rule_complaints(source: Source, assessor: Assessor) -> Iterator[Problem]:
    """Examples that come out otherwise than the rule says, and ordinary texts it would raise an alert for."""
    proved = assessor.having(Rules([in_force(source.pack)]))
    detectors = names(source.pack)
    for number, rule in enumerate(source.pack.rules):
        at: At = ("rules", number)
        for i, text in enumerate(rule.catches):
            if detectors[rule.id] not in alerting(said := judged(proved, text)):
                yield source.problem(f"{rule.id} does not catch its example {text[:60]!r}: {_instead(said)}", *at, "catches", i)
        for i, text in enumerate(rule.ignores):
            if detectors[rule.id] in alerting(judged(proved, text)):
                yield source.problem(f"{rule.id} does not ignore its example {text[:60]!r}", *at, "ignores", i)
    quiet = {name: rule for rule, name in detectors.items()}
    for text in ordinary():
        for name in alerting(judged(proved, text)) & quiet.keys():
            number = next(n for n, rule in enumerate(source.pack.rules) if rule.id == quiet[name])
            yield source.problem(f"{quiet.pop(name)} would raise an alert for the ordinary text {text[:80]!r}", "rules", number, "when")


def judged(assessor: Assessor, text: str) -> Assessment:
    """The assessment of an example, read as a page's post."""
    return assessor.assess(Post(id="example", kind="post", page=Page(id="example"), text=text))


def alerting(assessment: Assessment) -> set[str]:
    """Names of the detectors and rules that would raise an alert."""
    return {signal.detector for signal in assessment.signals if signal.alert}


def _patterns(source: Source) -> Sequence[tuple[At, str]]:
    """Every pattern of the pack with where it stands."""
    return [
        (((*(("rules", number - 1) if number else ()), "cues", family, i)), pattern)
        for number, part in enumerate(source.pack.parts)
        for family, texts in part.cues.items()
        for i, pattern in enumerate(texts)
    ]


def _instead(said: Assessment) -> str:
    seen = ", ".join(sorted({signal.detector for signal in said.signals})) or "nobody"
    return f"read as {said.stance}, seen by {seen}"
