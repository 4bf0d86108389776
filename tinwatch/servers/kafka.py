"""What a Kafka broker is made of: its jars, its configuration, its command line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tinwatch.servers import kafka_secure, maven
from tinwatch.servers.errors import ServerError
from tinwatch.servers.java import Java
from tinwatch.servers.places import Places
from tinwatch.servers.ports import LOOPBACK
from tinwatch.servers.process import Start
from tinwatch.servers.secrets import Secrets, written

VERSION = "4.4.0"
NEEDS_JAVA = 17
MEGABYTES = 70
CHECKSUM = "bda063de6f84a36e8fa0e31196934eba54905640b2dddd4e50f6a64c8fe4ffec"
CLUSTER = "dGlud2F0Y2gtc2VydmVycw"
"""Any 22 characters of base64 will do."""

# Kafka ships the logging interface and log4j, but nothing that joins them: without the second artefact it logs nothing at all.
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{VERSION}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.25.5</version></dependency>
  </dependencies>
</project>
"""
LOGGING = """status = warn
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d %p %c{1} %m%n
rootLogger.level = info
rootLogger.appenderRef.out.ref = out
"""


@dataclass(frozen=True)
class Node:
    """One broker of a cluster, which is a controller too; a secure one has a port for those who come with a certificate."""

    id: int
    port: int
    controller: int
    tls: int = 0


def fetched(places: Places, say: maven.Say) -> Path:
    """The folder with Kafka's jars; fetched and checked the first time."""
    jars = places.cache / f"kafka-{VERSION}"
    if jars.exists():
        return jars
    maven.room(places.cache, 2 * MEGABYTES, f"Kafka {VERSION}")
    draft = places.cache / f"kafka-{VERSION}.draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    pom = draft / "pom.xml"
    pom.write_text(POM)
    options = (f"-f{pom}", "-DincludeScope=runtime", f"-DoutputDirectory={draft}")
    maven.fetch("copy-dependencies", options, places.cache / "maven", f"Kafka {VERSION}", MEGABYTES, say)
    maven.check(draft.glob("*.jar"), CHECKSUM, f"Kafka {VERSION}")
    for path in (draft, *draft.iterdir()):  # whatever the umask was, the servers' user must read it
        path.chmod(0o755 if path.is_dir() else 0o644)
    draft.rename(jars)
    return jars


def prepared(places: Places, jars: Path, java: Java, node: Node, cluster: Sequence[Node], secrets: Secrets | None) -> Start:
    """Configure a broker, a secure one with secrets, format its storage the first time, and say how it is started."""
    folder = places.folder(f"kafka-{len(cluster)}{'-secure' if secrets else ''}", f"broker-{node.id}")
    (folder / "log4j2.properties").write_text(LOGGING)
    if secrets:
        secrets.lend(kafka_secure.ITSELF, folder / "tls")
    properties = folder / "server.properties"
    properties.write_text("".join(f"{name}={value}\n" for name, value in _properties(folder, node, cluster).items()))
    places.hand_over(folder)
    classes = ("-cp", f"{jars}/*")
    if not (folder / "log" / "meta.properties").exists():
        users = kafka_secure.users(secrets) if secrets else ()
        _format(java, (*classes, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", str(properties), *users), folder, places)
    heap = 384 if len(cluster) == 1 else 256
    logging = f"-Dlog4j2.configurationFile={folder / 'log4j2.properties'}"
    command = (java.command, "-Xms64m", f"-Xmx{heap}m", "-XX:+ExitOnOutOfMemoryError", logging, *classes, "kafka.Kafka", str(properties))
    return Start(command, folder, folder / "console.log")


def _listening(node: Node) -> dict[str, object]:
    return {
        "listeners": f"PLAINTEXT://{LOOPBACK}:{node.port},CONTROLLER://{LOOPBACK}:{node.controller}",
        "advertised.listeners": f"PLAINTEXT://{LOOPBACK}:{node.port}",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "PLAINTEXT",
    }


def _properties(folder: Path, node: Node, cluster: Sequence[Node]) -> dict[str, object]:
    replicas, in_sync = len(cluster), 2 if len(cluster) > 1 else 1
    return {
        "process.roles": "broker,controller",
        "node.id": node.id,
        "controller.quorum.voters": ",".join(f"{n.id}@{LOOPBACK}:{n.controller}" for n in cluster),
        **(kafka_secure.listening(node.port, node.tls, node.controller, folder / "tls") if node.tls else _listening(node)),
        "log.dirs": folder / "log",
        "num.partitions": 1,
        "auto.create.topics.enable": "false",
        "default.replication.factor": replicas,
        "min.insync.replicas": in_sync,
        "offsets.topic.num.partitions": 8,
        "offsets.topic.replication.factor": replicas,
        "transaction.state.log.num.partitions": 4,
        "transaction.state.log.replication.factor": replicas,
        "transaction.state.log.min.isr": in_sync,
        "share.coordinator.state.topic.num.partitions": 2,
        "share.coordinator.state.topic.replication.factor": replicas,
        "share.coordinator.state.topic.min.isr": in_sync,
        # A broker that was killed is let in again after this time only.
        "broker.session.timeout.ms": 3000,
        "broker.heartbeat.interval.ms": 500,
        "group.initial.rebalance.delay.ms": 0,  # a lone worker has nobody to wait for
        "log.cleaner.dedupe.buffer.size": 8 << 20,
        "log.cleaner.threads": 1,
    }


def _format(java: Java, arguments: Sequence[str], folder: Path, places: Places) -> None:
    """Java reads its arguments from a file: they may hold passwords, and a command line is for everyone to see."""
    file = folder / "format.arguments"
    quoted = (f'"{argument}"' for argument in ("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", *arguments))
    written(file, "\n".join(quoted))
    places.hand_over(folder)
    whom = {} if places.owner is None else {"user": places.owner.uid, "group": places.owner.gid, "extra_groups": []}
    environ = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    command = (java.command, f"@{file}")
    try:
        done = subprocess.run(command, env=environ, cwd="/", capture_output=True, text=True, check=False, **whom)  # type: ignore[call-overload, unused-ignore]  # noqa: S603
    finally:
        file.unlink()
    if done.returncode:
        raise ServerError(f"Kafka could not format its storage: {(done.stderr or done.stdout)[-600:]}")
