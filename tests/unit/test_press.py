"""Names and domains of papers, and what passes for them. Facts relied on: enrichers/press.csv holds VnExpress, Tuổi Trẻ, Lao Động."""

from __future__ import annotations

import time

import pytest

from agents.naming import name_cues
from enrichers.press import Agency, Press, press_words, pressy_domain, read, shipped, strong_piece
from enrichers.quoting import quoting


@pytest.mark.parametrize("name", ["Tuổi Trẻ", "Báo Tuổi Trẻ Online", "tuoi tre", "tuoitre.vn", "BÁO ĐIỆN TỬ TUỔI TRẺ"])
def test_an_agency_by_any_of_its_names(name):
    agency = shipped().of_name(name)
    assert agency is not None
    assert agency.name == "Tuổi Trẻ"


@pytest.mark.parametrize(
    ("name", "like"), [("VnExpres", "VnExpress"), ("congdongvnexpress", "VnExpress"), ("Báo Lao Động mới", "Lao Động")]
)
def test_a_name_like_an_agency_s(name, like):
    agency = shipped().like(name)
    assert agency is not None
    assert agency.name == like


@pytest.mark.parametrize(
    "name", ["Đoàn Thanh niên xã Mẫu", "Cộng đồng lao động giỏi", "Hội Phụ nữ", "Chợ Quê", "", "Tuổi trẻ học đường", "VnExpress"]
)
def test_everyday_words_and_the_agency_itself_are_not_like_one(name):
    assert shipped().like(name) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Tin tức Làng Chài", ["Tin tức"]),
        ("Thời báo Núi", ["Thời báo"]),
        ("Xóm Biển TV", ["TV"]),
        ("Bảo hiểm An Tâm", []),
        ("Tín dụng nhân dân", []),
        ("Tin học văn phòng", []),
        ("Bao bì giấy", []),
        ("Shop quần áo", []),
    ],
)
def test_words_that_readers_know_from_papers(name, words):
    assert [name[word.start : word.end] for word in press_words(name)] == words


@pytest.mark.parametrize(
    ("domain", "strong"),
    [("langchainews.example", True), ("tintucnui.example", True), ("baobi.example", False), ("nongsan.example", False)],
)
def test_domains_that_sound_like_papers(domain, strong):
    assert any(map(strong_piece, pressy_domain(domain))) is strong


def test_a_name_gives_one_cue_over_the_whole_of_it():
    assert {family: [(m.start, m.end, m.field) for m in marks] for family, marks in name_cues("Tin nhanh Núi", shipped()).items()} == {
        "press.name": [(0, 13, "page.name")]
    }
    assert list(name_cues("Báo Tuổi Trẻ", shipped())) == ["press.real"]
    assert list(name_cues("VnExpres", shipped())) == ["press.like"]
    assert name_cues("Chợ Quê", shipped()) == {}


def test_a_desk_s_own_register_counts_instead():
    press = Press(read(["name,domains", "Báo Đồng Xanh,dongxanh.example dx.example"]))
    assert press.agencies == (Agency("Báo Đồng Xanh", ("dongxanh.example", "dx.example")),)
    assert press.of_domain("m.dongxanh.example") is not None
    assert press.of_name("Đồng Xanh") is not None
    assert press.of_name("Tuổi Trẻ") is None
    with pytest.raises(ValueError, match="line 3"):
        list(read(["name,domains", "A,a.example", ",b.example"]))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Theo Báo Đồng Xanh, đăng 08:15 ngày 3/4.", "Theo Báo Đồng Xanh"),
        ("... (Theo Dân trí)", "Theo Dân trí"),
        ("Nguồn: VnExpress", "Nguồn: VnExpress"),
        ("Dẫn nguồn: tuoitre.vn", "Dẫn nguồn: tuoitre.vn"),
    ],
)
def test_a_source_that_is_named(text, source):
    assert [text[a:b] for a, b in quoting(text, shipped()).sources] == [source]


@pytest.mark.parametrize("text", ["theo tôi thì hay", "Theo báo cáo của xã", "theo dõi trang", "nguồn nước sạch", "Theo bảo hiểm xã hội"])
def test_no_source_is_named(text):
    assert quoting(text, shipped()).sources == ()


@pytest.mark.parametrize("piece", ["a", "bao ", "theo ", "http://", "1/1/", "vnexpress"])
def test_long_names_and_texts_cost_little(piece):
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()
    shipped().like(text)
    press_words(text)
    pressy_domain(text)
    quoting(text, shipped())
    assert time.perf_counter() - start < 4
