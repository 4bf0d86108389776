"""Words in pictures: drawn by Chromium as a seller would draw them, read by the real Tesseract, judged by the real assessor."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from playwright.async_api import Browser

from agents.assessor import Assessor
from collectors.pictures import Missing, Tesseract, Unreadable, reading
from enrichers.fold import canon
from tinwatch.cli import tinwatch
from topics.records import Media, Page, Post

ADVERT = "Vay tiền nhanh trong ngày<br>Không cần thế chấp, nợ xấu vẫn duyệt<br>Liên hệ Zalo 0900 000 012"
STYLES = ("background:#fff;color:#000", "background:#b00020;color:#ffeb3b", "background:linear-gradient(#024,#06c);color:#fff")

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True, scope="module")
def tesseract() -> None:
    if shutil.which("tesseract") is None:
        missing = "TESSERACT IS MISSING: NO PICTURE WAS READ (apt-get install tesseract-ocr tesseract-ocr-vie)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor()


async def draw(browser: Browser, words: str, style: str) -> bytes:
    page = await browser.new_page(viewport={"width": 900, "height": 420})
    await page.set_content(f"<body style='margin:0;padding:40px;font:700 40px/1.5 Noto Sans;{style}'>{words}</body>")
    picture = await page.screenshot()
    await page.close()
    return picture


def post(*urls: str) -> Post:
    return Post(id="t:1", kind="post", page=Page(id="t:p"), text="", media=tuple(Media(url=url) for url in urls))


@pytest.mark.parametrize("style", STYLES)
async def test_an_offer_drawn_into_a_picture_alerts(browser: Browser, tmp_path: Path, assessor: Assessor, style: str) -> None:
    (tmp_path / "a.png").write_bytes(await draw(browser, ADVERT, style))
    read, failed = reading(post("a.png"), Tesseract(), tmp_path)
    assert failed == []
    assert "no xau van duyet" in canon(read.media[0].ocr)
    done = assessor.assess(read)
    assert "LOAN" in done.alert_codes
    assert {mark.field for signal in done.signals for mark in signal.evidence} == {"media[0].ocr"}


async def test_a_greeting_in_a_picture_does_not(browser: Browser, tmp_path: Path, assessor: Assessor) -> None:
    (tmp_path / "a.png").write_bytes(await draw(browser, "Chúc cả nhà cuối tuần<br>vui vẻ, bình an", STYLES[0]))
    read, _ = reading(post("a.png"), Tesseract(), tmp_path)
    assert "binh an" in canon(read.media[0].ocr)
    assert assessor.assess(read).signals == ()


async def test_the_command_reads_what_lies_in_the_folder_and_nothing_else(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "a.png").write_bytes(await draw(browser, ADVERT, STYLES[0]))
    (pictures / "b.png").write_bytes(b"no picture at all")
    (tmp_path / "secret.png").write_bytes(await draw(browser, "Mật khẩu tủ hồ sơ", STYLES[0]))
    media = [{"url": url} for url in ("a.png", "b.png", "../secret.png", "https://example/c.png")]
    row = {"id": "t:1", "kind": "post", "page": {"id": "t:p"}, "text": "", "media": media}
    (tmp_path / "posts.jsonl").write_text(json.dumps(row) + "\n")
    with pytest.raises(SystemExit) as ended:
        tinwatch.main(["ocr", str(tmp_path / "posts.jsonl"), "--media", str(pictures)], standalone_mode=False)
    out, err = capsys.readouterr()
    assert ended.value.code == 1
    ocr = [media.get("ocr", "") for media in json.loads(out)["media"]]
    assert "Zalo" in ocr[0]
    assert ocr[1:] == ["", "", ""]
    assert [json.loads(line)["error"].split(":")[0] for line in err.splitlines()] == ["b.png", "../secret.png"]


def test_what_was_read_before_is_not_read_again(tmp_path: Path) -> None:
    known = post("a.png")
    known = Post(id=known.id, kind="post", page=known.page, text="", media=(Media(url="a.png", ocr="đã đọc"),))
    assert reading(known, Tesseract(), tmp_path) == (known, [])


def test_no_reader_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Missing, match="tesseract-ocr-xyz"):
        Tesseract("vie+xyz")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Missing, match="apt-get install tesseract-ocr"):
        Tesseract()


def test_a_file_that_is_too_large_is_no_picture() -> None:
    with pytest.raises(Unreadable, match="no picture"):
        Tesseract().read(bytes(20_000_001))
