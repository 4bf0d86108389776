"""What can go wrong with a local server."""

from __future__ import annotations


class ServerError(Exception):
    """A server could not be fetched, started or reached; the message says what to do about it."""


class Missing(ServerError):
    """Java or Maven is not installed here."""


class PortTaken(ServerError):
    """Another program took a port between its choice and its use."""
