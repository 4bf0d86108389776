"""Time-stamps of RFC 3161: an authority signs that it has seen a digest at a time. Asking needs the network, checking none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import httpx
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, VerificationError, VerifierBuilder, decode_timestamp_response

LARGEST = 100_000
"""Bytes of an answer; those of authorities with long chains of certificates have a tenth of it."""

SECONDS = 15.0
_CERTIFICATES = 0xA0


class Unstamped(Exception):
    """No time-stamp that proves anything; the message says why."""


@dataclass(frozen=True)
class Stamp:
    """`proven`: signed by an authority whose root was given; else only that it speaks of these bytes."""

    at: datetime
    authority: str
    proven: bool


def ask(message: bytes, url: str) -> bytes:
    """The authority's answer about these bytes, of which it is told the SHA-256 only; Unstamped when there is none that fits."""
    question = (
        TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).cert_request(cert_request=True)
    )
    request = question.build()
    try:
        with httpx.Client(trust_env=False, timeout=SECONDS) as client:
            told = client.post(url, content=request.as_bytes(), headers={"content-type": "application/timestamp-query"})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unstamped(f"{type(error).__name__}: {error}"[:300]) from error
    if told.status_code != 200 or len(told.content) > LARGEST:
        raise Unstamped(f"status {told.status_code}, {len(told.content):,} bytes")
    try:
        answer = decode_timestamp_response(ordered(told.content))
        same = answer.tst_info.nonce == request.nonce
    except ValueError as error:
        raise Unstamped(f"no answer of RFC 3161: {error}") from error
    if not same:
        raise Unstamped("an answer to another question")
    checked(told.content, message)
    return told.content


def checked(token: bytes, message: bytes, roots: bytes = b"") -> Stamp:
    """What the answer `token` says about `message`; `roots` are certificates (PEM) of authorities that are trusted.

    Raises Unstamped where it is of other bytes, granted nothing, or, with `roots`, is not signed as it must be.
    """
    try:
        token = ordered(token)
        answer = decode_timestamp_response(token)
        told = answer.tst_info
        if answer.as_bytes() != token:
            raise Unstamped("has bytes that mean nothing")
        if answer.status not in (0, 1):
            raise Unstamped(f"was not granted: {', '.join(answer.status_string)}")
        if told.message_imprint.message != hashlib.sha256(message).digest():
            raise Unstamped("is of other bytes")
        stamp = Stamp(told.gen_time, _signer(answer.signed_data.certificates), proven=bool(roots))
        if roots:
            builder = VerifierBuilder()
            for root in x509.load_pem_x509_certificates(roots):
                builder = builder.add_root_certificate(root)
            builder.build().verify_message(answer, message)
    except (VerificationError, ValueError) as error:
        raise Unstamped(str(error)[:300]) from error
    return stamp


def ordered(token: bytes) -> bytes:
    """The same answer with its certificates in the order that DER wants, which `openssl ts` does not keep and the library insists on.

    The signature does not cover that order. What is no answer of RFC 3161 comes back as it is.
    """
    try:
        span = (0, len(token))
        for place in (0, 1, 1, 0):  # the response, the token after its status, the content after its type, the signed data
            span = _parts(token, *span)[place][2:]
        _, _, start, end = next(part for part in _parts(token, *span) if part[0] == _CERTIFICATES)
        certificates = sorted(token[at:stop] for _, at, _, stop in _parts(token, start, end))
        return token[:start] + b"".join(certificates) + token[end:]
    except (IndexError, StopIteration):
        return token


def _parts(der: bytes, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """The values that stand one after the other in `der[start:end]`: tag, begin, begin of the content, end. IndexError where none do."""
    found = []
    while start < end:
        length, begin = der[start + 1], start + 2
        if length > 127:
            begin += length - 128
            length = int.from_bytes(der[start + 2 : begin])
        if begin + length > end:
            raise IndexError(start)
        found.append((der[start], start, begin, begin + length))
        start = begin + length
    return found


def _signer(certificates: set[bytes]) -> str:
    """The name of the certificate for time-stamping that came along; empty where none did."""
    for raw in sorted(certificates):
        certificate = x509.load_der_x509_certificate(raw)
        try:
            uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        except x509.ExtensionNotFound:
            continue
        if ExtendedKeyUsageOID.TIME_STAMPING in uses:
            return certificate.subject.rfc4514_string()
    return ""
