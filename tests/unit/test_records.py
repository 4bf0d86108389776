"""Records are read as the contract says: unknown fields ignored, missing optional ones fine, a reason for everything refused."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from topics.cases import Case
from topics.edge import without_author
from topics.records import CODES, MAX_TEXT, Alert, Assessed, Assessment, Invalid, Post, decode, encode, utc

NOON = datetime(2026, 11, 17, 5, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
LEAST = b'{"id":"fb:1","kind":"post","page":{"id":"fb:p"},"text":"x"}'


def test_least_post():
    post = decode(LEAST, Post)
    assert (post.id, post.page.id, post.text, post.links, post.published_at) == ("fb:1", "fb:p", "x", (), None)


@pytest.mark.parametrize("field", ["from", "author", "user", "actor", "commenter", "owner", "profile", "message_tags"])
def test_no_field_about_an_author_survives(field):
    raw = msgspec.json.encode({**msgspec.json.decode(LEAST), field: {"id": "100077", "name": "Nguyen Van Planted"}})
    assert b"Planted" not in encode(decode(raw, Post))
    assert b"100077" not in encode(decode(raw, Post))


def test_author_inside_page_and_media_does_not_survive():
    raw = b'{"id":"1","kind":"comment","page":{"id":"p","admin":"Planted"},"text":"x","media":[{"alt":"a","tagged":["Planted"]}]}'
    assert b"Planted" not in encode(decode(raw, Post))


def test_nulls_stand_for_missing_optional_fields():
    raw = b'{"id":"1","kind":"post","page":{"id":"p","name":null},"text":"x","url":null,"links":null,"reach":{"views":null,"shares":3}}'
    post = decode(raw, Post)
    assert (post.url, post.links, post.page.name) == ("", (), "")
    assert post.reach is not None
    assert post.reach.shares == 3


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"id":', "truncated"),
        (b"\xff\xfe", "malformed"),
        (b"[]", "array"),
        (b'{"kind":"post","page":{"id":"p"},"text":"x"}', "`id`"),
        (b'{"id":"","kind":"post","page":{"id":"p"},"text":"x"}', "length"),
        (b'{"id":1,"kind":"post","page":{"id":"p"},"text":"x"}', "$.id"),
        (b'{"id":"1","kind":"share","page":{"id":"p"},"text":"x"}', "$.kind"),
        (b'{"id":"1","kind":"post","page":{"id":"p"},"text":null}', "`text`"),
        (b'{"id":"1","kind":"post","page":"p","text":"x"}', "$.page"),
        (b'{"id":"1","kind":"post","page":{"id":"p"},"text":"x","published_at":"yesterday"}', "published_at"),
        (b'{"id":"1","kind":"post","page":{"id":"p"},"text":"x","reach":{"shares":-1}}', "shares"),
        (b"[" * 100_000, "nested"),
        (b'{"id":"1","kind":"post","page":{"id":"p"},"text":"x","more":' + b"[" * 100_000, "nested"),
        (b'{"id":"1","kind":"post","page":{"id":"p"},"text":"x","reach":{"views":' + b"9" * 330 + b"}}", "views"),
        (b'{"id":"1","kind":"post","page":{"id":"p"},"text":"' + b"a" * (MAX_TEXT + 1) + b'"}', "length"),
        (b'{"id":"1","kind":"post","page":{"id":"p"},"text":"' + b"a" * 10_000_000 + b'"}', "length"),
    ],
)
def test_refused_with_a_reason(raw, reason):
    with pytest.raises(Invalid, match=reason.replace("$", r"\$").replace(".", r"\.")):
        decode(raw, Post)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (rb"a\ud83d b", "a\ufffd b"),  # a phone cut an emoji in two
        (rb"\ude00b", "\ufffdb"),
        (rb"\ud83d\ude00", "\U0001f600"),  # a whole one stays
        (rb"\\ud83d \ud83d", "\\ud83d \ufffd"),  # a backslash that a person typed stays
        (rb"a\u0000b", "a\x00b"),
        (rb"\u202eabc\u200f", "\u202eabc\u200f"),
    ],
)
def test_odd_characters_keep_their_offsets(escaped, text):
    assert decode(LEAST.replace(b'"x"', b'"' + escaped + b'"'), Post).text == text


def test_older_and_newer_schema_are_read():
    assert decode(LEAST[:-1] + b',"schema":99,"something":{"new":[1]}}', Post).id == "fb:1"
    assert decode(b'{"id":"a"}', Assessment).stance == "NONE"


def test_round_trip():
    post = decode(LEAST, Post)
    done = Assessed(
        post=post, assessment=Assessment(id=post.id), at=datetime(2026, 1, 1, tzinfo=UTC), collected_at=datetime(2026, 1, 2, tzinfo=UTC)
    )
    assert decode(encode(done), Assessed) == done


def test_naive_times_are_utc():
    assert utc(datetime(2026, 1, 1, 7)) == datetime(2026, 1, 1, 7, tzinfo=UTC)  # noqa: DTZ001


def test_no_record_has_a_field_for_a_person():
    about_people = {"author", "from", "user", "profile", "person", "actor", "commenter", "owner", "gender", "age", "face"}
    for record in (Post, Assessment, Assessed, Alert):
        assert not about_people & {field.name for field in msgspec.structs.fields(record)}


def test_codes_are_the_taxonomy_of_verifiable_facts():
    # domain.md §3.1, in its order: 21 codes, none for a viewpoint.
    assert len(CODES) == len(set(CODES)) == 21


def test_what_is_kept_of_a_post_that_cannot_be_read_names_nobody():
    raw = b'{"id":5,"text":"x","author":{"name":"Planted"},"page":{"id":"p","owner":"Planted"},"media":[{"alt":"a","by":"Planted"}]}'
    kept = without_author(raw)
    assert msgspec.json.decode(kept) == {"id": 5, "page": {"id": "p"}, "text": "x", "media": [{"alt": "a"}]}
    assert without_author(b'{"text":{"author":"Planted"}}') == b'{"text":{}}'
    assert without_author(b"Planted") == without_author(b"[" * 100_000) == without_author(b'["Planted"]') == b""


def test_a_reason_quotes_nothing_of_the_record():
    with pytest.raises(Invalid) as reason:
        decode(b'{"id":"1","kind":"Planted","page":{"id":"p"},"text":"x"}', Post)
    assert "Planted" not in str(reason.value)
    assert "$.kind" in str(reason.value)


def test_the_ends_of_the_calendar_are_moments_too():
    assert utc(decode(LEAST[:-1] + b',"published_at":"0001-01-01T00:00:00+14:00"}', Post).published_at).year == 1
    assert utc(decode(LEAST[:-1] + b',"published_at":"9999-12-31T23:59:59-14:00"}', Post).published_at).year == 9999


FIRST_AT_ONCE = """
import sys, threading
from topics import records
from topics.cases import Case

sys.setswitchinterval(1e-6)
raw, gate, read = sys.stdin.buffer.read(), threading.Barrier(8), []

def first():
    gate.wait()
    read.append(records.decode(raw, Case).id)

threads = [threading.Thread(target=first) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert read == ["a"] * 8, read
"""


def test_threads_that_read_the_first_records_of_a_kind_at_once_live():
    """Without the lock most such processes end by a segmentation fault, six of eight here."""
    alert = Alert(id="a", codes=("JOB",), band="LOW", score=1.0, opened_at=NOON, updated_at=NOON, posts=("p",), pages=("q",), headline="")
    raw = encode(Case(id="a", number="n", alert=alert, opened_at=NOON, updated_at=NOON))
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", FIRST_AT_ONCE], input=raw, capture_output=True, timeout=100, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stderr.decode()
