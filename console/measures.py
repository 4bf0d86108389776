"""Every metric of the console, on one screen."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Histogram("tinwatch_console_request_seconds", "Time to answer a request.", ["route", "method", "status"])
STREAMS = Gauge("tinwatch_console_streams", "Live feeds open now.")
EVENTS = Counter("tinwatch_console_events_total", "Events sent into live feeds, by kind.", ["kind"])
DROPPED = Counter("tinwatch_console_streams_dropped_total", "Live feeds cut because the browser read too slowly; it resumes by itself.")
POLL_FAILURES = Counter("tinwatch_console_poll_failures_total", "Times the live feed could not read the index.")
WEBHOOKS = Counter("tinwatch_console_webhooks_total", "Deliveries of platforms: taken, known, forged, unreadable, oversized.", ["outcome"])
LOGINS = Counter("tinwatch_console_logins_total", "Login attempts, by outcome: right, wrong, refused.", ["outcome"])

KNOWN = {
    LOGINS: ("right", "wrong", "refused"),
    WEBHOOKS: ("taken", "known", "forged", "unreadable", "oversized"),
    EVENTS: ("alert", "gone", "counts", "beat", "reset", "over"),
}
"""Told from the start, as 0: a counter that appears with its first event has not increased for Prometheus."""

for _counter, _labels in KNOWN.items():
    for _label in _labels:
        _counter.labels(_label)
