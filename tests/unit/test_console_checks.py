"""The checks on an alert's page: named in both languages, with the words they point at, and nothing for a post that has none."""

from __future__ import annotations

import html
import re

import pytest
from msgspec.structs import replace
from test_console_samples import JOB_TEXT, bench, told

from topics.records import Check, Evidence


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.login("analyst")
        yield made


def with_checks(*checks: Check):
    one = told("1")
    return replace_document(one, checks)


def replace_document(one, checks):
    assessment = replace(one.document.assessment, checks=checks)
    return type(one)(replace(one.document, assessment=assessment), one.alert)


def rows(page: str) -> list[list[str]]:
    table = re.search(r'<table class="checks">.*?</table>', page, re.DOTALL)
    if not table:
        return []
    body = table.group().partition("<tbody>")[2]
    return [
        [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


async def test_a_check_shows_its_name_outcome_words_and_rule(desk):
    at = JOB_TEXT.index("STK 0000 1111 2222")
    mark = Evidence(start=at, end=at + len("STK 0000 1111 2222"), why="x")
    name = Evidence(start=0, end=9, why="x", field="page.name")
    await desk.put(
        with_checks(
            Check(id="D4", status="FAIL", why="dùng từ tuyệt đối", rule="Luật Quảng cáo 2012 [R]", evidence=(mark,)),
            Check(id="B1", status="UNKNOWN", why="chưa rõ", evidence=(name,)),
        )
    )
    page = (await desk.client.get("/alerts/a-1")).text
    assert rows(page) == [
        ["D4 Từ tuyệt đối", "Không đạt : dùng từ tuyệt đối STK 00•• •••• •222", "Luật Quảng cáo 2012 [R]"],
        ["B1 Tên dễ nhầm với báo", "Không rõ : chưa rõ Tin nhanh", ""],
    ]


async def test_an_ordinary_alert_has_no_such_table(desk):
    await desk.put(told("1"))
    assert rows((await desk.client.get("/alerts/a-1")).text) == []


async def test_what_a_check_says_is_text_not_markup(desk):
    await desk.put(with_checks(Check(id="<b>", status="FAIL", why="<script>alert(1)</script>", rule='"><img src=x>')))
    page = (await desk.client.get("/alerts/a-1")).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
