"""Each mistake in a set-up that the doctor knows, made on purpose: it is found, and nothing else is found instead."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from console.users import Users
from search.port import Placed
from tinwatch.broker.log import Record
from tinwatch.brokers import make_broker
from tinwatch.doctor import files, judging, machine, stores
from tinwatch.doctor.finding import Finding
from tinwatch.evidence.rounds import cabinet
from tinwatch.indexes import opened_index
from tinwatch.settings import Settings
from topics.records import Alert, Page, Post, encode
from topics.river import POSTS, SIGNALS
from topics.watchlist import PageHealth, Watched

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
SIGNED = (
    "- Run by: Bàn mẫu\n- Purpose: a test\n- Host assessed as impartial: yes, by the test\n- Signed by: Người ký\n- Signed on: 2026-01-05\n"
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A users' file with an analyst and an approver; hashing their passwords takes a while."""
    file = tmp_path_factory.mktemp("two") / "users.sqlite"
    users = Users(file)
    users.add("lan", "mot-mat-khau-rat-dai", "analyst")
    users.add("minh", "mot-mat-khau-rat-dai", "approver")
    users.close()
    return file


@pytest.fixture
def well(tmp_path: Path, two: Path) -> Settings:
    """A set-up in which nothing is wrong."""
    (tmp_path / "scope.md").write_text(SIGNED, "utf-8")
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    shutil.copy(two, home)
    return Settings(home=home, scope=str(tmp_path / "scope.md"), port=free_port(), reader="none", cache=tmp_path / "cache")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def looked(settings: Settings) -> list[Finding]:
    """All but what judges posts, which has nothing to do with the rest."""

    async def in_stores() -> list[Finding]:
        return [finding async for finding in stores.stores(settings)]

    if not (home := machine.home(settings)).well:
        return [home]
    return [home, *machine.machine(settings), *asyncio.run(in_stores()), *files.files(settings), stores.evidence(settings)]


def wrong(findings: Iterable[Finding]) -> dict[str, str]:
    return {finding.what: finding.seen for finding in findings if not finding.well}


def test_where_nothing_is_wrong_nothing_is_found(well: Settings) -> None:
    findings = looked(well)
    assert wrong(findings) == {}
    assert len({finding.what for finding in findings}) == len(findings) >= 21


# what is done to the set-up, what the doctor names, a part of what it says of it


def other(**changed: object) -> Callable[[Settings], Settings]:
    return lambda settings: replace(settings, **changed)  # type: ignore[arg-type]


def written(name: str, setting: str, text: str) -> Callable[[Settings], Settings]:
    def spoil(settings: Settings) -> Settings:
        file = settings.home.parent / name
        file.write_text(text, "utf-8")
        return replace(settings, **{setting: str(file)})  # type: ignore[arg-type]

    return spoil


def home_is_a_file(settings: Settings) -> Settings:
    file = settings.home.parent / "file"
    file.touch()
    return replace(settings, home=file)


def open_to_all(settings: Settings) -> Settings:
    settings.home.chmod(0o755)
    return settings


def from_the_future(settings: Settings) -> Settings:
    os.utime(settings.users_file, (time.time() + 7200,) * 2)
    return settings


def no_log(settings: Settings) -> Settings:
    (settings.home / "broker.sqlite").write_text("This is no database. " * 100)
    return settings


def no_index(settings: Settings) -> Settings:
    (settings.home / "index.sqlite").write_text("This is no database. " * 100)
    return settings


def nobody(settings: Settings) -> Settings:
    settings.users_file.unlink()
    return settings


def sent(settings: Settings, topic: str, value: bytes) -> None:
    broker = make_broker(settings)
    asyncio.run(broker.ensure())
    asyncio.run(broker.append([Record(topic, 0, 0, int(time.time() * 1000), b"k", value, ())]))
    broker.close()


def waiting(settings: Settings) -> Settings:
    sent(settings, POSTS.name, encode(Post(id="p", kind="post", page=Page(id="p"), text="x")))
    return settings


def dead(settings: Settings) -> Settings:
    sent(settings, SIGNALS.dead, b"{")
    return settings


def in_index(settings: Settings, write: Callable[..., object]) -> Settings:
    async def put() -> None:
        async with opened_index(settings) as index:
            await write(index)  # type: ignore[misc]

    asyncio.run(put())
    return settings


def of_another_desk(settings: Settings) -> Settings:
    alert = Alert(id="a", codes=("LOAN",), band="LOW", score=1, opened_at=NOW, updated_at=NOW, posts=("p",), pages=("p",), headline="x")
    return in_index(settings, lambda index: index.put_alerts([Placed(41, alert)]))


def without_a_token(settings: Settings) -> Settings:
    watched = Watched(page=Page(id="yt:1"), platform="youtube", ref="UC1", tier="A", at=NOW)
    return in_index(settings, lambda index: index.put_pages([PageHealth(page=watched.page, platform="youtube", watched=watched)]))


def unchecked(settings: Settings) -> Settings:
    folder = cabinet(settings).root / "VN-2026-000001"
    folder.mkdir(parents=True)
    os.utime(folder, (time.time() - 30 * 86_400,) * 2)
    return settings


MISTAKES: list[tuple[Callable[[Settings], Settings], str, str]] = [
    (home_is_a_file, "home", "File exists"),
    (open_to_all, "closed to others", "755"),
    (from_the_future, "clock", "minutes behind"),
    (other(host="0.0.0.0"), "console's name", "TINWATCH_ALLOWED_HOSTS and TINWATCH_HTTPS"),
    (other(host="0.0.0.0", allowed_hosts=("desk.example",)), "console's name", "without TINWATCH_HTTPS"),
    (other(evidence_screenshots=True), "screenshots", "TINWATCH_EVIDENCE_PAGES"),
    (no_log, "broker", "broker.sqlite"),
    (other(broker=f"kafka://127.0.0.1:{free_port()}"), "broker", "127.0.0.1"),
    (other(broker="kafka://kafka:9092", broker_ca="/not/there.pem"), "broker", "TINWATCH_BROKER_CA"),
    (waiting, "lag", "1 in posts.v1"),
    (dead, "dead letters", "1"),
    (no_index, "index", "TINWATCH_INDEX"),
    (other(index=f"http://127.0.0.1:{free_port()}"), "index", "TINWATCH_INDEX"),
    (of_another_desk, "broker and index", "do not belong together"),
    (without_a_token, "watch-list", "youtube: "),
    (other(scope=""), "scope statement", "none"),
    (other(scope="/not/there.md"), "scope statement", "No such file"),
    (nobody, "users", "0"),
    (other(oidc_issuer="https://id.example"), "logins", "TINWATCH_OIDC_CLIENT_ID"),
    (other(second_factor=("boss",)), "logins", "TINWATCH_SECOND_FACTOR"),
    (other(trusted_proxies=("10.1.0.0/33",)), "logins", "TINWATCH_TRUSTED_PROXIES"),
    (written("notify.toml", "notify", '[channels.x]\nkind = "pigeon"\n'), "notices", "notify.toml"),
    (written("destinations.toml", "destinations", "[desk\n"), "destinations", "destinations.toml"),
    (written("offices.csv", "offices", "unit,office,contact\nNowhere,Desk,x\n"), "registers", "offices.csv"),
    (other(licence_register="/not/there.csv"), "registers", "/not/there.csv"),
    (other(timestamp_authority="https://tsa.example"), "time-stamps", "TINWATCH_TIMESTAMP_CA"),
    (other(metrics_port=1), "metrics", "without a token"),
    (unchecked, "evidence", "not checked yet"),
]


@pytest.mark.parametrize(("spoil", "what", "said"), MISTAKES, ids=lambda one: one if isinstance(one, str) else "")
def test_a_mistake_is_named_with_what_to_do(well: Settings, spoil: Callable[[Settings], Settings], what: str, said: str) -> None:
    spoilt = spoil(well)
    findings = looked(spoilt)
    found = wrong(findings)
    assert said in found.pop(what)
    assert next(finding.mend for finding in findings if finding.what == what)
    assert set(found) <= {"second person"} if spoil is nobody else found == {}


def test_a_certificate_that_is_none(well: Settings) -> None:
    named = written("ca.pem", "timestamp_ca", "no certificate")(replace(well, timestamp_authority="https://tsa.example"))
    assert "no PEM" in wrong(files.files(named))["time-stamps"]


def test_one_person_alone_can_escalate_nothing(well: Settings) -> None:
    nobody(well)
    users = Users(well.users_file)
    users.add("lan", "mot-mat-khau-rat-dai", "admin")
    users.close()
    assert wrong(files.files(well)) == {"second person": "none"}


def test_a_full_disk(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100 << 30, 100 << 30, 5 << 20))
    assert wrong(machine.machine(well)) == {"disk": "0.0 GB free"}


@contextmanager
def answering(body: bytes) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(("body", "ours"), [(b'{"ok":true}', True), (b"<html>It works!</html>", False)])
def test_a_port_that_another_program_has(well: Settings, body: bytes, ours: bool) -> None:
    with answering(body) as port:
        found = machine.console(replace(well, port=port))
    assert found.well is ours
    assert str(port) in found.seen


@pytest.mark.parametrize(
    ("environ", "said", "mend"),
    [
        ({"TINWATCH_BROKR": "x"}, "TINWATCH_BROKR: no such setting", "Did you mean TINWATCH_BROKER?"),
        ({"TINWATCH_PORT": "many"}, "TINWATCH_PORT='many'", "docs/settings.md"),
        ({"TINWATCH_LOG_LEVEL": "LOUD"}, "TINWATCH_LOG_LEVEL=LOUD", "docs/settings.md"),
        ({"TINWATCH_INDEX_API_KEY_FILE": "/run/secrets/none"}, "/run/secrets/none: No such file", "docs/settings.md"),
    ],
)
def test_a_setting_that_cannot_be_used(environ: dict[str, str], said: str, mend: str) -> None:
    settings, finding = files.settings(environ)
    assert settings is None
    assert not finding.well
    assert said in finding.seen
    assert mend in finding.mend


def test_what_judges_posts(well: Settings) -> None:
    (well.home / "rules").mkdir()
    (well.home / "rules/mine.yaml").write_text("pack: mine\n", "utf-8")
    found = wrong(judging.judging(replace(well, cache=Settings.cache)))  # a cache of its own would be a minute's work on a busy machine
    assert found.keys() == {"rules"}
    assert "1 packs refused" in found["rules"]


def test_a_model_or_a_reader_that_is_not_there(well: Settings, tmp_path: Path) -> None:
    found = judging.alert_model(replace(well, model=str(tmp_path / "none.bin")))
    assert (found.well, found.seen.startswith("TINWATCH_MODEL=")) == (False, True)
    assert "none" in wrong(judging.readers(replace(well, reader=str(tmp_path / "none"))))["reader"]
