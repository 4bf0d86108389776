"""Changes topics that exist to what they should be, as far as nothing is lost by it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import for_code
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Int8, Int16, Int32, Schema, String

from tinwatch.broker.errors import BrokerError
from tinwatch.kafka.reach import Unwelcome
from tinwatch.kafka.river import DENIED, Found, configured

TOPIC, SET = 2, 0
"""Kafka's numbers for a topic, and for an option that is set."""


class _Answer(Response):  # type: ignore[misc, unused-ignore]
    API_KEY, API_VERSION = 44, 0
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("answers", Array(("code", Int16), ("reason", String("utf-8")), ("kind", Int8), ("name", String("utf-8")))),
    )


class _Changes(RequestStruct):  # type: ignore[misc, unused-ignore]
    API_KEY, API_VERSION, RESPONSE_TYPE = 44, 0, _Answer
    SCHEMA = Schema(
        (
            "resources",
            Array(
                ("kind", Int8),
                ("name", String("utf-8")),
                ("options", Array(("name", String("utf-8")), ("operation", Int8), ("value", String("utf-8")))),
            ),
        ),
        ("validate_only", Boolean),
    )


class IncrementalAlterConfigs(Request[_Changes]):  # type: ignore[misc, unused-ignore]
    """aiokafka only has AlterConfigs, which puts every option that is not named back to its default."""

    API_KEY = 44

    def __init__(self, name: str, options: Mapping[str, str]) -> None:
        self._resource = (TOPIC, name, [(option, SET, value) for option, value in options.items()])

    def build(self, request_struct_class: type[_Changes]) -> _Changes:
        return request_struct_class([self._resource], False)


async def alter(admin: AIOKafkaAdminClient, found: Sequence[Found], delete_older: bool) -> tuple[list[str], list[str]]:
    """Give these topics the options they should have; what was changed and what was not, each as one sentence.

    Records are deleted only if `delete_older` says so. The number of partitions is never changed.
    """
    done, left = [], [_partitions(one) for one in found if one.partitions != one.spec.partitions]
    for one in found:
        options = {name: pair for name, pair in one.differing.items() if delete_older or not _deletes(name, *pair)}
        left += [
            f"topic {one.spec.name}: {name} stays {is_}: with {should} Kafka deletes what it keeps now; say --delete-older if that may go"
            for name, (is_, should) in one.differing.items()
            if name not in options
        ]
        if options:
            await _set(admin, one.spec.name, {name: should for name, (_, should) in options.items()})
            done += [f"topic {one.spec.name}: {name} was {is_} and is now {should}" for name, (is_, should) in options.items()]
    return done, left


def _deletes(name: str, is_: str, should: str) -> bool:
    """Whether Kafka deletes something because of this change."""
    if name == "retention.ms":
        return int(should) >= 0 and (int(is_) < 0 or int(should) < int(is_))
    return name == "cleanup.policy"


def _partitions(one: Found) -> str:
    """Why we leave them, and what a person can do."""
    name, fewer = one.spec.name, one.partitions > one.spec.partitions
    why = (
        "Kafka cannot take partitions away"
        if fewer
        else "keys would move: a page's new records would overtake those that wait in its old one"
    )
    return (
        f"topic {name}: stays at {one.partitions} partitions (asked for {one.spec.partitions}): {why}. "
        "To have it right: stop whatever writes, let the workers finish (`tinwatch doctor` shows no lag), stop them, "
        f"delete the topic (kafka-topics.sh --delete --topic {name}); the next start makes it anew"
    )


async def _set(admin: AIOKafkaAdminClient, name: str, options: Mapping[str, str]) -> None:
    answer = await admin._send_request(IncrementalAlterConfigs(name, options))  # noqa: SLF001 - its admin has no method for this one
    for code, reason, _, _ in answer.answers:
        if code in DENIED:
            raise Unwelcome(f"this user may not change topic {name}: it needs AlterConfigs on it")
        if code:
            raise BrokerError(f"topic {name} could not be changed: {reason or for_code(code).__name__}")
    async with asyncio.timeout(30):  # the controller answers before every broker knows
        while not options.items() <= (await configured(admin, [name]))[name].items():  # noqa: ASYNC110 - it happens in Kafka
            await asyncio.sleep(0.1)
