"""The app that the broker contract kills, stops and starts again; `python broker_worker.py URL RUN [key=value …]` runs it as a worker.

`<run>-in` (4 partitions) → agent → `<run>-out`, one record out per record in, same key and value, and a table that counts the records of
each key. A value is a number; what is no number goes to `<run>-in.dead` with its source position.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from typing import Any

import faust
from mode import CrashingSupervisor

PARTITIONS = 4


def make_app(url: str, app_id: str, **settings: Any) -> faust.App:
    """An app with the settings that every tinwatch app has."""
    defaults = {
        "stream_wait_empty": True,
        "broker_commit_interval": 0.2,
        "consumer_auto_offset_reset": "earliest",
        "topic_partitions": PARTITIONS,
        "topic_replication_factor": 1,
        "broker_session_timeout": 6.0,
        "broker_heartbeat_interval": 1.0,
        "consumer_group_instance_id": app_id,
        "web_enabled": False,
        "store": "memory://",
        "datadir": tempfile.mkdtemp(prefix="tinwatch-contract-"),
    }
    return faust.App(app_id, broker=url, **(defaults | settings))


def raw_topic(app: faust.App, name: str, partitions: int = PARTITIONS) -> Any:
    """A topic of bytes that Faust itself creates, on both brokers."""
    return app.topic(
        name,
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        partitions=partitions,
        replicas=1,
        internal=True,
    )


async def place(app: faust.App, topic: str, key: bytes | None, value: bytes | None, **more: Any) -> Any:
    """Send, and wait until the broker has it."""
    options = {"partition": None, "timestamp": None, "headers": None} | more
    return await (await app.producer.send(topic, key, value, **options))


def pipeline(url: str, run: str, *, crash_at: int = 0, slow: float = 0.0) -> faust.App:
    """The app of this module; its agent raises at the record with the number `crash_at` and takes `slow` seconds for each batch."""
    app = make_app(url, f"{run}-pipeline")
    source, out, dead = raw_topic(app, f"{run}-in"), raw_topic(app, f"{run}-out"), raw_topic(app, f"{run}-in.dead", 1)
    # The key goes into the changelog as it is, so that a key's changes are in the partition that its records come from.
    app.counts = app.Table(f"{run}-counts", partitions=PARTITIONS, key_type=bytes, default=lambda: [0, -1], use_partitioner=True)

    def count(event: Any) -> None:
        # Redelivered after a kill: the table may know this record already, so it keeps the offset it has seen last.
        seen, last = app.counts[event.key]
        if event.message.offset > last:
            app.counts[event.key] = [seen + 1, event.message.offset]

    async def forward(event: Any) -> Any:
        message = event.message
        try:
            number = int(event.value)
        except (TypeError, ValueError) as error:
            position = f"{message.topic}/{message.partition}/{message.offset}"
            headers = {"error": str(error).encode(), "source": position.encode()}
            return await app.producer.send(dead.get_topic_name(), message.key, message.value, None, None, headers)
        if crash_at and number == crash_at:
            raise RuntimeError("a bug in the agent")
        return await app.producer.send(out.get_topic_name(), message.key, message.value, None, None, None)

    @app.agent(source, supervisor_strategy=CrashingSupervisor)
    async def work(stream: Any) -> None:
        for topic in (out, dead):
            await topic.maybe_declare()
        async for events in stream.noack_take(50, within=0.05):
            if slow:
                await asyncio.sleep(slow)
            await asyncio.gather(*[await forward(event) for event in events])
            for event in events:
                count(event)
                await stream.ack(event)

    return app


def main() -> None:
    """Run the pipeline until a signal comes or it crashes."""
    url, run, *options = sys.argv[1:]
    chosen = dict(option.split("=") for option in options)
    app = pipeline(url, run, crash_at=int(chosen.get("crash_at", 0)), slow=float(chosen.get("slow", 0)))
    worker = faust.Worker(app, loglevel="ERROR", redirect_stdouts=False, blocking_timeout=0)
    worker.execute_from_commandline()


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    main()
