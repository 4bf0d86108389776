"""The tokenizer of a reader: the same tokens whichever library reads its file, and no worker waits for the slow one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import tiny_reader

from tinwatch.models import BUNDLED
from tinwatch.reading.network import _by_transformers, _plain
from tinwatch.reading.reader import NetworkReader

POSTS = Path(__file__).parents[1] / "data/claims/posts.jsonl"
ODD = ("", " ", "\x00 x", "ẠÁ Ｂ🥶", "<s> </s> <mask>", "a" * 5000)


def test_both_libraries_give_the_same_tokens() -> None:
    folder = BUNDLED / "reader"
    one, other = _plain(folder), _by_transformers(folder)
    assert one is not None
    for text in (*ODD, *(json.loads(line)["text"] for line in POSTS.read_text("utf-8").splitlines())):
        assert one.encode(text).ids == other.encode(text).ids, text


def test_a_tokenizer_of_another_class_goes_through_transformers(tmp_path: Path) -> None:
    words = {"nạp": 5.0}
    plain = NetworkReader(tiny_reader.make(tmp_path / "plain", words))
    folder = tiny_reader.make(tmp_path / "other", words)
    settings = json.loads((folder / "tokenizer_config.json").read_text()) | {"tokenizer_class": "TokenizersBackend"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    manifest = json.loads((folder / "reader.json").read_text())
    manifest["sha256"].pop("tokenizer_config.json")
    (folder / "reader.json").write_text(json.dumps(manifest))
    assert _plain(folder) is None
    assert NetworkReader(folder).read("nạp tiền") == plain.read("nạp tiền")


@pytest.mark.skipif(not (BUNDLED / "reader" / "model.onnx").exists(), reason="an installation without its reader")
def test_opening_the_reader_that_ships_leaves_transformers_alone() -> None:
    code = "import sys; from pathlib import Path; from tinwatch.reading.reader import NetworkReader as R; R(Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code + "; print('transformers' in sys.modules)", str(BUNDLED / "reader")],
        capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    assert done.stdout == "False\n"
