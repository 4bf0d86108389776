"""E-mail by SMTP, encrypted unless the table says otherwise in so many words."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from channels.message import Channel, Later, Message, Refused, one_line


class Mail(Channel, frozen=True, kw_only=True, tag="mail"):
    """`security`: `starttls` (port 587), `tls` (465) or `none` (25). `user` logs in with the secret; without one nobody does. Recipients
    are addresses. The Message-ID is that of the letter, so that a server or reader that looks at it drops what comes twice."""

    host: str
    sender: str
    port: int = 0
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    longest: int = 50_000

    async def send(self, message: Message, secret: str) -> None:
        await asyncio.to_thread(self._send, self.written(message), secret)

    def written(self, message: Message) -> EmailMessage:
        """The mail itself; nothing that a page says can add a header."""
        mail = EmailMessage()
        mail["From"], mail["To"] = _address(self.sender), _address(message.to)
        mail["Subject"] = one_line(message.subject)[:200]
        mail["Date"] = format_datetime(message.at)
        mail["Message-ID"] = f"<{message.id}@{_address(self.sender).domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail.set_content(message.text, cte="base64")
        return mail

    def _send(self, mail: EmailMessage, secret: str) -> None:
        try:
            with self._connected(secret) as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            [(code, words)] = list(error.recipients.values())[:1]
            _refused(code, words)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            _refused(error.smtp_code, error.smtp_error)
        except smtplib.SMTPAuthenticationError as error:
            raise Later(f"{error.smtp_code}: the server refuses this user or password") from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise Later(f"no delivery: {type(error).__name__} {_plain(str(error))}".strip()) from None

    def _connected(self, secret: str) -> smtplib.SMTP:
        trust = ssl.create_default_context(cafile=self.ca or None)
        port = self.port or {"starttls": 587, "tls": 465, "none": 25}[self.security]
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, port, timeout=self.timeout, context=trust)
        else:
            server = smtplib.SMTP(self.host, port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                server.starttls(context=trust)
            if self.user:
                server.login(self.user, secret)
        except BaseException:
            server.close()
            raise
        return server


def _refused(code: int, words: bytes | str) -> None:
    reason = f"{code} {_plain(words.decode('utf-8', 'replace') if isinstance(words, bytes) else words)}"
    if code == 421:
        raise Later(reason) from None
    if 400 <= code < 500:
        raise Later(reason, all=False) from None
    raise Refused(reason) from None


def is_address(written: str) -> bool:
    try:
        return bool(_address(written).domain)
    except Refused:
        return False


def _address(written: str) -> Address:
    try:
        return Address(addr_spec=written)
    except (ValueError, IndexError, HeaderParseError):
        raise Refused(f"{one_line(written)!r} is no address") from None


def _plain(words: str) -> str:
    return one_line(words)[:200]
