"""Where Kafka is, from the settings; no server needed."""

import logging

import pytest

from tinwatch.kafka.address import address_of
from tinwatch.kafka.sparing import Sparing
from tinwatch.settings import SettingError, Settings


def test_hosts_ports_and_login():
    address = address_of(Settings(broker="kafka://ann:p%40ss@one,two:19092,[::1]:9093"))
    assert address.servers == ["one:9092", "two:19092", "[::1]:9093"]
    assert (address.user, address.password) == ("ann", "p@ss")
    assert address.login["security_protocol"] == "SASL_PLAINTEXT"
    assert address.login["sasl_mechanism"] == "SCRAM-SHA-256"
    assert address_of(Settings(broker="kafka://one")).login["security_protocol"] == "PLAINTEXT"
    assert address_of(Settings(broker="kafka://a:b@one", broker_tls=True)).login["security_protocol"] == "SASL_SSL"


def test_user_and_password_of_their_own_settings_unless_the_url_has_some():
    address = address_of(Settings(broker="kafka://one", broker_user="ann", broker_password="p:@%40"))
    assert (address.user, address.password, address.login["security_protocol"]) == ("ann", "p:@%40", "SASL_PLAINTEXT")
    address = address_of(Settings(broker="kafka://bob:other@one", broker_user="ann", broker_password="geheim"))
    assert (address.user, address.password) == ("bob", "other")


def test_no_password_in_anything_that_is_shown():
    address = address_of(Settings(broker="kafka://ann:geheim@one"))
    assert "geheim" not in f"{address} {address!r}"
    assert str(address) == "TINWATCH_BROKER=kafka://one"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"broker": "kafka://"}, "TINWATCH_BROKER=kafka://: expected kafka://host:port"),
        ({"broker": "kafka://one,,two"}, "expected kafka://host:port"),
        ({"broker": "kafka://one:99999"}, "expected kafka://host:port"),
        ({"broker": "kafka://geheim@one"}, "needs both user and password"),
        ({"broker": "kafka://one", "broker_user": "ann"}, "TINWATCH_BROKER_PASSWORD: one needs the other"),
        ({"broker": "kafka://one", "broker_password": "geheim"}, "TINWATCH_BROKER_USER, "),
        ({"broker": "kafka://one", "broker_mechanism": "MD5"}, "TINWATCH_BROKER_MECHANISM=MD5"),
        ({"broker": "kafka://one", "broker_ca": "/nowhere.pem"}, "TINWATCH_BROKER_CA=/nowhere.pem"),
        ({"broker": "kafka://one", "broker_certificate": "/nowhere.pem"}, "TINWATCH_BROKER_CERTIFICATE=/nowhere.pem"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(settings, said):
    with pytest.raises(SettingError) as error:
        address_of(Settings(**settings))
    assert said in str(error.value)
    assert "geheim" not in str(error.value)


def test_a_message_is_not_said_again_at_once():
    sparing = Sparing()
    records = [
        logging.LogRecord("aiokafka", logging.ERROR, "", 0, message, (n,), None) for n in range(3) for message in ("gone %s", "back %s")
    ]
    assert [sparing.filter(record) for record in records] == [True, True, False, False, False, False]
