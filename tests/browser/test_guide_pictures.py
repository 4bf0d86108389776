"""The pictures of docs/guide-vi.md: of the console as it is, with invented posts, small enough for a page.

`make shots` takes them anew into docs/img; without SHOTS_INTO they are taken all the same and thrown away.
"""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from day import morning
from msgspec.structs import replace
from PIL import Image
from playwright.async_api import expect
from seat import Monitor
from test_case_walk import approve, deed, mend, people, write
from test_console_samples import Told
from test_import_seen import EXPORT
from test_watchlist_seen import pages

assert people  # the fixture: three people, each at a browser of their own

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LARGEST = 150_000
"""Bytes of one picture."""
NAMES = {"bang-tin", "ho-so", "ket-luan", "cho-duyet", "da-duyet", "giu-lai", "tim-kiem", "theo-doi", "dua-vao", "dien-thoai"}


class Album:
    """Where the pictures go, each once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken: dict[str, int] = {}

    async def take(self, monitor: Monitor, name: str, top: str = "", height: int = 760, width: int = 1180) -> None:
        """What a person sees; from the element `top` downwards, if one is named."""
        await monitor.page.set_viewport_size({"width": width, "height": height})
        if top:
            await monitor.page.locator(top).first.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 70)")
        shot = Image.open(BytesIO(await monitor.page.screenshot()))
        small = BytesIO()
        shot.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        self.taken[name] = len(small.getvalue())
        (self.folder / f"{name}.png").write_bytes(small.getvalue())


@pytest.fixture
def album(tmp_path: Path) -> Album:
    folder = Path(os.environ.get("SHOTS_INTO") or tmp_path / "img").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return Album(folder)


def named(story: Told) -> Told:
    """The invented alert with the detector that its code has."""
    assessment = story.document.assessment
    [signal] = assessment.signals
    signals = (replace(signal, detector=signal.code.lower(), version="2"),)
    return Told(replace(story.document, assessment=replace(assessment, signals=signals)), story.alert)


async def looked_at(desk, analyst: Monitor, album: Album) -> None:
    """What needs no deed."""
    shown = analyst.page.locator("[data-count=shown]")
    for _ in range(20):  # the counts may be a second old
        await analyst.open()
        if await shown.inner_text() == "6":
            break
    await expect(shown).to_have_text("6")
    await analyst.live()
    await analyst.page.keyboard.press("j")
    await album.take(analyst, "bang-tin")
    await analyst.open("/?held=only")
    await album.take(analyst, "giu-lai", height=420)
    await analyst.open("/search?q=nhận+ngay")
    await album.take(analyst, "tim-kiem", height=560)
    await desk.index.put_pages(pages())
    await analyst.open("/watchlist/health")
    await album.take(analyst, "theo-doi", height=620)
    await analyst.open()
    await album.take(analyst, "dien-thoai", top=".card", width=390, height=780)


async def brought_in(analyst: Monitor, album: Album, folder: Path) -> None:
    file = folder / "crowdtangle.csv"
    file.write_text(EXPORT, encoding="utf-16")
    await analyst.open("/import")
    await analyst.page.get_by_label("Chọn tệp").set_input_files(file)
    await analyst.page.locator("form[enctype]").get_by_role("button", name="Xem trước").click()
    await expect(analyst.page.get_by_role("status")).to_have_text("1 bài sẵn sàng. Chưa gửi gì cả.")
    await album.take(analyst, "dua-vao", height=620)


async def begun(analyst: Monitor, album: Album) -> None:
    """A finding half written: the page says what it still lacks."""
    await analyst.open("/alerts/a-auth/finding")
    await analyst.page.locator("#pick-claim").select_option(index=1)
    await analyst.page.locator("#checkable_fact").fill("Công an phường không cập nhật định danh qua ứng dụng ngoài VNeID.")
    await analyst.page.locator("#verdict").select_option("SCAM_CONFIRMED")
    await expect(analyst.page.locator("#lacks li").first).to_be_visible()
    await album.take(analyst, "ket-luan", height=900)
    await analyst.open("/alerts/a-auth")


@pytest.mark.timeout(300)  # three people walk through a whole case
async def test_the_pictures_of_the_guide(desk, people, album, tmp_path):
    await desk.put(*map(named, reversed(morning())))
    analyst, lan, minh = people["analyst"], people["lan"], people["minh"]
    await looked_at(desk, analyst, album)
    await brought_in(analyst, album, tmp_path)
    await analyst.open("/alerts/a-auth")
    await album.take(analyst, "ho-so", height=900)
    await deed(analyst, "check")
    await begun(analyst, album)
    await write(analyst)
    await lan.open("/cases?view=review")
    await album.take(lan, "cho-duyet", height=420)
    await lan.open("/alerts/a-auth")
    await deed(lan, "refuse", "Nêu số thông báo của công an")
    await mend(desk, analyst)
    await approve(minh)
    await album.take(minh, "da-duyet", height=900)
    assert set(album.taken) == NAMES
    assert {name: size for name, size in album.taken.items() if size > LARGEST} == {}


def test_the_guide_shows_them_all_and_no_other() -> None:
    shown = set(re.findall(r"\(img/([\w-]+)\.png\)", (ROOT / "docs/guide-vi.md").read_text("utf-8")))
    kept = {path.stem: path.stat().st_size for path in (ROOT / "docs/img").iterdir()}
    assert shown == set(kept) == NAMES
    assert max(kept.values()) <= LARGEST
