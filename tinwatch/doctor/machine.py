"""The machine: the folder of the state, who may read it, room, clock, and programs that settings want."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from collectors.pictures import Missing
from collectors.screenshots import Screenshots
from tinwatch.doctor.finding import Finding
from tinwatch.settings import Settings, private

ROOM = 1 << 30
"""Free bytes below which a desk should act: a day of 700 pages takes a tenth of it."""

AHEAD = 300
"""Seconds that a file may be newer than now: clocks of machines that share a folder differ by less."""


def home(settings: Settings) -> Finding:
    folder, mend = settings.home.absolute(), "Point TINWATCH_HOME to a folder that this user may write."
    try:
        private(folder)
        well = os.access(folder, os.W_OK)
    except OSError as error:
        return Finding("home", False, f"{folder}: {error.strerror}", mend)
    return Finding("home", well, str(folder), mend)


def machine(settings: Settings) -> Iterator[Finding]:
    """All of it but the home itself, which is there."""
    yield _closed(settings.home)
    free = shutil.disk_usage(settings.home).free
    yield Finding("disk", free > ROOM, f"{free / 1e9:.1f} GB free", "Make room: when the disk is full, posts wait at their source.")
    yield _clock(settings.home)
    yield console(settings)
    yield _reached(settings)
    yield _screenshots(settings)


def _closed(folder: Path) -> Finding:
    mode = stat.S_IMODE(folder.stat().st_mode)
    mend = f"`chmod 700 {folder}`: posts, users and evidence in it are for the desk alone."
    return Finding("closed to others", not mode & 0o077, f"{mode:o}", mend)


def _clock(folder: Path) -> Finding:
    """A clock that went back: what was written lies in the future."""
    newest = max((file.stat().st_mtime for file in folder.iterdir() if file.is_file()), default=0.0)
    ahead = newest - time.time()
    seen = f"{ahead / 60:.0f} minutes behind what was written here" if ahead > AHEAD else "well"
    mend = "Set the clock (NTP): times of alerts, terms of cases and time-stamps of evidence go by it."
    return Finding("clock", ahead <= AHEAD, seen, mend)


def console(settings: Settings) -> Finding:
    """Whether the console answers on its port, or could."""
    host, port = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host), settings.port  # noqa: S104 - no address to bind to
    mend = "Another program has the port: end it, or give the console another one with TINWATCH_PORT."
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return Finding("console", True, f"not running; port {port} is free")
    try:
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/healthz"
        ours = httpx.get(address, timeout=5, trust_env=False).json() == {"ok": True}
    except (httpx.HTTPError, ValueError):
        ours = False
    return Finding("console", ours, f"answers on port {port}" if ours else f"something else answers on port {port}", mend)


def _reached(settings: Settings) -> Finding:
    """Whether a console that others may reach is called by a name it knows, and over https."""
    alone = settings.host in ("127.0.0.1", "::1", "localhost")
    names = [name for name in settings.allowed_hosts if name not in Settings.allowed_hosts]
    lacking = [name for name, there in (("TINWATCH_ALLOWED_HOSTS", names), ("TINWATCH_HTTPS", settings.https)) if not there]
    if alone or not lacking:
        return Finding("console's name", True, "this machine alone" if alone else ", ".join(names))
    mend = (
        "Name the console's host in TINWATCH_ALLOWED_HOSTS, or everybody gets 400; reach it through a proxy with https and say "
        "TINWATCH_HTTPS=yes, or passwords and cookies cross the network in the clear."
    )
    return Finding("console's name", False, f"listens on {settings.host} without {' and '.join(lacking)}", mend)


def _screenshots(settings: Settings) -> Finding:
    if not settings.evidence_screenshots:
        return Finding("screenshots", True, "off")
    mend = "Install the extra `capture` and its Chromium, and set TINWATCH_EVIDENCE_PAGES=yes too; or leave TINWATCH_EVIDENCE_SCREENSHOTS."
    if not settings.evidence_pages:
        return Finding("screenshots", False, "TINWATCH_EVIDENCE_SCREENSHOTS does nothing without TINWATCH_EVIDENCE_PAGES", mend)
    try:
        Screenshots(inside=settings.originals_inside)
    except Missing as error:
        return Finding("screenshots", False, str(error), mend)
    return Finding("screenshots", True, "on")
