"""Exit code 0 when the process in this container answers: a worker on its port for metrics, else the console."""

import os
import sys
import urllib.request

port = os.environ.get("TINWATCH_METRICS_PORT") or os.environ.get("TINWATCH_PORT") or "8600"
try:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4) as answer:
        sys.exit(answer.status != 200)
except OSError as error:
    sys.exit(f"port {port}: {error}")
