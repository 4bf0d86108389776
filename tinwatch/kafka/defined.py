"""The river's topics and rights written out for whoever creates them: by Kafka's own tools, or as resources of the operator Strimzi."""

from __future__ import annotations

from collections import defaultdict

import yaml

from tinwatch.kafka.river import MOST_REPLICAS, SPECS, config
from tinwatch.servers.rights import Operation, Pattern, Resource, needed
from tinwatch.servers.secrets import USER

MADE_BY = "# Made by `tinwatch topics definitions`"
SHELL = f"""#!/bin/sh
{MADE_BY}. Creates the topics of the river and gives the user {USER} the least rights that
# tinwatch needs; what is there already stays as it is. Needs Kafka's bin folder in PATH.
set -eu
: "${{BOOTSTRAP:?host:port of a broker}}" "${{CONFIG:?file of client properties of an administrator}}"
USER_OF_TINWATCH="User:${{PRINCIPAL:-{USER}}}" GROUP="${{TINWATCH_APP_ID:-tinwatch}}" REPLICAS="${{REPLICAS:-{MOST_REPLICAS}}}"
topic() {{
  name=$1 partitions=$2; shift 2
  kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --command-config "$CONFIG" --create --if-not-exists --topic "$name" \\
    --partitions "$partitions" --replication-factor "$REPLICAS" "$@"
}}
allow() {{
  kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$CONFIG" --add --force --allow-principal "$USER_OF_TINWATCH" "$@"
}}
"""


def shell() -> str:
    """A script for kafka-topics.sh and kafka-acls.sh."""
    lines = []
    for spec in SPECS:
        options = " ".join(f"--config {name}={value}" for name, value in config(spec).items())
        lines.append(f"topic {spec.name} {spec.partitions} {options}")
    for (resource, name, pattern), operations in _rights().items():
        wanted = " ".join(f"--operation {_spoken(operation)}" for operation in operations)
        whom = '"$GROUP"' if resource is Resource.GROUP else name
        lines.append(f"allow --{resource.name.lower()} {whom} --resource-pattern-type {pattern.name.lower()} {wanted}")
    return SHELL + "".join(f"{line}\n" for line in lines)


def strimzi(cluster: str = "kafka") -> str:
    """KafkaTopic and KafkaUser (by certificate) of strimzi.io; `cluster` is the name of their Kafka."""
    labels = {"strimzi.io/cluster": cluster}
    found = [{**_kind("KafkaTopic", spec.name, labels), "spec": _topic(spec.partitions, config(spec))} for spec in SPECS]
    acls = [
        {
            "type": "allow",
            "resource": {"type": resource.name.lower(), "name": name, "patternType": {3: "literal", 4: "prefix"}[pattern]},
            "operations": [_spoken(operation) for operation in operations],
        }
        for (resource, name, pattern), operations in _rights().items()
    ]
    user = {"authentication": {"type": "tls"}, "authorization": {"type": "simple", "acls": acls}}
    found.append({**_kind("KafkaUser", USER, labels), "spec": user})
    written: str = yaml.safe_dump_all(found, sort_keys=False, explicit_start=True)
    return f"{MADE_BY} --as strimzi\n{written}"


def _kind(kind: str, name: str, labels: dict[str, str]) -> dict[str, object]:
    return {"apiVersion": "kafka.strimzi.io/v1beta2", "kind": kind, "metadata": {"name": name, "labels": dict(labels)}}


def _topic(partitions: int, options: dict[str, str]) -> dict[str, object]:
    return {"partitions": partitions, "replicas": MOST_REPLICAS, "config": {**options, "min.insync.replicas": "2"}}


def _rights() -> dict[tuple[Resource, str, Pattern], list[Operation]]:
    """Without those that only who creates or alters topics needs: here somebody else does."""
    found: dict[tuple[Resource, str, Pattern], list[Operation]] = defaultdict(list)
    for right in needed():
        if right.operation not in (Operation.CREATE, Operation.ALTER_CONFIGS):
            found[right.resource, right.name, right.pattern].append(right.operation)
    return dict(found)


def _spoken(operation: Operation) -> str:
    """Kafka's name of an operation: DESCRIBE_CONFIGS is DescribeConfigs."""
    return "".join(part.capitalize() for part in operation.name.split("_"))
