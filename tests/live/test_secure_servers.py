"""On servers that keep strangers out: the whole path works, whoever is turned away learns which setting to change, and no secret leaks."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from desk import PROGRAM, Desk
from elasticsearch import Elasticsearch
from secure import Secured
from test_faults import STORIES, stream
from test_kafka_path import BAD, compared, until

from search.elastic_setup import first_index
from tinwatch.brokers import make_broker
from tinwatch.kafka.address import address_of
from tinwatch.servers import rights
from tinwatch.servers.authority import Authority
from tinwatch.servers.fleet import Fleet, Wanted
from tinwatch.servers.kafka_secure import ITSELF
from tinwatch.servers.rights import Operation
from tinwatch.settings import Settings, load

pytestmark = [
    pytest.mark.live,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
POSTS = 300
PATIENCE = 60
"""Seconds within which a wrong setting must be told; on an idle machine it takes two, most of it Python starting."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple]:
    """A stream, and what the embedded broker and index make of it."""
    desk = Desk(tmp_path_factory.mktemp("quiet"))
    file = desk.write("stream.jsonl", [*BAD, *stream(POSTS)])
    desk.run("replay", file, "--wait")
    made = compared(desk)
    assert len(made[1]) == len(STORIES)
    return file, made


@pytest.fixture
def fresh(secured: Secured) -> Iterator[Secured]:
    """Neither topics nor indices are there."""
    asyncio.run(dried(secured, None))
    swept(secured)
    yield secured
    swept(secured)


def as_admin(secured: Secured) -> AIOKafkaAdminClient:
    certificate, key = (str(file) for file in secured.fleet.secrets.authority.issue(ITSELF))
    settings = Settings(
        broker=secured.ports.certificate_url, broker_ca=str(secured.fleet.secrets.ca), broker_certificate=certificate, broker_key=key
    )
    address = address_of(settings)
    return AIOKafkaAdminClient(bootstrap_servers=address.servers, **address.login)


async def dried(secured: Secured, only: str | None) -> None:
    """Delete this topic, or all of the river."""
    admin = as_admin(secured)
    await admin.start()
    try:
        there = {only} if only else {name for name in await admin.list_topics() if not name.startswith("__")}
        if there:
            await admin.delete_topics(sorted(there))
        async with asyncio.timeout(90):
            while there & set(await admin.list_topics()):  # noqa: ASYNC110 - it happens in Kafka
                await asyncio.sleep(0.1)
    finally:
        await admin.close()


def swept(secured: Secured) -> None:
    admin = ("admin", secured.secrets[1])
    with Elasticsearch(secured.ports.index_url, basic_auth=admin, ca_certs=str(secured.fleet.secrets.ca)) as client:
        client.indices.delete(
            index=",".join(first_index("tinwatch", kind) for kind in ("documents", "alerts", "pages")), ignore_unavailable=True
        )


def by_certificate(secured: Secured, name: str) -> dict[str, str | None]:
    certificate, key = (str(file) for file in secured.fleet.secrets.authority.issue(name))
    files = {"BROKER_CERTIFICATE": certificate, "BROKER_KEY": key}
    return {"BROKER": secured.ports.certificate_url, "BROKER_USER": None, "BROKER_PASSWORD_FILE": None, **files}


def test_the_whole_path_by_a_worker_that_says_all_it_can(fresh: Secured, told: tuple, tmp_path: Path) -> None:
    """At the level DEBUG every library says what it does; what it said is looked through by the last test."""
    file, expected = told
    group = f"tinwatch-{uuid.uuid4().hex[:8]}"
    desk = fresh.desk(tmp_path, APP_ID=group, LOG_LEVEL="DEBUG")
    fresh.run(desk, "replay", file)
    broker = make_broker(load(desk.environ))
    log = tmp_path / "worker.log"
    with log.open("w") as sink:
        worker = subprocess.Popen([*PROGRAM, "worker"], env=desk.environ, stdout=sink, stderr=sink, cwd=tmp_path)
    try:
        until(lambda: not any(asyncio.run(broker.lag(group)).values()), 100)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(90) == 0, log.read_text()[-3000:]
    finally:
        worker.kill()
        worker.wait()
        broker.close()
        fresh.said.append(log.read_text())
    assert "DEBUG" in fresh.said[-1]
    assert compared(desk) == expected


@pytest.mark.parametrize("how", ["SCRAM-SHA-512", "certificate"])
def test_other_ways_to_say_who_we_are(secured: Secured, told: tuple, tmp_path: Path, how: str) -> None:
    access = by_certificate(secured, "tinwatch") if how == "certificate" else {"BROKER_MECHANISM": how}
    desk = secured.desk(tmp_path, APP_ID=f"tinwatch-{uuid.uuid4().hex[:8]}", MEMBER="one", **access)
    assert secured.run(desk, "replay", told[0], "--wait").splitlines()[-1].split()[:4] == [str(POSTS + 2), str(POSTS), str(POSTS), "2"]


WRONG = {
    "password": ({"BROKER_PASSWORD_FILE": None, "BROKER_PASSWORD": "geheim"}, 2, "set TINWATCH_BROKER_USER and TINWATCH_BROKER_PASSWORD"),
    "mechanism": ({"BROKER_MECHANISM": "PLAIN"}, 2, "does not take PLAIN here: set TINWATCH_BROKER_MECHANISM"),
    "nobody": ({"BROKER_USER": None, "BROKER_PASSWORD_FILE": None}, 1, "user and password (TINWATCH_BROKER_USER, "),
    "broker host": (
        {"BROKER": "kafka://nowhere.invalid"},
        1,
        "TINWATCH_BROKER=kafka://nowhere.invalid: nowhere.invalid:9092 is not a known",
    ),
    "broker CA": ({"BROKER_CA": "{other}"}, 2, "is not trusted"),
    "no broker CA": ({"BROKER_CA": None, "BROKER_TLS": "yes"}, 2, "set TINWATCH_BROKER_CA"),
    "no TLS": ({"BROKER_CA": None}, 2, "speaks TLS only: set TINWATCH_BROKER_CA"),
    "API key": ({"INDEX_API_KEY_FILE": None, "INDEX_API_KEY": "Z2VoZWltOmdlaGVpbQ=="}, 2, "TINWATCH_INDEX_API_KEY, "),
    "no API key": ({"INDEX_API_KEY_FILE": None}, 2, "lets no one in with this user name and password or API key, or with none"),
    "index host": ({"INDEX": "https://nowhere.invalid"}, 1, "TINWATCH_INDEX, "),
    "index CA": ({"INDEX_CA": "{other}"}, 2, "TINWATCH_INDEX_CA: Elasticsearch at https://127.0.0.1"),
    "no index CA": ({"INDEX_CA": None}, 2, "TINWATCH_INDEX_CA: Elasticsearch at https://127.0.0.1"),
    "no https": ({"INDEX": "{http}", "INDEX_CA": None}, 1, "TINWATCH_INDEX, "),
    "prefix": ({"INDEX": "{https}?prefix=other"}, 2, "does not allow this user what tinwatch needs"),
    "file": ({"INDEX_API_KEY_FILE": "/not/there"}, 2, "TINWATCH_INDEX_API_KEY_FILE=/not/there: No such file"),
    "group": ({"APP_ID": "other"}, 2, "this user may not read as this group: it needs Read on it, or set TINWATCH_APP_ID"),
}


BROKER = {"BROKER", "BROKER_USER", "BROKER_PASSWORD", "BROKER_MECHANISM", "BROKER_CA"}


@pytest.mark.parametrize("what", WRONG)
def test_who_is_turned_away_learns_why(secured: Secured, tmp_path: Path, what: str) -> None:
    changes, code, said = WRONG[what]
    Authority(tmp_path).issue("kafka")
    https = secured.ports.index_url
    values = {"other": tmp_path / "ca.pem", "https": https, "http": https.replace("https", "http")}
    given = {name: value and value.format(**values) for name, value in changes.items()}
    # Not all by a worker, which takes longest to start.
    command = ("worker",) if what in ("password", "group") else ("dead", "list") if set(changes) & BROKER else ("alerts",)
    assert said in refused(secured, secured.desk(tmp_path / "home", **given), code, *command)


def refused(secured: Secured, desk: Desk, code: int, *command: str) -> str:
    """The last line that a command says, which must come in seconds and without a traceback."""
    desk.home.mkdir(exist_ok=True)  # its scope statement is there already
    start = time.monotonic()
    said = secured.run(desk, *(command or ("worker",)), code=code)
    assert time.monotonic() - start < PATIENCE
    assert "Traceback" not in said
    assert "geheim" not in said
    assert said.splitlines()[-1].startswith("tinwatch: TINWATCH_")
    return said.splitlines()[-1]


def test_a_user_without_rights_and_one_who_may_not_create(secured: Secured, told: tuple, tmp_path: Path) -> None:
    assert "may not see topic" in refused(secured, secured.desk(tmp_path / "stranger", **by_certificate(secured, "stranger")), 2)
    secured.run(secured.desk(tmp_path), "replay", told[0])  # makes the river
    asyncio.run(dried(secured, "pages.v1.dead"))
    few = [rights.Right(r.resource, r.name, r.operation, "reader", r.pattern) for r in rights.needed() if r.operation != Operation.CREATE]
    rights.grant(secured.ports.certificate_url, secured.fleet.secrets, few)
    said = refused(secured, secured.desk(tmp_path / "reader", **by_certificate(secured, "reader")), 2)
    assert "this user may not create topic pages.v1.dead: it needs Create on it" in said


def test_a_secure_fleet_is_not_taken_for_an_open_one(secured: Secured, tmp_path: Path) -> None:
    desk = Desk(secured.home)
    assert [line.split()[1] for line in secured.run(desk, "servers", "status").splitlines()[1:]] == ["up", "up"]
    assert "servers are up with --secure; `tinwatch servers down` first" in secured.run(desk, "servers", "up", code=1)
    again = secured.run(desk, "servers", "up", "--secure")
    assert dict(line.removeprefix("export ").split("=", 1) for line in again.splitlines() if "=" in line) == secured.settings
    assert Fleet(Settings(home=secured.home)).ports == secured.ports
    assert Wanted().secure is False


def test_no_secret_was_given_away(secured: Secured) -> None:
    """Runs last: in no log of the servers, in nothing that a command or worker said, on no command line of any process."""
    logs = [file for file in secured.home.rglob("*") if file.suffix in (".log", ".json") or file.name.endswith(("console.log", ".lock"))]
    assert len(logs) > 3
    assert any(b"format.arguments" in line for line in secured.eyes.seen), "the eyes missed a short-lived command"
    texts = {str(file): file.read_bytes() for file in logs} | {f"said {n}": text.encode() for n, text in enumerate(secured.said)}
    texts |= {f"command line {n}": line for n, line in enumerate(secured.eyes.seen)}
    keys = [file.read_text().splitlines()[1] for file in secured.fleet.secrets.folder.glob("*.key")]
    assert len(keys) > 3
    for number, secret in enumerate([*secured.secrets, *keys]):
        assert len(secret) > 20
        assert [where for where, text in texts.items() if secret.encode() in text] == [], f"secret {number}"
    private = [file for file in secured.fleet.secrets.folder.iterdir() if file.stat().st_mode & 0o077 and file.name != "openssl.cnf"]
    assert private == []
    assert secured.fleet.secrets.folder.stat().st_mode & 0o077 == 0
