"""Slack and Mattermost by an incoming webhook. The address itself is the secret: whoever has it can write there."""

from __future__ import annotations

import json
import re
from typing import Literal

from channels.message import Channel, Later, Message, Refused
from channels.posting import Answer, post, settle

_MEANT = re.compile(r"([\\`*_{}\[\]()#+!|~>-])")


class Slack(Channel, frozen=True, kw_only=True, tag="slack"):
    """The secret is the address of the incoming webhook. `to` in the table: a channel such as `#desk`, heard by Mattermost alone (Slack
    binds a webhook to one channel), or `-` for that of the webhook."""

    flavour: Literal["slack", "mattermost"] = "slack"
    per_minute: float = 50
    longest: int = 3500

    async def send(self, message: Message, secret: str) -> None:
        body = json.dumps(self.body(message)).encode()
        settled(await post(self, secret, body, {"content-type": "application/json"}, secret=secret), secret)

    def body(self, message: Message) -> dict[str, object]:
        """No word of a page is taken for markup: it pings nobody and makes no link."""
        if self.flavour == "slack":
            words = message.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return {"text": words, "mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
        lines = (_plain(line) for line in message.text.split("\n"))
        body: dict[str, object] = {"text": "\n".join(lines)}
        return body | ({"channel": message.to.lstrip("#")} if message.to not in ("", "-") else {})


def _plain(line: str) -> str:
    """Without markup for Mattermost; our own link, alone on its line, stays one."""
    return line if line.startswith("http") else _MEANT.sub(r"\\\1", line).replace("@", "@\u200b")


def settled(answer: Answer, secret: str) -> None:
    """Slack says with 400 and 403 that the message, with 404 and 410 that the webhook is at fault."""
    word = answer.text.strip()
    if answer.status in (400, 403) and word in ("invalid_payload", "no_text", "channel_not_found", "channel_is_archived"):
        raise Refused(word)
    if answer.status == 400 and word in ("user_not_found", "invalid_token"):
        raise Later(word)
    settle(answer, secret=secret)
