"""The bundled example stream is what its README says: readable, in order, mostly benign, invented throughout, and reproducible."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest

from topics.records import CODES, Post, decode

EXAMPLES = Path(__file__).parents[2] / "examples"
LINES = (EXAMPLES / "stream.jsonl").read_bytes().splitlines()
POSTS = [decode(line, Post) for line in LINES]
LABELS = [tuple(line.split("\t")) for line in (EXAMPLES / "labels.tsv").read_text("utf-8").splitlines()]
EXPECT = dict(LABELS[1:])
FIELDS = set(Post.__struct_fields__)
SIX = {"LOAN", "GAMBLE", "JOB", "AUTH", "GIFT", "HEALTH"}
# Anything that looks like a domain must end in .example (RFC 2606); jpg and mp4 end the addresses of our own media.
DOMAIN = re.compile(r"\b(?:https?://)?[a-z0-9][a-z0-9-]+(?:\.[a-z0-9-]{2,})*\.([a-z]{2,})\b", re.IGNORECASE)
# Nine digits or more, also with O for 0, as a phone or an account is written.
NUMBER = re.compile(r"(?<![\w.])[0oO\d](?:[ .-]?[0-9oO]){8,}(?!\d)")


def everything(post: Post) -> str:
    parts = [post.text, post.url, *post.links]
    if post.article:
        parts += [post.article.title, post.article.lead, post.article.url]
    for medium in post.media:
        parts += [medium.url, medium.alt, medium.ocr]
    return unicodedata.normalize("NFKC", "\n".join(parts))


def test_a_day_at_a_provincial_desk() -> None:
    assert 600 <= len(POSTS) <= 950
    assert 20 <= len({post.page.id for post in POSTS}) <= 30
    local = [post.published_at + timedelta(hours=7) for post in POSTS if post.published_at]
    assert {moment.date().isoformat() for moment in local} == {"2026-11-17"}
    assert local[0].hour == 6
    assert local[-1].hour < 22
    assert len({moment.hour for moment in local}) == 16, "an hour without a post"


def test_ids_are_unique_and_all_labelled() -> None:
    assert LABELS[0] == ("id", "expect")
    assert [post.id for post in POSTS] == [label[0] for label in LABELS[1:]]
    assert len(EXPECT) == len(POSTS)
    assert set(EXPECT.values()) <= {"-", *CODES}


def test_a_comment_follows_its_post_on_the_same_page() -> None:
    seen: dict[str, Post] = {}
    for post in POSTS:
        if post.kind == "comment":
            parent = seen[post.parent or ""]
            assert parent.kind == "post"
            assert parent.page == post.page
            assert parent.published_at < post.published_at  # type: ignore[operator]
        else:
            assert post.parent is None
            seen[post.id] = post


def test_times_are_in_order() -> None:
    published = [post.published_at for post in POSTS]
    collected = [post.collected_at for post in POSTS]
    assert published == sorted(published)  # type: ignore[type-var]
    assert collected == sorted(collected)  # type: ignore[type-var]
    for post in POSTS:
        assert timedelta(seconds=30) <= post.collected_at - post.published_at <= timedelta(seconds=90)  # type: ignore[operator]


def test_most_is_benign_and_enough_is_not() -> None:
    deserved = [code for code in EXPECT.values() if code != "-"]
    assert 40 <= len(deserved) <= 70
    assert len(deserved) / len(POSTS) <= 0.15
    assert set(deserved) >= SIX
    assert sum(code in SIX for code in deserved) >= 0.8 * len(deserved)
    assert len({post.text for post in POSTS if EXPECT[post.id] == "-"}) >= 400


def test_nobody_is_named_as_author() -> None:
    for line in LINES:
        assert set(json.loads(line)) <= FIELDS


def test_no_domain_and_no_number_can_be_real() -> None:
    for post in POSTS:
        text = everything(post)
        assert {zone.lower() for zone in DOMAIN.findall(NUMBER.sub(" ", text))} <= {"example", "jpg", "mp4"}, text
        for number in NUMBER.findall(text):
            digits = re.sub(r"[oO]", "0", re.sub(r"[ .-]", "", number))
            assert digits.startswith(("090000", "0000")), (number, text)


def test_the_traps_are_there() -> None:
    deserved = [post for post in POSTS if EXPECT[post.id] != "-"]
    assert any(not unicodedata.is_normalized("NFC", post.text) for post in deserved), "decomposed accents"
    assert any(re.search(r"[\u0400-\u04ff]", post.text) for post in deserved), "look-alike letters"
    assert any(post.text.isascii() for post in deserved), "no accents"
    assert any(re.search(r"\w\.\w{1,2}\.\w", post.text) for post in deserved), "dotted spelling"
    assert any(medium.ocr for post in deserved for medium in post.media), "text in a picture"
    assert any(post.article and post.article.url.endswith(".example/duyengiang") for post in deserved), "article link"
    phone = [post for post in deserved if "0900000036" in re.sub(r"[ .]", "", post.text) and post.kind == "post"]
    assert len({post.page.id for post in phone}) == 5, "one phone on five pages"
    assert max(p.published_at for p in phone) - min(p.published_at for p in phone) < timedelta(hours=1)  # type: ignore[operator,type-var]


def test_the_watch_list_has_every_page() -> None:
    with (EXAMPLES / "watchlist.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["platform", "page_id", "url", "name", "place", "owner_kind", "tier"]
    assert {(row["page_id"], row["name"]) for row in rows} == {(post.page.id, post.page.name) for post in POSTS}


def test_the_generator_gives_these_bytes() -> None:
    done = subprocess.run([sys.executable, EXAMPLES / "make_stream.py", "--check"], check=False)
    assert done.returncode == 0, "run python examples/make_stream.py"


@pytest.mark.parametrize("code", sorted(SIX))
def test_benign_lines_use_the_scams_words(code: str) -> None:
    """Each of the six has look-alikes that must stay silent: a system that counts words would fail on this stream."""
    words = {"LOAN": "vay", "GAMBLE": "cờ bạc", "JOB": "cọc", "AUTH": "VNeID", "GIFT": "phiếu", "HEALTH": "hạt đu đủ"}[code]
    assert any(words in post.text for post in POSTS if EXPECT[post.id] == "-")
