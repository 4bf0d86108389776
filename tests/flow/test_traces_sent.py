"""Traces for OpenTelemetry out of a whole run: one post is followed from the agent that assesses it to its alert in the index."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest
from desk import Desk, post
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from test_path import LOAN

from tinwatch.app import make_app
from tinwatch.indexes import make_index
from tinwatch.settings import SettingError, Settings
from tinwatch.tracing import PARENT, Tracing


@contextmanager
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """An OpenTelemetry collector: its address, and what came."""
    came: list[bytes] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with HTTPServer(("127.0.0.1", 0), Takes) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1/traces", came
        finally:
            server.shutdown()
            thread.join()


def spans(came: list[bytes]) -> list[Span]:
    read = [ExportTraceServiceRequest.FromString(body) for body in came]
    return [span for one in read for resource in one.resource_spans for scope in resource.scope_spans for span in scope.spans]


def test_a_post_is_followed_from_agent_to_agent_to_its_alert_in_the_index(desk: Desk) -> None:
    with collector() as (url, came):
        desk.environ["TINWATCH_TRACE_URL"] = url
        desk.run("replay", desk.write("p.jsonl", [post("fb:1", LOAN)]), "--wait")
    found = {span.span_id: span for span in spans(came)}
    at = min((span for span in found.values() if span.name == "index alerts"), key=lambda span: span.start_time_unix_nano)
    way = [at.name]
    while at.parent_span_id:
        at = found[at.parent_span_id]
        way.append(at.name)
    assert way == ["index alerts", "store_alerts", "judge", "assess"]
    told = {one.key: one.value for one in at.attributes}
    assert (told["messaging.destination.name"].string_value, told["messaging.batch.message_count"].int_value) == ("posts.v1", 1)
    assert all(span.trace_id == at.trace_id for span in found.values() if span.name == "gather"), (
        "what else came of it is in the same trace"
    )
    for said in ("fb:1", "fb:p", LOAN[:15], "0900"):
        assert said.encode() not in b"".join(came)


def test_a_batch_out_of_several_is_linked_to_each_and_an_error_keeps_its_words_to_itself() -> None:
    kept = InMemorySpanExporter()
    tracing = Tracing(SimpleSpanProcessor(kept))

    def message(headers: dict[str, bytes]) -> SimpleNamespace:
        return SimpleNamespace(topic="signals.v1", partition=2, offset=7, headers=headers)

    sent = []
    for _ in range(2):
        with tracing.batch("assess", [message({})]):
            sent.append(tracing.headers())
    assert tracing.headers() == {}, "outside of a batch there is nothing to follow"
    assert {*sent[0]} == {PARENT}
    with pytest.raises(ValueError, match="vay"), tracing.batch("judge", [message(one) for one in (*sent, sent[0], {})]):
        raise ValueError("vay nóng")
    *first, last = kept.get_finished_spans()
    assert [link.context.span_id for link in last.links] == [span.context.span_id for span in first]
    assert last.parent is None
    assert (last.status.description, last.events) == ("ValueError", ())


def test_without_the_extra_the_setting_is_refused(tmp_path, monkeypatch) -> None:
    settings = Settings(home=tmp_path, trace_url="http://127.0.0.1:1/v1/traces")
    monkeypatch.setitem(sys.modules, "tinwatch.tracing", None)
    with pytest.raises(SettingError, match=r"TINWATCH_TRACE_URL: needs `pip install 'tinwatch\[trace\]'`"):
        make_app(settings, make_index(settings))
