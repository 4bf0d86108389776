"""Every metric, in one list; documented in docs/metrics.md."""

from prometheus_client import Counter, Histogram

ASSESSED = Counter("tinwatch_assessed_total", "Posts and comments assessed")
SIGNALLED = Counter("tinwatch_signalled_total", "Posts and comments that deserve an alert", ["code"])
STORED = Counter("tinwatch_stored_total", "Records written to the index", ["what"])
DEAD = Counter("tinwatch_dead_total", "Records sent to the dead letters", ["topic"])
ALERTED = Counter("tinwatch_alert_versions_total", "Versions of alerts sent", ["band"])
DELAY = Histogram(
    "tinwatch_alert_delay_seconds",
    "From a post's arrival at the broker to its alert in the index",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
)
