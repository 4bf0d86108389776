"""A reader weighed anew: from other answers of its folds other terms and another version, the network as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import tiny_reader
from click.testing import CliRunner

from tinwatch.cli import reader as command
from tinwatch.cli.model import model
from tinwatch.learning.desk.rows import row, taught, write
from tinwatch.learning.reader.refitting import refitted, refitted_by
from tinwatch.learning.reader.rows import Refused, licence
from tinwatch.learning.reader.said import Predictions, Said
from tinwatch.learning.samples import Sample, samples
from tinwatch.reading.folder import MANIFEST, Unusable
from tinwatch.reading.reader import NetworkReader

SHELF: dict[str, bytes] = {}
OLD = {"linear": 0.0, "reader": 1.0, "offset": 0.0}


@pytest.fixture(scope="module")
def few() -> list[Sample]:
    """Every eighth written row."""
    return [sample for sample in samples() if sample.written][::8]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_reader.make(tmp_path / "reader", {"vay": 2.0}, facts={"folds": 2, "checkpoint": "none"})


def answers(rows: list[Sample], *, knows: bool) -> Predictions:
    """What the folds' readers said: the truth with some noise, or the noise alone."""
    rng = np.random.default_rng(7)
    stances, codes = sorted({row.stance for row in rows}), sorted({row.code for row in rows})
    alert = rng.normal(size=len(rows)) + (4.0 * np.array([row.alert for row in rows]) - 2.0) * knows
    stance = rng.normal(size=(len(rows), len(stances))) + 4.0 * np.array([[row.stance == name for name in stances] for row in rows]) * knows
    code = rng.normal(size=(len(rows), len(codes)))
    said = Said(alert.astype(np.float32), stance.astype(np.float32), code.astype(np.float32))
    return Predictions([row.id for row in rows], said, stances, codes, "a test's")


def others(folder: Path) -> dict[str, bytes]:
    """Every file but the one that tells how the network is heard."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != MANIFEST}


def manifest(folder: Path) -> dict:
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def test_the_joining_changes_and_the_network_stays(few: list[Sample], folder: Path):
    before, files, first = manifest(folder), others(folder), NetworkReader(folder)
    version = refitted_by(folder, few, answers(few, knows=True), SHELF)
    after, second = manifest(folder), NetworkReader(folder)
    assert others(folder) == files
    assert after["sha256"] == before["sha256"]
    assert after["combine"] != OLD
    assert after["limits"] != before["limits"]
    assert version == after["version"] == second.version
    assert version.startswith(before["sha256"]["model.onnx"][:8] + ".")
    assert version != before["version"]
    assert second.terms.reader == after["combine"]["reader"]
    assert second.read("vay").alert == pytest.approx(first.read("vay").alert / after["temperature"]["alert"])
    assert after["facts"]["checkpoint"] == "none"
    assert after["facts"]["figures"]["as shipped"]["all"].keys() >= {"recall", "negatives alerted"}


def test_a_reader_that_knew_is_believed_and_one_that_guessed_is_not(few: list[Sample], folder: Path):
    """Of noise the weight is near none, the linear model's stays; the two have different versions of the same network."""
    knew = refitted_by(folder, few, answers(few, knows=True), SHELF)
    believed = manifest(folder)["combine"]
    guessed = refitted_by(folder, few, answers(few, knows=False), SHELF)
    ignored = manifest(folder)["combine"]
    assert believed["reader"] > 0.7 > 0.3 > ignored["reader"]
    assert ignored["linear"] > 0.3
    assert knew != guessed
    assert knew[:8] == guessed[:8]


def test_the_same_answers_give_the_same_bytes(few: list[Sample], folder: Path):
    """Also where it was refitted before: nothing of the old terms goes into the new."""
    made = []
    for knows in (True, True, False, True):
        version = refitted_by(folder, few, answers(few, knows=knows), SHELF)
        made.append((version, (folder / MANIFEST).read_bytes()))
    assert made[0] == made[1] == made[3] != made[2]


def test_rows_of_the_desk_weigh_a_copy_that_says_so(few: list[Sample], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """They teach the linear model beside it and are judged on nowhere: the figures are of as many rows as without them."""
    said = answers(few, knows=True)
    text = "Chào bà con, shop nhận vay hộ đồ cúng, ai cần thì nhắn shop qua zalo {PHONE}, lấy tiền công 20k, nợ xấu gì cũng đặt được, nhận"
    rows = [row(f"{text} {n}", "post", "LOAN", "false_alarm", "") for n in range(3)]
    plain = refitted_by(folder, few, said, SHELF)
    before = manifest(folder)
    assert refitted_by(folder, few, said, SHELF, rows) != plain
    after = manifest(folder)
    assert after["facts"]["desk"] == taught(rows)
    assert [after["facts"]["figures"]["all"][of] for of in ("positives", "negatives")] == [
        before["facts"]["figures"]["all"][of] for of in ("positives", "negatives")
    ]
    file = tmp_path / "desk.jsonl"
    write(file, rows, 3, {}, datetime.now(UTC))
    monkeypatch.setenv("TINWATCH_LEARN_FROM_DESK", "yes")
    assert "never one that ships" in CliRunner().invoke(model, ["refit", "--desk", str(file)]).output
    with pytest.raises(Refused, match="licence desk, not to be shipped"):
        licence(file)


def test_unlicensed_rows_are_refused_and_nothing_is_written(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "pages_dev" / "records.jsonl.gz"
    file.parent.mkdir()
    file.write_bytes(b"")
    before = (folder / MANIFEST).read_bytes()
    with pytest.raises(Refused, match="must not learn from it"):
        refitted(folder, file, tmp_path / "work", SHELF, print)
    monkeypatch.setattr(command, "HERE", folder)
    done = CliRunner().invoke(model, ["refit", "--background", str(file)])
    assert done.exit_code == 2
    assert "licence none" in done.output
    assert ((folder / MANIFEST).read_bytes(), (folder / "card.md").exists()) == (before, False)


def test_a_damaged_network_is_not_weighed(few: list[Sample], folder: Path):
    (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes()[:-1])
    before = (folder / MANIFEST).read_bytes()
    with pytest.raises(Unusable, match="damaged"):
        refitted_by(folder, few, answers(few, knows=True), SHELF)
    assert (folder / MANIFEST).read_bytes() == before
