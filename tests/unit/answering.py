"""Services on loopback for tests of channels: an HTTP server that answers as it is told to, and a mail server that speaks SMTP."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


@dataclass
class Told:
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0


class Service:
    """Answers with what stands in `answers`, one after the other, then with `usual`."""

    def __init__(self, usual: Told | None = None, tls: tuple[Path, Path] | None = None, host: str = "127.0.0.1") -> None:
        self.asked: list[Asked] = []
        self.answers: list[Told] = []
        self.usual = usual or Told()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                service.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                told = service.answers.pop(0) if service.answers else service.usual
                time.sleep(told.wait)
                self.send_response(told.status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(told.body.encode())

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *args: None  # type: ignore[method-assign]
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"http{'s' if tls else ''}://{host}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def service(usual: Told | None = None, tls: tuple[Path, Path] | None = None, host: str = "127.0.0.1") -> Iterator[Service]:
    made = Service(usual, tls, host)
    try:
        yield made
    finally:
        made.close()


class Box:
    """What a mail server got; `answers` are its replies to DATA, `known` the recipients it takes (all when empty)."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []
        self.unknown: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.unknown:
            return self.unknown[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 Taken"


@contextmanager
def mailbox(tls: tuple[Path, Path] | None = None, *, at_once: bool = False, password: str = "") -> Iterator[tuple[Box, int]]:
    """A mail server and its port: with STARTTLS, or with TLS at once; with a password it wants a login."""
    box, context = Box(), None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)

    def right(server, session, envelope, mechanism, data) -> AuthResult:
        return AuthResult(success=isinstance(data, LoginPassword) and data.password == password.encode(), handled=False)

    more = {"auth_required": True, "authenticator": right, "auth_require_tls": bool(tls) and not at_once} if password else {}

    starttls = {} if at_once else {"tls_context": context, "require_starttls": bool(context)}
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    made = loop.create_server(lambda: SMTP(box, loop=loop, **starttls, **more), "127.0.0.1", 0, ssl=context if at_once else None)
    server = asyncio.run_coroutine_threadsafe(made, loop).result(10)
    try:
        yield box, server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended(server: asyncio.Server) -> None:
    """Closed, with all that it had begun."""
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
