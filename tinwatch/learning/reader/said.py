"""What readers say of rows they had not seen, and its file: with it every table is made again without training, and without torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Said:
    """Logits of rows: alert [N], stance [N, S], code [N, C]."""

    alert: Scores
    stance: Scores
    code: Scores


@dataclass(frozen=True)
class Predictions:
    """The rows by id with what was said of them by readers of other folds; labels in order. `mark` names the course."""

    ids: Sequence[str]
    said: Said
    stances: Sequence[str]
    codes: Sequence[str]
    mark: str

    def save(self, file: Path) -> None:
        np.savez_compressed(
            file,
            ids=np.array(self.ids),
            stances=np.array(self.stances),
            codes=np.array(self.codes),
            mark=np.array(self.mark),
            alert=self.said.alert,
            stance=self.said.stance.astype(np.float16),
            code=self.said.code.astype(np.float16),
        )

    @classmethod
    def read(cls, file: Path) -> Predictions:
        """Raises OSError, ValueError."""
        with np.load(file, allow_pickle=False) as found:
            said = Said(found["alert"], found["stance"].astype(np.float32), found["code"].astype(np.float32))
            return cls(found["ids"].tolist(), said, found["stances"].tolist(), found["codes"].tolist(), str(found["mark"]))

    def of(self, ids: Sequence[str]) -> tuple[Said, NDArray[np.bool_]]:
        """What is said of these rows in this order, zeros where nothing is, and where something is."""
        place = {id: i for i, id in enumerate(self.ids)}
        known = np.array([id in place for id in ids])
        rows = np.array([place.get(id, 0) for id in ids])
        blank = [
            np.where(known.reshape(-1, *[1] * (one.ndim - 1)), one[rows], 0) for one in (self.said.alert, self.said.stance, self.said.code)
        ]
        return Said(*blank), known
