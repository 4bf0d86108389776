"""What tinwatch may do on a secure Kafka: its rights, each an ACL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from tinwatch.servers.errors import ServerError
from tinwatch.servers.kafka_secure import ITSELF
from tinwatch.servers.secrets import USER, Secrets
from tinwatch.settings import Settings
from topics.river import RIVER


class Resource(IntEnum):
    """Kafka's numbers."""

    TOPIC, GROUP, CLUSTER = 2, 3, 4


class Pattern(IntEnum):
    LITERAL, PREFIXED = 3, 4


class Operation(IntEnum):
    ANY, ALL, READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE = 1, 2, 3, 4, 5, 6, 7, 8
    DESCRIBE_CONFIGS, ALTER_CONFIGS = 10, 11


class Verdict(IntEnum):
    DENY, ALLOW = 2, 3


@dataclass(frozen=True)
class Right:
    """One ACL of Kafka's: what `user` may (or must not) do with what."""

    resource: Resource
    name: str
    operation: Operation
    user: str = USER
    pattern: Pattern = Pattern.LITERAL
    verdict: Verdict = Verdict.ALLOW


TOPIC = (Operation.READ, Operation.WRITE, Operation.CREATE, Operation.DESCRIBE_CONFIGS, Operation.ALTER_CONFIGS)
"""`Create` for whoever creates the river, `AlterConfigs` for `tinwatch topics alter`; the rest for everyone. Kafka adds `Describe`."""


def needed(group: str = "tinwatch") -> Iterator[Right]:
    """All that tinwatch asks of Kafka; `group` is the beginning of its consumer groups' names (the setting `app_id`)."""
    for topic in RIVER:
        for name in (topic.name, topic.dead):
            yield from (Right(Resource.TOPIC, name, operation) for operation in TOPIC)
    yield Right(Resource.GROUP, group, Operation.READ, pattern=Pattern.PREFIXED)


def grant(url: str, secrets: Secrets, rights: Iterable[Right] | None = None) -> None:
    """Add ACLs, by default those that tinwatch needs; one that is there stays."""
    asyncio.run(_grant(url, secrets, list(needed()) if rights is None else list(rights)))


async def _grant(url: str, secrets: Secrets, rights: list[Right]) -> None:
    from aiokafka.admin import AIOKafkaAdminClient  # half a second that only those who use it should wait for
    from aiokafka.protocol.admin import CreateAclsRequest

    from tinwatch.kafka.address import address_of

    certificate, key = (str(file) for file in secrets.authority.issue(ITSELF))
    address = address_of(Settings(broker=url, broker_ca=str(secrets.ca), broker_certificate=certificate, broker_key=key))
    admin = AIOKafkaAdminClient(bootstrap_servers=address.servers, **address.login)
    await admin.start()
    try:
        asked = (CreateAclsRequest(r.resource, r.name, r.pattern, f"User:{r.user}", "*", r.operation, r.verdict) for r in rights)
        answers = await asyncio.gather(*(admin._send_request(one) for one in asked))  # noqa: SLF001 - its admin has no method for this one
        refused = {reason for answer in answers for code, reason in answer.creation_responses if code}
        if refused:
            raise ServerError(f"Kafka did not take the rights: {'; '.join(map(str, refused))}")
    finally:
        await admin.close()
