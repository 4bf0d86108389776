"""Write the bundled example stream (stream.jsonl) and what it should alert on (labels.tsv) from the day's script.

    python examples/make_stream.py            rewrite both files
    python examples/make_stream.py --check    exit 1 when they differ from what the script gives

Seeded: the same script gives the same bytes. `day.txt` says what each sign means.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent
LOCAL = timezone(timedelta(hours=7))
DAY = datetime(2026, 11, 17, tzinfo=LOCAL)
LAST = DAY + timedelta(hours=22)
FANS = {"A": 90_000, "B": 24_000, "C": 6_000}
"""Followers by tier of the watch list; the counters of a post are drawn from them."""
VISITED = {"market", "job", "community"}
"""Kinds of pages where visitors write most posts."""
# Cyrillic letters that look like the Latin ones
LOOKALIKE = str.maketrans("aceop", "\u0430\u0441\u0435\u043e\u0440")

POST = re.compile(r"(\d\d):(\d\d) (\S+) (?:\[([A-Za-z0-9 ]+)\] )?(.+)")
COMMENT = re.compile(r"> (?:\[([A-Za-z0-9 ]+)\] )?(.+)")
DOMAIN = re.compile(r"(?:https?://)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.example)(/\S*)?")


@dataclass
class Line:
    """A post or a comment as the script has it."""

    text: str
    expect: str = "-"
    signs: tuple[str, ...] = ()


@dataclass
class Thread:
    story: str
    page: str
    at: datetime
    post: Line
    comments: list[Line] = field(default_factory=list)
    draws: list[Line] = field(default_factory=list)
    hung: dict[str, str] = field(default_factory=dict)


class Sentences(dict[str, dict[str, object]]):
    """The project's own sentences that the script quotes, by id."""

    @classmethod
    def load(cls) -> Sentences:
        rows = (json.loads(line) for line in (HERE / "sentences.jsonl").read_text("utf-8").splitlines())
        return cls((row["id"], row) for row in rows)

    def line(self, signs: str | None, text: str) -> Line:
        words = tuple((signs or "").split())
        expect = next((word for word in words if word.isupper()), "-")
        if text.startswith("@"):
            row = self[text[1:]]
            text = str(row["text"])
            deserved = str(row["code"]) if row["alert"] else "-"
            if expect not in ("-", deserved):
                raise ValueError(f"{row['id']} deserves {deserved}, the script says {expect}")
            expect = deserved
        text = text.replace("⏎", "\n")
        if "lookalike" in words:
            text = re.sub(r"\S+", lambda m: m[0] if ".example" in m[0] else m[0].translate(LOOKALIKE), text)
        return Line(unicodedata.normalize("NFD", text) if "nfd" in words else text, expect, words)


class Chatter:
    """Short comments by kind, each kind a shuffled bag that is refilled when empty: real pages repeat themselves too."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lines: dict[str, list[str]] = {}
        self.bags: dict[str, list[str]] = {}
        kind = ""
        for line in (HERE / "chatter.txt").read_text("utf-8").splitlines():
            if line.startswith("== "):
                kind = line[3:]
                self.lines[kind] = []
            elif line and not line.startswith("#"):
                self.lines[kind].append(line)

    def draw(self, kind: str, count: int) -> Iterator[Line]:
        for _ in range(count):
            if not self.bags.get(kind):
                self.bags[kind] = self.rng.sample(self.lines[kind], len(self.lines[kind]))
            yield Line(self.bags[kind].pop())


def threads(sentences: Sentences, chatter: Chatter) -> Iterator[Thread]:
    """The script, thread by thread; a line it cannot read is an error."""
    thread, story = None, ""
    for number, raw in enumerate((HERE / "day.txt").read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("## "):
            story = line[3:]
        elif not line or line.startswith("#"):
            continue
        elif match := POST.fullmatch(line):
            if thread:
                yield thread
            hour, minute, page, signs, text = match.groups()
            thread = Thread(story, page, DAY + timedelta(hours=int(hour), minutes=int(minute)), sentences.line(signs, text))
        elif thread is None or not hang(line, thread, sentences, chatter):
            raise ValueError(f"day.txt:{number}: cannot read {line!r}")
    if thread:
        yield thread


def hang(line: str, thread: Thread, sentences: Sentences, chatter: Chatter) -> bool:
    """Add a comment, some chatter, a photo, a video or an article to the thread."""
    if match := COMMENT.fullmatch(line):
        thread.comments.append(sentences.line(*match.groups()))
    elif line.startswith("+ "):
        _, kind, count = line.split()
        thread.draws.extend(chatter.draw(kind, int(count)))
    elif line.startswith(("photo: ", "video: ", "article: ")):
        kind, rest = line.split(": ", 1)
        thread.hung[kind] = rest
    else:
        return False
    return True


class Pages:
    """The watch list, and the running number of each page's posts."""

    def __init__(self) -> None:
        with (HERE / "watchlist.csv").open(encoding="utf-8", newline="") as rows:
            self.rows = {row["url"].rsplit("/", 1)[1]: row for row in csv.DictReader(rows)}
        self.posts: Counter[str] = Counter()

    def next_id(self, name: str) -> str:
        self.posts[name] += 1
        return f"{self.rows[name]['page_id']}_{26_111_700 + self.posts[name]}"


def spread(thread: Thread, rng: random.Random) -> list[tuple[datetime, Line]]:
    """The thread's comments with their times: dense at first, then thinner, over before the day ends."""
    lines = list(thread.comments)
    for drawn in thread.draws:  # chatter comes in anywhere, but never between a question and the page's answer
        slots = [i for i in range(len(lines) + 1) if i == len(lines) or "page" not in lines[i].signs]
        lines.insert(rng.choice(slots), drawn)
    room = min((LAST - thread.at).total_seconds() - 100, rng.uniform(1.0, 4.5) * 3600)
    moments = sorted(100 + room * rng.random() ** 2.2 for _ in lines)
    return [(thread.at + timedelta(seconds=seconds), line) for seconds, line in zip(moments, lines, strict=True)]


def reach(thread: Thread, fans: int, rng: random.Random) -> dict[str, int | None]:
    """Counters about a minute after publishing: they follow the page's size, the hour of day and how hot the script calls the post."""
    heat = next((int(sign[3:]) for sign in thread.post.signs if re.fullmatch(r"hot\d", sign)), 1)
    busy = 1.6 if thread.at.hour in (11, 12, 19, 20, 21) else 1.0
    reactions = round(fans * 0.0004 * heat**1.5 * busy * rng.lognormvariate(0, 0.5))
    views = round(reactions * rng.uniform(25, 60)) if "video" in thread.hung else None
    return {
        "reactions": reactions,
        "comments": min(len(thread.comments), round(reactions * rng.uniform(0, 0.04))),
        "shares": round(reactions * rng.uniform(0, 0.05) * heat),
        "views": views,
    }


def link(text: str) -> list[str]:
    """The addresses a platform would have made clickable."""
    return [f"https://{host}{path.rstrip('.,;!')}" for host, path in DOMAIN.findall(text)]


def post(thread: Thread, post_id: str, pages: Pages, rng: random.Random) -> dict[str, object]:
    row = pages.rows[thread.page]
    by_page = "page" in thread.post.signs or ("guest" not in thread.post.signs and row["owner_kind"] not in VISITED)
    record: dict[str, object] = {
        "id": post_id, "kind": "post", "platform": "facebook", "page": {"id": row["page_id"], "name": row["name"]}, "parent": None,
        "by_page": by_page, "text": thread.post.text, "url": f"{row['url']}/posts/{post_id.split('_')[1]}", "published_at": thread.at,
    }  # fmt: skip
    links = link(thread.post.text)
    if "article" in thread.hung:
        title, lead, url = thread.hung["article"].split(" | ")
        record["article"] = {"title": title, "lead": lead, "url": url}
        links.append(url)
    for kind in ("photo", "video"):
        if kind in thread.hung:
            alt, _, ocr = thread.hung[kind].partition("|")
            url = f"https://media.facebook.example/{post_id.rsplit(':', 1)[1]}.{'jpg' if kind == 'photo' else 'mp4'}"
            record["media"] = [{"kind": kind, "url": url, "alt": alt.strip(), "ocr": ocr.strip()}]
    record["links"] = links
    record["reach"] = reach(thread, FANS[row["tier"]], rng)
    return record


def comment(thread: Thread, above: dict[str, object], number: int, at: datetime, line: Line, rng: random.Random) -> dict[str, object]:
    return {
        "id": f"{above['id']}_{number}", "kind": "comment", "platform": "facebook", "page": above["page"], "parent": above["id"],
        "by_page": "page" in line.signs, "text": line.text, "url": f"{above['url']}?comment_id={number}", "published_at": at,
        "links": link(line.text), "reach": {"reactions": int(rng.expovariate(0.7)), "comments": 0, "shares": None, "views": None},
    }  # fmt: skip


def told(script: Iterable[Thread], pages: Pages, rng: random.Random) -> Iterator[tuple[dict[str, object], str, str]]:
    """Every record with the alert it deserves and the story it belongs to."""
    for thread in sorted(script, key=lambda t: t.at):
        thread.at += timedelta(seconds=rng.randrange(60))
        above = post(thread, pages.next_id(thread.page), pages, rng)
        yield above, thread.post.expect, thread.story
        for number, (at, line) in enumerate(spread(thread, rng), 1):
            yield comment(thread, above, number, at, line, rng), line.expect, thread.story


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def render() -> tuple[str, str, str]:
    """stream.jsonl, labels.tsv and a table of what is in them."""
    rng = random.Random(20261117)  # noqa: S311 - a seeded example, not a secret
    rows = sorted(told(threads(Sentences.load(), Chatter(rng)), Pages(), rng), key=lambda row: row[0]["published_at"])
    stream, labels, stories = [], ["id\texpect"], Counter[tuple[str, str]]()
    collected = DAY
    for record, expect, story in rows:
        collected = max(collected, record["published_at"] + timedelta(seconds=rng.randint(30, 90)))
        record |= {"published_at": stamp(record["published_at"]), "collected_at": stamp(collected)}
        stream.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
        labels.append(f"{record['id']}\t{expect}")
        stories[story, expect] += 1
    table = [f"{story:20} {expect:10} {count}" for (story, expect), count in sorted(stories.items())]
    return "\n".join(stream) + "\n", "\n".join(labels) + "\n", "\n".join(table) + "\n"


def main() -> int:
    stream, labels, table = render()
    files = {HERE / "stream.jsonl": stream, HERE / "labels.tsv": labels}
    if "--check" in sys.argv[1:]:
        return int(any(path.read_bytes() != text.encode() for path, text in files.items()))
    for path, text in files.items():
        path.write_bytes(text.encode())
    sys.stdout.write(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
