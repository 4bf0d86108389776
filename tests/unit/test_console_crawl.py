"""Every link and every form as each role finds them: nothing crashes, nothing that is offered is forbidden, no form comes without proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from test_console_samples import LOAN_TEXT, NOW, bench, told

from console.access import RIGHTS
from console.app import ROUTES
from console.users import ROLES
from topics.cases import Captured, Event, Finding, Item

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
FINDING = Finding(
    verdict="SCAM_CONFIRMED", type="SCAM", destination="ncsc", claim=LOAN_TEXT, checkable_fact=NASTY, reason=NASTY, method=NASTY,
    subject_name=NASTY, urls=("https://fb.example/1",),
    evidence=(Item(kind="official_document", url="https://a.example/1", title=NASTY), Item(kind="expert", url="https://a.example/2")),
)  # fmt: skip
LEAVE = ("/logout",)
"""Ends the walk."""


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]]


class Page(HTMLParser):
    """Links and forms with what a browser would send of them; of a choice the last."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.links, self.forms = address, list[str](), list[Form]()
        self._named: dict[str, Form] = {}
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and has.get("href"):
            self.links.append(urljoin(self.address, has["href"]))
        elif tag == "form":
            self._open = Form(urljoin(self.address, has.get("action", self.address)), has.get("method", "get"), [])
            self.forms.append(self._open)
            self._named[has.get("id", "")] = self._open
        elif tag in ("input", "button", "textarea", "select") and has.get("name"):
            form = self._named.get(has["form"]) if "form" in has else self._open
            if form is None:
                return
            if tag == "select":
                self._select = has["name"]
            else:
                form.fields.append((has["name"], has.get("value") or ("Một câu đủ dài " + NASTY if tag != "button" else "")))
        elif tag == "option" and self._open is not None and self._select:
            self._open.fields = [pair for pair in self._open.fields if pair[0] != self._select] + [(self._select, has.get("value", ""))]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        nasty = told("nasty", f"{NASTY} việc", cues={"<img": NASTY}, page=(f"fb:{NASTY}", NASTY), url="javascript:alert(1)")
        await made.put(told("1"), told("2", LOAN_TEXT, cues={}, code="LOAN"), told("3", held="budget"), told("4", kind="comment"), nasty)
        steps = [("a-2", "check", {}), ("a-2", "draft", {"finding": FINDING}), ("a-2", "submit", {}), ("a-4", "check", {})]
        seen = dict.fromkeys(("a-2", "a-4"), 1)
        for n, (case, deed, more) in enumerate(steps):
            await made.river.send(Event(id=f"s{n}", case=case, deed=deed, at=NOW, by="x", role="analyst", seen=seen[case], **more))
            seen[case] += 1
        kept = Captured(post="fb:2", at=NOW, sha256="ab" * 32)
        await made.river.send(Event(id="k", case="a-2", deed="capture", at=NOW, captured=kept))
        for n, case in enumerate(("a-1", "a-nasty")):
            await made.river.send(Event(id=f"r{n}", case=case, deed="comment", at=NOW, by="x", role="analyst", text=f"@x {NASTY}"))
        yield made


def harmless(page: str) -> None:
    """What came from outside or from the desk is text on every page."""
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def inside(links: list[str]) -> Iterator[str]:
    for link in links:
        parts = urlsplit(link)
        if parts.netloc == "127.0.0.1:8600" and parts.path not in LEAVE:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def kind(address: str) -> str:
    """Pages that differ only in what they are about are walked a few times, not a thousand."""
    path, _, query = address.partition("?")
    path = re.sub(r"^/(alerts|posts)/[^/]+", r"/\1/…", path) if "nasty" not in path else path
    return path + "?" + "&".join(sorted(re.sub(r"=.*", "", part) for part in query.split("&")))


@pytest.mark.parametrize("role", ["", *ROLES])
async def test_every_link_and_form(desk, role):
    client = desk.client
    if role:
        await desk.become(role)
    waiting, met, forms = ["/"], dict[str, int](), dict[tuple[str, tuple[str, ...], str], Form]()
    while waiting:
        address = waiting.pop(0)
        met[kind(address)] = met.get(kind(address), 0) + 1
        if met[kind(address)] > 3:
            continue
        response = await client.get(address, follow_redirects=True)
        assert response.status_code == 200, address
        if not response.headers["content-type"].startswith("text/html"):
            continue
        harmless(response.text)
        page = Page(str(response.url))
        page.feed(response.text)
        waiting += inside(page.links)
        for form in page.forms:
            deed = dict(form.fields).get("deed", "")
            forms.setdefault((urlsplit(form.action).path, tuple(name for name, _ in form.fields), deed), form)
    assert bool(role) == (len(met) > 12), met
    for (path, names, deed), form in forms.items():
        if path in LEAVE or path.startswith(("/account", "/login")):
            continue
        await send(desk, form, f"{role} {path} {deed}")
        if form.method == "post":
            assert "csrf" in names, path


async def send(desk, form: Form, what: str) -> None:
    """As the page offers it, nothing is forbidden and nothing crashes; without its proof, or from elsewhere, it is refused."""
    path = urlsplit(form.action).path
    if form.method != "post":
        response = await desk.client.get(path, params=form.fields)
        assert response.status_code == 200, what
        return
    data: dict[str, list[str]] = {}
    for name, value in form.fields:
        data.setdefault(name, []).append(value)
    bare = {name: values for name, values in data.items() if name != "csrf"}
    assert (await desk.client.post(path, data=bare)).status_code == 403, what
    assert (await desk.client.post(path, data=data, headers={"sec-fetch-site": "cross-site"})).status_code == 403, what
    response = await desk.client.post(path, data=data)
    assert response.status_code in (200, 303, 400, 409), f"{what}: {response.status_code}"
    harmless(response.text)


@pytest.mark.parametrize("role", ROLES)
async def test_each_right_opens_and_each_missing_right_shuts(desk, role):
    """Whatever the page offers: asked straight, a route answers by the right it names."""
    await desk.become(role)
    token = await desk.form("/search")
    for route in ROUTES:
        right = next(cell.cell_contents for cell in route.endpoint.__closure__ if cell.cell_contents in (*RIGHTS["admin"], "public"))
        path = route.path.replace("{id:path}", "fb:1").replace("{id}", "a-1").replace("{form}", "pdf").replace("{name}", "desk.css")
        if right == "public" or path == "/logout" or path == "/events":
            continue
        for method in route.methods - {"HEAD"}:
            response = await desk.client.request(method, path, data={"csrf": token} if method == "POST" else None)
            shut = response.status_code == 403
            assert shut == (right not in RIGHTS[role]), f"{role} {method} {path}: {response.status_code} for {right}"
            assert response.status_code < 500, path


async def test_no_form_is_taken_without_its_proof(desk):
    await desk.become("admin")
    for route in ROUTES:
        if "POST" in route.methods and not route.path.startswith("/webhooks/"):  # a signature proves these: tests/flow/test_webhooks.py
            path = route.path.replace("{id:path}", "fb:1").replace("{id}", "a-1")
            for data in ({"deed": "keep"}, {"csrf": "x"}, {"csrf": "0" * 64}):
                assert (await desk.client.post(path, data=data)).status_code == 403, path


def test_the_parser_sees_what_a_browser_sends():
    page = Page("http://x/a")
    text = '<form id="f" action="/go" method="post"><select name="s"><option value="1">a<option value="2">b</select></form>'
    page.feed(text + '<input form="f" type="checkbox" name="case" value="1 &amp;"><a href="?q=1">x</a>')
    assert page.links == ["http://x/a?q=1"]
    assert (page.forms[0].action, page.forms[0].fields) == ("http://x/go", [("s", "2"), ("case", "1 &")])
