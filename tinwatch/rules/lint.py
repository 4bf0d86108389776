"""What can be said against a pack without running it: names, aims, cues that do not exist, meetings that one group could make alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from detectors import cues
from detectors.denied import DENIED, aims, denied, person, plain, points_at
from enrichers import patterns
from tinwatch.rules.pack import ALERTING, Rule
from tinwatch.rules.reading import At, Problem, Source

LONGEST, MOST_STEPS = 200, 1000
"""Most times one repeat may run, and repeats inside repeats together."""

JOINED = tuple(word for word in (denied.strip().replace(" ", "") for denied in DENIED) if len(word) > 7)
"""Denied words long enough to be looked for in names where the words run together."""


def complaints(source: Source, known: Collection[str], taken: Collection[str]) -> Iterator[Problem]:
    """Everything wrong with a pack; `known`: the detectors' cue families, `taken`: names of detectors and of other packs."""
    pack = source.pack
    if pack.pack in taken:
        yield source.problem(f"the name {pack.pack} is taken by a detector or another pack", "pack")
    own = {family for part in pack.parts for family in part.cues}
    yield from _prose(source, pack.about, "about")
    yield from _name(source, pack.pack, "pack")
    yield from _families(source, known)
    seen: set[str] = set()
    for number, rule in enumerate(pack.rules):
        at: At = ("rules", number)
        if rule.id in seen:
            yield source.problem(f"there is a rule {rule.id} already", *at, "id")
        seen.add(rule.id)
        if rule.code not in ALERTING:
            yield source.problem(f"{rule.code} is no code of the taxonomy that may alert: {', '.join(ALERTING)}", *at, "code")
        yield from _name(source, rule.id, *at, "id")
        yield from _prose(source, rule.about, *at, "about")
        yield from _meetings(source, rule, at, own | set(known))
    asked = {name for rule in pack.rules for meeting in rule.when for cue in meeting for name in _alternatives(cue)}
    for family, at in _homes(source):
        if family not in asked and cues.group(family) not in asked:
            yield source.problem(f"{family} is asked for by no `when`", *at)


def _name(source: Source, name: str, *at: str | int) -> Iterator[Problem]:
    joined = plain(name).replace(" ", "")
    for hit in denied([name]):
        yield source.problem(f"{name}: {_aimed(hit.partition(':')[0])}", *at)
        return
    for word in JOINED:
        if word in joined:
            yield source.problem(f"{name}: {_aimed(word)}", *at)
            return
    said = points_at(plain(name), patterns.read(plain(name)))
    if said:
        yield source.problem(f"{name} names {said}; a rule is about what is said, never about a person", *at)


def _aimed(word: str) -> str:
    return f"aims at a viewpoint, a belief or a group of people ({word}); rules judge facts that evidence can settle"


def _prose(source: Source, text: str, *at: str | int) -> Iterator[Problem]:
    for hit in denied([text]):
        yield source.problem(f"the text {_aimed(hit.partition(':')[0])}", *at)
    if name := person(text):
        yield source.problem(f"the text names a person ({name}); a rule is about what is said, never about a person", *at)


def _homes(source: Source) -> Iterator[tuple[str, At]]:
    """Every cue family of the pack and where it stands."""
    yield from ((family, ("cues", family)) for family in source.pack.cues)
    for number, rule in enumerate(source.pack.rules):
        yield from ((family, ("rules", number, "cues", family)) for family in rule.cues)


def _families(source: Source, known: Collection[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for family, at in _homes(source):
        if cues.group(family) not in cues.GROUPS:
            yield source.problem(f"{family}: there is no group {cues.group(family)}; there are {', '.join(cues.GROUPS)}", *at)
        if family in known:
            yield source.problem(f"{family} is a family of the detectors: use it in `when` as it is, or take another name", *at)
        if family in seen:
            yield source.problem(f"{family} stands in this pack twice", *at)
        seen.add(family)
        yield from _name(source, family, *at)
    for number, part in enumerate(source.pack.parts):
        home: At = ("rules", number - 1) if number else ()
        for family, texts in part.cues.items():
            for i, pattern in enumerate(texts):
                if reason := unfit(pattern):
                    yield source.problem(f"{family}: pattern {pattern!r} {reason}", *home, "cues", family, i)
        for family, spelling in part.unlike.items():
            if family not in seen:
                yield source.problem(f"unlike {family}: this pack has no such family", *home, "unlike", family)
            try:
                re.compile(spelling)
            except re.error as error:
                yield source.problem(f"unlike {family}: {error}", *home, "unlike", family)


def unfit(pattern: str) -> str:
    """Why a pattern cannot be used, or nothing; it is not run for that."""
    try:
        (spelled,) = cues.spelled([pattern])
        tree = patterns.read(spelled)
    except KeyError as error:
        return f"has a short form that does not exist, {error}; there are {', '.join(cues.SHORT)}"
    except ValueError as error:
        return f"is no pattern: {error}"
    if tree.getwidth()[0] == 0:
        return "matches the empty text"
    if reason := _runaway(tree):
        return reason
    spellings = patterns.spellings(tree)
    if word := aims(spelled, spellings):
        return _aimed(word)
    if said := points_at(spelled, tree, spellings):
        return f"is {said}: one person's data belong into no rule"
    return ""


def _runaway(items: Any, inside: int = 1, open_above: bool = False) -> str:
    """Why a parsed pattern might take forever on some text, or nothing."""
    for op, value in items:
        name, reason = str(op), ""
        if name in ("ASSERT", "ASSERT_NOT", "GROUPREF", "GROUPREF_EXISTS", "ATOMIC_GROUP"):
            return "looks around or back, which the engine cannot"
        if name == "BRANCH":
            reason = next(filter(None, (_runaway(branch, inside, open_above) for branch in value[1])), "")
        elif name == "SUBPATTERN":
            reason = _runaway(value[-1], inside, open_above)
        elif name.endswith("_REPEAT"):
            reason = _repeat(*value, inside=inside, open_above=open_above)
        if reason:
            return reason
    return ""


def _repeat(low: int, high: int, inner: Any, *, inside: int, open_above: bool) -> str:
    """Open repeats are for the letters of one word, or for words with a space before or after each, and never inside one another."""
    endless = high > LONGEST
    if endless and open_above:
        return "repeats without end inside a repeat without end: it may take forever"
    if endless and high <= 65_535:
        return f"repeats up to {high} times, at most {LONGEST}"
    items = list(inner)
    if endless and not _one_letter(items) and not _spaced(items, 0) and not _spaced(items, -1):
        return "repeats something longer than a letter without end: it may take forever; give it one, as {0,5}"
    steps = inside * (1 if endless else max(1, high))
    if steps > MOST_STEPS:
        return f"repeats inside repeats, together more than {MOST_STEPS} times"
    if high > 1 and not endless and not items[1:] and str(items[0][0]).endswith("_REPEAT"):
        return "repeats a repeat: the same text can be read in too many ways"
    return _runaway(items, steps, open_above or endless)


def _one_letter(items: list[Any]) -> bool:
    """Whether this is one character which cannot be a space."""
    if len(items) != 1:
        return False
    name, value = str(items[0][0]), items[0][1]
    if name == "LITERAL":
        return bool(value != ord(" "))
    if name != "IN":
        return False
    kinds = [(str(op), str(what)) for op, what in value]
    return all(
        op in ("LITERAL", "RANGE") or (op == "CATEGORY" and what.endswith(("_WORD", "_DIGIT")) and "NOT" not in what) for op, what in kinds
    ) and not any(op == "LITERAL" and what == "32" for op, what in kinds)


def _spaced(items: list[Any], at: int) -> bool:
    """Whether this has a space at its beginning (`at` 0) or end (-1), which tells one round of the repeat from the next."""
    if not items:
        return False
    name, value = str(items[at][0]), items[at][1]
    if name == "BRANCH":
        return all(_spaced(list(branch), at) for branch in value[1])
    return _spaced(list(value[-1]), at) if name == "SUBPATTERN" else name == "LITERAL" and value == ord(" ")


def _alternatives(cue: str) -> list[str]:
    return cue.removeprefix("-").split("|")


def _meetings(source: Source, rule: Rule, at: At, known: Collection[str]) -> Iterator[Problem]:
    for number, meeting in enumerate(rule.when):
        here: At = (*at, "when", number)
        for cue in meeting:
            for name in _alternatives(cue):
                if name not in (known if "." in name else cues.GROUPS):
                    yield source.problem(f"when: there is no {'family' if '.' in name else 'group'} {name}", *here)
        wanted = [{cues.group(name) for name in _alternatives(cue)} for cue in meeting if not cue.startswith("-")]
        if len(wanted) < 2 or set.intersection(*wanted):
            reason = "one group of cues alone can make this meeting; it takes at least two families of different groups"
            yield source.problem(f"when: [{', '.join(meeting)}]: {reason}", *here)
