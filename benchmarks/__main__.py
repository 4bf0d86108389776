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

ALL = ("assess", "steps", "path", "latency", "patterns", "reader", "backtest", "claims", "claimed", "console", "webhooks")


def main() -> None:
    results = {}
    for name in sys.argv[1:] or ALL:
        results[name] = importlib.import_module(f"benchmarks.{name}").measure()
        print(f"\n{name}")
        for what, value in results[name].items():
            print(f"  {what:<42}{value:>12,.2f}" if value < 100 else f"  {what:<42}{value:>12,.0f}")
    facts = machine()
    print(f"\n{facts}")
    Path("bench-results.json").write_text(json.dumps({"facts": facts, "results": results}, indent=1))


def machine() -> dict[str, object]:
    """What the figures were measured on; the load says how much else it did meanwhile."""
    cpu = next((line.split(": ")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    return {
        "cores": os.cpu_count(),
        "cpu": cpu,
        "memory GB": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30),
        "load": [round(load, 1) for load in os.getloadavg()],
        "system": platform.platform(),
        "python": platform.python_version(),
        "corpus": corpus.file().parent.name,
        "at": time.strftime("%Y-%m-%d %H:%M"),
    }


if __name__ == "__main__":
    main()
