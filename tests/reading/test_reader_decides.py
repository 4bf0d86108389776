"""What a reader may do to an assessment, and what it is told of the post."""

from __future__ import annotations

import math

import pytest
import tiny_reader

from agents.reading import LONGEST, Failed, Reading, Terms, joined, words_of
from agents.threads import Threads
from tinwatch.reading.reader import NetworkReader
from tinwatch.reading.remembered import Remembered
from topics.records import Article, Page, Post, Reach, encode

LOAN = "Cho vay góp ngày, không cần thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000"
"""Two groups of cues: the rules alert."""

LURE = "Bạn nào muốn tăng thu nhập mỗi ngày thì kết bạn Zalo với mình, chỉ cần điện thoại và chịu khó, nạp ít thôi"
"""No detector says anything; the linear model finds it likely enough to be read."""

PRAYER = "Nam mô A Di Đà Phật, nam mô đại từ đại bi Quán Thế Âm Bồ Tát"


def post(text: str, **more) -> Post:
    return Post(id="t:1", kind="post", page=Page(id="t:p", name="Trang thử"), text=text, **more)


class Listening:
    """A real reader whose texts are written down."""

    def __init__(self, reader):
        self.heard = []
        self._reader = reader
        self.name, self.version, self.terms = reader.name, reader.version, reader.terms

    def read(self, text):
        self.heard.append(text)
        return self._reader.read(text)


def test_both_models_make_one_probability():
    """By hand: logit .9 = 2.197; 0.5 · 2.197 + 2 · 1.5 - 1 = 3.0986; sigmoid of that = .9568."""
    terms = Terms(linear=0.5, reader=2.0, offset=-1.0, stance_weight=0.75, alert=0.8, keep=0.6, alone=0.9)
    reading = Reading(1.5, {"PROMOTE": 0.4, "WARN": 0.6}, {"JOB": 0.3, "LOAN": 0.7})
    joint = joined(reading, terms, 0.9, {"PROMOTE": 1.0, "WARN": 0.0}, "GIFT")
    assert joint.probability == pytest.approx(0.95685, abs=1e-4)
    assert joint.code == "GIFT", "the linear model's, which names codes better"
    warn, promote = 0.75 * 0.6 + 0.25 / (1 + math.e), 0.75 * 0.4 + 0.25 * math.e / (1 + math.e)
    assert joint.stance == ("WARN" if warn > promote else "PROMOTE") == "WARN"
    assert 0 < joined(reading, terms, 0.0, {}, "GIFT").probability < joined(reading, terms, 1.0, {}, "GIFT").probability < 1


def test_texts_are_joined_composed_and_without_spare_white_space():
    assert words_of(["Tie\u0302\u0300n\n\n  ơi", "b"]) == "Tiền ơi b"
    assert len(words_of(["chữ " * 50_000])) == LONGEST


def test_the_models_alone_alert_with_the_words_that_carried_it(assessor, reader):
    assert assessor.seen(post(LURE)).judged == (), "no detector says anything"
    done = assessor.reading_by(reader).assess(post(LURE, reach=Reach(shares=500_000, reactions=900_000)))
    [signal] = done.signals
    assert (signal.detector, signal.version, signal.code, signal.alert) == (reader.name, reader.version, "JOB", True)
    [mark] = signal.evidence
    assert "nạp" in LURE[mark.start : mark.end]
    assert len(LURE[mark.start : mark.end].split()) <= 4
    assert "model" in mark.why
    assert done.severity.band == "MEDIUM", "the models alone never make more of it, whatever the reach"
    assert [model.name for model in done.models] == ["alert", "reader"]


def test_marks_stand_in_the_field_they_are_of(assessor, reader):
    head, tail = LURE[:60], LURE[60:]
    done = assessor.reading_by(reader).assess(post(head, article=Article(title=tail)))
    [mark] = done.signals[0].evidence
    assert (mark.field, "nạp" in tail[mark.start : mark.end]) == ("article.title", True)


@pytest.mark.parametrize("code", ["LICENCE", "CONTEXT"])
def test_what_a_record_settles_is_never_alerted_by_the_models_alone(assessor, reader, code):
    """The code is the linear model's."""
    reading = assessor.reading_by(reader)
    asked = reading.read(reading.look_at(post(LURE)))
    assert reading.decided(asked).alert_codes, "or nothing is proven"
    assert reading.decided(asked._replace(opinion=asked.opinion._replace(code=code))).alert_codes == ()


@pytest.mark.parametrize("stance", ["WARN", "DEBUNK", "REPORT", "VICTIM", "ASK", "JOKE", "OPINION"])
@pytest.mark.parametrize("text", [LURE, LOAN + ", nạp"])
def test_only_who_offers_may_alert(assessor, tmp_path, stance, text):
    reader = NetworkReader(tiny_reader.make(tmp_path / "r", {"nạp": 9.0}, stance=stance))
    done = assessor.reading_by(reader).assess(post(text))
    assert (done.alert_codes, done.stance) == ((), stance)


def test_what_it_reads_as_harmless_takes_a_rules_alert_back(assessor, reader):
    assert assessor.assess(post(LOAN)).alert_codes == ("LOAN",)
    done = assessor.reading_by(reader).assess(post(LOAN))  # a logit of 0 is .5, below `keep`
    assert (done.alert_codes, [s.alert for s in done.signals]) == ((), [False])
    assert [model.name for model in done.models] == ["alert", "reader"], "it is named though it raised nothing"


def test_what_is_not_worth_it_is_not_read(assessor, reader):
    listening = Listening(reader)
    done = assessor.reading_by(listening).assess(post(PRAYER))
    assert (listening.heard, done.models, done.unread) == ([], (), "")


def test_a_reader_is_told_the_words_and_nothing_else(assessor, reader):
    listening = Listening(reader)
    secret = Post(
        id="fb:bimat_1", kind="post", page=Page(id="fb:bimat", name="Bí Mật"), platform="bimat", url="http://bimat.example/1", text=LOAN
    )
    assessor.reading_by(listening).assess(secret)
    assert listening.heard == [LOAN]


def test_where_it_fails_rules_and_linear_model_go_on_and_it_is_said(assessor, reader):
    class Failing(Listening):
        def read(self, text):
            raise Failed("on purpose")

    done, without = assessor.reading_by(Failing(reader)).assess(post(LOAN)), assessor.assess(post(LOAN))
    assert (done.alert_codes, done.signals, done.models) == (without.alert_codes, without.signals, without.models)
    assert (done.unread, without.unread) == ("failed", "")


def test_without_a_linear_model_nobody_reads(reader):
    from agents.assessor import Assessor

    assert Assessor().reading_by(reader).reader is None


def test_the_same_post_gets_the_same_assessment_again(assessor, reader):
    reading = assessor.reading_by(Remembered(reader, most=1))
    first = [encode(reading.assess(post(text))) for text in (LURE, LOAN, PRAYER)]
    assert [encode(reading.assess(post(text))) for text in (PRAYER, LOAN, LURE)] == first[::-1]
    assert encode(Threads().assess(reading, post(LURE))) == first[0]


def test_a_copy_is_not_read_again(reader):
    listening = Listening(reader)
    remembered = Remembered(listening, most=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        assert remembered.read(text) == reader.read(text)
    assert listening.heard == ["a", "b", "c", "b"], "b was asked for longest ago when c came"
