"""A worker's membership in its consumer group: how it hands its work over when it is told to stop.

A member without a name leaves the group, and the others take its work up at once. aiokafka never lets one with a name leave: its work
waits for it, which is right for a lone worker that is started again, but with others there its pages would stand still until it is back.
"""

from __future__ import annotations

import logging
from typing import Any

from aiokafka.errors import KafkaError
from aiokafka.protocol.admin import DescribeGroupsRequest
from aiokafka.protocol.group import LeaveGroupRequest

log = logging.getLogger(__name__)


def hand_over(coordinator: Any) -> None:
    """Make this aiokafka coordinator leave its group whenever someone else is there to go on."""

    async def leave() -> None:
        try:
            if coordinator.generation > 0 and (coordinator._group_instance_id is None or await _others(coordinator)):  # noqa: SLF001
                await coordinator._send_req(LeaveGroupRequest(coordinator.group_id, coordinator.member_id))  # noqa: SLF001
        except KafkaError as error:  # then its session runs out
            log.warning("could not leave group %s: %s", coordinator.group_id, error)
        coordinator.reset_generation()

    coordinator._maybe_leave_group = leave  # noqa: SLF001 - aiokafka has no other way in


async def _others(coordinator: Any) -> bool:
    """Whether the group has another member."""
    answer = await coordinator._send_req(DescribeGroupsRequest([coordinator.group_id]))  # noqa: SLF001
    [group] = answer.to_object()["groups"]
    return any(member["member_id"] != coordinator.member_id for member in group["members"])
