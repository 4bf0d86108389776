"""CLICKBAIT by what a title means: asked only where the words leave it open, the same each time, and left out where nothing embeds."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from agents.headlines import Headlines
from agents.linear import Linear
from agents.reading import Failed
from tinwatch.assessors import make_assessor
from tinwatch.cli.doctor import doctor
from tinwatch.embeddings import Titles, titles
from tinwatch.learning import meaning
from tinwatch.metrics import MODELS
from tinwatch.models import BUNDLED, file_of
from tinwatch.reading.folder import read
from tinwatch.settings import Settings, load
from topics.records import Article, Page, Post

CONTENT = file_of("clickbait").read_bytes()
VERSION = read(BUNDLED / "reader").sha256["embed.onnx"][:8]
OPEN = "Nghe tin con đỗ đại học, người cha lặng đi"
PLAIN = "Giá vàng hôm nay tăng 500.000 đồng mỗi lượng"
LEAD = "Sáng 20/11, các doanh nghiệp niêm yết giá vàng miếng ở mức cao hơn hôm qua 500.000 đồng mỗi lượng."


class Asked:
    """The bundled embedder, counting what it is asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._titles = Titles(Settings(), VERSION)

    def __call__(self, text: str) -> np.ndarray:
        self.texts.append(text)
        return self._titles(text)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def model(asked: Asked) -> Headlines:
    return Headlines(CONTENT, {VERSION: asked}.get)


@pytest.fixture
def words() -> Headlines:
    return Headlines(CONTENT)


def post(title: str, lead: str = "") -> Post:
    return Post(id="t:1", kind="post", page=Page(id="t:p"), text="", article=Article(title=title, lead=lead))


def test_the_model_was_made_with_the_embedder_that_ships():
    second = Linear(CONTENT).second
    assert second is not None
    assert second.facts["embedder"] == VERSION, "`tinwatch model train clickbait` is due"


def test_meaning_finds_what_words_leave_open(model: Headlines, words: Headlines):
    assert words.signals(post(OPEN)) == ()
    (signal,) = model.signals(post(OPEN))
    assert (signal.code, signal.alert, signal.version) == ("CLICKBAIT", False, f"{words.version}+{VERSION}")
    assert OPEN[signal.evidence[0].start : signal.evidence[0].end] == OPEN


def test_what_the_words_settle_is_not_embedded(model: Headlines, words: Headlines, asked: Asked):
    assert model.judged(PLAIN, LEAD) == words.judged(PLAIN, LEAD)
    assert asked.texts == []


def test_posts_and_comments_without_an_article_are_not_embedded(model: Headlines, asked: Asked):
    for kind, parent in (("post", None), ("comment", "p")):
        model.signals(Post(id="t:1", kind=kind, page=Page(id="t:p"), text=OPEN, parent=parent))
    assert asked.texts == []


def test_a_copy_costs_nothing_and_the_answer_is_the_same_in_any_company(model: Headlines, asked: Asked):
    first = model.judged(OPEN)
    others = [model.judged(f"{OPEN} Chuyện thứ {n}") for n in range(3)]
    assert len({other.chance for other in others}) == 3
    assert model.judged(f"  {OPEN}\n") == model.judged(OPEN) == first
    assert asked.texts.count(OPEN) == 1
    assert Headlines(CONTENT, {VERSION: Asked()}.get).judged(OPEN) == first


def test_a_title_without_a_lead_is_not_taken_for_plain(words: Headlines):
    """Leads add .22 to a score on average (0–1 is the scale of the truth): so much is given to a title without one, and to no other."""
    assert words.judged(OPEN).chance > words.chance(OPEN)
    assert words.judged(OPEN, LEAD).chance == words.chance(OPEN, LEAD)


def test_where_embedding_fails_the_words_decide(words: Headlines):
    def failing(text: str) -> np.ndarray:
        raise Failed("no more memory")

    model = Headlines(CONTENT, {VERSION: failing}.get)
    for title in (OPEN, PLAIN):
        assert model.judged(title) == words.judged(title)


def _copied(folder: Path) -> Path:
    folder.mkdir()
    for file in (BUNDLED / "reader").iterdir():
        (folder / file.name).symlink_to(file)
    return folder


def _damaged(folder: Path) -> Path:
    folder = _copied(folder)
    (folder / "embed.onnx").unlink()
    (folder / "embed.onnx").write_bytes((BUNDLED / "reader" / "embed.onnx").read_bytes()[:-9])
    return folder


@pytest.mark.parametrize(
    ("place", "version", "reason"),
    [
        (lambda folder: folder / "gone", VERSION, "no such directory"),
        (lambda folder: _damaged(folder / "bad"), VERSION, "damaged"),
        (lambda folder: _copied(folder / "well"), "another", "made with another"),
    ],
    ids=["missing", "damaged", "another"],
)
def test_an_embedder_that_cannot_be_used_says_so_once(place, version: str, reason: str, words: Headlines, tmp_path: Path, caplog):
    embed = titles(replace(Settings(), reader=str(place(tmp_path))), version)
    model = Headlines(CONTENT, lambda _: embed)
    with caplog.at_level(logging.WARNING):
        assert [model.judged(OPEN) for _ in range(3)] == [words.judged(OPEN)] * 3
    assert [reason in record.message for record in caplog.records] == [True]
    assert MODELS.labels("embedder")._value.get() == 0


def test_the_settings_switch_it_off():
    assert titles(replace(Settings(), reader="none"), VERSION) is None
    plain, whole = (make_assessor(load({"TINWATCH_READER": reader})).assess(post(OPEN)) for reader in ("none", ""))
    assert (len(plain.signals), len(whole.signals)) == (0, 1)
    assert (whole.alert_codes, whole.severity.score) == ((), 0)


def test_doctor_tells_what_headlines_are_judged_by(tmp_path: Path):
    for reader, told in (("", f"by words and meaning, embedder {VERSION}"), ("none", "by words alone: no reader")):
        done = CliRunner().invoke(doctor, env={"TINWATCH_READER": reader, "TINWATCH_HOME": str(tmp_path)})
        (line,) = [line for line in done.output.splitlines() if " headlines " in line]
        assert line.startswith("ok")
        assert told in line


def test_what_is_learned_of_vectors_is_what_is_served():
    """Forty titles on a line between two vectors, the words' scores pure chance: the folds see through it, and the file says the same."""
    rng = np.random.default_rng(3)
    bait = np.arange(40) % 2 == 0
    vectors = rng.normal(size=(40, 6)) * 0.1 + np.outer(np.where(bait, 1.0, -1.0), [1, 0, 0, 0, 0, 0])
    chance = rng.normal(size=40) * 0.2
    of = meaning.Titles(vectors, "v1", bait)
    both = meaning.folded(of, chance, np.arange(40) % 5)
    assert both.scores[bait].mean() - both.scores[~bait].mean() > 1.5 * chance.std()
    made = Linear(meaning.trained(of, both, 0.0, 0.2))
    assert (made.facts, made.limits["asked"]) == ({"embedder": "v1"}, 0.2)
    weights, bias = meaning._fit(of, np.ones(40, bool))
    for i in range(5):
        served = float(made.scores({}, meaning.meaning(vectors[i].astype(np.float32), float(chance[i])))[0])
        assert served == pytest.approx(chance[i] + both.scale * (vectors[i] @ weights + bias), abs=1e-4)
    assert meaning.trained(of, both, 0.0, 0.2) == meaning.trained(of, both, 0.0, 0.2)
