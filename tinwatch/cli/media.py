"""`tinwatch media`: which pictures are known since when, and whether a picture is one of them. Offline, on files that were kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from collectors.lines import read
from collectors.pictures import Missing, Unreadable
from collectors.prints import fingerprint, fingerprints, printing
from enrichers.pictures import KnownPictures, Picture
from tinwatch.pictures import add, kept, picture_file
from tinwatch.settings import load
from topics.records import Post, encode, utc

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
POSTS = (".jsonl", ".jsonl.gz")


@click.group()
def media() -> None:
    """Known pictures: index, match, hash."""


@media.command(epilog="Example: tinwatch media index archive/2018-flood --seen 2018-10-04 --source 'Báo Quảng Nam'")
@PATHS
@click.option("--seen", type=click.DateTime(["%Y-%m-%d"]), help="Day on which these pictures were first seen in public.")
@click.option("--source", default="", help="Where that was: an address, a paper.")
@click.option("--media", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where the pictures of posts lie.")
def index(paths: tuple[Path, ...], seen: datetime | None, source: str, folder: Path | None) -> None:
    """Keep pictures (files and folders of them, with --seen and --source) or those of pages' posts (.jsonl, with --media) as known.

    A post's pictures are known since it was published; those of comments are left out, they are private persons'. What cannot be read is
    named on stderr and the rest goes on; exit code 1 then.
    """
    failed = Failures()
    found = [one for path in paths for one in (_of_posts(path, folder, failed) if _posts(path) else _of_files(path, seen, source, failed))]
    file = picture_file(load())
    changed = add(file, found)
    click.echo(f"{len(found):,} pictures read, {changed:,} new or earlier, {len(kept(file)):,} known")
    sys.exit(failed.any)


@media.command(epilog="Example: tinwatch media match picture.jpg")
@PATHS
def match(paths: tuple[Path, ...]) -> None:
    """Which known pictures these are: one JSON line for each, oldest match first; exit code 1 when one cannot be read."""
    failed, known = Failures(), KnownPictures(kept(picture_file(load())))
    for file in (file for path in paths for file in _files(path)):
        phash = _read(file, failed)
        if phash is not None:
            found = [{"seen": m.picture.seen.isoformat(), "source": m.picture.source, "bits": m.bits} for m in known.matches(phash)]
            click.echo(json.dumps({"file": str(file), "phash": phash, "matches": found}, ensure_ascii=False))
    sys.exit(failed.any)


@media.command("hash", epilog="Example: tinwatch media hash posts.jsonl --media pictures | tinwatch replay -")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--media", "folder", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where the pictures lie."
)
def hash_(files: tuple[str, ...], folder: Path) -> None:
    """Print the posts with the fingerprints of those pictures whose address is a path below the media folder; exit code 1 as for index."""
    failed = Failures()
    for line in read(files or ("-",)):
        if line.post is None:
            failed.say(line.file, line.error, line.number)
            continue
        try:
            post, unread = printing(line.post, folder)
        except Missing as error:
            raise click.UsageError(str(error)) from error
        for why in unread:
            failed.say(line.file, why, line.number)
        sys.stdout.write(encode(post).decode() + "\n")
    sys.exit(failed.any)


class Failures:
    """Says on stderr what could not be used, and remembers that there was something."""

    any = False

    def say(self, file: str, why: str, line: int | None = None) -> None:
        self.any = True
        at = {} if line is None else {"line": line}
        click.echo(json.dumps({"file": file, **at, "error": why}, ensure_ascii=False), err=True)


def _posts(path: Path) -> bool:
    return path.name.endswith(POSTS)


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def _of_files(path: Path, seen: datetime | None, source: str, failed: Failures) -> Iterator[Picture]:
    if seen is None or not source:
        raise click.UsageError(f"{path}: pictures need --seen and --source, since a file does not tell when it was first in public")
    if seen.date() > datetime.now(UTC).date():
        raise click.UsageError(f"--seen {seen:%Y-%m-%d}: lies in the future")
    for file in _files(path):
        yield from _known(file, seen.date(), source, failed)


def _of_posts(path: Path, folder: Path | None, failed: Failures) -> Iterator[Picture]:
    if folder is None:
        raise click.UsageError(f"{path}: the pictures of posts need --media")
    for line in read([str(path)]):
        if line.post is None:
            failed.say(line.file, line.error, line.number)
            continue
        yield from _of_post(line.post, folder.resolve(), failed)


def _of_post(post: Post, folder: Path, failed: Failures) -> Iterator[Picture]:
    if post.kind != "post" or post.published_at is None:
        return
    for one in post.media:
        file = (folder / one.url).resolve()
        if one.url and "://" not in one.url and file.is_relative_to(folder):
            yield from _known(file, utc(post.published_at).date(), post.url or post.page.name or post.id, failed)


def _known(file: Path, seen: date, source: str, failed: Failures) -> Iterator[Picture]:
    try:
        prints = fingerprints(file.read_bytes())
    except Missing as error:
        raise click.UsageError(str(error)) from error
    except (Unreadable, OSError) as error:
        failed.say(str(file), str(error))
        return
    if prints:
        yield Picture(seen, source, prints)
    else:
        failed.say(str(file), "has too little contrast to be told from others")


def _read(file: Path, failed: Failures) -> str | None:
    try:
        return fingerprint(file.read_bytes())
    except Missing as error:
        raise click.UsageError(str(error)) from error
    except (Unreadable, OSError) as error:
        failed.say(str(file), str(error))
        return None
