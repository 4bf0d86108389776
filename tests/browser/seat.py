"""A console on a free loopback port, and a person at a browser in front of it."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from playwright.async_api import Page, expect

sys.path.insert(0, str(Path(__file__).parent.parent / "unit"))  # the invented alerts are the same as in the unit tests

from test_console_river import PLAN, River
from test_console_samples import PASSWORD, Told

from console.app import create
from console.settings import Settings
from console.users import Users
from search.sqlite import SqliteIndex
from tinwatch.evidence.brought import keeping
from tinwatch.intake import Desktop
from tinwatch.packets import handing
from tinwatch.servers.ports import free_ports
from tinwatch.settings import Settings as TinwatchSettings
from tinwatch.watchlists import Listing

SHOTS = Path(__file__).parent.parent.parent / "shots"


class Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Desk:
    """The console, with a handle to put alerts into its index and to stop and start its server."""

    def __init__(self, index: SqliteIndex, users: Users, home: Path) -> None:
        self.index = index
        self.home = home
        self.users = users
        self.river = River(index)
        [self.port] = free_ports(1)
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: Server | None = None

    async def start(self) -> None:
        settings = Settings(heartbeat_s=0.5)
        chosen = TinwatchSettings(home=self.home)
        hand, intake = handing(chosen, self.index), Desktop(chosen, self.index, self.river.pour)
        listing = Listing(chosen, self.index, self.river.watch)
        self._app = create(
            self.index,
            self.users,
            settings=settings,
            send=self.river.send,
            plan=PLAN,
            hand=hand,
            intake=intake,
            watching=listing,
            keep=keeping(chosen),
        )
        self._server = Server(uvicorn.Config(self._app, "127.0.0.1", self.port, log_level="warning"))
        self._running = asyncio.create_task(self._server.serve())
        while not self._server.started:
            assert not self._running.done()
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        assert self._server
        self._app.state.desk.live.close()
        self._server.should_exit = True
        await self._running

    async def put(self, *stories: Told) -> None:
        await self.index.put_documents([s.document for s in stories])
        for story in stories:
            await self.river.alert(story.alert)


class Monitor:
    """A person at a browser. `complaints` collects what the browser's console says about our pages."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.complaints.append(str(e)))

    async def open(self, path: str = "/") -> None:
        await self.page.goto(self.desk.address + path)

    async def login(self, path: str = "/", name: str = "analyst") -> None:
        await self.open(path)
        await self.page.get_by_label("Tên đăng nhập").fill(name)
        await self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        await self.page.get_by_role("button", name="Đăng nhập").click()
        await self.page.wait_for_url(self.desk.address + path)

    async def live(self) -> None:
        await expect(self.page.locator("#line")).to_have_attribute("data-state", "live")

    async def cards(self) -> list[str]:
        """The ids of the cards, top to bottom."""
        return await self.page.eval_on_selector_all(".card", "cards => cards.map(card => card.dataset.id)")

    async def shot(self, name: str, *, whole: bool = True) -> None:
        SHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"{name}.png", full_page=whole)
