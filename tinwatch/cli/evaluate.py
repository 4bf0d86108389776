"""`tinwatch evaluate`: recall, precision and false alerts on labelled sentences."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec

from agents.assessor import Assessor
from collectors.lines import opened
from tinwatch.assessors import armed_assessor
from tinwatch.cli.output import RULES, counted, table
from tinwatch.learning.samples import FILL
from tinwatch.settings import load
from topics.records import Assessment, Page, Post


@dataclass(frozen=True)
class Row:
    """`code` is the right code or `-`; `kind` is POS or NEG:why; `stance` is empty where nobody labelled it."""

    id: str
    code: str
    kind: str
    text: str
    post_kind: str = "post"
    stance: str = ""


class _Labelled(msgspec.Struct):
    id: str
    text: str
    code: str
    alert: bool
    kind: str = "post"
    stance: str = ""


@click.command(epilog="Example: tinwatch evaluate labelled.tsv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--code", "only", multiple=True, help="Only rows of this code; may be given again.")
@click.option("--misses", is_flag=True, help="List every row that was judged wrongly.")
@RULES
def evaluate(file: str, only: tuple[str, ...], misses: bool, packs: tuple[Path, ...]) -> None:
    """Judge labelled sentences (TSV: id code kind text; or JSON Lines: id text code alert [kind stance]) and count.

    Exit code 1 when a row that must not fire (code `-`) got any signal.
    """
    assessor = armed_assessor(load(), packs)
    done = [(row, a) for row, a in judged(file, assessor) if not only or row.code in only]
    click.echo(_by_code(done))
    click.echo("\n" + totals(done))
    if misses:
        click.echo("\n" + "\n".join(f"{row.id}\t{row.code}\t{row.kind}\t{_said(a)}\t{row.text}" for row, a in done if _wrong(row, a)))
    sys.exit(any(row.code == "-" and a.signals for row, a in done))


def judged(file: str, assessor: Assessor) -> Iterator[tuple[Row, Assessment]]:
    """Every row of a file of labelled sentences with its assessment."""
    for row in counted(_rows(file), "rows"):
        yield row, assessor.assess(_post(row))


def _rows(file: str) -> Iterator[Row]:
    with opened(file) as stream:
        for number, raw in enumerate(stream, 1):
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            if line.startswith("{"):
                yield _labelled(line, f"{file}:{number}")
            elif line and not line.startswith("id\t"):
                cells = line.split("\t")
                if len(cells) != 4:
                    raise click.UsageError(f"{file}:{number}: {len(cells)} columns, expected id, code, kind, text")
                yield Row(*cells)


def _labelled(line: str, where: str) -> Row:
    try:
        row = msgspec.json.decode(line.encode(), type=_Labelled)
    except msgspec.DecodeError as error:
        raise click.UsageError(f"{where}: {error}") from error
    return Row(row.id, row.code, "POS" if row.alert else f"NEG:{row.stance.lower() or 'other'}", row.text, row.kind, row.stance)


def _post(row: Row) -> Post:
    text = row.text
    for name, value in FILL.items():
        text = text.replace(name, value)
    comment = row.post_kind == "comment"
    return Post(id=row.id, kind="comment" if comment else "post", page=Page(id="evaluate"), text=text, parent="p" if comment else None)


def _seen(assessment: Assessment) -> set[str]:
    """Codes that count as found: alerts, and CLICKBAIT, which is a signal only and never alerts."""
    return {*assessment.alert_codes, *(s.code for s in assessment.signals if s.code == "CLICKBAIT")}


def _wrong(row: Row, a: Assessment) -> bool:
    return (row.code not in _seen(a)) if row.kind == "POS" else bool(a.alert_codes or (row.code == "-" and a.signals))


def _said(a: Assessment) -> str:
    return f"{a.stance} {','.join(a.alert_codes) or '-'} ({','.join(s.code for s in a.signals) or '-'})"


def _by_code(judged: list[tuple[Row, Assessment]]) -> str:
    rows = []
    for code in sorted({row.code for row, _ in judged}):
        of = [(row, a) for row, a in judged if row.code == code]
        pos = [a for row, a in of if row.kind == "POS"]
        hit = sum(code in _seen(a) for a in pos)
        raised = [row for row, a in judged if code in _seen(a)]
        right = sum(row.kind == "POS" and row.code == code for row in raised)
        false = sum(bool(a.alert_codes) for row, a in of if row.kind != "POS")
        share = f"{hit / len(pos):.3f}" if pos else "-"
        precision = f"{right / len(raised):.3f}" if raised else "-"
        rows.append((code, len(pos), hit, share, len(raised), precision, len(of) - len(pos), false))
    return table(("CODE", "POS", "FOUND", "RECALL", "RAISED", "PRECISION", "NEG", "FALSE"), rows)


def totals(judged: list[tuple[Row, Assessment]]) -> str:
    """Right codes, false alerts, signals on rows that must not fire, stance."""
    pos = [(row, a) for row, a in judged if row.kind == "POS"]
    neg = [(row, a) for row, a in judged if row.kind != "POS"]
    must = [a for row, a in neg if row.code == "-"]
    right, any_code = sum(row.code in _seen(a) for row, a in pos), sum(bool(_seen(a)) for _, a in pos)
    false, fired = sum(bool(a.alert_codes) for _, a in neg), sum(bool(a.signals) for a in must)
    lines = [
        f"right code {right}/{len(pos)}, any alert {any_code}/{len(pos)}",
        f"negatives alerted {false}/{len(neg)}",
        f"must-not-fire rows with a signal {fired}/{len(must)}",
    ]
    if any(row.stance for row, _ in judged):
        lines.append(f"stance macro-F1 {_stance_f1([(row.stance, a.stance) for row, a in judged if row.stance]):.3f}")
    return "\n".join(lines)


def _stance_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the stances that occur as labels."""
    both, gold, said = Counter(pairs), Counter(g for g, _ in pairs), Counter(s for _, s in pairs)
    return sum(2 * both[s, s] / (gold[s] + said[s]) for s in gold) / len(gold)
