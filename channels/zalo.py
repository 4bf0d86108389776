"""Zalo by an Official Account's consultation message (OA API v3, message/cs).

Its access token lives for a day; the refresh token that gives the next one can be used once, so what comes back is written down at once.
Error codes are recalled from Zalo's documentation, which was not open to us when this was written (domain.md §6.2).
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from channels.message import Channel, Later, Message, Refused
from channels.posting import hidden, post

API, OAUTH = "https://openapi.zalo.me", "https://oauth.zaloapp.com"
STALE = frozenset({-124, -216})
"""The access token is no longer good."""
BUSY = frozenset({-32, -200, -211})
"""Too many, or Zalo itself is at fault."""
EARLY = 300
"""Seconds before its end that a token is renewed."""


class Zalo(Channel, frozen=True, kw_only=True, tag="zalo"):
    """The secret is the app's. `tokens`: file with `{"refresh_token": "…"}`, which is rewritten at every renewal and nobody else may use.
    Recipients are Zalo ids of people who follow the account and wrote to it within the last seven days."""

    app_id: str
    tokens: str
    api: str = API
    oauth: str = OAUTH
    per_minute: float = 20
    longest: int = 1900

    async def send(self, message: Message, secret: str) -> None:
        token = await self._token(secret)
        told = await self._say(message, token, secret)
        if told in STALE:
            token = await self._token(secret, stale=token)
            told = await self._say(message, token, secret)
        if told in STALE:
            raise Later(f"Zalo refuses a token that it has just given ({told})")

    async def _say(self, message: Message, token: str, secret: str) -> int:
        """0 when it was taken, else a code of STALE."""
        body = {"recipient": {"user_id": message.to}, "message": {"text": message.text[: self.longest]}}
        headers = {"content-type": "application/json", "access_token": token}
        answer = await post(self, f"{self.api}/v3.0/oa/message/cs", json.dumps(body).encode(), headers, secret=secret)
        code = answer.json.get("error")
        if answer.status != 200 or not isinstance(code, int):
            raise Later(hidden(hidden(f"{answer.status} {answer.text[:200]}", secret), token), answer.wait)
        if code == 0 or code in STALE:
            return code
        reason = hidden(f"{code} {answer.json.get('message', '')}", token)
        if code in BUSY:
            raise Later(reason, answer.wait)
        raise Refused(reason)

    async def _token(self, secret: str, stale: str = "") -> str:
        """An access token other than `stale`; a new one if need be."""
        with self._locked() as file:
            held = _read(file)
            if held.get("access_token") and held["access_token"] != stale and held.get("until", 0) > time.time():
                return str(held["access_token"])
            form = {"app_id": self.app_id, "grant_type": "refresh_token", "refresh_token": str(held.get("refresh_token", ""))}
            headers = {"content-type": "application/x-www-form-urlencoded", "secret_key": secret}
            answer = await post(self, f"{self.oauth}/v4/oa/access_token", urlencode(form).encode(), headers, secret=secret)
            given = answer.json
            if not given.get("access_token") or not given.get("refresh_token"):
                what = given.get("error_name") or given.get("error_description") or given.get("error") or answer.status
                raise Later(f"Zalo gives no new token ({what}); {file.name} needs a fresh refresh_token")
            until = time.time() + float(given.get("expires_in", 3600)) - EARLY
            _write(file, {"access_token": given["access_token"], "refresh_token": given["refresh_token"], "until": until})
            return str(given["access_token"])

    @contextmanager
    def _locked(self) -> Iterator[Path]:
        """No two processes may use one refresh token; who comes second finds the new one, or comes again later."""
        file = Path(self.tokens).expanduser()
        with open(f"{file}.lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Later("another process is renewing the token", 2.0) from None
            yield file


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Later(f"{file.name} cannot be read: {type(error).__name__}") from None
    return found if isinstance(found, dict) else {}


def _write(file: Path, held: dict[str, Any]) -> None:
    """Whole or not at all, readable for us only."""
    fresh = file.with_name(file.name + ".new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump(held, out)
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, file)
