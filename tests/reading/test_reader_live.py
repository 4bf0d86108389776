"""A reader directory that changes is taken up; what cannot be used leaves the last good one in force, or says that there is none."""

from __future__ import annotations

import dataclasses
import logging

import pytest
import tiny_reader

import tinwatch.reading.chosen as chosen
from agents.reading import Failed
from tinwatch.metrics import MODELS, READER
from tinwatch.reading.live import LiveReader
from tinwatch.settings import Settings


def loaded():
    return MODELS.labels("reader")._value.get()


def test_another_content_is_taken_up_and_a_bad_one_is_not(tmp_path, caplog):
    one, two = (tiny_reader.make(tmp_path / name, {"nạp": weight}) for name, weight in (("one", 1.0), ("two", 2.0)))
    link = tmp_path / "reader"
    link.symlink_to(one)
    live = LiveReader(str(link), 1)
    assert [live.renew(), live.renew()] == [True, False]
    first = live.current
    assert (first.read("nạp").alert, loaded()) == (1.0, 1)
    swap(link, two)
    assert live.renew()
    second = live.current
    assert (second.read("nạp").alert, first.read("nạp").alert) == (2.0, 1.0), "who holds the old one may end with it"
    assert [sample.labels["version"] for metric in READER.collect() for sample in metric.samples] == [second.version]
    (two / "model.onnx").write_bytes(b"half written")
    with caplog.at_level(logging.ERROR):
        assert [live.renew(), live.renew()] == [True, False]
    assert live.current is second
    assert f"version {second.version} stays in force" in caplog.text
    assert "model.onnx: damaged" in live.problem
    tiny_reader.make(two, {"nạp": 3.0})
    assert live.renew()
    assert (live.current.read("nạp").alert, live.problem) == (3.0, "")


def swap(link, target):
    draft = link.with_name("draft")
    draft.symlink_to(target)
    draft.replace(link)


def test_where_there_is_none_every_reading_fails_and_it_is_said_once(tmp_path, caplog):
    live = LiveReader(str(tmp_path / "none"), 1)
    with caplog.at_level(logging.ERROR):
        live.renew()
        live.renew()
    assert len(caplog.records) == 1
    assert "rules and linear model decide alone" in caplog.text
    assert loaded() == 0
    with pytest.raises(Failed, match="no such directory"):
        live.current.read("nạp")
    tiny_reader.make(tmp_path / "none", {"nạp": 1.0})
    assert live.renew()
    assert (live.current.read("nạp").alert, loaded()) == (1.0, 1)


def test_one_on_trial_does_not_speak_for_the_one_in_force(tmp_path):
    LiveReader(str(tiny_reader.make(tmp_path / "one", {})), 1).renew()
    LiveReader(str(tmp_path / "none"), 1, told=False).renew()
    assert loaded() == 1


def test_which_reader_the_settings_choose(tmp_path, monkeypatch):
    plain = Settings()
    monkeypatch.setattr(chosen, "BUNDLED", tmp_path)
    assert chosen.place(plain) == str(tmp_path / "reader")
    assert "no such directory" in chosen.live_reader(plain).problem, "an installation without it says so"
    assert chosen.place(dataclasses.replace(plain, reader="/srv/reader")) == "/srv/reader"
    for off in ({"reader": "none"}, {"model": "none"}):
        settings = dataclasses.replace(plain, **off)
        assert (chosen.place(settings), chosen.reader(settings), chosen.live_reader(settings)) == ("", None, None)
        assert chosen.shadow_reader(dataclasses.replace(settings, reader_shadow="/srv/other")) is None


def test_a_command_opens_it_when_it_is_first_asked(tmp_path, monkeypatch):
    folder = tiny_reader.make(tmp_path / "reader", {"nạp": 1.0})
    opened = []
    monkeypatch.setattr(chosen, "live_reader", lambda settings, real=chosen.live_reader: opened.append(1) or real(settings))
    later = chosen.reader(dataclasses.replace(Settings(), reader=str(folder)))
    assert opened == []
    assert (later.read("nạp").alert, later.name, later.terms.alone) == (1.0, "reader", 0.9)
    assert opened == [1]
