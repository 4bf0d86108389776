"""A person's own screenshot, kept as evidence of a post of a case: in the same cabinet, chain and time-stamp as what the agent keeps."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

from channels import stamps
from collectors.uploads.bare import bare
from collectors.uploads.refused import Refused
from tinwatch.evidence.cabinet import Made
from tinwatch.sealed_packets import cabinet
from tinwatch.settings import Settings
from topics.cases import Captured, Case

Keep = Callable[[Case, str, bytes, str], Awaitable[Captured | str]]
"""Case, id of its post, picture, who brings it → the capture, durable; or why the picture is not taken."""


def keeping(settings: Settings) -> Keep:
    evidence = cabinet(settings)
    stamp = partial(stamps.ask, url=settings.timestamp_authority) if settings.timestamp_authority else None

    async def keep(case: Case, post: str, picture: bytes, by: str) -> Captured | str:
        try:
            content, suffix = bare(picture)
        except Refused as error:
            return str(error)
        made = Made(
            post=post,
            at=datetime.now(UTC),
            state="unknown",  # what a person's picture shows nobody compares with what was there before
            method="upload",
            url="",
            files={f"brought.{suffix}": content},
            facts={"brought_by": by, "brought_sha256": hashlib.sha256(picture).hexdigest()},
        )
        return await asyncio.to_thread(evidence.keep, case.id, case.number, made, stamp)

    return keep
