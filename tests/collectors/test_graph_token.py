"""When a token ends, as Meta's `debug_token` tells (developers.facebook.com/docs/graph-api/reference/debug_token, read 2026-11-23)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from source_answers import asked
from stubs.facebook import TOKEN, Facebook
from stubs.instagram import Instagram
from stubs.serving import PLANTED, PLANTED_ID
from stubs.threads import Threads

from collectors.connector import Ending
from collectors.refusal import Refusal

STUBS = {"facebook": Facebook, "instagram": Instagram, "threads": Threads}
END = datetime(2027, 1, 10, 8, tzinfo=UTC)


@pytest.fixture(params=sorted(STUBS))
async def stub(request):
    async with STUBS[request.param]().serving() as served:
        yield served


def told(**given):
    """Whose the token is stands beside when it ends."""
    data = {"app_id": "1", "type": "USER", "application": "Bàn tin", "is_valid": True, "user_id": PLANTED_ID, "profile": PLANTED}
    return web.json_response({"data": data | {"scopes": ["pages_read_engagement"]} | given})


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ({"expires_at": int(END.timestamp()), "data_access_expires_at": 0}, END),
        ({"expires_at": 0, "data_access_expires_at": int(END.timestamp())}, END),
        ({"expires_at": int((END + timedelta(days=9)).timestamp()), "data_access_expires_at": int(END.timestamp())}, END),
        ({"expires_at": 0}, None),  # a system user's
    ],
)
async def test_the_earlier_of_its_two_ends(stub, given, end, caplog):
    stub.faults.append(told(**given))
    async with asked(stub) as source:
        assert isinstance(source.connector, Ending)
        assert await source.connector.ends() == end
    assert stub.asked[0].startswith("/debug_token?input_token=")
    for secret in (PLANTED, PLANTED_ID, stub.secrets["token"]):
        assert secret not in caplog.text


async def test_a_token_that_may_not_ask_is_told_as_such(stub):
    refused = web.json_response({"error": {"message": f"(#100) {TOKEN}", "code": 100}}, status=400)
    stub.faults.append(refused)
    async with asked(stub) as source:
        with pytest.raises(Refusal) as said:
            await source.connector.ends()
    assert TOKEN not in str(said.value)


@pytest.mark.parametrize("given", [{"expires_at": "mai"}, {"expires_at": 2**60}, {"expires_at": -1}])
async def test_what_is_no_moment_is_told_as_such(stub, given):
    stub.faults.append(told(**given))
    async with asked(stub) as source:
        with pytest.raises(Refusal) as said:
            await source.connector.ends()
    assert said.value.why == "schema"
