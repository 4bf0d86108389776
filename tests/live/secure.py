"""A secure Kafka and Elasticsearch for the tests of what keeps strangers out, and eyes on what could give a secret away."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from desk import Desk

from tinwatch.cli.servers import settings_of
from tinwatch.servers import elasticsearch_secure, kafka_secure
from tinwatch.servers.fleet import Fleet, Wanted

LOOKS = 40
"""How often a process is looked at: its command line changes once, soon after it was forked."""


class Eyes(threading.Thread):
    """Looks at the command line of every process on this machine while it is young, and keeps what it saw."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: set[bytes] = set()
        self._looks: Counter[str] = Counter()
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.03):
            for name in os.listdir("/proc"):
                if name.isdigit() and self._looks[name] < LOOKS:
                    self._looks[name] += 1
                    with suppress(OSError):
                        self.seen.add(Path("/proc", name, "cmdline").read_bytes())

    def close(self) -> None:
        self._over.set()
        self.join(10)


class Secured:
    """A secure fleet, the desks that use it, and all that they said."""

    def __init__(self, fleet: Fleet, home: Path) -> None:
        self.fleet, self.home = fleet, home
        self.eyes = Eyes()
        self.said: list[str] = []
        start = time.monotonic()
        self.ports = fleet.up(Wanted(secure=True))
        self.seconds = time.monotonic() - start

    @property
    def settings(self) -> dict[str, str]:
        return settings_of(self.fleet, Wanted(secure=True))

    @property
    def secrets(self) -> list[str]:
        """Passwords and keys as they are."""
        names = (kafka_secure.PASSWORD, elasticsearch_secure.PASSWORD, elasticsearch_secure.API_KEY)
        return [self.fleet.secrets.file(name).read_text().strip() for name in names]

    def desk(self, home: Path, **changes: str | None) -> Desk:
        """A tinwatch on this fleet; a change of None takes a setting away."""
        desk = Desk(home)
        desk.environ |= self.settings
        for name, value in changes.items():
            desk.environ.pop(f"TINWATCH_{name}", None)
            if value is not None:
                desk.environ[f"TINWATCH_{name}"] = value
        return desk

    def run(self, desk: Desk, *args: str, code: int = 0) -> str:
        """What a command says, on both streams."""
        done = desk.run(*args, code=code)
        self.said.append(done.stdout + done.stderr)
        return self.said[-1]

    def close(self) -> None:
        self.eyes.close()
