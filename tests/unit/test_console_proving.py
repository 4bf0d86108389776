"""A person's own screenshot becomes evidence of a post: chained, stamped and told like the agent's, without what the camera noted."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta

import pytest
from PIL import Image
from test_console_samples import NOW, bench, told

from alerts.capturing import due
from channels.chains import broken
from channels.sealing import CHAIN, MANIFEST
from topics.cases import Captured, Event

SECRET = "21.0278 N 105.8342 E"


def screenshot(kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    out = io.BytesIO()
    Image.effect_noise((80, 60), 40).convert("RGB").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.put(told("1"))
        await made.become("analyst")
        yield made


async def bring(desk, picture: bytes, post: str = "fb:1", name: str = "chup.jpg"):
    data = {"csrf": await desk.form("/alerts/a-1"), "post": post}
    return await desk.client.post("/alerts/a-1/evidence", data=data, files={"file": (name, picture)})


async def test_a_screenshot_is_kept(desk, tmp_path):
    picture = screenshot()
    done = await bring(desk, picture)
    assert (done.status_code, done.headers["location"]) == (303, "/alerts/a-1#kept")
    [kept] = (await desk.index.docket.case("a-1")).captures
    assert (kept.post, kept.method, len(kept.sha256)) == ("fb:1", "upload", 64)
    folder = tmp_path / "evidence" / kept.path
    manifest = json.loads((folder / MANIFEST).read_bytes())
    assert hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest() == kept.sha256
    assert manifest["facts"]["brought_by"] == "analyst"
    assert manifest["facts"]["brought_sha256"] == hashlib.sha256(picture).hexdigest()
    clean = (folder / "brought.jpg").read_bytes()
    assert SECRET.encode() in picture
    assert SECRET.encode() not in clean
    assert Image.open(io.BytesIO(clean)).tobytes() == Image.open(io.BytesIO(picture)).tobytes()
    assert broken((tmp_path / "evidence" / "a-1" / CHAIN).read_bytes()) == ""
    shown = (await desk.client.get("/alerts/a-1")).text
    assert "ảnh do người đưa vào" in shown
    case = await desk.index.docket.case("a-1")
    assert [event.by for event in case.history if event.deed == "capture"] == ["analyst"]
    rows = desk.users.database.rows("SELECT event FROM journal")
    assert any(b'"evidence"' in bytes(row[0]) for row in rows), "the audit log hears of it"


async def test_what_is_no_picture_of_this_case_is_refused(desk, tmp_path):
    for picture in (b"<svg onload=alert(1)>", screenshot()[:500], b"%PDF-1.7"):
        done = await bring(desk, picture)
        assert done.status_code == 409
        assert "không phải ảnh" in done.text
    assert (await bring(desk, screenshot(), post="fb:other")).status_code == 400
    assert (await bring(desk, b"0" * 21_000_000)).status_code in (409, 413)
    assert not (tmp_path / "evidence").exists()
    bare = await desk.client.post("/alerts/a-1/evidence", data={"post": "fb:1"}, files={"file": ("a.jpg", screenshot())})
    assert bare.status_code == 403
    await desk.become("viewer")
    assert (await bring(desk, screenshot())).status_code == 403


async def test_the_agent_keeps_its_own_all_the_same(desk):
    """What a person brought does not stand in for what the agent keeps of a grave alert at once, and plans no new look."""
    case = await desk.index.docket.case("a-1")
    brought = Captured(post="fb:1", at=NOW + timedelta(minutes=1), sha256="ab" * 32, method="upload")
    assert due(case, ()) == due(case, (brought,)) != {}


async def test_a_case_takes_several_while_it_is_worked_on(desk):
    await desk.river.send(Event(id="e", case="a-1", deed="keep", at=NOW, by="lan", role="analyst", seen=1))
    assert (await bring(desk, screenshot("PNG"), name="a.png")).status_code == 303
    assert (await bring(desk, screenshot("PNG"), name="b.png")).status_code == 303
    assert len((await desk.index.docket.case("a-1")).captures) == 2
