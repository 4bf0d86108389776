"""Comments of children stay outside (domain.md §8): by the words alone, at each of the edges that a comment comes in by.

The sentences are ours, written for this test in the ways that people under 16 and their parents write under pages of shops and schools.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime

import pytest

from collectors import minors, sifting
from collectors.connector import Haul
from collectors.uploads.making import Given
from collectors.uploads.recognising import recognised
from collectors.webhooks import told
from topics.records import Page, Post
from topics.watchlist import Track

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)

CHILDREN = (
    "Em 12 tuổi có được tham gia không ạ", "em học lớp 7 thôi ạ", "e lop 8 dc k ad", "con mới lớp 5 ạ",
    "Cháu năm nay 14 tuổi, cháu muốn mua", "Shop ơi em mới 13 tuổi thì có nhận không", "dạ 12 tuổi ạ",
    "mk 13t ib dc k", "lớp 6 có được đăng ký không", "Ib em. Em đang học lớp 9",
)  # fmt: skip
OTHERS = (
    "Con em 12 tuổi uống được không", "cháu nhà mình 8 tuổi", "con mình học lớp 3", "bé nhà em 5 tuổi", "em 22 tuổi", "em 16 tuổi",
    "mình lớp 12", "mình mua cho con 10 tuổi", "Xe em 10 tuổi rồi", "thuốc này cho trẻ em 12 tuổi",
    "Em trai em 12 tuổi", "em làm 10 năm", "em dạy lớp 3", "cửa hàng em 7 tuổi đời", "em có 2 con lớp 3",
    "con 12 tuổi uống được không shop", "tôi có cháu 12 tuổi", "tuyển sinh lớp 6", "t 5 tỷ",
)  # fmt: skip


def comment(text: str, id: str = "fb:1_2", *, by_page: bool = False) -> Post:
    return Post(id=id, kind="comment", platform="facebook", page=Page(id="fb:1"), parent="fb:1_1", text=text, by_page=by_page)


@pytest.mark.parametrize("text", CHILDREN)
def test_who_says_to_be_under_sixteen(text):
    assert minors.of_a_child(comment(text))
    assert minors.of_a_child(comment(unicodedata.normalize("NFD", text.upper())))


@pytest.mark.parametrize("text", OTHERS)
def test_who_speaks_of_a_child_or_is_none(text):
    assert not minors.of_a_child(comment(text))


def test_what_a_page_says_itself_is_not_looked_at():
    assert not minors.of_a_child(comment("em 12 tuổi", by_page=True))
    assert not minors.of_a_child(Post(id="fb:1_1", kind="post", page=Page(id="fb:1"), text="em 12 tuổi"))


def test_polled_comments_of_children_are_neither_sent_nor_remembered_nor_told_to_be_gone():
    track = Track(id="fb:1_1", page="fb:1", published=NOW)
    haul = Haul((comment("em 12 tuổi ạ", "fb:1_2"), comment("giá bao nhiêu", "fb:1_3")), whole=True)
    for _ in range(2):
        track, found = sifting.comments(track, haul, (), NOW)
        assert "fb:1_2" not in track.comments
        assert found.removals == []
        assert "em 12" not in str(found.send)
    assert list(track.comments) == ["fb:1_3"]


def test_what_facebook_sends_by_itself():
    def delivery(message: str) -> bytes:
        value = {"item": "comment", "verb": "add", "comment_id": "1_2", "post_id": "44_1", "created_time": 1742667604, "message": message}
        return json.dumps(
            {"object": "page", "entry": [{"id": "44", "time": 1742667607, "changes": [{"field": "feed", "value": value}]}]}
        ).encode()

    assert told(delivery("em học lớp 7 ạ")) == []
    [kept] = told(delivery("con em học lớp 7"))
    assert kept.text == "con em học lớp 7"


def test_what_people_upload_is_refused_by_its_line(tmp_path):
    rows = ("page_id,kind,parent,text", "fb:1,comment,fb:1_1,em 12 tuổi ạ", "fb:1,comment,fb:1_1,giá bao nhiêu", "fb:1,post,,em 12 tuổi")
    file = tmp_path / "viết.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    lines = list(recognised(file, Given()).lines)
    assert [(line.post.text if line.post else line.error) for line in lines] == [minors.WHY, "giá bao nhiêu", "em 12 tuổi"]
