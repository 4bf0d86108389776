"""Run the benchmarks: all, or those named. `python -m benchmarks assess`."""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
import time
from pathlib import Path

from benchmarks import corpus

ALL = ("assess", "path", "latency")


def main() -> None:
    results = {}
    for name in sys.argv[1:] or ALL:
        results[name] = importlib.import_module(f"benchmarks.{name}").measure()
        print(f"\n{name}")
        for what, value in results[name].items():
            print(f"  {what:<42}{value:>12,.2f}" if value < 100 else f"  {what:<42}{value:>12,.0f}")
    facts = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "corpus": corpus.file().parent.name,
        "at": time.strftime("%Y-%m-%d %H:%M"),
    }
    print(f"\n{facts}")
    Path("bench-results.json").write_text(json.dumps({"facts": facts, "results": results}, indent=1))


if __name__ == "__main__":
    main()
