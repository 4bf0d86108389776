"""Every metric, in one list; documented in docs/metrics.md."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

COUNTERS = {
    "assessed": Counter("tinwatch_assessed", "Posts and comments assessed"),
    "signalled": Counter("tinwatch_signalled", "Codes for which a post deserves an alert", ["code"]),
    "stored": Counter("tinwatch_stored", "Records written to the index", ["what"]),
    "dead": Counter("tinwatch_dead", "Records sent to the dead letters", ["topic"]),
    "pattern_versions": Counter("tinwatch_pattern_versions", "Versions of clusters and bursts sent to the index", ["kind"]),
    "alert_versions": Counter("tinwatch_alert_versions", "Versions of alerts sent to the feed", ["band"]),
}
GAUGES = {
    "standstill": Gauge("tinwatch_standstill_seconds", "How long a partition of this worker has stood still though records wait in it"),
    "rules": Gauge("tinwatch_rules", "Analysts' rules in force"),
    "rule_packs_refused": Gauge("tinwatch_rule_packs_refused", "Rule packs in the folder that are refused as they stand"),
}
HISTOGRAMS = {
    "alert_delay": Histogram(
        "tinwatch_alert_delay_seconds",
        "From a post's arrival at the broker to its alert in the index",
        buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
    ),
}


MODELS = Gauge("tinwatch_model_loaded", "Whether the learned model is in use, else the rules alone decide", ["model"])


class Metrics:
    """The agents' way to count; KeyError for a name that is not in the list."""

    def add(self, name: str, amount: float = 1, label: str = "") -> None:
        counter = COUNTERS[name]
        (counter.labels(label) if label else counter).inc(amount)

    def observe(self, name: str, seconds: float) -> None:
        HISTOGRAMS[name].observe(max(0.0, seconds))

    def set(self, name: str, value: float) -> None:
        GAUGES[name].set(value)
