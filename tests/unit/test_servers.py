"""Local servers without starting one: which Java, which ports, which folders, and whether a process lives."""

import os
import shutil
import signal
import socket
import ssl
import sys
import threading
import time
from dataclasses import replace

import pytest

from tinwatch.servers import maven, places, secrets
from tinwatch.servers.authority import Authority
from tinwatch.servers.errors import PortTaken, ServerError
from tinwatch.servers.fleet import Fleet, Wanted
from tinwatch.servers.java import find_java, installed
from tinwatch.servers.ports import FIRST, LAST, LOOPBACK, await_free, free_ports, listens, wanted_port
from tinwatch.servers.process import Process, Start
from tinwatch.settings import Settings


def java_home(folder, release, full=True):
    (folder / "bin").mkdir(parents=True)
    for name in ("java", "javac") if full else ("java",):
        (folder / "bin" / name).touch()
    (folder / "release").write_text(release)
    return folder


def test_java_home_is_looked_at_and_its_version_told(tmp_path):
    old = java_home(tmp_path / "old", 'IMPLEMENTOR="x"\nJAVA_VERSION="1.8.0_402"\n', full=False)
    new = java_home(tmp_path / "new", 'JAVA_VERSION="99.0.3"\nJAVA_RUNTIME_VERSION="98.1"\n')
    versions = {java.home: (java.version, java.full) for home in (old, new) for java in installed({"JAVA_HOME": str(home)})}
    assert versions[old] == (8, False)
    assert versions[new] == (99, True)
    assert find_java(99, True, "x", {"JAVA_HOME": str(new)}).command == str(new / "bin/java")


def test_no_java_that_will_do_names_those_that_are_there(tmp_path):
    home = java_home(tmp_path, 'JAVA_VERSION="98.0"\n', full=False)
    with pytest.raises(ServerError, match=f"needs a JDK 98 or newer; found: 98 in {home}.*JAVA_HOME"):
        find_java(98, True, "x", {"JAVA_HOME": str(home)})


def test_ports_are_free_different_and_kept():
    ports = free_ports(3)
    assert len(set(ports)) == 3
    assert all(FIRST <= port < LAST for port in ports)
    assert free_ports(3, ports) == ports
    with socket.create_server((LOOPBACK, ports[0])):
        assert listens(ports[0])
        assert ports[0] not in free_ports(3, ports)
        with pytest.raises(ServerError, match=f"port {ports[0]} is taken.*--kafka-port"):
            wanted_port(ports[0], "--kafka-port")
    assert not listens(ports[0])


def test_a_port_that_was_chosen_for_another_server_is_not_chosen_again(monkeypatch):
    monkeypatch.setattr("tinwatch.servers.ports.random.sample", lambda found, count: sorted(found, reverse=True))
    [port] = free_ports(1)
    assert port not in free_ports(1, besides=[port])


@pytest.mark.parametrize(("taken", "left"), [(2, 0), (3, 1)])
def test_a_port_that_somebody_else_was_quicker_to_use_is_chosen_anew(tmp_path, monkeypatch, taken, left):
    fleet = Fleet(Settings(home=tmp_path, cache=tmp_path / "cache"))
    log = tmp_path / "log"
    late = "print('java.net.BindException: Address already in use', flush=True)"
    well = "print('Kafka Server started', flush=True); import time; time.sleep(60)"
    starts = [Start((sys.executable, "-c", code), tmp_path, log) for code in (late,) * taken + (well,)]
    monkeypatch.setattr(fleet, "_starts", lambda _: {"kafka-1": (starts.pop(0), 1)})
    monkeypatch.setattr(fleet, "_ready", lambda *_: b"started" in log.read_bytes())
    fleet.places = replace(fleet.places, owner=None)  # nobody else may enter a folder of pytest
    try:
        if left:
            with pytest.raises(PortTaken):
                fleet.up(Wanted(elasticsearch=False))
        else:
            fleet.up(Wanted(elasticsearch=False))
        assert len(starts) == left
    finally:
        fleet.process("kafka-1").kill()


def test_ports_of_a_server_that_is_just_dying_are_waited_for():
    [port] = free_ports(1)
    dying = socket.create_server((LOOPBACK, port))
    threading.Timer(0.3, dying.close).start()
    await_free([port])
    assert free_ports(1, [port]) == [port]


@pytest.fixture
def process(tmp_path):
    process = Process(tmp_path, "sleeper")
    yield process
    process.kill()


def sleeper(tmp_path, program="import time; print('up', flush=True); time.sleep(60)"):
    return Start((sys.executable, "-c", program), tmp_path, tmp_path / "log")


def up(start):
    return start.log.read_text().startswith("up")


def test_a_process_lives_until_it_is_stopped(process, tmp_path):
    assert not process.alive()
    start = sleeper(tmp_path)
    process.start(start, None)
    process.wait(lambda: up(start), 20, start.log)
    with pytest.raises(ServerError, match="runs already"):
        process.start(start, None)
    assert process.stop()
    assert not process.alive()


def test_a_process_that_was_killed_is_known_to_be_dead_though_its_pid_is_noted(process, tmp_path):
    process.start(sleeper(tmp_path), None)
    os.kill(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while process.alive():
        assert time.monotonic() < deadline
    assert process.pid
    process.start(sleeper(tmp_path), None)
    assert process.alive()


def test_a_process_that_does_not_want_to_stop_is_killed(process, tmp_path):
    start = sleeper(tmp_path, "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)")
    process.start(start, None)
    process.wait(lambda: up(start), 20, start.log)
    assert not process.stop(0.3)
    assert not process.alive()


def test_a_process_that_dies_while_it_starts_shows_the_end_of_its_log(process, tmp_path):
    start = sleeper(tmp_path, "raise SystemExit('no room for my heap')")
    process.start(start, None)
    with pytest.raises(ServerError, match=r"(?s)sleeper ended while it started.*no room for my heap"):
        process.wait(lambda: False, 20, start.log)


def test_without_maven_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerError, match="fetching Kafka needs Maven: install it"):
        maven.fetch("get", (), tmp_path, "Kafka", 1, print)


def test_mavens_own_error_is_passed_on(tmp_path, monkeypatch):
    fake = tmp_path / "mvn"
    fake.write_text("#!/bin/sh\necho '[INFO] trying'\necho '[ERROR] Checksum validation failed, expected a but is b'\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(ServerError, match="Maven could not fetch Kafka: Checksum validation failed"):
        maven.fetch("get", (), tmp_path / "repository", "Kafka", 1, lambda _: None)


def test_what_is_not_what_was_tested_is_refused(tmp_path):
    for name in ("b.jar", "a.jar"):
        (tmp_path / name).write_text(name)
    good = maven.sha256(tmp_path.glob("*.jar"))
    maven.check(tmp_path.glob("*.jar"), good, "Kafka")
    (tmp_path / "a.jar").write_text("other")
    with pytest.raises(ServerError, match=f"expected {good}"):
        maven.check(tmp_path.glob("*.jar"), good, "Kafka")


def test_a_full_disk_is_told_before_anything_is_fetched(tmp_path):
    with pytest.raises(ServerError, match="MB free: make room"):
        maven.room(tmp_path, 1 << 40, "Kafka")


def test_what_was_up_once_is_shown_as_down(tmp_path):
    fleet = Fleet(Settings(home=tmp_path / "home", cache=tmp_path / "cache"))
    assert fleet.status() == []
    (fleet.places.state / "ports.json").write_text('{"kafka": [[20001, 20002]], "elasticsearch": [20003, 20004]}')
    assert [(server.name, server.alive, server.port) for server in fleet.status()] == [
        ("kafka-1", False, 20001),
        ("elasticsearch", False, 20003),
    ]
    assert fleet.down() == {}
    fleet.down(wipe=True)
    assert not fleet.places.state.exists()


def test_root_leaves_folders_that_others_cannot_reach(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(places, "SYSTEM_CACHE", tmp_path / "var-cache")
    monkeypatch.setattr(places, "SYSTEM_DATA", tmp_path / "var-lib")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    found = places.find_places(Settings(home=closed / "home", cache=closed / "cache"))
    assert found.cache == tmp_path / "var-cache"
    assert found.data.parent == tmp_path / "var-lib"
    assert found.state == closed / "home/servers"
    assert found.owner is not None
    assert found.owner.uid != 0


needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="the command openssl is not installed")


@needs_openssl
def test_an_authority_vouches_for_those_it_knows_and_is_made_once(tmp_path):
    mine, other = Authority(tmp_path / "mine"), Authority(tmp_path / "other")
    for authority in (mine, other):
        authority.certificate.parent.mkdir()
    certificate, key = mine.issue("kafka")
    other.issue("kafka")
    before = certificate.read_text()
    assert mine.issue("kafka") == (certificate, key)
    assert certificate.read_text() == before
    assert {(path.stat().st_mode & 0o777) for path in (key, tmp_path / "mine/ca.key")} == {0o600}
    assert greeted(certificate, key, mine.certificate)
    with pytest.raises(ssl.SSLCertVerificationError, match=r"self-signed|local issuer|signature"):
        greeted(certificate, key, other.certificate)


def greeted(certificate, key, ca):
    """Whether a client that trusts `ca`, as strict as in Python 3.13, speaks TLS with a server that has this certificate."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    client = ssl.create_default_context(cafile=ca)
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    here, there = socket.socketpair()
    with here, there:
        threading.Thread(target=answering, args=(server, there), daemon=True).start()
        with client.wrap_socket(here, server_hostname=LOOPBACK) as secure:
            return secure.recv(2) == b"hi"


def answering(context, end):
    try:
        with context.wrap_socket(end, server_side=True) as secure:
            secure.sendall(b"hi")
    except OSError:
        return


@needs_openssl
def test_secrets_are_random_kept_and_nobody_elses(tmp_path):
    first, other = (secrets.Secrets(places.Places(tmp_path, tmp_path / name, tmp_path / name, None)) for name in ("one", "two"))
    (tmp_path / "one").mkdir()
    assert len(first.value("password")) >= 32
    assert first.value("password") != other.value("password")
    again = secrets.Secrets(places.Places(tmp_path, tmp_path / "one", tmp_path / "one", None))
    assert again.value("password") == first.value("password")
    first.lend("kafka", tmp_path / "one/broker/tls")
    private = [*(tmp_path / "one/broker/tls").iterdir(), first.file("password")]
    assert [path.name for path in private if path.stat().st_mode & 0o077] == []
    assert [folder for folder in ("one/secure", "one/broker/tls") if (tmp_path / folder).stat().st_mode & 0o077] == []
    assert "PRIVATE KEY" in (tmp_path / "one/broker/tls/both.pem").read_text()
    first.forget()
    assert not first.folder.exists()


def test_without_openssl_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerError, match="need the command openssl: install it"):
        Authority(tmp_path).issue("kafka")
