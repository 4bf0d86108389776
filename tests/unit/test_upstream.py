"""A Faust or aiokafka whose code nobody has read for our corrections is noticed: a patch release here, another minor one at every start."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from tinwatch import upstream
from tinwatch.app import make_app
from tinwatch.settings import Settings


def embedded(home: Path) -> None:
    _ = make_app(Settings(home=home), None).transport


def on_kafka(home: Path) -> None:
    _ = make_app(Settings(home=home, broker="kafka://127.0.0.1:1"), None).transport


@pytest.mark.parametrize("name", upstream.READ)
def test_what_is_installed_is_what_was_read(name: str) -> None:
    assert version(name) == upstream.READ[name], f"read the parts of {name} that tinwatch/upstream.py names, then write this version there"


@pytest.mark.parametrize(
    ("name", "start"),
    [("faust-streaming", embedded), ("faust-streaming", on_kafka), ("aiokafka", on_kafka)],
    ids=["embedded: Faust", "Kafka: Faust", "Kafka: aiokafka"],
)
def test_another_minor_release_is_refused_at_the_start(
    name: str, start: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path)
    monkeypatch.setitem(upstream.READ, name, "0.13.9")
    with pytest.raises(upstream.Unread, match=f"{name} .* was read in 0.13.9"):
        start(tmp_path)
