"""What `/api/openapi.json` says is what the routes answer."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from test_console_samples import bench, told


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.put(told("1"), told("2", band="CRITICAL"))
        await made.login()
        yield made


async def described(desk):
    return (await desk.client.get("/api/openapi.json")).json()


def schema_of(whole, path, status):
    schema = whole["paths"][path]["get"]["responses"][str(status)]["content"]["application/json"]["schema"]
    return {**schema, "components": whole["components"]}


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/api/alerts", "/api/alerts?limit=1", 200),
        ("/api/alerts", "/api/alerts?band=planted", 400),
        ("/api/alerts/{id}", "/api/alerts/a-1", 200),
        ("/api/alerts/{id}", "/api/alerts/none", 404),
        ("/api/openapi.json", "/api/openapi.json", 200),
    ],
)
async def test_an_answer_is_as_it_is_described(desk, path, address, status):
    answer = await desk.client.get(address)
    assert answer.status_code == status
    jsonschema.validate(answer.json(), schema_of(await described(desk), path, status))


async def test_a_program_without_a_token_gets_what_is_described(desk):
    whole = await described(desk)
    desk.client.cookies.clear()
    answer = await desk.client.get("/api/alerts")
    assert answer.status_code == 401
    jsonschema.validate(answer.json(), schema_of(whole, "/api/alerts", 401))


async def test_every_reference_leads_somewhere_and_no_route_changes_anything(desk):
    whole = await described(desk)
    for reference in re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(whole)):
        assert reference in whole["components"]["schemas"]
    assert {method for path in whole["paths"].values() for method in path} == {"get"}
    assert not re.search(r"author|user_name|commenter", json.dumps(whole))


async def test_pages_are_asked_for_by_the_cursor_that_came(desk):
    first = (await desk.client.get("/api/alerts?limit=1")).json()
    second = (await desk.client.get("/api/alerts", params={"limit": 1, "cursor": first["cursor"]})).json()
    assert {one["alerts"][0]["id"] for one in (first, second)} == {"a-1", "a-2"}
    assert second["cursor"] == ""
