"""Answers in another shape than was recorded: persons in new places stay out, and whatever comes is read, left out or refused."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from source_answers import asked, let_out
from stubs.instagram import Instagram
from stubs.serving import PLANTED, PLANTED_ID
from stubs.threads import Threads
from stubs.tiktok import TikTok
from stubs.youtube import YouTube
from stubs.zalo import Zalo

from collectors.refusal import Refusal

PERSON = {"id": PLANTED_ID, "name": PLANTED, "username": PLANTED_ID, "displayName": PLANTED}
PLACES = ("from", "author", "user", "owner", "creator", "username", "authorDisplayName", "who", "extra")
OTHER = (None, [], {}, 7, -1, 2**70, 1.5, True, PLANTED, [PLANTED], {"name": PLANTED}, [[PERSON]])
SEEDS = 40


@pytest.fixture(params=["youtube", "zalo", "tiktok", "instagram", "threads"])
async def stub(request, tmp_path):
    stubs = {
        "youtube": YouTube,
        "tiktok": TikTok,
        "zalo": lambda: Zalo(tmp_path),
        "instagram": lambda: Instagram(own=True),
        "threads": Threads,
    }
    made = stubs[request.param]()
    async with made.serving() as served:
        served.first = served.add("bài", datetime.now(UTC))
        served.add("bài hai")
        if request.param != "zalo":
            served.comment(served.first, "lời")
        yield served


async def all_of(source, post) -> str:
    hauls = [*await source.posts(), *await source.comments(post)]
    if source.connector.again_at_once:
        hauls.append(await source.connector.again(source.watched, [post]))
    return let_out(hauls)


async def test_persons_in_places_that_were_never_recorded(stub, caplog):
    stub.twist = peopled
    async with asked(stub) as source:
        out = await all_of(source, stub.first)
    assert "bài" in out
    assert PLANTED not in out + caplog.text
    assert PLANTED_ID not in out + caplog.text


async def test_whatever_comes_is_read_left_out_or_refused_and_no_word_of_it_is_logged(stub, caplog):
    said = []
    for seed in range(SEEDS):
        stub.twist = partial(twisted, random.Random(seed))
        async with asked(stub) as source:
            try:
                await all_of(source, stub.first)
            except Refusal as refusal:
                said.append(str(refusal))
    assert said
    for planted in (PLANTED, PLANTED_ID):
        assert planted not in caplog.text + " ".join(said)


def peopled(answer: Any) -> Any:
    """With a person in every object."""
    if isinstance(answer, dict):
        return {name: peopled(value) for name, value in answer.items()} | {place: PERSON for place in PLACES if place not in answer}
    return [peopled(one) for one in answer] if isinstance(answer, list) else answer


def twisted(dice: random.Random, answer: Any) -> Any:
    """With one of its values another."""
    places = list(inside(answer))
    if places:
        holder, key = dice.choice(places)
        holder[key] = dice.choice(OTHER)
    return answer


def inside(answer: Any):
    items = answer.items() if isinstance(answer, dict) else enumerate(answer) if isinstance(answer, list) else ()
    for key, value in items:
        yield answer, key
        yield from inside(value)
