"""The pure composition: a post in, its assessment out. No I/O, no clock; for the agent, the command line and backtests alike.

A detector that raises takes the process down with it: a bug must not look like a quiet day.
"""

from __future__ import annotations

import copy
import importlib
import pkgutil
import re
from collections.abc import Iterable, MutableMapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import msgspec

import detectors
from agents.checked import shown
from agents.decide import MAY_ALERT as MAY_ALERT
from agents.decide import Decision, Judged, decide
from agents.decide import Judge as Judge
from agents.headlines import Headlines
from agents.learned import Learned
from agents.lists import blocklist
from agents.look import Field, Look
from agents.naming import name_cues
from agents.rules import Rules
from agents.sites import site_cues
from alerts.severity import severity
from detectors import cues
from detectors.weigh import deserves, score
from enrichers import stance as speaking
from enrichers.entities import entities
from enrichers.fold import Folded
from enrichers.press import Press, shipped
from enrichers.scan import Scanner
from topics.records import Assessment, Entity, Evidence, Post, Severity, Signal

MOST_ENTITIES = 500
"""Of one post: a text of nothing but numbers must still fit into one message of the broker."""


class Seen(NamedTuple):
    """What the rules make of a post before anything is decided; `look` is None where there is nothing to look at.

    `judged` is what the detectors say, `ruled` what analysts' rules say.
    """

    fields: list[Field]
    found: tuple[Entity, ...]
    look: Look | None = None
    judged: Judged = ()
    ruled: Judged = ()

    @property
    def signals(self) -> list[Signal]:
        return [signal for _, signal in self.judged]


def judges() -> tuple[Judge, ...]:
    """Every detector there is: the modules of the package that have a CODE and a detect()."""
    found = (importlib.import_module(f"detectors.{info.name}") for info in pkgutil.iter_modules(detectors.__path__))
    return tuple(
        Judge(m, m.__name__.rpartition(".")[2], m.CODE, m.HARM, m.VERSION, getattr(m, "STANCES", MAY_ALERT))
        for m in found
        if hasattr(m, "CODE") and hasattr(m, "detect")
    )


def families(modules: Iterable[ModuleType]) -> dict[str, tuple[str, ...]]:
    """All cue families, short forms written out. A family has one home; a second one is a mistake and raises ValueError."""
    out: dict[str, tuple[str, ...]] = {}
    for module in modules:
        for family, patterns in module.CUES.items():
            if family in out:
                raise ValueError(f"{module.__name__}: cue family {family} exists already")
            out[family] = cues.spelled(patterns)
    return out


class Assessor:
    """Assesses posts one by one; safe to share between threads once built."""

    def __init__(
        self,
        shelf: MutableMapping[str, bytes] | None = None,
        lists: Path | None = None,
        learned: Learned | None = None,
        press: Press | None = None,
        headlines: Headlines | None = None,
    ) -> None:
        """`shelf` keeps compiled patterns and lists from one start to the next; `lists` is the folder of the desk's own blocklists.

        Without `learned`, the model, the rules alone decide; without `headlines` nobody looks at those; without `press` the register of
        papers that ships is used.
        """
        self._press = press or shipped()
        self.judges = judges()
        self._blocklist = blocklist(shelf if shelf is not None else {}, lists)
        self.rules: Rules | None = None
        self._learned = learned
        self._headlines = headlines
        homes = [cues, *(judge.module for judge in self.judges)]
        self._scanner = Scanner(families([*homes, speaking]), shelf)
        self._unlike = {
            family: re.compile(spelling) for home in (*homes, speaking) for family, spelling in getattr(home, "UNLIKE", {}).items()
        }

    def having(self, rules: Rules | None) -> Assessor:
        """The same assessor with these rules of analysts, and no others, beside the detectors; costs nothing."""
        other = copy.copy(self)
        other.rules = rules
        return other

    @property
    def patterns(self) -> list[tuple[str, str]]:
        """Every pattern with its cue family."""
        return self._scanner.patterns

    def assess(self, post: Post) -> Assessment:
        seen = self.seen(post)
        look, bait = seen.look, self._headlines.signals(post) if self._headlines else ()
        if look is None:
            return Assessment(id=post.id, signals=bait, entities=seen.found)
        opinion = self._learned.opinion(seen.fields, look) if self._learned else None
        decision = decide(seen.judged, seen.ruled, look.stance, self.judges, self._learned, opinion)
        return Assessment(
            id=post.id,
            stance=decision.stance,
            signals=(*decision.signals, *bait),
            alert_codes=decision.alert_codes,
            severity=self._severity(post, look, decision),
            entities=seen.found,
            checks=shown(post, look, {signal.code for signal in decision.signals}, self._press),
        )

    def seen(self, post: Post) -> Seen:
        """What the rules alone see and would say."""
        fields = [self._scan(name, text) for name, text in _texts(post) if text]
        found = tuple(entity for field in fields for entity in field.entities)[:MOST_ENTITIES]
        ruled = self.rules.hits(fields) if self.rules else {}
        sites = site_cues(post, found, self._blocklist)
        if not ruled and not sites and not any(field.hits for field in fields):
            return Seen(fields, found)
        look = Look(post, fields, self._unlike, sites | name_cues(post.page.name, self._press))
        own = self.rules.looks(post, fields, look, ruled) if self.rules else ()
        judged = self._judged((judge, look) for judge in self.judges) if look.detectable else ()
        return Seen(fields, found, look, judged, self._judged(own))

    def _judged(self, judging: Iterable[tuple[Judge, Look]]) -> Judged:
        return tuple((judge, self._signal(judge, look, evidence)) for judge, look in judging if (evidence := judge.module.detect(look)))

    def _scan(self, name: str, text: str) -> Field:
        folded = Folded(text)
        found = entities(text, folded)
        if name != "text":
            found = tuple(msgspec.structs.replace(entity, field=name) for entity in found)
        return Field.of(name, folded, self._scanner.scan(folded), found)

    def _signal(self, judge: Judge, look: Look, evidence: Sequence[Evidence]) -> Signal:
        alert = look.stance in judge.stances and deserves(evidence)
        value = score(evidence, alert=alert, tied=look.tied, obfuscation=look.obfuscation)
        return Signal(code=judge.code, score=value, alert=alert, detector=judge.name, version=judge.version, evidence=tuple(evidence))

    def _severity(self, post: Post, look: Look, decision: Decision) -> Severity:
        if not decision.harms:
            return Severity()
        evidence = 2 if look.tied else 1
        return severity(harm=max(decision.harms), reach=post.reach, evidence=evidence, falsifiability=2, lexical=decision.lexical)


def _texts(post: Post) -> Iterable[tuple[str, str]]:
    """Every text of the post with the name its evidence carries."""
    yield "text", post.text
    if post.article is not None:
        yield "article.title", post.article.title
        yield "article.lead", post.article.lead
    for i, media in enumerate(post.media):
        yield f"media[{i}].ocr", media.ocr
        yield f"media[{i}].alt", media.alt
