"""Every metric, in one list; documented in docs/metrics.md."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TypeVar, get_args

from prometheus_client import REGISTRY, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from topics.cases import Deed
from topics.originals import Outcome as Look
from topics.patterns import PatternKind
from topics.river import NOTICES, RIVER
from topics.watchlist import Why

COUNTERS = {
    "assessed": Counter("tinwatch_assessed", "Posts and comments assessed"),
    "signalled": Counter("tinwatch_signalled", "Codes for which a post deserves an alert", ["code"]),
    "stored": Counter("tinwatch_stored", "Records written to the index", ["what"]),
    "handled": Counter("tinwatch_handled", "Records that an agent is done with, all they cause durable", ["agent"]),
    "dead": Counter("tinwatch_dead", "Records sent to the dead letters, by why", ["topic", "cause"]),
    "detector_fired": Counter("tinwatch_detector_fired", "Signals given, by detector, rule or model", ["detector"]),
    "detector_errors": Counter("tinwatch_detector_errors", "Times a detector raised, which ends the process", ["detector"]),
    "grouped": Counter("tinwatch_grouped", "Posts that deserve an alert: into one of their own or an open one", ["how"]),
    "index_refused": Counter("tinwatch_index_refused", "Records that the index will never take", ["call"]),
    "index_unavailable": Counter("tinwatch_index_unavailable", "Calls that the index did not answer: the agent waits", ["call"]),
    "lag_unknown": Counter("tinwatch_lag_unknown", "Times that the broker did not say how far the agents are"),
    "settled": Counter("tinwatch_settled", "Cases that the desk decided, by what they were: confirmed, false_alarm, other", ["outcome"]),
    "pattern_versions": Counter("tinwatch_pattern_versions", "Versions of clusters and bursts sent to the index", ["kind"]),
    "reader": Counter("tinwatch_reader", "Posts that the reader was to read, by what became of it", ["outcome"]),
    "model_shadow": Counter("tinwatch_model_shadow", "Posts that both alert models were asked about, by whether they agree", ["outcome"]),
    "reader_shadow": Counter("tinwatch_reader_shadow", "Posts that both readers read, by whether they agree", ["outcome"]),
    "claims_matched": Counter("tinwatch_claims_matched", "Posts that repeat a known claim", ["how"]),
    "decisions": Counter("tinwatch_decisions", "Deeds of people folded into cases and the audit log; refused ones as such", ["deed"]),
    "captures": Counter("tinwatch_captures", "Evidence kept, by how the post was found", ["state"]),
    "notices": Counter("tinwatch_notices", "Notices by what became of sending them: sent, later, dead", ["outcome"]),
    "alert_versions": Counter("tinwatch_alert_versions", "Versions of alerts sent to the feed", ["band"]),
    "collect_requests": Counter("tinwatch_collect_requests", "Requests to platforms", ["platform"]),
    "collect_refused": Counter("tinwatch_collect_refused", "Questions that a platform did not answer, by what that means", ["why"]),
    "collected": Counter("tinwatch_collected", "What the collectors brought: post, comment, edited, removed", ["kind"]),
    "original_looks": Counter("tinwatch_original_looks", "Looks at press originals and copies of them", ["outcome"]),
    "originals_left_out": Counter("tinwatch_originals_left_out", "Posts whose original is not watched: too old, or too many are"),
}
GAUGES = {
    "originals_watched": Gauge("tinwatch_originals_watched", "Press originals that this worker will look at again"),
    "originals_late": Gauge("tinwatch_originals_late_seconds", "For how long the original has been due that has been due for longest"),
    "notices_waiting": Gauge("tinwatch_notices_waiting", "Notices that this worker has still to deliver, those of later digests included"),
    "notices_late": Gauge("tinwatch_notices_late_seconds", "For how long the notice has been due that has been due for longest"),
    "collect_pages": Gauge("tinwatch_collect_pages", "Pages that this process is to read"),
    "collect_late": Gauge("tinwatch_collect_late_seconds", "For how long the page has been due that has been due for longest"),
    "connector_quota": Gauge("tinwatch_connector_quota", "Used part (0-1) of the quota of each platform", ["platform"]),
    "connector_token_days": Gauge("tinwatch_connector_token_days", "Days until the credential of a platform ends", ["platform"]),
    "connector_silent": Gauge("tinwatch_connector_silent_seconds", "For how long no page of a platform was answered", ["platform"]),
    "collect_quota": Gauge("tinwatch_collect_quota", "Used part (0-1) of the quota that is used most"),
    "standstill": Gauge("tinwatch_standstill_seconds", "How long a partition of this worker has stood still though records wait in it"),
    "evidence_unstamped": Gauge("tinwatch_evidence_unstamped", "Captures on this machine that no time-stamp authority has stamped yet"),
    "evidence_problems": Gauge("tinwatch_evidence_problems", "Places at which evidence was not as it was kept, when somebody looked last"),
    "claims": Gauge("tinwatch_claims", "Known claims in force"),
    "rules": Gauge("tinwatch_rules", "Analysts' rules in force"),
    "rule_packs_refused": Gauge("tinwatch_rule_packs_refused", "Rule packs in the folder that are refused as they stand"),
}
CALLS = ("documents", "alerts", "cases", "entries", "patterns", "pages", "removals", "look_up", "forget")
"""What agents ask of the index."""

HISTOGRAMS = {
    "event_delay": Histogram(
        "tinwatch_event_delay_seconds",
        "From when the newest post of an alert was collected to the alert in the index",
        buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14400, 86400),
    ),
    "publish_delay": Histogram(
        "tinwatch_publish_delay_seconds",
        "From when a post that deserves an alert was published to its assessment",
        buckets=(1, 5, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 43200, 86400, 604800),
    ),
    "batch": Histogram(
        "tinwatch_batch_seconds",
        "Time of an agent for one batch, until all that it causes is durable",
        ["agent"],
        buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
    ),
    "index": Histogram(
        "tinwatch_index_seconds",
        "Time of one call of an agent to the index that was answered",
        ["call"],
        buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    ),
    "alert_delay": Histogram(
        "tinwatch_alert_delay_seconds",
        "From a post's arrival at the broker to its alert in the index",
        buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
    ),
    "evidence_delay": Histogram(
        "tinwatch_evidence_delay_seconds",
        "From a case's beginning to its first evidence kept",
        buckets=(0.5, 1, 2, 5, 10, 20, 30, 60, 120, 600, 3600),
    ),
    "reading": Histogram(
        "tinwatch_reading_seconds",
        "Time of one reading by the reader's network",
        buckets=(0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1, 5),
    ),
}


LAG = Gauge("tinwatch_lag_records", "Records not done yet, by the broker's offsets", ["topic", "partition"])
CONNECTOR_PAGES = Gauge("tinwatch_connector_pages", "Pages by platform and by what their last visit gave", ["platform", "last"])
MODEL_VERSION = Gauge("tinwatch_model_version", "1 for each learned model in use", ["model", "version"])
READINGS_KEPT = Counter("tinwatch_readings_kept", "Readings answered from memory: a text that had been read before")
PAGES = Gauge("tinwatch_pages", "Pages of the watch-list by how collecting them goes", ["state"])
COLLECTED_PAGES = Gauge("tinwatch_pages_collected", "Pages of the watch-list that were collected within the last 24 hours")
READER = Gauge("tinwatch_reader_version", "1 for the reader in use", ["name", "version"])
MODELS = Gauge("tinwatch_model_loaded", "Whether the learned model is in use, else the rules alone decide", ["model"])


M = TypeVar("M", Counter, Gauge, Histogram)


def _of(metric: M, label: str | tuple[str, ...]) -> M:
    """The metric, or the one of it with these labels."""
    return metric.labels(*([label] if isinstance(label, str) else label)) if label else metric


KNOWN: dict[str, Sequence[str | tuple[str, ...]]] = {
    "dead": [*((topic.name, cause) for topic in RIVER for cause in ("unreadable", "refused")), (NOTICES.name, "undeliverable")],
    "index_refused": CALLS,
    "index_unavailable": CALLS,
    "grouped": ("opened", "joined"),
    "decisions": (*get_args(Deed), "refused"),
    "pattern_versions": get_args(PatternKind),
    "settled": ("confirmed", "false_alarm", "other"),
    "captures": ("first", "same", "edited", "removed", "unknown", "failed"),
    "notices": ("sent", "later", "dead"),
    "reader": ("read", "late", "full", "failed", "resting"),
    "claims_matched": ("confirmed", "suggested"),
    "collected": ("post", "comment", "edited", "removed"),
    "collect_refused": get_args(Why),
    "original_looks": get_args(Look),
    "stored": ("documents", "alerts", "patterns", "cases", "entries", "removals"),
}
"""Labels that are told from the start, as 0: of a counter that appears with its first event Prometheus sees no increase, and no rule would
hear of the first dead letter."""

for _name, _labels in KNOWN.items():
    for _label in _labels:
        _of(COUNTERS[_name], _label)


TALLIES: dict[str, list[float]] = {}
"""Detector → posts it looked at, and seconds it took for them: counted a million times an hour, so no more than two additions."""


class _Tallied(Collector):
    """Tells the tallies when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        looks = CounterMetricFamily("tinwatch_detector_looks", "Posts that a detector looked at", labels=["detector"])
        spent = CounterMetricFamily("tinwatch_detector_seconds", "Time that a detector took", labels=["detector"])
        for name, (many, seconds) in TALLIES.items():
            looks.add_metric([name], many)
            spent.add_metric([name], seconds)
        yield from (looks, spent)


REGISTRY.register(_Tallied())


class Metrics:
    """The agents' way to count; KeyError for a name that is not in the list."""

    def add(self, name: str, amount: float = 1, label: str | tuple[str, ...] = "") -> None:
        _of(COUNTERS[name], label).inc(amount)

    def observe(self, name: str, seconds: float, label: str | tuple[str, ...] = "") -> None:
        _of(HISTOGRAMS[name], label).observe(max(0.0, seconds))

    def set(self, name: str, value: float, label: str | tuple[str, ...] = "") -> None:
        _of(GAUGES[name], label).set(value)

    def forget(self, name: str, label: str) -> None:
        """Say nothing any more of what is over."""
        with contextlib.suppress(KeyError):
            GAUGES[name].remove(label)
