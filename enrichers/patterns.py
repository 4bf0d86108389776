"""What a cue pattern may look like, and what can be known of it without running it: its first and last characters, its spellings."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

_parser: Any = importlib.import_module("re._parser")  # the standard library's own reader of patterns; it has no public name
_MANY = 64
"""A pattern with more spellings than this is not searched letter by letter in the squashed text."""


def read(pattern: str) -> Any:
    """The parsed pattern; raises ValueError when it is no pattern or can never match folded text."""
    try:
        tree = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from error
    for code in _literals(tree):
        if code > 127 or chr(code).isupper():
            raise ValueError(f"{chr(code)!r} never occurs: folded text is lower case and without accents")
    return tree


def _literals(node: Any) -> Iterable[int]:
    """Every literal character of a parsed pattern, ranges and negated sets left out."""
    for op, value in node:
        name = str(op)
        if name == "LITERAL":
            yield value
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _literals(branch)
        elif name in ("SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield from _literals(value[-1])


def edges(tree: Any) -> tuple[set[bool], set[bool]]:
    """What can stand first and last in a match: {True} only letters and digits, {False} only others, both, or nothing known."""
    return _edge(list(tree), 1), _edge(list(tree), -1)


def _edge(items: list[tuple[Any, Any]], step: int) -> set[bool]:
    found: set[bool] = set()
    for op, value in items[::step]:
        kinds, empty = _kinds(str(op), value, step)
        found |= kinds
        if not empty:
            return found
    return found | {True, False}  # may be empty altogether: nothing is known


def _kinds(name: str, value: Any, step: int) -> tuple[set[bool], bool]:
    """Kinds of character one element can begin (or end) with, and whether it can be empty."""
    if name == "LITERAL":
        return {chr(value).isalnum()}, False
    if name == "IN":
        return _set_kinds(value), False
    if name == "BRANCH":
        return set().union(*(_edge(list(branch), step) for branch in value[1])), False
    if name == "SUBPATTERN":
        return _edge(list(value[-1]), step), False
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, _, inner = value
        return _edge(list(inner), step), low == 0
    if name == "AT":
        return set(), True
    return {True, False}, False


def _set_kinds(items: list[tuple[Any, Any]]) -> set[bool]:
    kinds: set[bool] = set()
    for op, value in items:
        name = f"{op} {value}" if str(op) == "CATEGORY" else str(op)
        if name == "LITERAL":
            kinds.add(chr(value).isalnum())
        elif name == "RANGE":
            kinds |= {chr(value[0]).isalnum(), chr(value[1]).isalnum()}
        elif name in ("CATEGORY CATEGORY_DIGIT", "CATEGORY CATEGORY_WORD"):
            kinds.add(True)
        elif name == "CATEGORY CATEGORY_SPACE":
            kinds.add(False)
        else:
            kinds |= {True, False}
    return kinds


def spellings(tree: Any) -> list[str]:
    """All texts the pattern matches when they are few and of letters and spaces only, else nothing."""
    found = _spell(list(tree))
    return sorted(found) if found and all(c == " " or "a" <= c <= "z" for text in found for c in text) else []


def _spell(items: list[tuple[Any, Any]]) -> set[str] | None:
    texts = {""}
    for op, value in items:
        part = _spell_one(str(op), value)
        if part is None or len(texts) * len(part) > _MANY:
            return None
        texts = {a + b for a in texts for b in part}
    return texts


def _spell_one(name: str, value: Any) -> set[str] | None:
    if name == "LITERAL":
        return {chr(value)}
    if name == "SUBPATTERN":
        return _spell(list(value[-1]))
    if name == "IN" and all(str(op) == "LITERAL" for op, _ in value):
        return {chr(code) for _, code in value}
    if name == "MAX_REPEAT" and tuple(value[:2]) == (0, 1):
        inner = _spell(list(value[2]))
        return None if inner is None else inner | {""}
    if name == "BRANCH":
        parts = [_spell(list(branch)) for branch in value[1]]
        return None if None in parts else {text for part in parts if part is not None for text in part}
    return None
