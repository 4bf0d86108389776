"""What makes a Kafka broker a secure one: TLS everywhere, SCRAM or certificates for clients, and rights.

Listeners: SASL_SSL for clients with user and password, SSL for clients with a certificate and for the brokers among themselves, and the
controllers' own, which asks for a certificate too. Nothing is spoken in the clear, and nobody may do what no ACL grants him.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tinwatch.servers.ports import LOOPBACK
from tinwatch.servers.secrets import USER, Secrets

ITSELF = "kafka"
"""As whom the brokers come to one another; may do everything."""

PASSWORD = "broker-password"  # noqa: S105 - the name of its file
MECHANISMS = ("SCRAM-SHA-256", "SCRAM-SHA-512")
SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required;"


def listening(port: int, tls: int, controller: int, folder: Path) -> dict[str, object]:
    """The part of a broker's configuration that says how it is spoken to; its certificate lies in `folder`."""
    clients = f"SASL_SSL://{LOOPBACK}:{port},SSL://{LOOPBACK}:{tls}"
    return {
        "listeners": f"{clients},CONTROLLER://{LOOPBACK}:{controller}",
        "advertised.listeners": clients,
        "listener.security.protocol.map": "CONTROLLER:SSL,SASL_SSL:SASL_SSL,SSL:SSL",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "SSL",
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": folder / "both.pem",
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": folder / "ca.pem",
        "listener.name.ssl.ssl.client.auth": "required",
        "listener.name.controller.ssl.client.auth": "required",
        "ssl.principal.mapping.rules": "RULE:^CN=([^,]*).*$/$1/",  # one set of rights, whether by password or by certificate
        "sasl.enabled.mechanisms": ",".join(MECHANISMS),
        **{f"listener.name.sasl_ssl.{mechanism.lower()}.sasl.jaas.config": SCRAM for mechanism in MECHANISMS},
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": f"User:{ITSELF}",
    }


def users(secrets: Secrets) -> Sequence[str]:
    """Arguments of Kafka's format command that make tinwatch's user; they hold the password, so they belong into a file."""
    password = secrets.value(PASSWORD)
    return [f"--add-scram={mechanism}=[name={USER},password={password}]" for mechanism in MECHANISMS]
