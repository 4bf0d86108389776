"""What a move needs of Kafka beyond reading: ends, appends at known offsets, a group's beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from tinwatch.broker.errors import BrokerError
from tinwatch.broker.log import Record

COMPRESSION = "zstd"
"""What is sent takes a quarter of the room in Kafka and on the wire, for 5 µs of work a record (docs/performance.md)."""


async def ends(consumer: AIOKafkaConsumer, counts: Mapping[str, int]) -> dict[tuple[str, int], int]:
    """The offset that the next record of each of these topics' partitions gets."""
    places = [TopicPartition(topic, n) for topic, count in counts.items() for n in range(count)]
    return {(place.topic, place.partition): end for place, end in (await consumer.end_offsets(places)).items()}


async def append(options: Mapping[str, Any], records: Sequence[Record]) -> None:
    """Write records of one partition in order; BrokerError when they did not land at their offsets (somebody else wrote meanwhile)."""
    producer = AIOKafkaProducer(**options, acks="all", enable_idempotence=True, linger_ms=5, compression_type=COMPRESSION)
    await producer.start()
    try:
        sent = [
            await producer.send(r.topic, r.value, r.key, r.partition, timestamp_ms=r.timestamp or None, headers=list(r.headers))
            for r in records
        ]
        for record, future in zip(records, sent, strict=True):
            landed = (await future).offset
            if landed != record.offset:
                raise BrokerError(
                    f"{record.topic}/{record.partition}: {landed} instead of {record.offset}; is something else writing to it?"
                )
    finally:
        await producer.stop()


async def commit(options: Mapping[str, Any], group: str, offsets: Mapping[tuple[str, int], int]) -> None:
    """Note where the group reads next."""
    places = {TopicPartition(*place): offset for place, offset in offsets.items()}
    consumer = AIOKafkaConsumer(**options, group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign(list(places))
        await consumer.commit(places)
    finally:
        await consumer.stop()
