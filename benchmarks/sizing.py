"""What a post costs in processor time and bytes, in the embedded world and on real servers: the coefficients of tinwatch/sizing.py.

Run by name (`python -m benchmarks sizing`): it starts a Kafka and an Elasticsearch of its own and takes some minutes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import msgspec
from elasticsearch import Elasticsearch

from benchmarks import corpus
from tinwatch.broker.log import Log
from tinwatch.servers.fleet import Fleet, Wanted
from tinwatch.settings import Settings
from topics.river import RIVER

COMMENTS, POSTS, LONG = 8_000, 3_000, 1_000
"""Comments as the corpus has them (mean 50 characters), and posts of a thousand characters made of its texts: more of these deserve an
alert than posts usually do, so that what a post costs is told too high rather than too low."""

SCOPE = """- Run by: a benchmark
- Purpose: to measure
- Host assessed as impartial: yes
- Signed by: nobody at all
- Signed on: 2026-01-05
"""


def measure() -> dict[str, float]:
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="tinwatch-sizing-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        files = {"comment": _file(root, "comment", COMMENTS), "post": _file(root, "post", POSTS)}
        counts = {kind: len(file.read_text("utf-8").splitlines()) for kind, file in files.items()}
        for kind, file in files.items():
            found |= {f"{kind}, embedded: {what}": n for what, n in _embedded(root / f"one-{kind}", file, counts[kind]).items()}
        for kind, file in files.items():
            with _servers(root / f"servers-{kind}") as fleet:  # of its own: a new group would do the other kind's records again
                found |= {f"{kind}, servers: {what}": n for what, n in _on_servers(fleet, root / f"big-{kind}", file, counts[kind]).items()}
    return found


def _file(root: Path, kind: str, count: int) -> Path:
    """Records of one kind with ids and pages of their own; the corpus again and again where it is short."""
    file = root / f"{kind}s.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number, text in enumerate(islice(_texts(kind), count)):
            at = f"2026-11-17T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"
            page = {"id": f"fb:p{number % 700}", "name": f"Trang {number % 700}"}
            record = {"id": f"fb:{kind}{number}", "kind": kind, "platform": "facebook", "page": page, "text": text, "published_at": at,
                      "url": f"https://www.facebook.com/{number % 700}/posts/{number}"}  # fmt: skip
            parent = {"parent": f"fb:x{number // 10}"} if kind == "comment" else {}
            out.write(json.dumps({**record, **parent}, ensure_ascii=False) + "\n")
    return file


def _texts(kind: str) -> Iterator[str]:
    words = [post.text for post in corpus.posts(60_000)]
    if kind == "comment":
        yield from words
    pieces: list[str] = []
    for text in words:
        pieces.append(text)
        if sum(map(len, pieces)) >= LONG:
            yield " ".join(pieces)[:LONG]
            pieces = []


def _embedded(home: Path, file: Path, count: int) -> dict[str, float]:
    cost = _replayed(home, {}, file, count)
    with Log(home / "broker.sqlite") as log:
        cost |= {f"bytes in {topic.name}": sum(len(r.value or b"") for r in log.records(topic.name)) / count for topic in RIVER}
        alerting = sum(1 for _ in log.records("signals.v1"))
    whole = {name: sum(path.stat().st_size for path in home.glob(f"{name}.sqlite*")) / count for name in ("broker", "index")}
    used = {what: n for what, n in cost.items() if n >= 1 or not what.startswith("bytes in")}
    return used | {f"bytes of {name}.sqlite": n for name, n in whole.items()} | {"signals in a thousand": 1000 * alerting / count}


@contextmanager
def _servers(home: Path) -> Iterator[Fleet]:
    fleet = Fleet(Settings(home=home, cache=Path(os.environ.get("TINWATCH_CACHE", Settings.cache))))
    fleet.up(Wanted())
    try:
        yield fleet
    finally:
        fleet.down(wipe=True)


def _on_servers(fleet: Fleet, home: Path, file: Path, count: int) -> dict[str, float]:
    ports = fleet.ports
    with Elasticsearch(ports.index_url) as client:
        addresses = {"TINWATCH_BROKER": ports.broker_url, "TINWATCH_INDEX": ports.index_url, "TINWATCH_APP_ID": f"sizing-{home.name}"}
        cost = _replayed(home, addresses, file, count)
        client.indices.forcemerge(index="tinwatch-documents", max_num_segments=1, flush=True)
        stored = client.indices.stats(index="tinwatch-documents", metric="store")["_all"]["primaries"]["store"]["size_in_bytes"]
    logs = {f"bytes in Kafka's {name}": size / count for name, size in _kafka(fleet).items()}
    return cost | {what: n for what, n in logs.items() if n >= 1} | {"bytes in Elasticsearch, documents": stored / count}


def _kafka(fleet: Fleet) -> dict[str, int]:
    """Bytes of the segments of each topic of the river."""
    sizes: dict[str, int] = {}
    for segment in fleet.places.data.rglob("*.log"):
        topic = segment.parent.name.rpartition("-")[0]
        if topic in {topic.name for topic in RIVER}:
            sizes[topic] = sizes.get(topic, 0) + segment.stat().st_size
    return sizes


def _replayed(home: Path, settings: dict[str, str], file: Path, count: int) -> dict[str, float]:
    """Processor time of a post from the file to the index, without what a process takes to start; the most memory it had."""
    home.mkdir()
    (home / "scope.md").write_text(SCOPE)
    (home / "none.jsonl").write_text("")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TINWATCH_")}
    environ = {**kept, "TINWATCH_HOME": str(home), "TINWATCH_SCOPE": str(home / "scope.md"), **settings}

    def seconds(source: Path) -> float:
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "tinwatch", "replay", source, "--wait"], env=environ, check=True, stdout=subprocess.DEVNULL)
        done = resource.getrusage(resource.RUSAGE_CHILDREN)
        return done.ru_utime + done.ru_stime - begun.ru_utime - begun.ru_stime

    seconds(home / "none.jsonl")  # makes topics, indices, compiled patterns
    start = seconds(home / "none.jsonl")
    spent = (seconds(file) - start) / count
    return {"µs of a core": 1e6 * spent, "MB of memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000}


if __name__ == "__main__":
    print(msgspec.json.format(msgspec.json.encode(measure())).decode())
