"""The audit log read back: every change, loss and swap of a line is found and named; tables carry no formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from agents.folding import entry
from tinwatch.auditing import Broken, as_csv, as_jsonl, verified
from topics.cases import Entry, Event, Ledger

AT = datetime(2026, 11, 23, tzinfo=UTC)


def log(n: int, by: str = "lan") -> list[Entry]:
    ledger, lines = Ledger(), []
    for i in range(n):
        event = Event(id=f"e{i}", case=f"a-{i % 3}", deed="keep", at=AT + timedelta(minutes=i), by=by, role="analyst")
        lines.append(entry(ledger, event, ("state",) if i % 4 == 3 else ()))
        ledger = replace(ledger, seq=lines[-1].seq, chain=lines[-1].chain)
    return lines


def test_a_log_as_it_was_written_holds():
    lines = log(20)
    assert verified(lines) == (20, lines[-1].chain)
    assert verified(lines[10:], 10, lines[9].chain) == (20, lines[-1].chain)
    assert verified([]) == (0, "")


@pytest.mark.parametrize("field", ["at", "by", "role", "case", "deed", "reason", "refused", "digest", "chain"])
@pytest.mark.parametrize("place", [0, 7, 19])
def test_a_changed_line_is_named(field, place):
    lines = log(20)
    other = {"at": AT - timedelta(1), "deed": "dismiss", "refused": ("x",)}.get(field, "other")
    lines[place] = replace(lines[place], **{field: other})
    with pytest.raises(Broken, match=rf"^line {place + 1} "):
        verified(lines)


def test_a_line_that_was_changed_and_chained_anew_breaks_the_next():
    lines = log(20)
    forged = entry(Ledger(seq=6, chain=lines[5].chain), Event(id="f", case="a-1", deed="approve", at=AT, by="minh", role="approver"), ())
    lines[6] = forged
    with pytest.raises(Broken, match=r"^line 8 "):
        verified(lines)


def test_lost_swapped_and_repeated_lines_are_found():
    lines = log(20)
    for broken in (lines[:5] + lines[6:], lines[1:], [lines[1], lines[0], *lines[2:]], [*lines, lines[-1]]):
        with pytest.raises(Broken):
            verified(broken)


def test_a_log_whose_first_lines_are_no_longer_kept_holds_from_then_on():
    lines = log(20)
    assert verified(lines[5:], whole=False) == (20, lines[-1].chain)
    with pytest.raises(Broken, match="line 9 is missing"):
        verified(lines[5:8] + lines[9:], whole=False)


def test_an_end_that_was_cut_off_is_seen_by_who_kept_the_last_line():
    lines = log(20)
    assert verified(lines[:15]) == (15, lines[14].chain), "by itself nothing shows it: that is why the command prints the pair"


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(evil):
    rows = list(csv.DictReader(io.StringIO("".join(as_csv(log(2, by=evil))), newline="")))
    assert [row["by"] for row in rows] == ["'" + evil.strip()] * 2
    assert [row["seq"] for row in rows] == ["1", "2"]
    assert json.loads(next(iter(as_jsonl(log(1, by=evil)))))["by"] == evil
