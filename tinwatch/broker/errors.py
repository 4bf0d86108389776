"""What can go wrong with the log."""

from __future__ import annotations

import sqlite3


class BrokerError(Exception):
    """The log could not do what was asked; nothing of it was done."""


class DiskFull(BrokerError):
    """There is no room for the records; none of the batch was written, and the same batch may be sent again."""


class LogBusy(BrokerError):
    """Another process kept the log locked for longer than the time-out."""


class UnknownTopic(BrokerError):
    """The topic, or that partition of it, was never created."""


class BadRecord(BrokerError):
    """What was to be appended is not bytes."""


class AlreadyOwned(BrokerError):
    """Another process consumes this topic for this group."""


def translated(error: sqlite3.Error, path: str) -> BrokerError:
    """The same error in this module's terms, naming the file."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest refines it
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(f"no space left for the log {path}: {error}")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LogBusy(f"another process keeps the log {path} locked: {error}")
    return BrokerError(f"the log {path} failed: {error}")
