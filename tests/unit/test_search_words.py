"""Words of a query and their marks, away from any engine."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cursor import seal, unseal
from search.marks import Marker
from search.port import AlertQuery, Query
from search.words import MAX_TERMS, WORD, Term, accented, as_written, terms


def fold(text: str) -> str:
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in spread if not unicodedata.combining(c))


def exact(*words: str) -> Term:
    return Term(words, exact=True)


def loose(*words: str) -> Term:
    return Term(words, exact=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lừa dao", (exact("lừa"), loose("dao"))),
        ('"Công An" xã', (exact("công", "an"), exact("xã"))),
        ('"cong an" "', (loose("cong", "an"),)),
        ('hai "ba bốn', (loose("hai"), loose("ba"), exact("bốn"))),
        ("“một hai” ba", (exact("một", "hai"), loose("ba"))),
        ("example.vn/a-b", (loose("example", "vn", "a", "b"),)),
        ("a a A", (loose("a"),)),
        ("NEAR(a) OR -b*", (loose("near", "a"), loose("or"), loose("b"))),
        ("!!!", ()),
        ('""', ()),
        ("", None),
        (" \t\n\u3000", None),
    ],
)
def test_terms(text: str, expected: tuple[Term, ...] | None) -> None:
    assert terms(text, fold) == expected


def test_endless_input_gives_a_bounded_query() -> None:
    assert len(terms(" ".join(map(str, range(5000))), fold) or ()) == MAX_TERMS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoà THUỶ khoẻ", "hòa thủy khỏe"),
        ("quý, quỳ, uỷ", "quý, quỳ, ủy"),
        ("hoàn toàn thuyền", "hoàn toàn thuyền"),  # oa and uy inside a syllable keep their mark
        ("ti\u200bền\ufeff", "tiền"),
        (unicodedata.normalize("NFD", "Đường"), "đường"),
    ],
)
def test_as_written(text: str, expected: str) -> None:
    assert as_written(text) == expected


def test_accented() -> None:
    assert all(map(accented, ["ă", "à", "đ", "Đ", unicodedata.normalize("NFD", "é")]))
    assert not any(map(accented, ["a", "", "khong dau 123", "🔥", "Ⅳ"]))


@given(st.text())
def test_whatever_is_typed_becomes_words_only(text: str) -> None:
    for term in terms(text, fold) or ():
        assert term.words
        for word in term.words:
            assert WORD.fullmatch(word)
            assert not set(word) & set("\"'*:^(){}+-\0 ")


SYLLABLES = st.sampled_from(["lừa", "đảo", "lua", "dao", "LỪA", "Đảo", "hoà", "hòa", "hoa", "an", "công", "cong", "🔥", "a,b", "x\u200bà"])


@given(st.lists(SYLLABLES, max_size=12), st.lists(SYLLABLES, min_size=1, max_size=3), st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_marks_are_exactly_the_words_that_match(written: list[str], asked: list[str], form: str, phrase: bool) -> None:
    text = unicodedata.normalize(form, " ".join(written))
    query = " ".join(asked)
    wanted = terms(f'"{query}"' if phrase else query, fold) or ()
    marks = Marker(fold).marks(text, wanted)
    assert list(marks) == sorted(marks)
    for (_, end), (start, _) in pairwise(marks):
        assert end <= start
    exact_words, loose_words = ({word for t in wanted if t.exact is e for word in t.words} for e in (True, False))
    for start, end in marks:
        assert as_written(text[start:end]) in exact_words or fold(text[start:end]).replace("\u200b", "") in loose_words
        assert end == len(text) or not unicodedata.combining(text[end]), "a mark never cuts a letter from its accent"
    for term in wanted:
        if len(term.words) == 1:
            forms = [as_written(word) if term.exact else fold(word) for word in text.replace(",", " ").split()]
            assert sum(form == term.words[0] for form in forms) <= len(marks)


def test_a_sign_that_stands_for_a_letter_marks_the_whole_piece() -> None:
    marker = Marker(lambda text: fold(text).replace("@", "a"))
    assert [("xin v@y nhé")[start:end] for start, end in marker.marks("xin v@y nhé", [loose("vay")])] == ["v@y"]


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_any_text_is_no_cursor_or_a_clear_error(cursor: str) -> None:
    for query in (Query(cursor=cursor), AlertQuery(cursor=cursor)):
        if cursor:
            with pytest.raises(ValueError, match="cursor"):
                unseal(query)
        else:
            assert unseal(query) is None


def test_a_cursor_opens_for_its_query_only() -> None:
    query = Query(text="lừa đảo", codes=("JOB",), limit=10)
    cursor = seal(query, (-1.25, 7))
    assert unseal(Query(text="lừa đảo", codes=("JOB",), limit=99, cursor=cursor)) == (-1.25, 7)
    with pytest.raises(ValueError, match="another query"):
        unseal(Query(text="lừa đảo", codes=("JOB", "GIFT"), cursor=cursor))
