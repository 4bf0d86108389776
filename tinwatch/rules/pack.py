"""What a rule pack looks like: the same shape as a detector, written in YAML. The JSON Schema for editors is made from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from agents.assessor import Judge
from agents.rules import RulePack
from detectors import cues
from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import CODES, Evidence

ALERTING = tuple(code for code in CODES if code != "CLICKBAIT")
"""Codes a rule may have. CLICKBAIT is a signal only and never an alert, so no rule is for it (domain.md §3.1)."""

Name = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=60, description="lower case, digits, hyphens")]
Prose = Annotated[str, Meta(min_length=20, max_length=1000)]
Version = Annotated[str, Meta(min_length=1, max_length=20, description="raise it with every change, in quotes")]
Harm = Annotated[int, Meta(ge=0, le=4, description="0 none, 1 annoyance, 2 money, 3 serious harm to money or health, 4 danger to life")]
Code = Annotated[str, Meta(description="of the taxonomy", extra_json_schema={"enum": list(ALERTING)})]
Family = Annotated[str, Meta(pattern=r"^[a-z]+\.[a-z0-9]+$", description="group.what; `tinwatch rules cues` lists the groups")]
Pattern = Annotated[str, Meta(min_length=2, max_length=2000, description="a regular expression over folded text, taken as whole words")]
Patterns = Annotated[tuple[Pattern, ...], Meta(min_length=1, max_length=500)]
Cue = Annotated[
    str, Meta(pattern=r"^-?[a-z]+(\.[a-z0-9]+)?(\|[a-z]+(\.[a-z0-9]+)?)*$", description="family or group; a|b either; -a absent")
]
Meeting = Annotated[tuple[Cue, ...], Meta(min_length=2, max_length=12)]
Example = Annotated[str, Meta(min_length=5, max_length=5000)]
Examples = Annotated[tuple[Example, ...], Meta(min_length=2, max_length=100)]


class Cued(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What brings cues: a rule, or a pack for all of its rules. `unlike`: what a family's hits must not look like as written."""

    cues: dict[Family, Patterns] = {}
    unlike: dict[Family, Pattern] = {}


class Rule(Cued, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule: what it sees, and its proof."""

    id: Name
    code: Code
    harm: Harm
    about: Prose
    when: Annotated[tuple[Meeting, ...], Meta(min_length=1, max_length=50)]
    catches: Examples
    ignores: Examples
    stance: Annotated[tuple[Literal["PROMOTE", "NONE"], ...], Meta(min_length=1, max_length=2)] = ("PROMOTE", "NONE")


class Pack(Cued, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of rules."""

    pack: Name
    version: Version
    about: Prose
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1, max_length=200)]

    @property
    def parts(self) -> tuple[Cued, ...]:
        """All that brings cues: the pack first, then its rules."""
        return (self, *self.rules)


class Ruling:
    """What stands where a detector's module stands."""

    def __init__(self, when: Sequence[Sequence[str]]) -> None:
        self._when = tuple(when)

    def detect(self, sight: Sight) -> Sequence[Evidence]:
        return meet(sight, self._when)


def names(pack: Pack) -> dict[str, str]:
    """Rule id → the name its signals carry."""
    return {rule.id: f"{pack.pack}/{rule.id}" for rule in pack.rules}


def in_force(pack: Pack) -> RulePack:
    """The pack as the assessor takes it; KeyError, ValueError or re.error when it was not checked before."""
    judges = tuple(
        Judge(Ruling(rule.when), names(pack)[rule.id], rule.code, rule.harm, pack.version, frozenset(rule.stance)) for rule in pack.rules
    )
    families = {family: cues.spelled(patterns) for part in pack.parts for family, patterns in part.cues.items()}
    unlike = {family: re.compile(spelling) for part in pack.parts for family, spelling in part.unlike.items()}
    return RulePack(judges, families, unlike)


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack, for editors (`yaml-language-server: $schema=…`)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "tinwatch rule pack", **msgspec.json.schema(Pack)}
