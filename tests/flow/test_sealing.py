"""Packets: one byte anywhere, a file more or less, another time-stamp: `verify` must say so, and where."""

import hashlib
import io
import json
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import Desk
from stamping_authority import Authority

from channels import zips
from channels.chains import broken, last, linked, whole
from channels.sealing import CHAIN, MANIFEST, STAMP, SUMS, manifested, opened, problems, sealed
from channels.stamps import Unstamped, ask, checked, ordered

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
CASE = "VN-2026-000123"
RECORD = '{"text":"Chuyển khoản giữ chỗ để nhận việc"}\n'.encode()
CAPTURE = manifested(
    "capture", CASE, NOON, {"record.json": RECORD, "page.warc.gz": b"withheld"}, tool="tinwatch 0.1", facts={"method": "api"}
)
LINES = linked("", {"seq": 1, "case": "c", "capture": "1", "sha256": hashlib.sha256(CAPTURE).hexdigest()})
LOG = LINES + linked(last(LINES), {"seq": 2, "case": "c", "capture": "2", "sha256": "00" * 32})
FILES = {
    "packet.json": b'{"case_id":"VN-2026-000123"}',
    "report.pdf": bytes(range(256)),
    f"evidence/1/{MANIFEST}": CAPTURE,
    "evidence/1/record.json": RECORD,
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    one = Authority(tmp_path_factory.mktemp("tsa"))
    one.url = one.serve()
    yield one
    one.close()


@pytest.fixture(scope="module")
def packet(authority) -> bytes:
    return sealed(FILES, CASE, NOON, chain=LOG, stamp=lambda manifest: ask(manifest, authority.url))


def test_a_whole_packet_says_what_it_proves(packet: bytes, authority: Authority) -> None:
    seal = opened(packet, authority.root)
    assert seal.problems == ()
    assert seal.manifest is not None
    assert (seal.manifest.case, seal.manifest.made_at, seal.captures) == (CASE, NOON, 1)
    stamp = seal.stamps[STAMP]
    assert stamp.proven
    assert stamp.authority == "CN=Dấu thời gian thử"
    assert abs(stamp.at - datetime.now(UTC)).total_seconds() < 60


def test_one_form_of_one_content() -> None:
    assert sealed(FILES, CASE, NOON, chain=LOG) == sealed(dict(reversed(FILES.items())), CASE, NOON, chain=LOG)
    assert problems(sealed(FILES, CASE, NOON, chain=LOG)) == []
    assert problems(sealed({}, CASE, NOON)) == []


def test_one_byte_anywhere_is_seen_and_its_place_named(packet: bytes, authority: Authority) -> None:
    """Every byte of headers, files, manifest, time-stamp, sums and directory, one bit of each."""
    chance = random.Random(7)
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
        directory = archive.start_dir
    ends = [*(entry.header_offset for entry in entries[1:]), directory]
    for at in range(len(packet)):
        flipped = bytearray(packet)
        flipped[at] ^= 1 << chance.randrange(8)
        found = problems(bytes(flipped))  # without any root: nothing here needs to trust an authority
        assert found, f"byte {at} changed unseen"
        where = next((entry.filename for entry, end in zip(entries, ends, strict=True) if at < end), "central directory")
        named = ("central directory", *(entry.filename for entry in entries)) if at >= directory else (where,)
        assert any(name in found[0] for name in named), f"byte {at} of {where}: {found[0]}"


def test_bytes_before_between_and_behind_are_seen(packet: bytes) -> None:
    for changed in (b"#!/bin/sh\n" + packet, packet + b"\0", packet[:-1], packet[:3000], b"", packet[:500] + b"x" + packet[500:]):
        assert problems(changed)
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    assert "form that packets do not have" in problems(again.getvalue())[0]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda files: files | {"report.pdf": b"another"}, "report.pdf: was changed"),
        (lambda files: {name: files[name] for name in files if name != "report.pdf"}, "report.pdf: is missing"),
        (lambda files: files | {"more.txt": b""}, "more.txt: was added"),
        (lambda files: files | {MANIFEST: files[MANIFEST].replace(b"000123", b"000124")}, f"{MANIFEST}: is not what {SUMS} says"),
        (lambda files: {name: files[name] for name in files if name != MANIFEST}, f"{MANIFEST}: is not there"),
        (lambda files: {name: files[name] for name in files if name != STAMP}, f"{STAMP}: is not what {SUMS} says"),
        (lambda files: files | {SUMS: b""}, f"{MANIFEST}: is not what {SUMS} says"),
        (lambda files: files | {SUMS: files[SUMS] + b"0  x\n"}, f"{SUMS}: has lines of other files"),
    ],
)  # fmt: skip
def test_a_packet_made_anew_of_changed_files_is_seen(packet: bytes, change, place: str) -> None:
    found = problems(zips.written(change(zips.read(packet))))
    assert place in found[0]


def resealed(files: dict[str, bytes], chain: bytes) -> list[str]:
    return problems(sealed(files, CASE, NOON, chain=chain))


def test_the_log_of_captures_must_hold_and_tell_of_each_capture() -> None:
    first, second = LOG.splitlines(keepends=True)
    assert resealed(FILES, first.replace(b'"seq":1', b'"seq":9') + second) == [f"{CHAIN}: line 1 does not follow from the line before"]
    assert resealed(FILES, second) == [f"{CHAIN}: line 1 does not follow from the line before"]
    assert resealed(FILES, LOG[:-1]) == [f"{CHAIN}: line 2 is cut off"]
    assert resealed(FILES, first + b"x\n") == [f"{CHAIN}: line 2 is not readable"]
    assert resealed(FILES, b"") == [f"evidence/1/{MANIFEST}: {CHAIN} does not tell of it"]
    other = manifested("capture", CASE, NOON, {"record.json": b"{}"})
    assert resealed(FILES | {f"evidence/1/{MANIFEST}": other}, LOG)[0] == f"evidence/1/{MANIFEST}: {CHAIN} tells of another one"
    assert resealed(FILES | {"evidence/1/record.json": b"{}"}, LOG) == ["evidence/1/record.json: is not what was captured"]


def test_a_log_cut_by_a_crash_goes_on_where_it_was_whole() -> None:
    cut = LOG[:-20]
    assert whole(cut) == LINES
    assert broken(whole(cut) + linked(last(cut), {"seq": 2})) == ""


def test_a_time_stamp_of_others_or_by_others_proves_nothing(packet: bytes, authority: Authority, tmp_path: Path) -> None:
    files = zips.read(packet)
    stranger = Authority(tmp_path, "Kẻ khác")
    assert problems(packet, stranger.root)[0].startswith(f"{STAMP}: ")
    assert problems(sealed(FILES, CASE, NOON, chain=LOG), authority.root) == [f"{STAMP}: is missing"]
    with pytest.raises(Unstamped, match="other bytes"):
        checked(files[STAMP], files[MANIFEST] + b" ", authority.root)
    for token in (b"", b"0\x03\x02\x01\x00", files[STAMP][:-1], files[STAMP] + b"\0"):
        with pytest.raises(Unstamped):
            checked(token, files[MANIFEST])


def test_an_authority_that_answers_something_else_is_not_believed(authority: Authority) -> None:
    url = authority.serve()
    old = authority.stamp(_query(b"once"))
    try:
        for answer in (lambda query: b"", lambda query: b"<html>", lambda query: old, lambda query: b"x" * 200_000):
            authority.answer = answer
            with pytest.raises(Unstamped):
                ask(b"once", url)
    finally:
        authority.answer = authority.stamp
    authority.close()
    with pytest.raises(Unstamped):
        ask(b"once", "http://127.0.0.1:9/tsa")


def test_certificates_in_any_order_are_read_and_nothing_else_is_mended(tmp_path: Path) -> None:
    """As `openssl ts` sends them, which sorts nothing: of two authorities' keys some come in the wrong order."""
    wrong = 0
    for number in range(6):
        one = Authority(tmp_path / str(number), f"Số {number}", chain=True)
        token = one.stamp(_query(b"once"))
        wrong += ordered(token) != token
        stamp = checked(token, b"once", one.root)
        assert (stamp.proven, stamp.authority) == (True, f"CN=Số {number}")
        with pytest.raises(Unstamped):
            checked(token, b"twice", one.root)
        if wrong:
            break
    assert wrong, "openssl sorted all six by chance"
    for damaged in (token[:-1], token[:40], b"\x30\x84\xff\xff\xff\xff", b"0"):
        assert ordered(damaged) == damaged


def _query(message: bytes) -> bytes:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    return TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).cert_request(cert_request=True).build().as_bytes()


def zipped(*names: str, kind: int = zipfile.ZIP_STORED, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name) if kind == zipfile.ZIP_STORED else name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "name", ["../a", "/etc/passwd", "a/../b", "a\\..\\b", "C:\\a", "a//b", "a/", ".", "..", "x" * 201, "bài.txt", "a\nb", ""]
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        sealed({name: b""}, CASE, NOON)
    if name:
        assert "no name for a file" in problems(zipped(name))[0]


def test_bombs_and_double_names_are_refused() -> None:
    assert "form that packets do not have" in problems(zipped("a", kind=zipfile.ZIP_DEFLATED, content=bytes(50_000_000)))[0]
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped("a", "a")
    assert "more than once" in problems(twice)[0]
    with pytest.raises(ValueError, match="one of its own"):
        sealed({MANIFEST: b""}, CASE, NOON)


def test_the_command(desk: Desk, packet: bytes, authority: Authority) -> None:
    whole_, broken_, ca = desk.home / "w.zip", desk.home / "b.zip", desk.home / "ca.pem"
    whole_.write_bytes(packet)
    broken_.write_bytes(packet.replace("giữ chỗ".encode(), "giữ chổ".encode()))
    ca.write_bytes(authority.root)
    said = desk.run("verify", str(whole_), "--ca", str(ca)).stdout
    assert f"whole: case {CASE}, 5 files, 1 captures" in said
    assert "(proven)" in said
    assert "not proven" in desk.run("verify", str(whole_)).stdout
    said = desk.run("verify", str(whole_), str(broken_), code=1).stdout
    assert f"{broken_}: BROKEN\n  evidence/1/record.json" in said
    [line] = desk.run("verify", str(whole_), "--format", "jsonl").stdout.splitlines()
    assert json.loads(line)["whole"] is True
    desk.run("verify", str(desk.home / "none.zip"), code=2)
