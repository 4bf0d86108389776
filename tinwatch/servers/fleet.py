"""Up, down and status of the local servers of one home."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from tinwatch.servers import elasticsearch, elasticsearch_secure, kafka, rights
from tinwatch.servers.errors import PortTaken, ServerError
from tinwatch.servers.java import find_java
from tinwatch.servers.kafka import Node
from tinwatch.servers.maven import Say
from tinwatch.servers.places import Places, find_places
from tinwatch.servers.ports import LOOPBACK, await_free, free_ports, listens, wanted_port
from tinwatch.servers.process import Process, Start
from tinwatch.servers.secrets import Secrets
from tinwatch.settings import Settings

TRIES = 3
"""How often servers are started whose port somebody else takes in the seconds until they use it."""

PATIENCE = 300.0
"""Seconds until a server counts as not coming up; on a busy machine Elasticsearch takes a minute."""

ELASTICSEARCH = "elasticsearch"


@dataclass(frozen=True)
class Wanted:
    """What `up` is to start; port 0 stands for a free one; secure with TLS, logins and rights."""

    kafka: bool = True
    elasticsearch: bool = True
    brokers: int = 1
    kafka_port: int = 0
    elasticsearch_port: int = 0
    secure: bool = False


@dataclass(frozen=True)
class Ports:
    """What the last `up` chose: port and controller port of each broker, and of a secure one the port for those with a certificate; port
    and transport port of Elasticsearch."""

    kafka: list[list[int]] = field(default_factory=list)
    elasticsearch: list[int] = field(default_factory=list)
    secure: bool = False

    @property
    def nodes(self) -> list[Node]:
        return [Node(id, *ports) for id, ports in enumerate(self.kafka, 1)]

    @property
    def broker_url(self) -> str:
        return "kafka://" + ",".join(f"{LOOPBACK}:{node.port}" for node in self.nodes)

    @property
    def certificate_url(self) -> str:
        """A secure broker for those who come with a certificate."""
        return "kafka://" + ",".join(f"{LOOPBACK}:{node.tls}" for node in self.nodes)

    @property
    def index_url(self) -> str:
        return f"http{'s' if self.secure else ''}://{LOOPBACK}:{self.elasticsearch[0]}"


@dataclass(frozen=True)
class Server:
    """One server as `status` shows it."""

    name: str
    alive: bool
    pid: int
    port: int


class Fleet:
    """The servers of one home."""

    def __init__(self, settings: Settings, say: Say = lambda _: None) -> None:
        self.places: Places = find_places(settings)
        self._say = say
        self.secrets = Secrets(self.places)
        self._file = self.places.state / "ports.json"

    @property
    def ports(self) -> Ports:
        return Ports(**json.loads(self._file.read_text())) if self._file.exists() else Ports()

    def process(self, name: str) -> Process:
        return Process(self.places.state, name)

    def status(self) -> list[Server]:
        """Every server that the last `up` started."""
        ports = self.ports
        named = [(_broker(node), node.port) for node in ports.nodes]
        named += [(ELASTICSEARCH, port) for port in ports.elasticsearch[:1]]
        processes = [(self.process(name), port) for name, port in named]
        return [Server(p.name, p.alive(), p.pid if p.alive() else 0, port) for p, port in processes]

    def up(self, wanted: Wanted) -> Ports:
        """Start what is wanted and does not run; returns when all of it is ready, and leaves nothing half started behind."""
        with _alone(self.places.state / "up.lock", "another `tinwatch servers` is at work"):
            for _ in range(TRIES - 1):
                with suppress(PortTaken):  # somebody else was quicker to use a port that was free when it was chosen
                    return self._up(wanted)
            return self._up(wanted)

    def _up(self, wanted: Wanted) -> Ports:
        starts = self._starts(wanted)
        begun: list[Process] = []
        try:
            for name, (start, _) in starts.items():
                process = self.process(name)
                begun.append(process)
                self._say(f"starting {name}")
                process.start(start, self.places.owner)
            for process in begun:
                self._say(f"waiting for {process.name}")
                start, port = starts[process.name]
                process.wait(lambda name=process.name, start=start, port=port: self._ready(name, start, port), PATIENCE, start.log)  # type: ignore[misc]
            if wanted.secure:
                self._say("granting rights")
                self._grant(wanted)
        except BaseException:
            for process in begun:
                process.kill()
            raise
        return self.ports

    def down(self, wipe: bool = False) -> dict[str, bool]:
        """Stop everything, and forget its data with `wipe`; each server that ran, and whether it went cleanly."""
        with _alone(self.places.state / "up.lock", "another `tinwatch servers` is at work"):
            processes = [self.process(server.name) for server in self.status() if server.alive]
            for process in processes:  # all at once: of three brokers none waits for the others
                process.ask_to_stop()
            stopped = {process.name: process.stop() for process in processes}
            if wipe:
                self.secrets.forget()
                shutil.rmtree(self.places.data)
                shutil.rmtree(self.places.state, ignore_errors=True)
            return stopped

    def _starts(self, wanted: Wanted) -> dict[str, tuple[Start, int]]:
        """How to start each server that is wanted and does not run, with its port."""
        ports, alive = self.ports, {server.name for server in self.status() if server.alive}
        brokers = sum(name.startswith("kafka") for name in alive)
        if alive and ports.secure != wanted.secure:
            raise ServerError(f"servers are up {'with' if ports.secure else 'without'} --secure; `tinwatch servers down` first")
        if ports.secure != wanted.secure:
            ports = self._note(Ports(elasticsearch=ports.elasticsearch, secure=wanted.secure))  # other ports: no old URL leads to them
        if wanted.kafka and brokers and len(ports.kafka) != wanted.brokers:
            raise ServerError(f"a Kafka of {len(ports.kafka)} brokers is up; `tinwatch servers down` first")
        starts: dict[str, tuple[Start, int]] = {}
        if wanted.elasticsearch and ELASTICSEARCH not in alive:
            chosen = _chosen(wanted.elasticsearch_port, "--elasticsearch-port", 2, ports.elasticsearch)
            ports = self._note(replace(ports, elasticsearch=chosen))
            starts[ELASTICSEARCH] = (self._elasticsearch(ports), ports.elasticsearch[0])
        if wanted.kafka and brokers < wanted.brokers:
            if not brokers:
                before, each = [port for some in ports.kafka for port in some], 3 if wanted.secure else 2
                chosen = _chosen(wanted.kafka_port, "--kafka-port", each * wanted.brokers, before, ports.elasticsearch)
                ports = self._note(replace(ports, kafka=[chosen[i : i + each] for i in range(0, len(chosen), each)]))
            for node in ports.nodes:
                if _broker(node) not in alive:
                    starts[_broker(node)] = (self.broker(node), node.port)
        return starts

    def broker(self, node: Node) -> Start:
        """How to start one broker of the cluster that the last `up` chose."""
        java = find_java(kafka.NEEDS_JAVA, False, f"Kafka {kafka.VERSION}")
        with _alone(self.places.cache / "fetch.lock"):
            jars = kafka.fetched(self.places, self._say)
        return kafka.prepared(self.places, jars, java, node, self.ports.nodes, self.secrets if self.ports.secure else None)

    def _elasticsearch(self, ports: Ports) -> Start:
        java = find_java(elasticsearch.NEEDS_JAVA, True, f"Elasticsearch {elasticsearch.VERSION}")
        with _alone(self.places.cache / "fetch.lock"):
            home = elasticsearch.fetched(self.places, self._say)
        port, transport = ports.elasticsearch
        return elasticsearch.prepared(self.places, home, java, port, transport, self.secrets if ports.secure else None)

    def _ready(self, name: str, start: Start, port: int) -> bool:
        if name != ELASTICSEARCH:
            return listens(port) and b"Kafka Server started" in start.log.read_bytes()
        return elasticsearch_secure.answers(port, self.secrets) if self.ports.secure else elasticsearch.answers(port)

    def _grant(self, wanted: Wanted) -> None:
        """Let tinwatch in, with the least that it needs."""
        if wanted.kafka:
            rights.grant(self.ports.certificate_url, self.secrets)
        if wanted.elasticsearch:
            elasticsearch_secure.key_made(self.ports.elasticsearch[0], self.secrets)

    def _note(self, ports: Ports) -> Ports:
        self._file.write_text(json.dumps(asdict(ports)))
        return ports


def _broker(node: Node) -> str:
    return f"kafka-{node.id}"


def _chosen(first: int, option: str, count: int, before: list[int], besides: Sequence[int] = ()) -> list[int]:
    """`count` ports, the first one as asked for, and none that waits for another server of ours."""
    if not first:
        await_free(before)
        return free_ports(count, before, besides)
    return [wanted_port(first, option), *free_ports(count - 1, before[1:], [first, *besides])]


@contextmanager
def _alone(lock: Path, refusal: str = "") -> Iterator[None]:
    """One process at a time; waits for the other, or is refused when there is a refusal."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (fcntl.LOCK_NB if refusal else 0))
        except BlockingIOError:
            raise ServerError(refusal) from None
        yield
