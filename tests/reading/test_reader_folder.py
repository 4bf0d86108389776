"""A model directory is used whole or not at all, and what is wrong with it is said by file."""

from __future__ import annotations

import json
import shutil

import numpy as np
import onnx
import pytest
import tiny_reader
from onnx import helper, numpy_helper

from agents.reading import Failed
from tinwatch.reading.embedder import Embedder
from tinwatch.reading.folder import Missing, Unusable, found
from tinwatch.reading.reader import NetworkReader

WORDS = {"vay": 2.0, "chào": -3.0}


@pytest.fixture
def folder(tmp_path):
    return tiny_reader.make(tmp_path / "reader", WORDS)


def test_numbers_are_what_the_graph_says(folder):
    reading = NetworkReader(folder).read("Vay vay chào ai")
    assert reading.alert == pytest.approx(1.0)
    assert reading.stances["PROMOTE"] == pytest.approx(np.exp(9) / (np.exp(9) + 8), abs=1e-6)
    assert max(reading.codes, key=lambda code: reading.codes[code]) == "JOB"


def test_temperatures_divide(tmp_path):
    folder = tiny_reader.make(tmp_path / "reader", WORDS, temperature={"alert": 2.0, "stance": 9.0, "code": 1.0})
    reading = NetworkReader(folder).read("vay")
    assert reading.alert == pytest.approx(1.0)
    assert reading.stances["PROMOTE"] == pytest.approx(np.e / (np.e + 8), abs=1e-6)


def test_a_long_text_is_read_as_far_as_the_model_goes(folder):
    assert NetworkReader(folder).read("vay " * 5_000).alert == pytest.approx(2.0 * (192 - 3))


def test_the_same_text_gives_the_same_reading_whatever_is_read_beside_it(folder):
    reader = NetworkReader(folder)
    alone = [reader.read(text) for text in ("vay", "chào vay", "")]
    reader.read("vay chào " * 50)
    assert [reader.read(text) for text in ("vay", "chào vay", "")] == alone


def spoil(folder, name, content):
    (folder / name).write_bytes(content)


def rewrite(folder, **lines):
    file = folder / "reader.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | lines))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda f: shutil.rmtree(f), "there is no such directory"),
        (lambda f: (f / "reader.json").unlink(), "reader.json: not there"),
        (lambda f: (f / "tokenizer.json").unlink(), "tokenizer.json: not there"),
        (lambda f: spoil(f, "model.onnx", (f / "model.onnx").read_bytes()[:-9]), "model.onnx: damaged"),
        (lambda f: spoil(f, "reader.json", b"{"), "reader.json"),
        (lambda f: rewrite(f, format=2), "format 2"),
        (lambda f: rewrite(f, sha256={}), "names no file"),
        (lambda f: rewrite(f, stances=["PROMOTE", "ANGRY"]), "ANGRY"),
        (lambda f: rewrite(f, codes=["JOB", "LOAN"]), "output code has shape"),
        (lambda f: rewrite(f, temperature={"alert": 0}), "temperature"),
        (lambda f: rewrite(f, limits={"alert": 1}), "lack 'keep'"),
    ],
)
def test_what_cannot_be_used_says_why(folder, harm, said):
    harm(folder)
    with pytest.raises(Unusable, match=said):
        NetworkReader(found(str(folder)))


def test_a_graph_of_another_kind_is_refused(tmp_path):
    swapped = tiny_reader.make(tmp_path / "swapped", WORDS, sizes=(1, 4, 9))
    with pytest.raises(Unusable, match=r"output stance has shape \(4,\)"):
        NetworkReader(swapped)
    noise = tiny_reader.make(tmp_path / "noise", {})
    (noise / "model.onnx").write_bytes(b"no graph")
    rewrite(noise, sha256={"model.onnx": "1f5fcff0a7c8d1f9d5a5b6a1a1a56a9f"})
    with pytest.raises(Unusable, match="damaged"):
        NetworkReader(noise)
    other = onnx.load(swapped / "model.onnx")
    other.graph.output[0].name = other.graph.node[-1].output[0] = "score"
    onnx.save(other, swapped / "model.onnx")
    rewrite(swapped, sha256=digests(swapped))
    with pytest.raises(Unusable, match="without output alert"):
        NetworkReader(swapped)


def digests(folder):
    import hashlib

    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.iterdir() if f.name != "reader.json"}


def test_what_is_no_number_is_no_reading(tmp_path):
    reader = NetworkReader(tiny_reader.make(tmp_path / "reader", {"vay": float("inf")}))
    assert reader.read("chào").alert == 0
    with pytest.raises(Failed, match="no number"):
        reader.read("vay")


def test_a_name_of_the_hub_is_looked_for_in_the_local_cache_only(monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(Missing, match="hf download vidu/reader"):
        found("vidu/reader")
    with pytest.raises(Missing, match="no such directory"):
        found(str(tmp_path / "none"))


def test_an_embedder_gives_vectors_of_length_one(folder):
    with pytest.raises(Unusable, match=r"has no embed\.onnx"):
        Embedder(folder)
    table = np.eye(len(tiny_reader.MARKS) + len(WORDS), dtype=np.float32)
    whole = tiny_reader.graph(table, (1, 1, 1))
    graph = whole.graph
    del graph.node[-2:], graph.output[:]
    graph.output.append(helper.make_tensor_value_info("sums", onnx.TensorProto.FLOAT, ["b", table.shape[1]]))
    graph.node.append(helper.make_node("Add", ["sums", "zero"], ["embedding"]))
    graph.output[0].name = "embedding"
    graph.initializer.append(numpy_helper.from_array(np.zeros(1, np.float32), "zero"))
    onnx.save(whole, folder / "embed.onnx")
    rewrite(folder, sha256=digests(folder))
    embedder = Embedder(folder)
    vectors = embedder.embed(["vay", "vay vay vay", "chào"])
    assert (vectors.shape, vectors.dtype) == ((3, embedder.size), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-6)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert (embedder.embed(["chào"])[0] == vectors[2]).all()
    assert embedder.embed([]).shape == (0, embedder.size)
