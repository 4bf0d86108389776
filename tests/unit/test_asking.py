"""Questions to a platform: counted before they are made, ended in time and size, and the token in none of what is said of them."""

import logging
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

import collectors.asking
from collectors.asking import Ask
from collectors.connector import Usage
from collectors.refusal import Refusal

TOKEN = "EAAB-geheim"  # what no message may hold


@asynccontextmanager
async def site(handle):
    """A real server on loopback that answers everything with `handle`."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def asking(order, **more):
    async def before():
        order.append("counted")

    async with Ask(before, lambda usage: order.append(usage), inside=True, **more) as ask:
        yield ask


async def test_each_request_is_counted_before_it_is_made_and_told_of_after():
    order = []

    async def handle(request):
        order.append(request.path)
        return web.json_response({}, headers={"x-used": "60"})

    async with site(handle) as url, asking(order) as ask:
        await ask.get(f"{url}/a", {"token": TOKEN}, usage=lambda headers: Usage(int(headers["x-used"]) / 100))
    assert order == ["counted", "/a", Usage(0.6)]


async def test_who_may_not_ask_makes_no_request():
    asked = []

    async def handle(request):
        asked.append(request.path)
        return web.Response()

    async def before():
        raise Refusal("app", "no room")

    async with site(handle) as url, Ask(before, lambda _: asked.append("told"), inside=True) as ask:
        with pytest.raises(Refusal, match="no room"):
            await ask.get(url)
    assert asked == []


async def test_what_goes_wrong_is_said_without_the_token(caplog):
    caplog.set_level(logging.DEBUG)
    said = []

    async def broken(request):
        request.transport.abort()
        return web.Response()

    async with site(broken) as url, asking([]) as ask:
        for address in (url, "http://127.0.0.1:1", "http://[", "ftp://host.example"):
            with pytest.raises(Refusal) as refusal:
                await ask.get(address, {"access_token": TOKEN}, {"authorization": TOKEN})
            said.append((refusal.value.why, str(refusal.value)))
            assert refusal.value.__cause__ is None
    assert [why for why, _ in said] == ["transient", "transient", "parameter", "parameter"]
    assert TOKEN not in "".join(text for _, text in said)
    assert TOKEN not in caplog.text


async def test_an_answer_ends_in_time_and_size(monkeypatch):
    order = []

    async def large(request):
        return web.Response(body=b"x" * 100_000)

    async with site(large) as url, asking(order, largest=50_000) as ask:
        with pytest.raises(Refusal, match="more than 50,000 bytes"):
            await ask.get(url)
    assert order == ["counted", None], "one that failed was made all the same"

    async def slow(request):
        answer = web.StreamResponse()
        await answer.prepare(request)
        await request.content.read()
        while request.transport is not None:
            await answer.write(b" ")
        return answer

    monkeypatch.setattr(collectors.asking, "SECONDS", 0.3)
    async with site(slow) as url, asking(order, largest=10**12) as ask:
        with pytest.raises(Refusal, match=r"within 0\.3 s"):
            await ask.get(url)


async def test_redirects_are_counted_and_carry_nothing_to_another_host():
    order, seen = [], []

    async def other(request):
        seen.append(request.headers.get("authorization"))
        return web.Response(text="there")

    async with site(other) as elsewhere:

        async def first(request):
            raise web.HTTPFound(f"{elsewhere}/there")

        async with site(first) as url, asking(order) as ask:
            assert (await ask.get(url, headers={"authorization": TOKEN})).status == 302
            assert (await ask.get(url, headers={"authorization": TOKEN}, hops=1)).body == b"there"
    assert order == ["counted", None] * 3
    assert seen == [None]


async def test_what_status_and_retry_after_mean():
    async def handle(request):
        return web.Response(status=int(request.path[1:]), headers={"retry-after": "90"}, text="<html>")

    async with site(handle) as url, asking([]) as ask:
        for status, why in {429: "rate", 401: "token", 403: "permission", 404: "gone", 503: "transient", 400: "parameter"}.items():
            refusal = (await ask.get(f"{url}/{status}")).refusal()
            assert (refusal.why, refusal.wait.total_seconds()) == (why, 90)
        with pytest.raises(Refusal, match=r"^schema"):
            (await ask.get(f"{url}/200")).json()
        with pytest.raises(Refusal, match=r"^transient"):
            (await ask.get(f"{url}/502")).json()
