"""The pure composition: a post in, its assessment out. No I/O, no clock; for the agent, the command line and backtests alike.

A detector that raises takes the process down with it: a bug must not look like a quiet day.
"""

from __future__ import annotations

import copy
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import msgspec

import detectors
from agents.above import heard, lent, summary
from agents.asked import Asked, Read, read_by, together
from agents.checked import shown
from agents.decide import MAY_ALERT as MAY_ALERT
from agents.decide import Decision, Judged, decide
from agents.decide import Judge as Judge
from agents.gate import worth_reading
from agents.headlines import Headlines
from agents.learned import Learned, Opinion
from agents.lists import blocklist
from agents.located import located
from agents.look import Field, Look
from agents.named import named
from agents.naming import name_cues
from agents.occlusion import carrying
from agents.reading import Failed, Reader, words_of
from agents.recycled import picture_cues
from agents.rules import Rules
from agents.sites import site_cues
from agents.texts import texts
from alerts.severity import severity
from detectors import cues
from detectors.weigh import deserves, score
from enrichers import stance as speaking
from enrichers.entities import entities
from enrichers.fold import Folded
from enrichers.names.tagger import Names
from enrichers.pictures import KnownPictures
from enrichers.press import Press, shipped
from enrichers.scan import Scanner
from topics.records import Assessment, Detector, Entity, Evidence, Post, Severity, Signal
from topics.threads import Parent

MOST_ENTITIES = 500
"""Of one post: a text of nothing but numbers must still fit into one message of the broker."""

COPIES, SHORT = 2_000, 200
"""Texts that are not folded and scanned anew when they come again, and the letters of the longest: one comment in six says what another
just said."""


class Seen(NamedTuple):
    """What the rules make of a post before anything is decided; `look` is None where there is nothing to look at.

    `judged` is what the detectors say, `ruled` what analysts' rules say, `tried` what those on trial would say under the look `wide`.
    """

    fields: list[Field]
    found: tuple[Entity, ...]
    look: Look | None = None
    judged: Judged = ()
    ruled: Judged = ()
    tried: Judged = ()
    wide: Look | None = None

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
        names: Names | None = None,
        pictures: Callable[[], KnownPictures] | None = None,
    ) -> None:
        """`shelf` keeps compiled patterns and lists from one start to the next; `lists` is the folder of the desk's own blocklists.

        Without `learned`, the model, the rules alone decide; without `headlines`, `names` and `pictures` nobody looks at those; without
        `press` the register of papers that ships is used.
        """
        self._press = press or shipped()
        self.judges = judges()
        self._blocklist = blocklist(shelf if shelf is not None else {}, lists)
        self.rules: Rules | None = None
        self.trial: Rules | None = None
        self.reader: Reader | None = None
        self.learned = learned
        self._headlines = headlines
        self._names = names
        self._pictures = pictures
        homes = [cues, *(judge.module for judge in self.judges)]
        self._scanner = Scanner(families([*homes, speaking]), shelf)
        self._copied = lru_cache(COPIES)(lambda name, text: self._scan(name, text))
        self._unlike = {
            family: re.compile(spelling) for home in (*homes, speaking) for family, spelling in getattr(home, "UNLIKE", {}).items()
        }

    def having(self, rules: Rules | None, trial: Rules | None = None) -> Assessor:
        """The same assessor with these rules of analysts, and no others; those on `trial` are only noted. Costs nothing."""
        other = copy.copy(self)
        other.rules, other.trial = rules, trial
        return other

    def reading_by(self, reader: Reader | None) -> Assessor:
        """The same assessor with this reader, or none; costs nothing. Without a linear model to say what is worth it nobody reads."""
        other = copy.copy(self)
        other.reader = reader if self.learned else None
        return other

    def advised_by(self, learned: Learned | None) -> Assessor:
        """The same assessor with this linear model; costs nothing."""
        other = copy.copy(self)
        other.learned = learned
        return other

    @property
    def patterns(self) -> list[tuple[str, str]]:
        """Every pattern with its cue family."""
        return self._scanner.patterns

    def assess(self, post: Post) -> Assessment:
        return self.in_thread(self.read(self.look_at(post)), None)[0]

    def look_at(self, post: Post) -> Asked:
        """What rules and linear model make of a post, with the text that the reader should read, if it should."""
        return self.look_over((post,))[0]

    def look_over(self, posts: Sequence[Post]) -> list[Asked]:
        """`look_at` of some posts at once: the same, and sooner."""
        seen = [self.seen(post) for post in posts]
        opinions = self.learned.opinions([(one.fields, one.look) for one in seen]) if self.learned else [None] * len(seen)
        return [self._asked(*one) for one in zip(posts, seen, opinions, strict=True)]

    def _asked(self, post: Post, seen: Seen, opinion: Opinion | None) -> Asked:
        said = [field.folded.text for field in seen.fields]
        wanted = self.reader is not None and worth_reading(opinion, seen.judged, sum(map(len, said)))
        return Asked(post, seen, opinion, words_of(said) if wanted else "")

    def read(self, asked: Asked) -> Asked:
        """The post read, where it should be; where the reader fails, it says so and stays unread."""
        if self.reader is None or not asked.text:
            return asked
        try:
            read = read_by(self.reader, asked.text)
            return asked._replace(read=read._replace(marks=self._carrying(self.reader, asked, read)))
        except Failed:
            return asked.left("failed")

    def _carrying(self, reader: Reader, asked: Asked, read: Read) -> tuple[Evidence, ...]:
        """The words that carry the alert, if it would be one of the models alone."""
        found: list[Evidence] = []

        def why() -> tuple[Evidence, ...]:
            found.extend(carrying(reader, asked.seen.fields, read.reading.alert, opinion.code))
            return tuple(found)

        assert asked.opinion is not None
        _, opinion = together(asked.opinion, read)
        self.decided(asked._replace(opinion=asked.opinion._replace(why=why), read=read))
        return tuple(found)

    def decided(self, asked: Asked) -> Decision:
        """The decision on a post by itself, which has a look."""
        seen, opinion = asked.seen, asked.opinion
        assert seen.look is not None
        limits = self.learned.limits if self.learned else None
        if asked.read and opinion:
            limits, opinion = together(opinion, asked.read)
        return decide(seen.judged, seen.ruled, seen.look.stance, self.judges, limits, opinion)

    def in_thread(self, asked: Asked, above: Parent | None) -> tuple[Assessment, Parent | None]:
        """The assessment of a post that stands under `above`, or under nothing known, and what to remember of it for its own comments."""
        post = asked.post
        if above and lent(post, asked.seen.fields, above):
            asked = Asked(post, self.seen(post, above))  # its own words are not all it says: no model is asked
        seen, look = asked.seen, asked.seen.look
        bait = self._headlines.signals(post) if self._headlines else ()
        trial = self._on_trial(post, seen, above) if seen.tried else ()
        if look is None:
            return Assessment(id=post.id, signals=bait, entities=seen.found, places=located(post, signals=bool(bait)), trial=trial), None
        decision = self.decided(asked)
        if above:
            decision = heard(decision, post, seen.fields, look, above)
        assessment = Assessment(
            id=post.id,
            stance=decision.stance,
            signals=(*decision.signals, *bait),
            alert_codes=decision.alert_codes,
            severity=self._severity(post, look, decision),
            entities=(*seen.found, *(named(self._names, seen.fields) if decision.signals else ()))[:MOST_ENTITIES],
            places=located(post, signals=bool(decision.signals or bait)),
            checks=shown(post, look, {signal.code for signal in decision.signals}, self._press),
            models=self._models(asked),
            unread=asked.unread,
            trial=trial,
        )
        return assessment, summary(post, seen.fields, look, decision)

    def _on_trial(self, post: Post, seen: Seen, above: Parent | None) -> tuple[Detector, ...]:
        """The rules on trial that would alert; in a thread they hear what those in force hear."""
        assert seen.wide is not None
        decision = decide((), seen.tried, seen.wide.stance, self.judges, None, None)
        if above:
            decision = heard(decision, post, seen.fields, seen.wide, above)
        return tuple(Detector(name=signal.detector, version=signal.version) for signal in decision.signals if signal.alert)

    def _models(self, asked: Asked) -> tuple[Detector, ...]:
        if self.learned is None or asked.opinion is None:
            return ()
        linear = Detector(name=self.learned.name, version=self.learned.version)
        return (linear, asked.read.model) if asked.read else (linear,)

    def seen(self, post: Post, above: Parent | None = None) -> Seen:
        """What the rules alone see and would say."""
        told = ((name, text) for name, text in texts(post) if text)
        fields = [self._copied(name, text) if len(text) <= SHORT else self._scan(name, text) for name, text in told]
        found = tuple(entity for field in fields for entity in field.entities)[:MOST_ENTITIES]
        ruled, tested = (rules.hits(fields) if rules else {} for rules in (self.rules, self.trial))
        borrowed = lent(post, fields, above) if above else {}
        sites = site_cues(post, found, self._blocklist) | picture_cues(post, self._pictures) | borrowed
        plain = not ruled and not sites and not any(field.hits for field in fields)
        if plain and not tested:
            return Seen(fields, found)
        look = Look(post, fields, self._unlike, sites | name_cues(post.page.name, self._press))
        tried = self._judged(self.trial.looks(post, fields, look, tested)) if self.trial else ()
        if plain:
            return Seen(fields, found, tried=tried, wide=look)
        own = self.rules.looks(post, fields, look, ruled) if self.rules else ()
        judged = self._judged((judge, look) for judge in self.judges) if look.detectable else ()
        return Seen(fields, found, look, judged, self._judged(own), tried, look)

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
        evidence = 2 if look.tied or look.has("stale.picture") else 1
        return severity(harm=max(decision.harms), reach=post.reach, evidence=evidence, falsifiability=2, most=decision.most)
