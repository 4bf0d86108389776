"""Making the names model: the same sentences give the same bytes, other spellings keep the marks, what may be a name is no background."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from enrichers.names.tagger import Names
from tinwatch.learning.markup import Marked, read, sentences
from tinwatch.learning.naming import FILE, background, joined, material, respelled, trained
from tinwatch.learning.other_names import OtherNames
from tinwatch.learning.plain import plain

QUICK = {"max_iterations": 15}
EVAL = Path(__file__).parents[1] / "data/entities.txt"


def few() -> list[Marked]:
    return list(islice(sentences(FILE), 0, None, 40))


def test_the_same_sentences_give_the_same_bytes_and_a_model_that_has_learned() -> None:
    made = [trained(few(), ["hôm nay trời đẹp quá"], QUICK) for _ in range(2)]
    assert made[0] == made[1] != trained(few()[1:], (), QUICK)
    sentence = few()[0]
    assert {(e.start, e.end) for e in Names(made[0]).find(sentence.text)} & {(s.start, s.end) for s in sentence.spans}


def test_every_way_of_telling_a_sentence_keeps_its_marks_on_names() -> None:
    for sentence in islice(material(few()), 400):
        for span in sentence.spans:
            name = sentence.text[span.start : span.end]
            assert name == name.strip() != ""


def test_other_spellings_have_the_same_length() -> None:
    sentence = read("Chị [PER Đỗ Thị Hường] ở [PLA Quảng Ngãi]")
    told = {other.text for other in respelled(sentence, random.Random(1), 60)}
    assert {"chi do thi huong o quang ngai", "CHỊ ĐỖ THỊ HƯỜNG Ở QUẢNG NGÃI"} <= told
    assert {len(text) for text in told} == {len(sentence.text)}


def test_other_names_take_the_places_of_the_old_ones() -> None:
    draw, others = random.Random(2), OtherNames()
    sentence = read("Ông [PER Lê Văn Tám] ở [PLA huyện Củ Chi] làm ở [ORG Công ty Hoa Mai]")
    told = [others.swapped(sentence, draw) for _ in range(20)]
    assert len({one.text for one in told}) > 10
    for one in told:
        assert [span.type for span in one.spans] == ["PER", "PLA", "ORG"]
        assert one.text[one.spans[1].start :].startswith("huyện ")
        assert one.text.startswith("Ông ")


def test_joined_sentences_keep_their_spans() -> None:
    both = joined([read("ở [PLA Huế]"), read("gặp [PER Lan]")], ". ")
    assert [both.text[s.start : s.end] for s in both.spans] == ["Huế", "Lan"]


@pytest.mark.parametrize(
    "text", ["chị lan bán hàng", "ở hà nội lạnh lắm", "minh tuấn ơi về ăn cơm", "hôm nay gặp Lan ở chợ", "vay fe credit lãi cao"]
)
def test_what_may_hold_a_name_is_no_background(text: str) -> None:
    assert list(plain([text])) == []


def test_background_is_ordinary_talk() -> None:
    assert [one.text for one in plain(["hôm nay trời đẹp quá đi\nhôm nay trời đẹp quá đi", "ok"])] == ["hôm nay trời đẹp quá đi"]
    assert all(not one.spans for one in background(["hàng này mua ở đâu vậy shop ơi"]))


def test_no_sentence_to_judge_by_is_learned_from() -> None:
    learned = {sentence.text.casefold() for sentence in sentences(FILE)}
    judged = {sentence.text.casefold() for sentence in sentences(EVAL)}
    assert len(judged) > 200
    assert learned & judged == set()
