"""tinwatch whose looks at originals happen at the time that stands in the file TINWATCH_TEST_CLOCK; the arguments are tinwatch's."""

import os
from datetime import datetime
from pathlib import Path

import tinwatch.originals
from tinwatch.cli import main

CLOCK = Path(os.environ.pop("TINWATCH_TEST_CLOCK"))

tinwatch.originals.now = lambda: datetime.fromisoformat(CLOCK.read_text())
tinwatch.originals.STEP = 0.05
main()
