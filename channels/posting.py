"""One HTTP request to a service, and what its answer means; redirects are never followed, and nothing that is secret is logged."""

from __future__ import annotations

import email.utils
import json
import logging
import ssl
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

import httpx

from channels.message import Channel, Later, Refused

logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it writes every address, and a bot's token is part of its

LONGEST_ANSWER = 64 * 1024
LONGEST_WAIT = 24 * 3600.0


class Answer(NamedTuple):
    status: int
    text: str
    wait: float | None

    @property
    def json(self) -> dict[str, Any]:
        """The answer's object; empty where it is none."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


async def post(channel: Channel, url: str, body: bytes, headers: Mapping[str, str], *, secret: str = "") -> Answer:
    """The answer whatever its status; Later when there is none. `secret` appears in no reason."""
    try:
        trust = ssl.create_default_context(cafile=channel.ca or None)
        options: dict[str, Any] = {"verify": trust, "timeout": channel.timeout, "trust_env": False, "proxy": channel.proxy or None}
        async with httpx.AsyncClient(**options) as client, client.stream("POST", url, content=body, headers=dict(headers)) as response:
            text = b""
            async for piece in response.aiter_bytes():
                text += piece
                if len(text) > LONGEST_ANSWER:
                    break
            wait = seconds(response.headers.get("retry-after", ""), time.time())
            return Answer(response.status_code, text[:LONGEST_ANSWER].decode("utf-8", "replace"), wait)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise Later(hidden(f"no answer: {type(error).__name__} {error}".strip(), secret)) from None


def settle(answer: Answer, *, secret: str = "") -> None:
    """Nothing when it was taken; Later or Refused as the status says."""
    if 200 <= answer.status < 300:
        return
    reason = hidden(f"{answer.status} {' '.join(answer.text.split())[:200]}".strip(), secret)
    if answer.status in (408, 425, 429) or answer.status >= 500:
        raise Later(reason, answer.wait)
    if answer.status in (401, 403, 404, 405, 407, 410) or answer.status < 400:
        raise Later(f"{reason} (address, secret or right is wrong)")  # may be mended, and then all that waits goes out
    raise Refused(reason)


def seconds(written: str, now: float) -> float | None:
    """What a Retry-After header asks for, seconds or a date; None for anything else. Never longer than a day."""
    if written.strip().isascii() and written.strip().isdigit():
        return min(float(written), LONGEST_WAIT)
    try:
        return min(max(0.0, email.utils.parsedate_to_datetime(written).timestamp() - now), LONGEST_WAIT)
    except (ValueError, TypeError):
        return None


def hidden(text: str, secret: str) -> str:
    return text.replace(secret, "…") if secret else text
