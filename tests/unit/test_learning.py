"""Training: the same data gives the same bytes, near-copies stay together, and the folds keep to their floors."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from agents.learned import Learned
from tinwatch.embeddings import embedder
from tinwatch.learning import alerting
from tinwatch.learning.folds import folds
from tinwatch.learning.making import alert_figures, clickbait_figures
from tinwatch.learning.ridge import calibrated
from tinwatch.learning.samples import FILES, Missing, samples
from tinwatch.settings import Settings

SHELF: dict[str, bytes] = {}


def test_the_same_data_gives_the_same_bytes_and_other_data_others():
    few = samples()[:160]
    changed = [dataclasses.replace(few[0], alert=not few[0].alert), *few[1:]]
    made = []
    for rows in (few, few, changed):
        of = alerting.material(rows, SHELF)
        made.append(alerting.trained(of, alerting.folded(of, 3), {"n": len(rows)}))
    assert made[0] == made[1]
    assert made[0] != made[2]
    Learned(made[0])


def test_what_is_learned_is_what_the_file_scores():
    """Weights in eight bits change a score by little: the file's scores stay within .03 of the fit's."""
    of = alerting.material(samples()[:200], SHELF)
    rows = np.arange(200)
    fit = alerting.fit(of.blocks, alerting.WEIGHTS, of.named, of.targets, rows)
    made = Learned(alerting.trained(of, alerting.folded(of, 3), {}))
    for i in np.flatnonzero(of.asked)[:40]:
        seen = of.seen[i]
        grams = alerting.features.grams_of(seen.fields)
        scores = made._model.scores(grams, alerting.features.named(seen.fields, seen.look))
        assert np.abs(scores - fit.scores[i]).max() < 0.03


def test_near_copies_share_a_fold_whatever_else_is_there():
    text = "tuyển gấp nhân viên làm việc tại nhà lương cao liên hệ zalo nhận việc ngay hôm nay"
    texts = [text, "một chuyện khác hẳn về thời tiết ngày mai trên cả nước ta", text + " nhé", text.upper()]
    ids = ["a", "b", "c", "d"]
    found = folds(ids, texts, 5)
    assert found[0] == found[2] == found[3]
    assert folds([*ids, "e"], [*texts, "chẳng liên quan gì cả đâu bạn ơi"], 5)[:4].tolist() == found.tolist()
    assert len(set(folds([str(i) for i in range(200)], [f"câu số {i} nói về việc thứ {i * 7}" for i in range(200)], 5).tolist())) == 5


def test_calibration_finds_the_chances_it_was_given():
    rng = np.random.default_rng(1)
    margins = rng.normal(size=20_000)
    truth = rng.random(20_000) < 1 / (1 + np.exp(-(3 * margins - 1)))
    slope, offset = calibrated(margins, truth)
    assert slope == pytest.approx(3, abs=0.15)
    assert offset == pytest.approx(-1, abs=0.1)


def test_missing_data_is_named(tmp_path):
    with pytest.raises(Missing, match="train in a checkout"):
        samples((tmp_path / "gone.jsonl",))


def test_samples_are_all_there_once():
    rows = samples()
    assert len({row.id for row in rows}) == len(rows)
    assert sum(row.written for row in rows) == 1572
    assert {row.stance for row in rows} <= set(alerting.STANCES)
    assert all(file.exists() for file in FILES)


@pytest.mark.timeout(900)
def test_the_alert_models_folds_keep_to_their_floors():
    """Five folds over the written sentences, near-copies together, all fitted anew in each."""
    figures = alert_figures(SHELF, None, 5)
    whole, held = figures["all"], figures["held"]
    assert whole["curve"]["3%"] >= 0.70
    assert held["curve"]["3%"] >= 0.60
    assert whole["stance macro-F1"] >= 0.68
    assert whole["recall"] > whole["rules alone: recall"]


@pytest.mark.timeout(600)
def test_the_clickbait_models_folds_keep_to_their_floors():
    """.81 by words and meaning, .78 by words alone; eight-bit embeddings differ a little between processors."""
    figures = clickbait_figures(5, embedder(Settings()))
    assert figures["macro F1"] >= 0.80
    assert figures["macro F1, cut of the other folds"] >= 0.79
    assert figures["words alone: macro F1"] >= 0.76
    assert figures["right on a title"] >= 0.8 * figures["signals on a title"]
    assert figures["right on a title"] > 1.2 * figures["words alone: right on a title"]
