"""The learned model in service: its file, its gate, its words, and what happens without it."""

from __future__ import annotations

import dataclasses
import logging
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tinwatch.models
from agents import features
from agents.assessor import Assessor
from agents.learned import Learned
from agents.linear import MAGIC, File, Linear, Unusable, block, packed
from agents.sites import SITES
from enrichers.fold import Folded
from enrichers.grams import accented, letter_hashes, letter_hashes_of, letters, shapes, word_hashes, word_hashes_of, words
from tinwatch.learning.samples import WRITTEN, samples
from tinwatch.metrics import MODELS
from tinwatch.models import file_of, headlines, learned
from tinwatch.settings import SettingError, Settings
from topics.records import Page, Post

CONTENT = file_of("alert").read_bytes()
LOAN = "Cho vay góp ngày, không cần thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000"


@pytest.fixture(scope="module")
def model() -> Learned:
    return Learned(CONTENT)


@pytest.fixture(scope="module")
def rules() -> Assessor:
    return Assessor()


def post(text: str) -> Post:
    return Post(id="t:1", kind="post", page=Page(id="t:p"), text=text)


def test_the_files_are_small_and_say_what_they_are():
    assert len(CONTENT) + file_of("clickbait").stat().st_size < 5_000_000
    for name in tinwatch.models.NAMES:
        made = Linear(file_of(name).read_bytes())
        assert made.name == name
        assert made.version in file_of(name).with_suffix(".md").read_text("utf-8").splitlines()[0], "the card is another model's"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "does not begin"),
        (b"nonsense", "does not begin"),
        (CONTENT[:-1], "checksum"),
        (CONTENT[:60_000] + b"\0\1\2" + CONTENT[60_003:], "checksum"),
        (file_of("clickbait").read_bytes(), "something else"),
    ],
)
def test_what_is_no_alert_model_says_so(content, reason):
    with pytest.raises(Unusable, match=reason):
        Learned(content)


def test_a_model_that_the_settings_name_must_be_usable(tmp_path):
    bad = tmp_path / "bad.bin"
    bad.write_bytes(MAGIC + b"x" * 100)
    for file in (bad, tmp_path / "missing.bin"):
        with pytest.raises(SettingError, match="TINWATCH_MODEL="):
            learned(dataclasses.replace(Settings(), model=str(file)))


def test_without_the_bundled_models_the_rules_go_on_and_it_is_said(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(tinwatch.models, "BUNDLED", tmp_path)
    with caplog.at_level(logging.ERROR):
        assert learned(Settings()) is None
        assert headlines(Settings()) is None
    assert len(caplog.records) == 2
    assert [MODELS.labels(name)._value.get() for name in ("alert", "clickbait")] == [0, 0]


def test_none_switches_the_models_off():
    settings = dataclasses.replace(Settings(), model="none")
    assert (learned(settings), headlines(settings)) == (None, None)


def test_the_gate_lets_nearly_every_labelled_positive_pass(rules):
    passed = []
    for sample in samples(WRITTEN):
        if sample.alert:
            seen = rules.seen(sample.post)
            look = seen.look
            passed.append(look is not None and (features.asked(seen.fields, look) or not SITES.isdisjoint(look.groups)))
    assert np.mean(passed) >= 0.99


@pytest.mark.parametrize("text", ["Cho vay nóng, alo em", "Nam mô A Di Đà Phật, nam mô đại từ đại bi Quán Thế Âm Bồ Tát", "x" * 500])
def test_it_is_not_asked_about_short_posts_and_posts_without_a_cue(rules, model, text):
    seen = rules.seen(post(text))
    assert seen.look is None or model.opinion(seen.fields, seen.look) is None


@pytest.mark.parametrize(
    "written", [LOAN, unicodedata.normalize("NFD", LOAN), LOAN.replace("vay", "v.a.y").replace("nợ", "n\u200bợ"), "🔥" + LOAN.upper()]
)
def test_its_marks_are_whole_words_of_the_text_as_written(rules, model, written):
    seen = rules.seen(post(written))
    said = model.opinion(seen.fields, seen.look)
    marks = said.why()
    assert 0 < len(marks) <= 3
    joined = Folded(written).joined
    for mark in marks:
        found = Folded(written[mark.start : mark.end]).joined
        assert f" {found} ".strip() in joined
        assert not written[mark.start - 1 : mark.start].isalnum()
        assert not written[mark.end : mark.end + 1].isalnum()
        assert said.code in mark.why


def test_scores_are_what_the_weights_say():
    """Two n-grams of one block by hand: (1 + ln 2) and 1 times their rarities, length one, times their weights, and a named feature."""
    grams = np.array([7, 9], np.uint32)
    made = block(grams, np.array([1.0, 2.0]), np.array([[1.27], [-1.27]]))
    line = Linear(packed(File("x", ("h",), (0.5,), {"b": made}, {"cue": (0.25,)}, 1.0, 0.0, {}, {})))
    values = np.array([1 + np.log(2), 2.0])
    expected = 0.5 + 2 * 0.25 + float(values @ [1.27, -1.27]) / np.sqrt(values @ values)
    assert line.scores({"b": np.array([9, 7, 8, 7], np.uint32)}, {"cue": 2.0, "unknown": 9.0})[0] == pytest.approx(expected, abs=1e-3)
    assert line.scores({"other": grams}, {})[0] == 0.5


def test_grams_stand_where_they_say():
    text = "vay tiền, vay!"
    of = words(text)
    assert [text[s:e] for s, e in zip(of.starts, of.ends, strict=True)] == ["vay", "tiền", "vay", "!", "vay tiền", "tiền, vay", "vay!"]
    assert of.hashes[0] == of.hashes[2]
    by_letter = letters(text)
    assert {text[s:e] for s, e in zip(by_letter.starts, by_letter.ends, strict=True)} >= {"va", "vay", "tiền", "iền,", "vay!"}
    assert not any(" " in text[s:e].strip() for s, e in zip(by_letter.starts, by_letter.ends, strict=True))
    assert len(words("").hashes) == len(letters("").hashes) == len(shapes("").hashes) == 0
    assert accented("  HOÀ\n Bình ") == "hoà bình"


@given(st.lists(st.text(st.sampled_from("aăb c!?đ😂\n"), max_size=12), max_size=6))
def test_many_texts_at_once_have_the_grams_of_each(texts):
    for together, alone in ((letter_hashes_of(texts), letter_hashes), (word_hashes_of(texts), word_hashes)):
        for number, text in enumerate(texts):
            assert sorted(together.hashes[together.owners == number].tolist()) == sorted(alone(text).tolist()), text
        assert set(together.owners.tolist()) <= set(range(len(texts)))


def test_many_posts_at_once_get_the_opinions_each_gets_alone(rules, model):
    """Among them one that it is not asked about, one with nothing to look at, and one twice."""
    texts = [LOAN, "vay", LOAN + " Liên hệ Zalo 0901234567", "Chợ sáng nay đông vui", LOAN]
    seen = [rules.seen(post(text)) for text in texts]
    together = model.opinions([(one.fields, one.look) for one in seen])
    alone = [model.opinion(one.fields, one.look) if one.look else None for one in seen]
    assert [one and one._replace(why=tuple) for one in together] == [one and one._replace(why=tuple) for one in alone]
    assert [one is None for one in together] == [False, True, False, True, False]
    assert [one and one.why() for one in together] == [one and one.why() for one in alone]
