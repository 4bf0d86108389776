"""YAML → pack, with the line of every value, so that each refusal says where.

PyYAML's node tree is used as it is: every scalar is the text that stands there (no `no` that turns into false), tags do nothing, and
anchors are refused, as a few lines of them can unfold to gigabytes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from tinwatch.rules.pack import Pack

LARGEST = 200_000
"""Bytes of a file; a pack of a hundred rules is a tenth of it."""

DEEPEST = 10
"""Levels of lists and keys; a pack has six."""

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where the platform has it: the reader in Python takes seconds for a file of brackets."""

HINTS = {
    "stance": "only PROMOTE and NONE may alert: who warns, reports, laments or asks never does",
    "harm": "0 to 4",
    "when": "a list of meetings, each a list of at least two cues",
    "catches": "at least two examples it must catch",
    "ignores": "at least two examples it must ignore",
    "cues": "group.what: a list of patterns, each in quotes: YAML reads `?: ` as its own",
}
_UNKNOWN = re.compile(r"unknown field `(.+)`")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")

At = tuple[str | int, ...]
"""Where a value stands: the keys and numbers on the way to it."""


class Problem(NamedTuple):
    """Why a pack is refused."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class Source(NamedTuple):
    """A pack as it was read, with where everything stands in its file."""

    file: str
    pack: Pack
    lines: dict[At, int]

    def problem(self, reason: str, *at: str | int) -> Problem:
        return Problem(self.file, line_of(self.lines, at), reason)


class _Refused(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def read(file: Path, raw: bytes | None = None) -> Source | Problem:
    """The pack in a file (`raw`: its bytes, where they were read already), or what is wrong with its form."""
    lines: dict[At, int] = {}
    try:
        loose = _loose(file.read_bytes() if raw is None else raw, lines)
        return Source(str(file), msgspec.convert(loose, Pack, strict=False), lines)
    except OSError as error:
        return Problem(str(file), 1, error.strerror or str(error))
    except _Refused as error:
        return Problem(str(file), error.line, error.reason)
    except msgspec.ValidationError as error:
        said, _, path = str(error).partition(" - at ")
        at: At = tuple(int(number) if number else name for name, number in _STEP.findall(path))
        if unknown := _UNKNOWN.search(said):
            at = (*at, unknown[1])
        hint = next((HINTS[step] for step in reversed(at) if step in HINTS), "")
        return Problem(str(file), line_of(lines, at), f"{'.'.join(map(str, at)) or 'pack'}: {said}{f' ({hint})' if hint else ''}")


def line_of(lines: dict[At, int], at: At) -> int:
    """The line of a place in the file, or of what holds it."""
    while at not in lines and at:
        at = at[:-1]
    return lines.get(at, 1)


def _loose(raw: bytes, lines: dict[At, int]) -> Any:
    """Plain lists, dicts and texts; fills `lines`."""
    if len(raw) > LARGEST:
        raise _Refused(1, f"{len(raw):,} bytes, at most {LARGEST:,}")
    try:
        text = raw.decode("utf-8-sig")
        _harmless(text)
        node = yaml.compose(text, Loader=LOADER)
        if node is None:
            raise _Refused(1, "the file is empty")
        return _plain(node, (), lines)
    except UnicodeDecodeError as error:
        raise _Refused(raw.count(b"\n", 0, error.start) + 1, "not UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _Refused(line, f"not YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise _Refused(1, f"not YAML: {str(error).splitlines()[0]}") from error


def _harmless(text: str) -> None:
    """Refuse what would unfold to something large, before it does."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(line, f"*{event.anchor}: aliases are not read, write it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _Refused(line, "nested too deeply")


def _plain(node: Any, at: At, lines: dict[At, int]) -> Any:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*at, number), lines) for number, item in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _Refused(line, "a key must be a word")
        if key.value in found:
            raise _Refused(line, f"{key.value} stands here twice")
        lines[*at, key.value] = line
        found[key.value] = _plain(value, (*at, key.value), lines)
    return found
