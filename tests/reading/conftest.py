import sys
from pathlib import Path

import pytest
import tiny_reader

from agents.assessor import Assessor
from tinwatch.assessors import make_assessor
from tinwatch.reading.reader import NetworkReader
from tinwatch.settings import load

sys.path.insert(0, str(Path(__file__).parent.parent / "flow"))  # the same desk as there


@pytest.fixture(scope="session")
def assessor() -> Assessor:
    """Rules and the bundled linear model, no reader."""
    return make_assessor(load({}))


@pytest.fixture(scope="session")
def reader(tmp_path_factory) -> NetworkReader:
    """Alerts at the word "nạp"; takes "tiền" for harmless."""
    return NetworkReader(tiny_reader.make(tmp_path_factory.mktemp("tiny") / "reader", {"nạp": 5.0, "tiền": -1.0}))
