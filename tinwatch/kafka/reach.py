"""Whether Kafka can be reached, and if not, why, in one sentence that names the setting."""

from __future__ import annotations

import asyncio
import socket
import ssl

from aiokafka.conn import create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

from tinwatch.broker.errors import BrokerError
from tinwatch.kafka.address import Address
from tinwatch.settings import SettingError

PATIENCE = 5.0
"""Seconds for one server to answer."""


UNWELCOME = (AuthenticationFailedError, SaslAuthenticationFailed, UnsupportedSaslMechanismError, IllegalSaslStateError, ssl.SSLError)
"""What says that somebody is there and does not want us as we come."""


class Unreachable(BrokerError):
    """No server of the address answers; one may do so later."""


class Unwelcome(Unreachable, SettingError):
    """Every server that answers turns us away: waiting does not help, another setting does."""


async def reach(address: Address) -> None:
    """Returns when one server answers and lets us in; Unreachable and Unwelcome say of each why not."""
    problems: dict[str, bool] = {}
    for host, port in address.hosts:
        try:
            async with asyncio.timeout(PATIENCE):
                connection = await create_conn(host, port, request_timeout_ms=int(PATIENCE * 1000), **address.login)
                try:
                    await connection.send(MetadataRequest([]))  # who did not log in is shown the door only now
                finally:
                    connection.close()
        except (OSError, KafkaError, TimeoutError) as error:
            if isinstance(error, KafkaError | ConnectionResetError) and not address.tls and await _speaks_tls(host, port):
                problems[f"{host}:{port} speaks TLS only: set TINWATCH_BROKER_CA, or TINWATCH_BROKER_TLS for a public authority"] = True
            else:
                problems[f"{host}:{port} {_reason(error, address)}"] = isinstance(error, UNWELCOME)
        else:
            return
    raise (Unwelcome if all(problems.values()) else Unreachable)(f"{address}: {'; '.join(problems)}")


async def _speaks_tls(host: str, port: int) -> bool:
    """Whether a TLS server listens there, whoever it is; nothing is sent to it."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(host, port, ssl=context)
    except (OSError, TimeoutError):
        return False
    writer.transport.abort()
    return True


def _reason(error: BaseException, address: Address) -> str:
    """What went wrong; never the error's own text where it could repeat what we sent."""
    if isinstance(error, AuthenticationFailedError | SaslAuthenticationFailed):
        return f"refuses this user or password (user {address.user}): set TINWATCH_BROKER_USER and TINWATCH_BROKER_PASSWORD"
    if isinstance(error, UnsupportedSaslMechanismError | IllegalSaslStateError):
        return f"does not take {address.mechanism} here: set TINWATCH_BROKER_MECHANISM, or leave user and password out"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"shows a certificate that is not trusted ({error.verify_message}): set TINWATCH_BROKER_CA to the file of its authority"
    if isinstance(error, ssl.SSLError) or (isinstance(error, ConnectionResetError) and address.tls):
        return "does not speak TLS with us: use its TLS port, or unset TINWATCH_BROKER_TLS and TINWATCH_BROKER_CA"
    if isinstance(error, socket.gaierror):
        return "is not a known host"
    if isinstance(error, ConnectionRefusedError):
        return "has nothing that listens"
    if isinstance(error, TimeoutError):
        return f"does not answer as a Kafka within {PATIENCE:.0f} s"
    if isinstance(error, KafkaError | ConnectionError):
        wanted = ["a client certificate (TINWATCH_BROKER_CERTIFICATE)"] if address.tls else []
        wanted += [] if address.user else ["user and password (TINWATCH_BROKER_USER, TINWATCH_BROKER_PASSWORD)"]
        return f"closed the connection: {'it may want ' + ' or '.join(wanted) if wanted else 'it starts or stops'}, or is no Kafka"
    return str(getattr(error, "strerror", None) or type(error).__name__)
