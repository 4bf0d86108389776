"""Telegram by a bot (core.telegram.org/bots/api#sendmessage)."""

from __future__ import annotations

import json

from channels.message import Channel, Later, Message, Refused
from channels.posting import Answer, hidden, post

API = "https://api.telegram.org"


class Telegram(Channel, frozen=True, kw_only=True, tag="telegram"):
    """The secret is the bot's token; recipients are chat ids (of a group they begin with `-`) or `@name` of a channel. Twenty messages a
    minute is what Telegram allows a bot in one group."""

    api: str = API
    per_minute: float = 20
    longest: int = 4000

    async def send(self, message: Message, secret: str) -> None:
        words = message.text[: self.longest]
        body = {"chat_id": message.to, "text": words, "link_preview_options": {"is_disabled": True}}
        url = f"{self.api.rstrip('/')}/bot{secret}/sendMessage"
        settled(await post(self, url, json.dumps(body).encode(), {"content-type": "application/json"}, secret=secret), secret)


def settled(answer: Answer, secret: str) -> None:
    """Nothing when it was taken; the bot API says by JSON what is wrong, also how long to wait."""
    told = answer.json
    if answer.status == 200 and told.get("ok"):
        return
    about = told.get("parameters") or {}
    reason = hidden(f"{answer.status} {told.get('description') or answer.text[:200]}", secret)
    if answer.status == 429:
        raise Later(reason, float(about.get("retry_after", 0)) or answer.wait)
    if answer.status == 400 and "migrate_to_chat_id" in about:
        raise Refused(f"{reason}: the group's id is {about['migrate_to_chat_id']} now")
    if answer.status in (400, 403):
        raise Refused(reason)
    raise Later(reason, answer.wait)
