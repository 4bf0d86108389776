"""A second linear model on trial: asked what the first was asked, counted, never heard; one that cannot be used holds up nothing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from dataclasses import replace

import msgspec
import pytest

import tinwatch.models
from agents.aside import Aside
from agents.assessor import Assessor
from agents.learned import Learned
from agents.linear import packed, unpacked
from agents.shadow import challenged, model_on_trial
from tinwatch.assessors import make_assessor
from tinwatch.doctor.judging import on_trial
from tinwatch.metrics import MODELS
from tinwatch.models import challenger, file_of
from tinwatch.settings import Settings, load
from topics.records import Page, Post

CONTENT = file_of("alert").read_bytes()
LOAN = "Cho vay góp ngày, không cần thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000"
PRAYER = "Nam mô A Di Đà Phật"


def like(**limits: float) -> bytes:
    """The bundled model with other limits."""
    file = unpacked(CONTENT)
    return packed(msgspec.structs.replace(file, limits=file.limits | limits))


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return make_assessor(load({}))


def posts(*said: str) -> list[Post]:
    return [Post(id=f"t:{i}", kind="post", page=Page(id="t:p"), text=text) for i, text in enumerate(said)]


class Counts:
    """The agents' meter, counting for real."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()

    def add(self, name: str, amount: float = 1, label: str | tuple[str, ...] = "") -> None:
        self.of[f"{name} {label}"] += int(amount)

    def observe(self, name: str, seconds: float, label: str | tuple[str, ...] = "") -> None: ...

    def set(self, name: str, value: float, label: str | tuple[str, ...] = "") -> None: ...


def test_how_a_challenger_differs(assessor: Assessor) -> None:
    asked = assessor.look_at(posts(LOAN)[0])
    assert assessor.decided(asked).alert_codes == ("LOAN",)
    mute = Learned(like(alert=1.0, keep=1.0))
    assert challenged(assessor, asked, Learned(CONTENT)) == "agree"
    assert challenged(assessor, asked, mute) == "silent"
    assert challenged(assessor.advised_by(mute), asked, Learned(CONTENT)) == "alert"


async def test_it_is_counted_and_never_heard(assessor: Assessor) -> None:
    """What comes out of the batch is the same with and without it; the prayer asks no model, so it is not compared either."""
    meter, some = Counts(), posts(LOAN, PRAYER, LOAN + " nhé")
    results = []
    for trials in ((), (model_on_trial(meter, Learned(like(alert=1.0, keep=1.0))),)):
        aside = Aside(meter, 30, trials)
        with aside.begin(assessor) as batch:
            for post in some:
                batch.add(assessor.look_at(post))
            results.append([assessor.in_thread(asked, None)[0] for asked in await aside.end(batch)])
    assert results[0] == results[1]
    assert [one.alert_codes for one in results[1]] == [("LOAN",), (), ("LOAN",)]
    deadline = time.monotonic() + 60
    while meter.of["model_shadow silent"] < 2:
        assert time.monotonic() < deadline, meter.of
        await asyncio.sleep(0.01)
    assert {name: count for name, count in meter.of.items() if name.startswith("model_shadow")} == {"model_shadow silent": 2}


def test_the_settings_choose_it(tmp_path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "challenger.bin"
    file.write_bytes(like(alert=0.9))
    settings = replace(Settings(), model_shadow=str(file))
    found = challenger(settings)
    assert found is not None
    assert found.limits.alert == 0.9
    assert MODELS.labels("challenger")._value.get() == 1
    assert [one.well for one in on_trial(settings)] == [True]
    assert list(on_trial(Settings())) == []
    assert challenger(Settings()) is None
    assert challenger(replace(settings, model=tinwatch.models.NONE)) is None
    file.write_bytes(like()[:-1])
    with caplog.at_level(logging.ERROR):
        assert challenger(settings) is None
    assert "on trial cannot be used" in caplog.text
    assert [one.well for one in on_trial(settings)] == [False]
    assert MODELS.labels("challenger")._value.get() == 0
