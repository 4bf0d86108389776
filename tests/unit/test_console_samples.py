"""Invented alerts and a running console for the console's tests; the names, numbers and pages exist nowhere."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from argon2 import PasswordHasher
from msgspec.structs import replace
from starlette.applications import Starlette
from test_console_river import PLAN, River

from alerts.plan import Plan
from console.app import create
from console.settings import Settings
from console.users import ROLES, Users
from enrichers.fold import canon
from search.sqlite import SqliteIndex
from tinwatch.evidence.brought import keeping
from tinwatch.intake import Desktop
from tinwatch.packets import handing
from tinwatch.settings import Settings as TinwatchSettings
from tinwatch.trials import Tried
from tinwatch.watchlists import Listing
from topics.records import Alert, Assessed, Assessment, Detector, Entity, Evidence, Page, Post, Reach, Severity, Signal

NOW = datetime.now(UTC).replace(microsecond=0)
PASSWORD = "mật khẩu đủ dài 2026"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Argon2id at its cheapest: the tests are about what happens around it."""

PARTS = {"H": 3.0, "R": 2.0, "V": 1.0, "B": 0.0, "F": 2.0, "E": 2.0}

JOB_TEXT = "Tuyển CTV chốt đơn tại nhà, việc nhẹ lương cao 500k/ngày. Đóng cọc trước 300k vào STK 0000 1111 2222, ib Zalo ngay!"
LOAN_TEXT = "Vay nhanh không thế chấp, nợ xấu vẫn duyệt, giải ngân trong 15 phút. Gọi 0900 000 000."


@dataclass(frozen=True)
class Told:
    document: Assessed
    alert: Alert


def told(
    name: str,
    text: str = JOB_TEXT,
    *,
    cues: dict[str, str] | None = None,
    code: str = "JOB",
    band: str = "HIGH",
    page: tuple[str, str] = ("fb:1002", "Tin nhanh An Phú"),
    minutes: float = 0,
    kind: str = "post",
    state: str = "NEW",
    held: str = "",
    url: str = "https://www.facebook.com/1002/posts/9008",
    version: int = 1,
    set_band: str | None = None,
    **more: object,
) -> Told:
    """A post and its alert. `cues` maps words of the text to why they are evidence; `minutes` is how long ago it was."""
    at = NOW - timedelta(minutes=minutes)
    cues = {"việc nhẹ lương cao": "hứa tiền dễ", "Đóng cọc trước": "đòi tiền trước"} if cues is None else cues
    evidence = tuple(Evidence(start=text.index(words), end=text.index(words) + len(words), why=why) for words, why in cues.items())
    signal = Signal(code=code, score=0.9, alert=True, detector="job_fee", version="1.2", evidence=evidence)
    accounts = tuple(
        Entity(type="ACCOUNT", text=m.group(), start=m.start(), end=m.end(), value=m.group().replace(" ", ""))
        for m in re.finditer(r"0000 1111 2222", text)
    )
    severity = Severity(score=62.5, band=band, parts=PARTS)  # type: ignore[arg-type]
    post = Post(
        id=f"fb:{name}",
        kind=kind,  # type: ignore[arg-type]
        parent="fb:parent" if kind == "comment" else None,
        platform="facebook",
        page=Page(id=page[0], name=page[1]),
        text=text,
        url=url,
        published_at=at,
        reach=Reach(reactions=412, comments=57, shares=34),
        **more,  # type: ignore[arg-type]
    )
    assessment = Assessment(id=post.id, stance="PROMOTE", signals=(signal,), alert_codes=(code,), severity=severity, entities=accounts)
    document = Assessed(post=post, assessment=assessment, at=at, collected_at=at)
    return Told(document, replace(_alert(name, document, tuple(cues.values())), state=state, held=held, version=version, set_band=set_band))


def _alert(name: str, document: Assessed, why: tuple[str, ...]) -> Alert:
    post, severity = document.post, document.assessment.severity
    return Alert(
        id=f"a-{name}",
        codes=document.assessment.alert_codes,
        band=severity.band,
        score=severity.score,
        opened_at=document.at,
        updated_at=document.at,
        posts=(post.id,),
        pages=(post.page.id,),
        page_names=(post.page.name,),
        headline=post.text[:120],
        why=why,
        detectors=(Detector(name="job_fee", version="1.2"),),
        parts=PARTS,
    )


@dataclass
class Bench:
    """A console in this process with a client that may log in."""

    app: Starlette
    index: SqliteIndex
    users: Users
    client: httpx.AsyncClient
    river: River

    async def put(self, *stories: Told) -> None:
        await self.index.put_documents([s.document for s in stories])
        for story in stories:
            await self.river.alert(story.alert)

    async def form(self, path: str = "/login") -> str:
        """The form token of this page."""
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', (await self.client.get(path)).text)
        assert found
        return found[1]

    async def login(self, name: str = "viewer", password: str = PASSWORD, **fields: str) -> httpx.Response:
        return await self.client.post("/login", data={"csrf": await self.form(), "name": name, "password": password, **fields})

    async def become(self, name: str) -> None:
        """Log out whoever is there, and in as this one."""
        self.client.cookies.clear()
        assert (await self.login(name)).status_code == 303

    async def post(self, path: str, **fields: object) -> httpx.Response:
        """A form of a page of who is logged in; a tuple is a name that comes more than once."""
        return await self.client.post(path, data={"csrf": await self.form("/search"), **fields})

    def another_client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=("127.0.0.1", 1))
        return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8600")


@asynccontextmanager
async def bench(folder: Path, settings: Settings | None = None, plan: Plan = PLAN) -> AsyncIterator[Bench]:
    """One user for each role, named like it."""
    index = SqliteIndex(folder / "index.db", canon)
    await index.open()
    users = Users(folder / "users.db", hasher=QUICK)
    for role in ROLES:
        users.add(role, PASSWORD, role)
    river = River(index, plan)
    chosen = TinwatchSettings(home=folder, originals_inside=True, originals_pace=0.0)
    intake = Desktop(chosen, index, river.pour)
    listing = Listing(chosen, index, river.watch)
    trials = Tried(chosen, index, processes=1)
    app = create(
        index,
        users,
        settings=settings,
        send=river.send,
        plan=plan,
        hand=handing(chosen, index),
        intake=intake,
        watching=listing,
        keep=keeping(chosen),
        trials=trials,
    )
    made = Bench(app, index, users, httpx.AsyncClient(), river)
    async with app.router.lifespan_context(app), made.another_client() as made.client:
        yield made
    await trials.close()
    users.close()
    await index.close()


def test_sample_evidence_lies_on_the_words_it_names():
    document = told("1").document
    assert [document.post.text[e.start : e.end] for e in document.assessment.signals[0].evidence] == [
        "việc nhẹ lương cao",
        "Đóng cọc trước",
    ]
