"""The way from an alert into Kibana's Discover: written as Kibana writes addresses itself, and only where the desk has a Kibana."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from test_console_samples import bench, told

from console.kibana import VIEW, in_discover, kibana_address, rison
from console.settings import Settings
from tinwatch.door import kibana
from tinwatch.kibana.source import source
from tinwatch.settings import SettingError
from tinwatch.settings import Settings as TinwatchSettings

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        # The rules of rison (github.com/Nanonid/rison), which Kibana's addresses are written in.
        ({"a": True, "b": ["x", "y z"]}, "(a:!t,b:!(x,'y z'))"),
        ("it's 100!", "'it!'s 100!!'"),
        ("2026-05-04", "'2026-05-04'"),
        ("", "''"),
        ([["at", "desc"]], "!(!(at,desc))"),
    ],
)
def test_rison(value: object, written: str) -> None:
    assert rison(value) == written  # type: ignore[arg-type]


def test_an_address_says_which_posts_of_which_time() -> None:
    address = in_discover("https://kibana.example.vn/s/desk", ["fb:1_2", 'a"b&c#d+e'], NOON, NOON)
    parts = urlsplit(address)
    assert (parts.path, parts.query) == ("/s/desk/app/discover", "")
    assert not re.search(r"[\s\"<>#+]", parts.fragment)
    assert parts.fragment.count("&") == 1, "what a post is called does not end the query"
    span, shown = (unquote(part) for part in parts.fragment.removeprefix("/?").split("&"))
    assert span == "_g=(time:(from:'2026-04-04T12:00:00.000Z',to:'2026-05-05T12:00:00.000Z'))"
    assert f"index:'{VIEW}'" in shown
    assert """query:(language:lucene,query:'id:("fb:1_2" OR "a\\"b&c#d+e")')""" in shown


def test_the_view_and_its_columns_are_those_of_the_export() -> None:
    assert VIEW == "tinwatch-documents"
    assert source().views["documents"].time == "at"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "kibana.example.vn", "https://k.example.vn/?x=1", "https://u:p@k.example.vn", "https://k/#a"]
)
def test_what_is_no_address_of_kibana_is_refused(url: str) -> None:
    with pytest.raises(SettingError, match="TINWATCH_KIBANA_URL"):
        kibana(TinwatchSettings(kibana_url=url))


def test_none_and_a_slash_at_the_end_are_fine() -> None:
    assert (kibana_address(""), kibana_address("https://k.example.vn/s/desk/")) == ("", "https://k.example.vn/s/desk")


@pytest.mark.parametrize("address", ["", "https://kibana.example.vn"])
async def test_the_page_of_an_alert_leads_there_only_where_there_is_one(tmp_path: Path, address: str) -> None:
    async with bench(tmp_path, Settings(kibana=address)) as desk:
        await desk.put(told("1"))
        await desk.become("viewer")
        page = (await desk.client.get("/alerts/a-1")).text
        links = [html.unescape(link) for link in re.findall(r'href="([^"]*/app/discover[^"]*)"', page)]
        assert len(links) == bool(address)
        assert all(link.startswith("https://kibana.example.vn/app/discover#/?_g=") and "id:(" in unquote(link) for link in links)
