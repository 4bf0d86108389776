"""What people bring in through the console: looked at with its problems, sent once, and nothing of it is sent before or kept after."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import time
from pathlib import Path

import pytest
from test_console_samples import bench

from collectors.uploads import owners, recognising
from collectors.uploads.making import Given
from collectors.uploads.recognising import recognised
from console.reasons import reason
from tinwatch.intake import swept
from tinwatch.settings import Settings
from topics.records import Page
from topics.watchlist import PageHealth, Watched

TABLE = (
    "page_id,page_name,text,published_at,reactions\n"
    'fb:1002,Tin A,Việc nhẹ lương cao,2026-11-20T09:00:00+07:00,"1,204"\n'
    "fb:1002,Tin A,Hai,20/11/2026,\n"
)

HTML = f"<html><head><title>Tin nóng</title></head><body><h1>Tin nóng</h1><p>{'Đóng cọc trước 300k để nhận việc. ' * 20}</p></body></html>"


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.become("analyst")
        yield made


async def bring(desk, name="xuat.csv", content=TABLE, **fields):
    files = {"file": (name, content.encode() if isinstance(content, str) else content)}
    return await desk.client.post(
        "/import", data={"csrf": await desk.form("/import"), "kind": "file", **fields}, files=files, follow_redirects=True
    )


def id_of(response) -> str:
    return re.search(r'name="id" value="([0-9a-f]{32})"', response.text)[1]


async def test_a_file_is_looked_at_then_sent_once(desk, tmp_path):
    shown = await bring(desk)
    assert shown.status_code == 200
    for words in (
        "xuat.csv",
        "bảng của ta",
        "1 bài sẵn sàng",
        "Dòng 3:",
        "ngày có thể hiểu hai cách",
        "<code>published_at</code>",
        "Tin A",
    ):
        assert words in shown.text
    assert desk.river.poured == [], "looking sends nothing"
    id = id_of(shown)
    sent = await desk.post("/import/send", id=id)
    assert sent.headers["location"] == f"/import?id={id}"
    assert [(post.page, post.text, post.reach.reactions) for post in desk.river.poured] == [
        (Page(id="fb:1002", name="Tin A"), "Việc nhẹ lương cao", 1204)
    ]
    again = await desk.client.get(sent.headers["location"])
    assert "Đã gửi 1 bài." in again.text
    await desk.post("/import/send", id=id)
    assert len(desk.river.poured) == 1
    left = [file.read_text() for file in (tmp_path / "imports").rglob("*") if file.is_file()]
    assert len(left) == 1
    assert "Việc nhẹ" not in left[0], "only the note of it is kept"
    rows = desk.users.database.rows("SELECT event FROM journal")
    assert [b"imported" in bytes(row[0]) for row in rows if b"imported" in bytes(row[0])] == [True], "the audit log hears of it"


async def test_what_lay_too_long_goes(desk, tmp_path):
    """A day when nobody sent it; when posts go, the note of what was sent."""
    lying, sent = id_of(await bring(desk)), id_of(await bring(desk))
    await desk.post("/import/send", id=sent)
    chosen = Settings(home=tmp_path)
    for days, left in ((0.9, {lying, sent}), (1.1, {sent}), (chosen.keep_posts + 1, set())):
        for folder in (tmp_path / "imports").iterdir():
            os.utime(folder, (time.time() - days * 86_400,) * 2)
        swept(chosen)
        assert {folder.name for folder in (tmp_path / "imports").iterdir()} == left


async def test_what_another_person_looked_at_is_not_shown(desk):
    id = id_of(await bring(desk))
    await desk.become("approver")
    assert "xuat.csv" not in (await desk.client.get(f"/import?id={id}")).text
    assert (await desk.post("/import/send", id=id)).status_code == 400
    assert desk.river.poured == []
    for wrong in ("..", "../../users.db", "x" * 32, ""):
        assert (await desk.client.get("/import", params={"id": wrong})).status_code == 200


async def test_an_account_on_the_watch_list_is_vouched_for(desk):
    head = "id,body,timestamp,unix_timestamp,tiktok_url,author\n"
    row = "900,Việc nhẹ,2026-11-20 02:10:04,1795140604,https://www.tiktok.com/@cuahang/video/900,ai-do-kin\n"
    refused = await bring(desk, content=head + row)
    assert "có thể là tài khoản của một cá nhân" in refused.text
    assert "ai-do-kin" not in refused.text
    entry = Watched(page=Page(id="tt:7", name="Cửa hàng B"), platform="tiktok", ref="cuahang", url="https://www.tiktok.com/@cuahang")
    await desk.index.put_pages([PageHealth(page=entry.page, platform="tiktok", watched=entry)])
    await desk.post("/import/send", id=id_of(await bring(desk, content=head + row)))
    assert [(post.id, post.page.name) for post in desk.river.poured] == [("tt:900", "Cửa hàng B")]


async def test_a_post_that_somebody_saw(desk):
    said = {"kind": "words", "page": "https://www.facebook.com/tinnhanh", "page_name": "Tin A", "published": "2026-11-20T09:00"}
    shown = await desk.post("/import", **said, url="https://www.facebook.com/tinnhanh/posts/900", text="Đóng cọc trước 300k")
    shown = await desk.client.get(shown.headers["location"])
    assert "Sửa trước khi gửi" in shown.text
    await desk.post("/import/send", id=id_of(shown))
    [post] = desk.river.poured
    assert (post.id, post.page.id, post.text) == ("fb:tinnhanh_900", "fb:tinnhanh", "Đóng cọc trước 300k")
    assert post.published_at.isoformat() == "2026-11-20T09:00:00+07:00"
    for page, url in (("https://www.facebook.com/people/Kin/1", ""), ("", ""), ("fb:1", "https://www.facebook.com/profile.php?id=1")):
        away = await desk.post("/import", kind="words", page=page, url=url, text="x")
        assert "Không có bài nào dùng được" in (await desk.client.get(away.headers["location"])).text


async def test_what_is_no_upload_is_refused(desk, monkeypatch):
    assert (await desk.post("/import", kind="file")).status_code == 400
    assert (await desk.post("/import", kind="addresses", urls=" ".join(["https://a.example"] * 21))).status_code == 400
    assert (await desk.post("/import", kind="words", zone="Mars")).status_code == 400
    assert (await desk.post("/import", kind="words", published="hôm qua")).status_code == 400
    for content in ("<html>", b"PK\x03\x04", ""):
        assert "Không có bài nào dùng được" in (await bring(desk, content=content)).text
    bare = await desk.client.post("/import", data={"kind": "file"}, files={"file": ("a", b"x")})
    assert bare.status_code == 403, "no form is taken without its proof"
    token = await desk.form("/import")
    files = {"file": ("a", b"0" * 200_000)}
    monkeypatch.setattr("console.access._LONGEST_WORK", 1000 - 100_000_000)
    assert (await desk.client.post("/import", data={"csrf": token}, files=files)).status_code == 413
    await desk.become("viewer")
    assert (await desk.client.get("/import")).status_code == 403


async def test_an_address_that_leads_nowhere_is_told(desk):
    away = await desk.post("/import", kind="addresses", urls="http://127.0.0.1:9/x\nkhông-phải-địa-chỉ")
    shown = await desk.client.get(away.headers["location"])
    assert shown.text.count("không lấy được trang") == 2
    assert "Dòng 2:" in shown.text


async def test_what_is_shown_at_an_address_is_sent_and_its_capture_kept(desk, tmp_path):
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1]
        body = HTML.encode() if asked == b"/bai-1" else b""
        status = b"200 OK" if body else b"404 Not Found"
        writer.write(b"HTTP/1.1 %s\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: %d\r\n\r\n" % (status, len(body)) + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as site:
        port = site.sockets[0].getsockname()[1]
        away = await desk.post("/import", kind="addresses", urls=f"http://127.0.0.1:{port}/bai-1 http://127.0.0.1:{port}/mat")
    shown = await desk.client.get(away.headers["location"])
    assert "Dòng 2:" in shown.text
    await desk.post("/import/send", id=id_of(shown))
    [post] = desk.river.poured
    assert (post.page.id, post.url, "Đóng cọc trước 300k" in post.text) == ("web:127.0.0.1", f"http://127.0.0.1:{port}/bai-1", True)
    [capture] = (tmp_path / "imports").rglob("*.wacz")
    assert hashlib.sha256(capture.read_bytes()).hexdigest() in shown.text
    assert recognised(capture, Given()).format == "wacz"


def test_every_reason_has_its_words():
    """The sentences of the readers, as they stand in their sources."""
    folder = Path(recognising.__file__).parent
    source = "\n".join(file.read_text() for file in folder.glob("*.py"))
    found = re.findall(r'(?:Unfit|Refused|error=|Unreadable)\(?(?:\w+, )?f?"([^"]+)"', source)
    sentences = [*found, owners.DOUBTFUL, owners.PERSONAL]
    assert len(sentences) > 30
    assert [sentence for sentence in sentences if not sentence.startswith("column {name") and not reason(sentence)[0]] == []
