"""The address of an Elasticsearch, and that no message about it shows a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.elastic_address import address
from tinwatch.indexes import make_index
from tinwatch.settings import SettingError, Settings


def test_an_address_is_taken_apart(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text("")
    plain = address("http://localhost")
    assert (plain.hosts, plain.prefix, plain.ca, plain.basic_auth, plain.api_key) == (
        ("http://localhost:9200",),
        "tinwatch",
        "",
        None,
        None,
    )
    full = address(f"https://desk:p%2Fw%3A%40@es1.vn:9243,es2.vn,[::1]:9201/es/?ca={ca}&prefix=desk-2")
    assert full.hosts == ("https://es1.vn:9243/es", "https://es2.vn:9200/es", "https://[::1]:9201/es")
    assert (full.prefix, full.ca, full.basic_auth, full.api_key) == ("desk-2", str(ca), ("desk", "p/w:@"), None)
    key = address("https://api_key:S0VZ%3D@es.vn")
    assert (key.basic_auth, key.api_key) == (None, "S0VZ=")
    beside = address("https://es.vn", ca=str(ca), api_key="S0VZ=")
    assert (beside.basic_auth, beside.api_key, beside.ca) == (None, "S0VZ=", str(ca))
    wins = address("https://desk:pw@es.vn?ca=", ca=str(ca), api_key="S0VZ=")
    assert (wins.basic_auth, wins.api_key, wins.ca) == (("desk", "pw"), None, "")
    assert not [secret for secret in ("p/w", "p%2Fw", "S0VZ") if secret in repr(full) + full.shown + repr(key) + key.shown + repr(beside)]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://x", "http://"),
        ("http://", "no host"),
        ("http://es:port", "port"),
        ("http://es:99999", "port"),
        ("http://desk@es", "user:password"),
        ("http://desk:@es", "user:password"),
        ("http://:hunter2@es", "user:password"),
        ("http://desk:hunter2/3@es", "%2F"),
        ("http://desk:hunter2?3@es", "%3F"),
        ("http://desk:hunter2#3@es", "%23"),
        ("http://desk:hunter2@es?index=x", "unknown parameter"),
        ("http://desk:hunter2@es?prefix=Tin%20Watch", "lower-case"),
        ("http://desk:hunter2@es?ca=/nowhere.pem", "does not exist"),
    ],
)
def test_a_bad_address_is_explained_without_its_password(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as told:
        address(url)
    assert "hunter" not in str(told.value)
    if url.startswith("http"):
        with pytest.raises(SettingError, match="TINWATCH_INDEX") as told:
            make_index(Settings(index=url))
        assert "hunter" not in str(told.value)
