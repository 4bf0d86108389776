"""Claims by meaning: embeddings are kept by text and model, and bring in what shares no word."""

from __future__ import annotations

import numpy as np

from tinwatch.claims import matcher
from tinwatch.embeddings import Kept
from topics.claims import Claim


class Topics:
    """Embeds by which of a few topics a text has words of; counts what it embeds."""

    size = 3

    def __init__(self, version: str = "v1") -> None:
        self.version, self.embedded = version, 0

    def embed(self, texts):
        self.embedded += len(texts)
        words = (("xe", "ô tô"), ("gạo", "thóc"), ("mèo", "miu"))
        rows = np.array([[0.1 + any(word in text for word in of) for of in words] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


OTHERS = [Claim(id=f"n{n}", claim=f"Chuyện số {n}") for n in range(30)]
CLAIMS = [Claim(id="1", claim="Xe lửa bay"), Claim(id="2", claim="Gạo nhựa"), *OTHERS]


def test_a_text_is_embedded_once_for_each_model(tmp_path) -> None:
    model = Topics()
    texts = ["xe", "gạo", "xe"]
    first = Kept(tmp_path, model).of(texts)
    assert (first.shape, model.embedded) == ((3, 3), 2)
    again = Kept(tmp_path, model).of([*texts, "mèo"])
    assert np.allclose(again[:3], first)
    assert model.embedded == 3
    other = Topics("v2")
    Kept(tmp_path, other).of(texts)
    assert other.embedded == 2
    assert [file.name for file in tmp_path.iterdir()] == ["claims-v2.npz"]


def test_what_shares_no_word_is_found_by_meaning_and_never_confirmed(tmp_path) -> None:
    model = Topics()
    assert "2" not in {match.claim.id for match in matcher(CLAIMS).matches("thóc đổ đầy sân")}
    found = matcher(CLAIMS, dense=(Kept(tmp_path, model), model.embed)).matches("thóc đổ đầy sân")
    assert [match.confirmed for match in found if match.claim.id == "2"] == [False]
