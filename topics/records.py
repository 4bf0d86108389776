"""What travels: frozen, versioned records; JSON on the wire; unknown fields are ignored and missing optional ones are fine.

Of ours it imports only a part of its own. `start`/`end` are code points of the named field as a monitor sees it, `end` not included.
"""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from topics.matches import ClaimMatch as ClaimMatch

R = TypeVar("R", bound=Struct)

SCHEMA = 1
"""Version written into every record. A reader accepts any version: fields are only ever added, each with a default."""

MAX_TEXT = 200_000
"""Code points in one text field. The largest post a platform allows is 63,206 (Facebook); anything beyond this limit is not a post."""

MAX_RECORD = 2_000_000
"""Bytes of one post as it arrives: with its assessment it must still fit into one message of the broker."""

Kind = Literal["post", "comment"]
Stance = Literal["PROMOTE", "REPORT", "WARN", "DEBUNK", "VICTIM", "ASK", "JOKE", "OPINION", "NONE"]
Status = Literal["PASS", "FAIL", "UNKNOWN"]
Band = Literal["CRITICAL", "HIGH", "MEDIUM", "LOW"]
Id = Annotated[str, Meta(min_length=1, max_length=512)]
Text = Annotated[str, Meta(max_length=MAX_TEXT)]
Count = Annotated[int, Meta(ge=0, le=2**53)]

BANDS: tuple[Band, ...] = ("CRITICAL", "HIGH", "MEDIUM", "LOW")
CODES: tuple[str, ...] = (
    "HEALTH", "DISASTER", "SAFETY", "OFFICIAL", "FINRUM", "JOB", "DEPOSIT", "AUTH", "GIFT", "RECOVER", "CHARITY",
    "INVEST", "LOAN", "GAMBLE", "ADHEALTH", "ADBAN", "IMPERS", "CONTEXT", "SYNTH", "LICENCE", "CLICKBAIT",
)  # fmt: skip
"""The whole taxonomy (domain.md §3.1): facts that evidence can settle. There is no code for a viewpoint and a test keeps it so."""


class Page(Struct, frozen=True, kw_only=True):
    id: Id
    name: Text = ""


class Article(Struct, frozen=True, kw_only=True):
    title: Text = ""
    lead: Text = ""
    url: Text = ""


class Media(Struct, frozen=True, kw_only=True):
    """`phash`: the fingerprint of a picture that was kept (collectors/prints.py), in hexadecimal."""

    kind: str = "photo"
    url: Text = ""
    alt: Text = ""
    ocr: Text = ""
    phash: Text = ""


class Reach(Struct, frozen=True, kw_only=True):
    """Public counters at collection time; null where the platform does not tell."""

    reactions: Count | None = None
    comments: Count | None = None
    shares: Count | None = None
    views: Count | None = None


class Post(Struct, frozen=True, kw_only=True):
    """A page's post or a comment under it. It has no author field of any kind, and decoding drops one that arrives."""

    id: Id
    kind: Kind
    page: Page
    text: Text
    platform: str = ""
    parent: str | None = None
    by_page: bool = False
    url: Text = ""
    published_at: datetime | None = None
    collected_at: datetime | None = None
    links: Annotated[tuple[Text, ...], Meta(max_length=1000)] = ()
    article: Article | None = None
    media: Annotated[tuple[Media, ...], Meta(max_length=1000)] = ()
    reach: Reach | None = None
    schema: int = SCHEMA


class Evidence(Struct, frozen=True, kw_only=True):
    start: int
    end: int
    why: str
    field: str = "text"


class Signal(Struct, frozen=True, kw_only=True):
    """One detector's opinion of one post; `alert` says whether this post alone deserves an alert for `code`. `score` is 0–1."""

    code: str
    score: float
    alert: bool
    detector: str
    version: str
    evidence: tuple[Evidence, ...] = ()


class Severity(Struct, frozen=True, kw_only=True):
    """0–100 with the parts it is made of (domain.md §4.2): H harm, R reach, V velocity, B breakout, F falsifiability, E evidence, plus."""

    score: float = 0.0
    band: Band = "LOW"
    parts: dict[str, float] = {}


class Entity(Struct, frozen=True, kw_only=True):
    type: str
    text: str
    start: int
    end: int
    value: str
    field: str = "text"


class Unit(Struct, frozen=True, kw_only=True):
    """An administrative unit of today."""

    code: str
    name: str
    level: str
    province: str = ""


class Place(Struct, frozen=True, kw_only=True):
    """No `unit`: several are possible (`alternatives`). `legacy`: the old name, where the text uses one. `confidence` is 0–1."""

    text: str
    start: int
    end: int
    unit: Unit | None = None
    legacy: str = ""
    field: str = "text"
    confidence: float = 1.0
    alternatives: tuple[Unit, ...] = ()


class Check(Struct, frozen=True, kw_only=True):
    """One fact of advertising or licensing under the rule of the post's day (docs/checks.md); UNKNOWN: what is at hand cannot tell."""

    id: str
    status: Status
    why: str
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()


class Detector(Struct, frozen=True, kw_only=True):
    name: str
    version: str


class Assessment(Struct, frozen=True, kw_only=True):
    """What we think of one post: signals, not verdicts.

    `models`: the learned models that were asked. `unread`: why the reader should have been asked and was not, empty when it was or need not
    be; the assessment of such a post may differ when it is made again. `trial`: analysts' rules on trial that would have alerted.
    """

    id: str
    stance: Stance = "NONE"
    signals: tuple[Signal, ...] = ()
    alert_codes: tuple[str, ...] = ()
    severity: Severity = Severity()
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    claims: tuple[ClaimMatch, ...] = ()
    checks: tuple[Check, ...] = ()
    models: tuple[Detector, ...] = ()
    unread: str = ""
    trial: tuple[Detector, ...] = ()
    schema: int = SCHEMA


class Assessed(Struct, frozen=True, kw_only=True):
    """A post with its assessment. `at` is the time we order by: the publishing time where believable, else the time of collection.

    `removed_at`: when the platform was found to show it no longer, and it was not collected again since. An index adds it to
    what it gives and leaves it out of what it keeps (search/removals.py).
    """

    post: Post
    assessment: Assessment
    at: datetime
    collected_at: datetime
    removed_at: datetime | None = None
    schema: int = SCHEMA


class Alert(Struct, frozen=True, kw_only=True):
    """One story a monitor should look at, whatever the number of posts that tell it.

    `version` grows with every change. `held`: why it is kept out of the feed, if it is. At `ends_at` it is over unless a post joins it.
    `set_band`: what a person of the desk said instead of `band`, which goes on saying what the parts come to.
    """

    id: str
    codes: tuple[str, ...]
    band: Band
    score: float
    opened_at: datetime
    updated_at: datetime
    posts: tuple[str, ...]
    pages: tuple[str, ...]
    headline: str
    why: tuple[str, ...] = ()
    state: str = "NEW"
    places: tuple[Place, ...] = ()
    claims: tuple[ClaimMatch, ...] = ()
    detectors: tuple[Detector, ...] = ()
    parts: dict[str, float] = {}
    page_names: tuple[str, ...] = ()
    post_count: int = 1
    held: str = ""
    ends_at: datetime | None = None
    set_band: Band | None = None
    version: int = 1
    schema: int = SCHEMA

    @property
    def shown_band(self) -> Band:
        """The band by which the desk sees, filters and counts it."""
        return self.set_band or self.band


class Invalid(ValueError):
    """A record that cannot be read; the message is the reason that goes with it to the dead letters."""


_encode = msgspec.json.Encoder().encode
_decoders: dict[type[Struct], msgspec.json.Decoder[Struct]] = {}
_making = threading.Lock()

_QUOTED = re.compile(r"'[^']*'")  # what a reason quotes of the record, which may be a name

# A JSON escape of half a surrogate pair: legal for JSON's grammar, not for Unicode. Phones cut emoji in two, so it does arrive.
_SURROGATE = re.compile(rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})")


def encode(record: Struct) -> bytes:
    """One compact JSON object, no newline."""
    return _encode(record)


def decode(raw: bytes, kind: type[R]) -> R:
    """Read one record; raises Invalid with a reason a person can act on.

    Half an emoji becomes U+FFFD, one for one, so that offsets hold; a null stands for a missing optional field.
    """
    decoder = _decoders.get(kind) or _made(kind)
    if kind is Post and len(raw) > MAX_RECORD:
        raise Invalid(f"length of the record is {len(raw):,} bytes, at most {MAX_RECORD:,}")
    try:
        return decoder.decode(raw)  # type: ignore[return-value]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _mend(raw, kind, error)


def _made(kind: type[R]) -> msgspec.json.Decoder[Struct]:
    with _making:  # two threads that build decoders of types which share one kill the process (msgspec 0.22)
        return _decoders.get(kind) or _decoders.setdefault(kind, msgspec.json.Decoder(kind))


def _mend(raw: bytes, kind: type[R], error: Exception) -> R:
    """The slow second look at a record that the strict reader refused."""
    try:
        loose = msgspec.json.decode(_SURROGATE.sub(lambda m: b"\\ufffd" if m.group(1) else m.group(), raw))
        return msgspec.convert(_without_nulls(loose), kind)
    except RecursionError:
        raise Invalid("nested too deeply") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as still:
        raise Invalid(_QUOTED.sub("'…'", str(still))) from error


def _without_nulls(value: object) -> object:
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    return [_without_nulls(v) for v in value] if isinstance(value, list) else value


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a time without zone is taken as UTC, as every platform's API sends it."""
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # the first or last day of the calendar in another zone: nobody will believe it, whatever the hour
        return moment.replace(tzinfo=UTC)
