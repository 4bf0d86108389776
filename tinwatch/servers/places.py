"""Which folders the servers use, and who they run as."""

from __future__ import annotations

import hashlib
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from tinwatch.settings import Settings

UNPRIVILEGED = "nobody"
SYSTEM_CACHE = Path("/var/cache/tinwatch/servers")
SYSTEM_DATA = Path("/var/lib/tinwatch/servers")


@dataclass(frozen=True)
class Owner:
    """Who a server runs as: Elasticsearch refuses root, and no server needs it."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Places:
    """`cache`: what was fetched, shared by all homes; `state`: pids and ports; `data`: the servers' own files."""

    cache: Path
    state: Path
    data: Path
    owner: Owner | None

    def folder(self, *names: str) -> Path:
        """A folder below `data` that belongs to the servers' user, made if need be."""
        path = self.data
        for name in ("", *names):
            path = path / name
            path.mkdir(parents=True, exist_ok=True)
            if self.owner is not None and name:
                os.chown(path, self.owner.uid, self.owner.gid)
        return path

    def hand_over(self, folder: Path) -> None:
        """Give everything in a folder to the servers' user."""
        if self.owner is not None:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.owner.uid, self.owner.gid, follow_symlinks=False)


def find_places(settings: Settings) -> Places:
    """Below cache and home of the settings; for root, whose folders are often closed to others, below /var where they are."""
    cache, data = settings.cache.expanduser().absolute() / "servers", settings.home.absolute() / "servers"
    owner = _unprivileged() if os.geteuid() == 0 else None
    places = Places(
        cache=cache if owner is None or _open_to_all(cache) else SYSTEM_CACHE,
        state=data,
        data=data if owner is None or _open_to_all(data) else SYSTEM_DATA / hashlib.sha256(str(data).encode()).hexdigest()[:12],
        owner=owner,
    )
    before = os.umask(0o022)  # whatever the user's is: the servers' user must get through
    try:
        for folder in (places.cache, places.state, places.data):
            folder.mkdir(parents=True, exist_ok=True)
    finally:
        os.umask(before)
    return places


def _unprivileged() -> Owner:
    entry = pwd.getpwnam(UNPRIVILEGED)
    return Owner(entry.pw_uid, entry.pw_gid)


def _open_to_all(path: Path) -> bool:
    """Whether every user may walk down to `path`, as far as it exists."""
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents) if parent.exists())
