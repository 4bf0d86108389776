"""Traces for OpenTelemetry: a span for each batch of an agent and each of its calls to the index, joined along the river by a header.

A span says agent, topic, partition, offset and count; never an id, a text or the words of an error. Needs the extra `trace`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Link, SpanKind, StatusCode, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from tinwatch.metrics import Metrics

PARENT = "traceparent"
"""Header of a record: the span in which it was sent (W3C Trace Context)."""

LINKS = 32
"""Spans that a batch is linked to at most; the first of one that comes from many."""


class Tracing:
    """The trail of one process; the process's end sends what is left."""

    def __init__(self, processor: SpanProcessor) -> None:
        provider = TracerProvider(resource=Resource.create({"service.name": "tinwatch"}))
        provider.add_span_processor(processor)
        self._tracer = provider.get_tracer("tinwatch")
        self._carried = TraceContextTextMapPropagator()

    @classmethod
    def to(cls, url: str) -> Tracing:
        """To an OpenTelemetry collector, by OTLP over HTTP."""
        return cls(BatchSpanProcessor(OTLPSpanExporter(endpoint=url)))

    @contextmanager
    def batch(self, agent: str, messages: Sequence[Any]) -> Iterator[None]:
        """A child of the span that all messages come from; where they come from several, a trace of its own, linked to theirs."""
        carried = [value.decode() for message in messages if (value := dict(message.headers or {}).get(PARENT))]
        origins = [self._carried.extract({PARENT: value}, Context()) for value in list(dict.fromkeys(carried))[:LINKS]]
        first = messages[0]
        told = {
            "messaging.destination.name": first.topic,
            "messaging.destination.partition.id": str(first.partition),
            "messaging.kafka.offset": first.offset,
            "messaging.batch.message_count": len(messages),
        }
        links = [Link(get_current_span(origin).get_span_context()) for origin in origins]
        alone = len(origins) == 1
        with self._tracer.start_as_current_span(
            agent,
            context=origins[0] if alone else Context(),
            kind=SpanKind.CONSUMER,
            attributes=told,
            links=() if alone else links,
            record_exception=False,  # its words may be a post's
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            except Exception as error:
                span.set_status(StatusCode.ERROR, type(error).__name__)
                raise

    def headers(self) -> dict[str, bytes]:
        carrier: dict[str, str] = {}
        self._carried.inject(carrier)
        return {PARENT: carrier[PARENT].encode()} if PARENT in carrier else {}

    def looked(self, call: str, seconds: float) -> None:
        """A call to the index that has just ended."""
        now = time.time_ns()
        self._tracer.start_span(f"index {call}", kind=SpanKind.CLIENT, start_time=now - int(seconds * 1e9)).end(now)


class Traced(Metrics):
    """The agents' metrics, with a span for each call to the index."""

    def __init__(self, tracing: Tracing) -> None:
        self._tracing = tracing

    def observe(self, name: str, seconds: float, label: str | tuple[str, ...] = "") -> None:
        super().observe(name, seconds, label)
        if name == "index":
            self._tracing.looked(str(label), seconds)
