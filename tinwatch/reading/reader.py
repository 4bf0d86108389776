"""The reader of posts: alert, stance and code of one text."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np

from agents.reading import Reading, Terms
from tinwatch.reading.folder import Manifest, Unusable
from tinwatch.reading.network import Floats, Network
from topics.records import CODES, Stance

FILE = "model.onnx"
OUTPUTS = ("alert", "stance", "code")


class NetworkReader:
    """A reader directory in service; satisfies `agents.reading.Reader`."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Raises `tinwatch.reading.folder.Unusable`."""
        self._network = Network(folder, FILE, OUTPUTS, threads)
        manifest = self._network.manifest
        self.name, self.version, self.terms = manifest.name, manifest.version, _terms(folder, manifest)
        self._stances, self._codes = manifest.stances, manifest.codes
        self._alert, self._stance, self._code = (manifest.temperature[name] for name in OUTPUTS)
        self._network.probed(folder, ((), (len(self._stances),), (len(self._codes),)))

    def read(self, text: str) -> Reading:
        """One text read. Raises `agents.reading.Failed`."""
        alert, stances, codes = self._network.run(text)
        return Reading(
            float(alert) / self._alert,
            dict(zip(self._stances, _shares(stances / self._stance), strict=True)),
            dict(zip(self._codes, _shares(codes / self._code), strict=True)),
        )


def _terms(folder: Path, manifest: Manifest) -> Terms:
    strange = sorted({*manifest.stances} - {*get_args(Stance)} | {*manifest.codes} - {*CODES})
    if strange or not manifest.stances or not manifest.codes:
        raise Unusable(f"{folder}: stances and codes are not those of tinwatch{': ' * bool(strange)}{', '.join(strange)}")
    if any(manifest.temperature.get(name, 0) <= 0 for name in OUTPUTS):
        raise Unusable(f"{folder}: temperature must be above 0 for {', '.join(OUTPUTS)}")
    try:
        combine, limits = manifest.combine, manifest.limits
        return Terms(
            combine["linear"],
            combine["reader"],
            combine["offset"],
            manifest.stance_weight,
            limits["alert"],
            limits["keep"],
            limits["alone"],
        )
    except KeyError as error:
        raise Unusable(f"{folder}: combine or limits lack {error}") from error


def _shares(logits: Floats) -> list[float]:
    """Softmax, to six digits: what follows them differs between processors."""
    powers = np.exp(logits - logits.max())
    return [round(float(one), 6) for one in powers / powers.sum()]
