"""`tinwatch rules`: check, prove and list the rule packs of analysts."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from detectors import cues as shared
from tinwatch.assessors import make_assessor
from tinwatch.backtest.beside import Beside, compared, on_trial
from tinwatch.cli.find import Moment
from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.rules.check import TRIAL, Checker, files_in
from tinwatch.rules.pack import Pack, names, schema
from tinwatch.rules.proof import alerting, judged
from tinwatch.rules.reading import Problem, Source
from tinwatch.settings import Settings, load

PATHS = click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))


@click.group(epilog="Example: tinwatch rules check examples/rules")
def rules() -> None:
    """Rule packs that analysts write: files or folders of YAML; the folder of the setting `rules` when none is named."""


@rules.command(epilog="Example: tinwatch rules check my-pack.yaml")
@PATHS
def check(paths: tuple[Path, ...]) -> None:
    """Check packs and run their examples; what is wrong comes on stderr as file:line: reason.

    Exit code 1 when a pack is refused.
    """
    good, bad = _checked(paths)
    for source in good:
        click.echo(f"{source.file}: {source.pack.pack} {source.pack.version} is well, {_count(source.pack)}")
    _leave(bad)


@rules.command(epilog="Example: tinwatch rules test examples/rules")
@PATHS
def test(paths: tuple[Path, ...]) -> None:
    """Run every example of every rule and say how long a post takes; exit code 1 when one comes out otherwise than the rule says."""
    checker = _checker()
    good, bad = checker.check_all(_files(paths))
    rows = []
    for source in good:
        armed = checker.armed([source])
        for rule in source.pack.rules:
            start = time.perf_counter()
            fires = [names(source.pack)[rule.id] in alerting(judged(armed, text)) for text in (*rule.catches, *rule.ignores)]
            took = (time.perf_counter() - start) / len(fires) * 1000
            caught, ignored = sum(fires[: len(rule.catches)]), fires[len(rule.catches) :].count(False)
            proof = f"{caught}/{len(rule.catches)}", f"{ignored}/{len(rule.ignores)}"
            rows.append((names(source.pack)[rule.id], rule.code, *proof, f"{took:.2f}"))
    click.echo(table(("RULE", "CODE", "CATCHES", "IGNORES", "MS/POST"), rows))
    _leave(bad)


@rules.command("list", epilog="Example: tinwatch rules list --format jsonl")
@PATHS
@click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def list_rules(paths: tuple[Path, ...], shape: str) -> None:
    """List the rules that would be in force, and what is wrong with the others."""
    good, bad = _checked(paths)
    found = [
        {
            "rule": names(s.pack)[rule.id],
            "version": s.pack.version,
            "code": rule.code,
            "harm": rule.harm,
            "file": s.file,
            "about": rule.about,
        }
        for s in good
        for rule in s.pack.rules
    ]
    if shape == "jsonl":
        sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    else:
        rows = ([*list(row.values())[:5], " ".join(str(row["about"]).split())[:70]] for row in found)
        click.echo(table(("RULE", "VERSION", "CODE", "HARM", "FILE", "ABOUT"), rows))
    _leave(bad)


@rules.command(epilog="Example: tinwatch rules cues demand")
@click.argument("group", default="")
def cues(group: str) -> None:
    """What a `when` can ask for: groups and families of the detectors, and the short forms of patterns; of one group its patterns too."""
    if group:
        found = [(family, pattern) for family, pattern in _checker().assessor.patterns if shared.group(family) == group]
        if not found:
            raise click.UsageError(f"there is no group {group}; there are {', '.join(shared.GROUPS)}")
        click.echo(table(("FAMILY", "PATTERN"), found))
        return
    families: dict[str, list[str]] = {}
    for family, _ in _checker().assessor.patterns:
        if family not in families.setdefault(shared.group(family), []):
            families[shared.group(family)].append(family)
    click.echo(
        table(("GROUP", "SHOWN AS", "FAMILIES"), ((name, why, " ".join(families.get(name, ()))) for name, why in shared.GROUPS.items()))
    )
    click.echo("\n" + table(("SHORT FORM", "STANDS FOR"), ((f"<{name}>", pattern) for name, pattern in shared.SHORT.items())))


@rules.command("schema", epilog="Example: tinwatch rules schema > pack.schema.json")
def schema_of_pack() -> None:
    """Print the JSON Schema of a pack, for editors that complete and check YAML."""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=1))


@rules.command(epilog="Example: tinwatch rules trial --since 7d")
@click.option("--since", type=Moment(), help="Not older than this; by default since the pack's file was put there or changed.")
def trial(since: datetime | None) -> None:
    """Show side by side what the packs on trial (folder `trial` in the folder of rules) alerted on and what those of the same name in force
    did, day by day (Vietnamese time), from the index; then posts that only one of both saw, + for the one on trial."""
    settings = load()
    good, bad = on_trial(settings, _checker())
    begun = {source.pack.pack: since or datetime.fromtimestamp(Path(source.file).stat().st_mtime, UTC) for source in good}
    found = asyncio.run(_beside(settings, begun)) if begun else {}
    for source in good:
        beside = found[source.pack.pack]
        click.echo(f"{source.pack.pack} {source.pack.version} on trial, posts since {begun[source.pack.pack]:%Y-%m-%d %H:%M} UTC")
        rows = [(day, one.posts, one.trial, one.live, one.both) for day, one in (*sorted(beside.days.items()), ("all", beside.whole))]
        click.echo(table(("DAY", "POSTS", "TRIAL", "LIVE", "BOTH"), rows))
        only = (*(("+", *one) for one in beside.only_trial), *(("-", *one) for one in beside.only_live))
        click.echo("\n".join(f"  {sign} {id}  {text[:110]}" for sign, id, text in only) + "\n")
    if not good and not bad:
        click.echo(f"No pack is on trial; put one into {settings.rules_folder / TRIAL}.")
    _leave(bad)


async def _beside(settings: Settings, begun: Mapping[str, datetime]) -> dict[str, Beside]:
    async with opened_index(settings) as index:
        return await compared(index, begun)


def _checker() -> Checker:
    return Checker(make_assessor(load()))


def _files(paths: Sequence[Path]) -> list[Path]:
    folder = load().rules_folder
    return files_in(paths or ([folder] if folder.is_dir() else []))


def _checked(paths: Sequence[Path]) -> tuple[list[Source], list[Problem]]:
    return _checker().check_all(_files(paths))


def _count(pack: Pack) -> str:
    patterns = sum(len(of) for part in pack.parts for of in part.cues.values())
    return f"{len(pack.rules)} rules, {patterns} patterns, {sum(len(r.catches) + len(r.ignores) for r in pack.rules)} examples"


def _leave(bad: Sequence[Problem]) -> None:
    for problem in bad:
        click.echo(problem, err=True)
    sys.exit(bool(bad))
