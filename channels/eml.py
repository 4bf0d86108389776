"""A letter as an e-mail draft (.eml): a mail program opens it, a person looks at it and sends it."""

from __future__ import annotations

from collections.abc import Sequence
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

from channels.desk import Desk
from channels.destination import Address


class File(NamedTuple):
    """What is handed over: its name holds nothing but the number of the case and its ending."""

    name: str
    media: str
    content: bytes


def eml(subject: str, body: str, files: Sequence[File], desk: Desk, address: Address) -> bytes:
    """The draft. It goes to the address only when somebody verified that; else a header says which it would be. No value can begin a new
    header: line ends become spaces."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = line(subject)
    message["X-Unsent"] = "1"
    if address.email and address.verified:
        message["To"] = _mailbox("", address.email)
    elif address.email:
        message["X-Tinwatch-Unverified-Address"] = line(address.email)
    if desk.email:
        message["From"] = _mailbox(desk.organisation, desk.email)
    message.set_content(body, charset="utf-8")
    for file in files:
        kind, _, sub = file.media.partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=sub, filename=line(file.name))
    return message.as_bytes()


def line(text: str) -> str:
    """In one line, without signs that steer."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _mailbox(name: str, address: str) -> Mailbox:
    """Raises ValueError for what is no address."""
    user, at, host = line(address).rpartition("@")
    if not (user and at and host) or " " in user + host or "," in user + host:
        raise ValueError(f"no e-mail address: {line(address)}")
    return Mailbox(line(name), user, host)
