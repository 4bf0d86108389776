"""A notice as JSON to any address of the desk's choice, signed after Standard Webhooks (standardwebhooks.com).

The address may be inside the own network: it comes from the desk's own table, never from a post.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time

from channels.message import Channel, Later, Message
from channels.posting import post, settle


class Webhook(Channel, frozen=True, kw_only=True, tag="webhook"):
    """`url`: where to; recipients in the table are names that the body carries. The secret is `whsec_…` (base64) or plain words."""

    url: str
    per_minute: float = 60
    longest: int = 50_000

    async def send(self, message: Message, secret: str) -> None:
        told = {"id": message.id, "to": message.to, "at": message.at.isoformat(), "subject": message.subject, "text": message.text}
        body = json.dumps(told | {"notices": message.facts}, ensure_ascii=False).encode()
        stamp = str(int(time.time()))
        headers = {
            "content-type": "application/json",
            "webhook-id": message.id,
            "webhook-timestamp": stamp,
            "webhook-signature": signature(secret, message.id, stamp, body),
        }
        settle(await post(self, self.url, body, headers, secret=secret), secret=secret)


def signature(secret: str, id: str, stamp: str, body: bytes) -> str:
    """`v1,` and the base64 of the HMAC-SHA256 over id, time and body. Whoever checks it also refuses times long past."""
    return "v1," + base64.b64encode(hmac.new(_key(secret), f"{id}.{stamp}.".encode() + body, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise Later("the secret begins with whsec_ but goes on with something else than base64") from None
