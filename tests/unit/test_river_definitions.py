"""`tinwatch topics definitions`: every topic and right of the river, in the words of Kafka's tools and of Strimzi."""

from __future__ import annotations

import subprocess
from pathlib import Path

import yaml

from tinwatch.kafka import defined
from tinwatch.kafka.river import SPECS, config
from topics.river import POSTS, RIVER, STORIES

LEAST = {"Read", "Write", "DescribeConfigs"}
RECORD = '#!/bin/sh\nprintf "%s " "$(basename "$0")" "$@" >> "$SAID"; echo >> "$SAID"\n'


def test_the_script_tells_kafkas_tools_of_every_topic_and_right(tmp_path: Path) -> None:
    for name in ("kafka-topics.sh", "kafka-acls.sh"):
        (tmp_path / name).write_text(RECORD)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "create.sh").write_text(defined.shell())
    environ = {"PATH": f"{tmp_path}:/usr/bin:/bin", "SAID": str(tmp_path / "said"), "BOOTSTRAP": "k:9093", "CONFIG": "c", "REPLICAS": "1"}
    subprocess.run(["sh", tmp_path / "create.sh"], env=environ, check=True)
    lines = (tmp_path / "said").read_text().splitlines()
    created = {line.split("--topic ")[1].split()[0]: line for line in lines if line.startswith("kafka-topics.sh")}
    assert created.keys() == {name for topic in RIVER for name in (topic.name, topic.dead)}
    assert f"--partitions {POSTS.partitions} --replication-factor 1 --config cleanup.policy=delete" in created[POSTS.name]
    assert "--config cleanup.policy=compact" in created[STORIES.name]
    allowed = [line for line in lines if line.startswith("kafka-acls.sh")]
    assert len(allowed) == 2 * len(RIVER) + 1
    assert all("--allow-principal User:tinwatch" in line for line in allowed)
    assert "--group tinwatch --resource-pattern-type prefixed --operation Read" in allowed[-1]
    assert not any(word in line for line in allowed for word in ("Create", "Alter ", "AlterConfigs", "Delete", "All "))
    refused = subprocess.run(["sh", tmp_path / "create.sh"], env={"PATH": environ["PATH"]}, capture_output=True, text=True, check=False)
    assert refused.returncode
    assert "BOOTSTRAP" in refused.stderr


def test_strimzis_resources_say_the_same() -> None:
    *topics, user = yaml.safe_load_all(defined.strimzi("big"))
    wanted = {spec.name: (spec.partitions, config(spec)) for spec in SPECS}
    found = {one["metadata"]["name"]: one["spec"] for one in topics}
    assert {
        name: (spec["partitions"], {k: v for k, v in spec["config"].items() if k != "min.insync.replicas"}) for name, spec in found.items()
    } == wanted
    assert {one["metadata"]["labels"]["strimzi.io/cluster"] for one in (*topics, user)} == {"big"}
    acls = user["spec"]["authorization"]["acls"]
    assert {acl["resource"]["name"] for acl in acls if acl["resource"]["type"] == "topic"} == wanted.keys()
    assert {operation for acl in acls for operation in acl["operations"]} == LEAST
