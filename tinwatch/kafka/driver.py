"""Faust's own Kafka driver, corrected, under its usual name."""

from __future__ import annotations

from typing import Any

import faust
from faust.transport.drivers import TRANSPORTS
from faust.transport.drivers import aiokafka as stock

from tinwatch import upstream
from tinwatch.kafka import pace
from tinwatch.kafka.address import address_of
from tinwatch.kafka.delivery import Delivery
from tinwatch.kafka.member import hand_over
from tinwatch.kafka.writing import COMPRESSION
from tinwatch.settings import Settings

WAIT = 100
"""Milliseconds that a fetch may wait at the broker. A partition that was not in the fetch under way waits for it to return: with Faust's
1,500 an alert could be a second late."""


class Thread(stock.AIOKafkaConsumerThread):  # type: ignore[misc, unused-ignore]
    """Fetches that do not hold up the others, and a member of the group as we want it."""

    async def on_start(self) -> None:
        """Connect; the group is joined once the app knows what to subscribe to."""
        await super().on_start()
        hand_over(self._consumer._coordinator)  # noqa: SLF001 - it is made while aiokafka's consumer starts

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = WAIT  # noqa: SLF001 - Faust has no setting for it
        # Workers with different agents are one group (docs/decisions/0008) and must speak one protocol: Faust's own takes heed of who
        # subscribes to what, but without tables Faust would take another.
        self._assignor = self.app.assignor
        consumer._partition_assignment_strategy = [self._assignor]  # noqa: SLF001
        return consumer


class Consumer(Delivery):
    def _new_consumer_thread(self) -> Thread:
        return Thread(self, loop=self.loop, beacon=self.beacon)


class Producer(stock.Producer):  # type: ignore[misc, unused-ignore]
    """A send that is repeated after a lost answer stands in the topic once."""

    def _settings_extra(self) -> dict[str, Any]:
        return {**super()._settings_extra(), "enable_idempotence": True}


class Transport(stock.Transport):  # type: ignore[misc, unused-ignore]
    Consumer = Consumer
    Producer = Producer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        upstream.check("faust-streaming")
        pace.install()
        super().__init__(*args, **kwargs)


def install() -> None:
    """Make this the driver of `kafka://` in this process, also where tinwatch was installed before it had this entry point."""
    TRANSPORTS.aliases["kafka"] = f"{__name__}:Transport"


def faust_options(settings: Settings, only: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a Faust app on Kafka that runs these agents is made with."""
    install()
    # One machine's member may be two workers, each with agents of its own.
    name = "-".join((settings.app_id, *sorted(set(only)), settings.member)) if settings.member else None
    address = address_of(settings)
    options: dict[str, Any] = {
        "broker": [f"kafka://{server}" for server in address.servers],
        "topic_allow_declare": False,  # the river is created before any worker starts, with its own retention
        # After kill -9 the partitions lie idle so long, unless the worker has a name under which it takes them up again at once.
        "broker_session_timeout": 8.0,
        "broker_heartbeat_interval": 0.5,  # so long it takes to hear that others joined or left, while whose work it is stands still
        "broker_max_poll_interval": 86_400.0,  # to wait long for an index that is away is no reason to leave the group
        # A standby of a table in memory is read anew when it takes over: it would only cost.
        "table_standby_replicas": 0,
        "broker_request_timeout": 30.0,
        "consumer_group_instance_id": name,
        "producer_acks": -1,
        "producer_linger": 0.002,
        "producer_request_timeout": 120.0,
        "producer_compression_type": COMPRESSION,
    }
    if address.user:
        options["broker_credentials"] = faust.SASLCredentials(
            username=address.user, password=address.password, mechanism=address.mechanism, ssl_context=address.tls
        )
    elif address.tls:
        options["ssl_context"] = address.tls
    return options
