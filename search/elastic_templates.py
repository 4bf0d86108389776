"""What an administrator may put beside the indices: templates that hold their shape, and a lifecycle for old ones that are kept.

Neither is needed to run: tinwatch makes its indices with their mappings in full, and deletes by record, not by index (docs/decisions/0017).
"""

from __future__ import annotations

import time
from typing import Any

from elasticsearch import ApiError

from search.elastic_client import Client, reason_of
from search.elastic_setup import KINDS, VERSION, alias, mapping
from search.operating import Told

KEPT_DAYS = 7
"""Days that an old index lives which `migrate --keep` left; well within the 90 of a comment (docs/retention.md)."""

PRIORITY = 200
"""Above templates that catch all."""


def policy_name(prefix: str) -> str:
    return f"{prefix}-kept"


async def put_templates(client: Client, prefix: str, *, dry: bool) -> Told:
    """A template for each kind: an index that is restored or made by hand gets the strict mapping, and what the administrator sets in the
    component template `<prefix>@custom` (replicas, allocation) comes into every new one."""
    if not dry:
        try:
            for kind in KINDS:
                await client.indices.put_index_template(name=alias(prefix, kind), **template(prefix, kind))
        except ApiError as error:
            if error.status_code != 403:
                raise
            return Told("templates", True, f"none: {reason_of(error.body)}; not needed, the indices are made with their mappings")
    return Told("templates", True, f"{'would be put' if dry else 'put'}: {len(KINDS)}, {alias(prefix, '*')}")


def template(prefix: str, kind: str) -> dict[str, Any]:
    """The body of the template for indices of this kind."""
    made = mapping(kind)
    custom = f"{prefix}@custom"
    return {
        "index_patterns": [f"{alias(prefix, kind)}-v*"],
        "priority": PRIORITY,
        "version": VERSION,
        "composed_of": [custom],
        "ignore_missing_component_templates": [custom],
        "template": {"settings": made["settings"], "mappings": made["mappings"]},
        "meta": {"tinwatch": kind},
    }


async def put_lifecycle(client: Client, prefix: str, *, ilm: bool, dry: bool) -> Told:
    """The policy under which a kept old index ends; the living indices have none."""
    if not ilm:
        return Told("lifecycle", True, "this server has none; not needed: `tinwatch purge` deletes by record")
    if not dry:
        try:
            await client.ilm.put_lifecycle(name=policy_name(prefix), policy=policy())
        except ApiError as error:
            if error.status_code != 403:
                raise
            return Told("lifecycle", True, f"none: {reason_of(error.body)}; not needed, `tinwatch index migrate` deletes what was kept")
    return Told("lifecycle", True, f"{'would be put' if dry else 'put'}: {policy_name(prefix)}, old indices end after {KEPT_DAYS} days")


def policy() -> dict[str, Any]:
    """Warm at once, since nobody writes there; gone after the days of grace."""
    phases = {
        "hot": {"min_age": "0ms", "actions": {"set_priority": {"priority": 0}}},
        "warm": {"min_age": "0ms", "actions": {"readonly": {}, "allocate": {"number_of_replicas": 0}}},
        "delete": {"min_age": f"{KEPT_DAYS}d", "actions": {"delete": {}}},
    }
    return {"phases": phases, "_meta": {"tinwatch": "kept"}}


def lifecycle_settings(prefix: str) -> dict[str, Any]:
    """What puts an old index under the policy; its days count from now, not from when the index was made."""
    return {"index.lifecycle.name": policy_name(prefix), "index.lifecycle.origination_date": int(time.time() * 1000)}
