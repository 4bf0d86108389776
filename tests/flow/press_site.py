"""A newspaper's site on this machine whose pages a test changes: real HTTP, every request noted."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = (
    "Sáng nay thư viện thành phố mở lại phòng đọc thiếu nhi sau hai tháng sửa chữa, bạn đọc đến từ rất sớm để chờ vào nhận thẻ mới.",
    "Phòng đọc có thêm bốn nghìn đầu sách, bàn ghế được thay bằng gỗ thông và kê sát cửa sổ cho nhiều ánh sáng.",
    "Bạn đọc dưới mười hai tuổi được mượn năm cuốn mỗi lần và giữ trong ba tuần, quá hạn sẽ được nhắc bằng tin nhắn.",
    "Cuối tuần thư viện mời người kể chuyện tới đọc truyện cho các em vào lúc chín giờ sáng ở khoảng sân phía sau.",
)


def article(title: str = "Thư viện mở lại phòng đọc", paragraphs: tuple[str, ...] = ARTICLE, charset: str = "utf-8") -> bytes:
    """A page as papers make them: navigation, article, related items, readers' words, footer."""
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"""<!doctype html><html lang="vi"><head><meta charset="{charset}"><title>{title} - Báo Mẫu</title>
<meta property="article:published_time" content="2026-03-02T07:30:00+07:00"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/thoi-su">Thời sự</a></nav>
<article><h1>{title}</h1>{body}</article><aside><a href="/x.html">Tin liên quan về chợ quê</a></aside>
<div class="comments"><p>Bạn đọc viết một lời bình rất dài ở đây</p></div>
<footer>Giấy phép số 1/GP</footer></body></html>""".encode(charset)


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "text/html; charset=utf-8"})
    wait: float = 0.0
    times: int = 1


@dataclass
class Site:
    """`pages` by path; what is not there is 404. `asked` holds the paths in order, `sent` the headers of the last request."""

    url: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)

    def count(self, path: str) -> int:
        return self.asked.count(path)


@contextmanager
def press_site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.sent = {name.lower(): value for name, value in self.headers.items()}
            answer = site.pages.get(self.path, Answer(status=404))
            time.sleep(answer.wait)
            etag = answer.headers.get("etag")
            status = 304 if etag and self.headers.get("if-none-match") == etag else answer.status
            self.send_response(status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for _ in range(answer.times if status != 304 else 0):
                    self.wfile.write(answer.body)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the reader had enough

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Site(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
