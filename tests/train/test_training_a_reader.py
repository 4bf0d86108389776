"""Train, export, serve, go on after a stop: on a tiny network of random weights made here. Needs torch; `make train-test` runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra [train] is not installed; make train-test")

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: E402 - only where torch is
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast  # noqa: E402

from agents.reading import words_of  # noqa: E402
from tinwatch.learning.reader.crossing import Course, Crossing  # noqa: E402
from tinwatch.learning.reader.making import Order, made  # noqa: E402
from tinwatch.learning.reader.network import checkpoint  # noqa: E402
from tinwatch.learning.reader.rows import OWN, Source  # noqa: E402
from tinwatch.learning.reader.training import Plan, said  # noqa: E402
from tinwatch.learning.samples import Sample, samples  # noqa: E402
from tinwatch.reading.embedder import Embedder  # noqa: E402
from tinwatch.reading.reader import NetworkReader  # noqa: E402

pytestmark = pytest.mark.train

PLAN = Plan(epochs=2, shared=1, longest=32)
SHELF: dict[str, bytes] = {}
SPECIAL = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}


@pytest.fixture(scope="module")
def few() -> list[Sample]:
    """Two hundred written rows, and forty that are only learned from."""
    every = samples()
    return [*[one for one in every if one.written][::8][:200], *[one for one in every if not one.written][:40]]


@pytest.fixture(scope="module")
def tiny(few: list[Sample], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint of three layers, sixteen wide, whose words are those of the rows."""
    folder = tmp_path_factory.mktemp("tiny")
    words = sorted({word for sample in few for word in sample.text.lower().split()})[:3000]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate([*SPECIAL.values(), "query", ":", *words])}, unk_token="<unk>"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.Lowercase(), pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing("<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_input_names=["input_ids", "attention_mask"], **SPECIAL).save_pretrained(
        folder
    )
    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=16,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=32,
        pad_token_id=1,
    )
    BertModel(shape, add_pooling_layer=False).save_pretrained(folder)
    (folder / "LICENSE").write_text("A licence for a test\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shipped(few: list[Sample], tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a reader, trained and exported."""
    work = tmp_path_factory.mktemp("work")
    order = Order(tiny, work, PLAN, None, folds=2)
    source = Source("a test's", OWN, "0" * 16, len(few))
    version = made(order, few, [source], SHELF, work / "reader", work / "folds.npz")
    assert version == json.loads((work / "reader" / "reader.json").read_text(encoding="utf-8"))["version"]
    return work / "reader"


def test_what_was_trained_is_what_is_served(few: list[Sample], tiny: Path, shipped: Path):
    """The served logit, in eight bits, is that of the network in memory to within .1, and ranks the rows as it does."""
    crossing = Crossing(Course(few, PLAN, tiny, shipped.parent, 2), _quiet, resume=True)
    texts = [sample.text for sample in few[:60]]
    trained = said(crossing.whole(), crossing.states, texts)
    reader, heat = NetworkReader(shipped), json.loads((shipped / "reader.json").read_text(encoding="utf-8"))["temperature"]["alert"]
    served = np.array([reader.read(words_of((text,))).alert * heat for text in texts])
    assert np.abs(served - trained.alert).max() < 0.1
    assert np.corrcoef(served, trained.alert)[0, 1] > 0.99


def test_the_embedding_is_that_of_the_untouched_checkpoint(few: list[Sample], tiny: Path, shipped: Path):
    encoder, tokenizer = checkpoint(tiny)
    texts = [words_of((sample.text,)) for sample in few[:20]]
    vectors = Embedder(shipped).embed(texts)
    for text, vector in zip(texts, vectors, strict=True):
        given = tokenizer("query: " + text, truncation=True, max_length=32, return_tensors="pt")
        with torch.inference_mode():
            plain = encoder.eval()(**given).last_hidden_state.mean(1)[0].numpy()
        assert float(vector @ plain / np.linalg.norm(plain)) > 0.99


def test_training_changes_the_top_and_leaves_the_shared_layers(few: list[Sample], tiny: Path, tmp_path: Path):
    crossing = Crossing(Course(few[:60], PLAN, tiny, tmp_path, 2), _quiet)
    before = {name: weight.clone() for name, weight in crossing.encoder.named_parameters()}
    top = crossing.whole().top.layers
    assert all(torch.equal(before[name], weight) for name, weight in crossing.encoder.named_parameters())
    assert not torch.equal(top[0].attention.self.query.weight, before["encoder.layer.1.attention.self.query.weight"])
    assert len(top) == 2


def test_the_same_seed_gives_the_same_reader_and_another_another(few: list[Sample], tiny: Path, tmp_path: Path):
    answers = [_answers(few[:80], tiny, tmp_path / name, replace(PLAN, seed=seed)) for name, seed in (("a", 3), ("b", 3), ("c", 4))]
    assert np.array_equal(answers[0], answers[1])
    assert not np.array_equal(answers[0], answers[2])


def test_a_training_that_was_stopped_goes_on_to_the_same_end(few: list[Sample], tiny: Path, tmp_path: Path):
    """Stopped after the first epoch of the second fold; the first fold is not trained again."""
    whole = _answers(few[:80], tiny, tmp_path / "whole", PLAN)
    lines: list[str] = []

    def stopping(line: str) -> None:
        lines.append(line)
        if len([one for one in lines if one.startswith("epoch 2/2")]) == 1 and line.startswith("epoch 1/2") and len(lines) > 3:
            raise KeyboardInterrupt

    course = Course(few[:80], PLAN, tiny, tmp_path / "cut", 2)
    with pytest.raises(KeyboardInterrupt):
        Crossing(course, stopping).predicted()
    more: list[str] = []
    after = Crossing(course, more.append, resume=True).predicted()
    assert after is not None
    assert np.array_equal(after.said.alert, whole)
    assert not [line for line in more if line.startswith("fold 1")]


def test_folds_can_be_shared_by_processes(few: list[Sample], tiny: Path, tmp_path: Path):
    course = Course(few[:80], PLAN, tiny, tmp_path / "shared", 2)
    assert Crossing(course, _quiet, resume=True).predicted([1]) is None
    both = Crossing(course, _quiet, resume=True).predicted([0])
    assert both is not None
    assert np.array_equal(both.said.alert, _answers(few[:80], tiny, tmp_path / "alone", PLAN))


def test_no_row_is_judged_by_a_reader_that_learned_a_copy_of_it(few: list[Sample], tiny: Path, tmp_path: Path):
    """A text that stands twice, once to be judged and once only to be learned from, is learned by none of the folds that judge it."""
    one = next(sample for sample in few if sample.written)
    rows = [*few[:60], replace(one, id="copy", written=False)]
    taught: list[str] = []
    crossing = Crossing(Course(rows, PLAN, tiny, tmp_path, 2), taught.append)
    crossing.predicted()
    for part, line in enumerate(line for line in taught if line.startswith("fold")):
        held = [sample.id for sample, fold in zip(rows, crossing.course.parts, strict=True) if fold == part and sample.written]
        others = len(rows) - len(held) - (one.id in held)
        assert f": {others:,} rows, judged on {len(held):,}" in line


def _answers(rows: Sequence[Sample], origin: Path, work: Path, plan: Plan) -> np.ndarray:
    found = Crossing(Course(rows, plan, origin, work, 2), _quiet).predicted()
    assert found is not None
    return found.said.alert


def _quiet(_: str) -> None:
    pass


@pytest.fixture(autouse=True)
def _one_core() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
