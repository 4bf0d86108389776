"""What a reader learns from and how it is judged; nothing here needs torch."""

from __future__ import annotations

import importlib.util
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from agents.reading import Joint, Terms
from enrichers.fold import Folded, canon
from tinwatch.cli.model import model
from tinwatch.learning import alerting
from tinwatch.learning.reader import judging, noise, tables
from tinwatch.learning.reader.rows import FOREIGN, Refused, licence, rows, source
from tinwatch.learning.reader.said import Predictions, Said
from tinwatch.learning.samples import FILES, samples

OFFER = "Anh chị không cần thế chấp, được duyệt trong ngày, nhắn tin cho mình để biết thêm nhé"
SHELF: dict[str, bytes] = {}


@pytest.mark.parametrize("folder", [name for name, known in FOREIGN.items() if known in ("none", "research use only")])
def test_rows_without_a_licence_to_ship_are_refused(folder: str, tmp_path: Path):
    """pages_dev has no licence, claims_en is for research only (data.md)."""
    file = tmp_path / folder / "records.jsonl.gz"
    file.parent.mkdir()
    file.write_bytes(b"")
    with pytest.raises(Refused, match="must not learn from it"):
        source(file, 0)


def test_a_file_nobody_knows_is_refused_and_so_is_what_only_measures(tmp_path: Path):
    (tmp_path / "found.jsonl").write_bytes(b"")
    for file in (tmp_path / "found.jsonl", Path("anywhere/written_eval.jsonl")):
        with pytest.raises(Refused):
            rows([*FILES, file])


def test_every_training_file_is_in_the_manifest_with_its_licence():
    found, sources = rows()
    assert len(found) == sum(one.rows for one in sources) == len(samples())
    assert {licence(file) for file in FILES} == {"the project's own"}
    assert licence(Path("x/comments_mit/records.jsonl.gz")) == "MIT"


def test_the_command_refuses_an_unlicensed_background(tmp_path: Path):
    file = tmp_path / "pages_dev" / "records.jsonl.gz"
    file.parent.mkdir()
    file.write_bytes(b"")
    done = CliRunner().invoke(model, ["eval", "reader", "--background", str(file)])
    assert done.exit_code == 2
    assert "licence none" in done.output


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is there")
def test_without_torch_training_says_what_to_install(tmp_path: Path):
    done = CliRunner().invoke(model, ["train", "reader", "--checkpoint", str(tmp_path)])
    assert done.exit_code == 2
    assert "pip install 'tinwatch[train]'" in done.output


def test_noise_is_the_same_for_the_same_seed():
    each = [[noise.spoiled(OFFER, random.Random(seed)) for seed in range(50)] for _ in range(2)]
    assert each[0] == each[1]
    assert len(set(each[0])) > 15


@given(st.integers(0, 10_000))
def test_the_fold_undoes_dropped_accents_and_disguise(seed: int):
    rng = random.Random(seed)
    assert canon(noise.bare(OFFER)) == canon(OFFER)
    for spoiled in (
        noise.apart(OFFER, rng),
        noise.swapped(OFFER, rng, noise.ALIKE_LETTERS),
        noise.swapped(OFFER, rng, noise.LETTER_DIGITS),
    ):
        assert Folded(spoiled).joined == Folded(OFFER).joined


def test_each_kind_of_noise_changes_something():
    rng = random.Random(5)
    assert noise.bare(OFFER).isascii()
    assert any(noise.chat(OFFER, rng) != OFFER for _ in range(3))
    for table in (noise.ALIKE_LETTERS, noise.LETTER_DIGITS):
        assert any(noise.swapped(OFFER, rng, table) != OFFER for _ in range(10))
    assert any(noise.apart(OFFER, rng) != OFFER for _ in range(10))


def test_figures_of_a_ranking_by_hand():
    """Negatives 1, 2, 3, 9; positives 2.5, 4, 10: where one in four may alert the limit is 3, two of three are above it.

    Of twelve pairs the positive is above in 2 + 3 + 4.
    """
    ranks = np.array([1.0, 2, 3, 9, 2.5, 4, 10])
    alert = np.array([False] * 4 + [True] * 3)
    assert tables.recall(ranks, alert, 0.25) == pytest.approx(2 / 3)
    assert tables.recall(ranks, alert, 0.0) == pytest.approx(1 / 3)
    assert tables.area(ranks, alert) == pytest.approx(9 / 12)


def test_macro_f1_by_hand():
    """Label 0: found 1 of 2, nothing wrong: F1 2/3. Label 1: found 1 of 1, one wrong: 2/3. Label 2 is never the truth."""
    assert tables.macro_f1(np.array([[0, 0], [0, 1], [1, 1]])) == pytest.approx(2 / 3)


def test_predictions_come_back_from_their_file(tmp_path: Path):
    said = Said(np.array([1.0, -2.0], np.float32), np.eye(2, dtype=np.float32), np.ones((2, 3), np.float32))
    Predictions(["a", "b"], said, ["NONE", "ASK"], ["-", "LOAN", "JOB"], "m").save(tmp_path / "p.npz")
    found, known = Predictions.read(tmp_path / "p.npz").of(["b", "x", "a"])
    assert known.tolist() == [True, False, True]
    assert found.alert.tolist() == [-2.0, 0.0, 1.0]
    assert found.stance.tolist() == [[0, 1], [0, 0], [1, 0]]


@pytest.fixture(scope="module")
def some() -> alerting.Material:
    return alerting.material([sample for sample in samples() if sample.written][::4], SHELF)


def test_the_limits_keep_to_their_share_of_negatives(some: alerting.Material):
    """Under any opinions at all, at most 2 % of the negatives alert, those included that a rule alerts on; here by chance opinions."""
    rng = np.random.default_rng(0)
    both = [Joint(float(p), "PROMOTE", "LOAN") for p in rng.uniform(0.01, 0.99, len(some.samples))]
    part = np.ones(len(both), bool)
    terms = judging.limited(some, both, Terms(1, 1, 0, 0.5, 0, 0, 0), part)
    alerted = np.array([bool(judging.decided(some, both, i, terms).alert_codes) for i in range(len(both))])
    assert alerted[~some.alert & some.asked].sum() <= 0.02 * (~some.alert).sum()
    assert terms.keep < terms.alert <= terms.alone


def test_a_reader_that_knows_is_believed_and_one_that_guesses_is_not(some: alerting.Material):
    """Fitted on a reader that is right and on one of pure chance, beside the same linear model of chance."""
    rng = np.random.default_rng(1)
    stances, codes = sorted({s.stance for s in some.samples}), sorted({s.code for s in some.samples})
    count = len(some.samples)
    noisy = rng.normal(size=count).astype(np.float32)
    stance = np.array([[3.0 * (s.stance == name) for name in stances] for s in some.samples], np.float32)
    code = np.zeros((count, len(codes)), np.float32)
    chances = 1 / (1 + np.exp(-rng.normal(size=count)))
    scores = [dict.fromkeys(alerting.STANCES, 0.0)] * count
    fits = []
    for alert in (noisy + 4 * some.alert - 2, noisy):
        given = judging.Answers(
            Said(alert, stance, code), stances, codes, chances, scores, [codes[0]] * len(scores), some.asked, range(len(codes))
        )
        fits.append(judging.fitted(some, given, np.ones(count, bool), np.ones(count, bool)).terms)
    assert fits[0].reader > 1 > 0.3 > fits[1].reader
    assert abs(fits[0].linear) < 0.3


def test_written_rows_alone_are_judged():
    """A row that is only learned from teaches every fold; a copy of a judged row does not teach the fold that judges it."""
    few = [sample for sample in samples() if sample.written][:30]
    other = next(sample for sample in samples() if not sample.written)
    rows_ = [*few, replace(few[0], id="copy", written=False), other]
    texts = [sample.text for sample in rows_]
    parts = alerting.folds([sample.id for sample in rows_], texts, 5)
    written = np.array([sample.written for sample in rows_])
    for part in range(5):
        taught = alerting.teaching(parts, texts, written, part)
        assert not (taught & written & (parts == part)).any()
        assert taught[-1]
        assert taught[-2] == (parts[0] != part)
