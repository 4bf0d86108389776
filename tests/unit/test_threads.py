"""A comment is read under its post: what it repeats is no alert, what it offers anew is one, a page's own reply speaks as its post."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.assessor import Assessor
from agents.threads import Threads, lane_of
from topics.records import Page, Post, encode

WARNING = (
    "CẢNH BÁO: Công an huyện cảnh báo thủ đoạn cho vay góp ngày không thế chấp, nợ xấu vẫn duyệt, yêu cầu đóng phí hồ sơ 500k rồi "
    "chặn. Người dân cần cảnh giác, tuyệt đối không chuyển tiền."
)
DENIAL = "Bệnh viện tỉnh bác bỏ: bài viết uống lá đu đủ khỏi ung thư, khỏi hóa trị là sai sự thật. Người bệnh không tự ý bỏ điều trị."
STORY = "Mình bị lừa 20 triệu vì làm nhiệm vụ thả tim, nó bắt nạp tiền rồi chặn zalo, mọi người cẩn thận"
OFFER = "Bên em hỗ trợ vay vốn trong ngày, nợ xấu vẫn làm được nhé cả nhà"
HELP = "nhắn tin mình, mình chỉ cách lấy lại tiền, mình lấy lại được rồi"


@lru_cache
def built():
    return Assessor()


@pytest.fixture
def assessor():
    return built()


def made(id, text, *, parent=None, by_page=False, page="t:p"):
    kind = "comment" if parent else "post"
    return Post(id=id, kind=kind, page=Page(id=page), text=text, parent=parent, by_page=by_page or not parent)


def under(assessor, above, comment, *, by_page=False):
    """The comment's assessment by its own words, and under the post."""
    threads = Threads()
    threads.assess(assessor, made("t:1", above))
    said = made("t:1_1", comment, parent="t:1", by_page=by_page)
    return assessor.assess(said), threads.assess(assessor, said)


@pytest.mark.parametrize(
    ("above", "comment"),
    [
        (WARNING, "nó kêu kết bạn zalo xong bảo đóng phí hồ sơ mới giải ngân"),
        (STORY, "làm nhiệm vụ thả tim nạp tiền hoàn 30% hoa hồng, em cũng gặp rồi"),
        (DENIAL, "uống lá đu đủ khỏi ung thư, khỏi hóa trị"),
    ],
)
def test_who_repeats_what_the_post_tells_raises_no_alert(assessor, above, comment):
    alone, read = under(assessor, above, comment)
    assert alone.alert_codes, "the words alone would"
    assert read.alert_codes == ()
    assert read.stance == "REPORT"
    assert read.signals, "a signal stays"
    assert all(signal.score <= 0.5 for signal in read.signals)
    assert read.severity.score == 0


@pytest.mark.parametrize(
    ("above", "comment", "code", "words"),
    [
        (WARNING, "Em cho vay góp ngày nha, không thế chấp, nợ xấu vẫn duyệt, zalo 0900 000 123", "LOAN", "dưới bài cảnh báo"),
        (WARNING, "Ai bị lừa ib em, bên em lấy lại tiền cho, xong mới thu phí", "RECOVER", "dưới bài cảnh báo"),
        (STORY, "việc nhẹ lương cao ngày 500k làm tại nhà ib em", "JOB", "dưới bài kể bị lừa"),
    ],
)
def test_who_offers_anew_under_it_alerts_all_the_more(assessor, above, comment, code, words):
    alone, read = under(assessor, above, comment)
    assert code in alone.alert_codes
    assert code in read.alert_codes
    before, after = (next(s for s in done.signals if s.code == code) for done in (alone, read))
    assert after.score > before.score
    mark = next(e for e in after.evidence if words in e.why)
    assert comment[mark.start : mark.end], "the words to reach him by are marked"


def test_help_for_the_cheated_needs_no_word_of_them_under_their_story(assessor):
    alone, read = under(assessor, STORY, HELP)
    assert alone.alert_codes == ()
    assert read.alert_codes == ("RECOVER",)
    assert under(assessor, "Sáng nay chợ đông, rau rẻ", HELP)[1].alert_codes == ()


def test_a_claim_stated_anew_under_its_correction_stays_one(assessor):
    claim = "bác nhà tôi bị ung thư uống lá đu đủ khỏi hẳn luôn nè, bệnh viện giấu thôi, đừng hóa trị"
    assert under(assessor, DENIAL, claim)[1].alert_codes == ("HEALTH",)


def test_a_quoted_contact_is_not_ones_own(assessor):
    warning = WARNING + " Chúng dùng số 0900 000 777."
    lure = "cho vay góp ngày không thế chấp, nợ xấu vẫn duyệt, zalo {}"
    assert under(assessor, warning, lure.format("0900 000 777"))[1].alert_codes == ()
    assert under(assessor, warning, lure.format("0900 000 888"))[1].alert_codes == ("LOAN",)


def test_the_page_goes_on_warning_in_its_own_replies(assessor):
    reply = "Bà con chia sẻ cho người thân cùng biết, chúng cho vay nợ xấu vẫn duyệt, đóng phí là mất"
    alone, read = under(assessor, WARNING, reply, by_page=True)
    assert alone.alert_codes == ("LOAN",)
    assert (read.stance, read.alert_codes) == ("WARN", ())
    assert under(assessor, DENIAL, "Mọi người đừng bỏ hóa trị theo bài lá đu đủ nhé", by_page=True)[1].stance == "DEBUNK"


def test_the_page_completes_its_offer_in_its_own_reply_and_nobody_else_does(assessor):
    for reply in ("0900 000 321", "ib em"):
        alone, read = under(assessor, OFFER, reply, by_page=True)
        assert alone.alert_codes == ()
        assert read.alert_codes == ("LOAN",)
        assert all(mark.end <= len(reply) for signal in read.signals for mark in signal.evidence)
        assert under(assessor, OFFER, reply)[1].alert_codes == ()
    lawful = "Ngân hàng cho vay mua nhà, lãi suất niêm yết tại quầy, không phí ẩn, vay đến 80%"
    assert under(assessor, lawful, "Hotline 0900 000 222 ạ", by_page=True)[1].alert_codes == ()


def test_an_ordinary_post_changes_nothing_and_is_not_remembered(assessor):
    threads = Threads()
    _, changes = threads.step(assessor, assessor.look_at(made("t:1", "Chúc cả nhà buổi sáng an lành")))
    assert changes == {}
    said = made("t:2", WARNING.removeprefix("CẢNH BÁO: "), parent="t:1")
    assert threads.assess(assessor, said) == assessor.assess(said)


def test_the_memory_is_bounded_tells_what_it_drops_and_takes_back_what_was_edited(assessor):
    data: dict[bytes, bytes] = {}
    threads = Threads(data, most=2)
    for i in (1, 2):
        _, changes = threads.step(assessor, assessor.look_at(made(f"t:{i}", WARNING)), lane=7)
        assert list(changes) == [f"7/t:{i}"]
    assert threads.step(assessor, assessor.look_at(made("t:2", WARNING)), lane=7)[1] == {}, "the same again"
    _, changes = threads.step(assessor, assessor.look_at(made("t:3", DENIAL)), lane=4)
    assert changes["7/t:1"] is None
    assert [lane_of(key) for key in changes] == [4, 7]
    assert list(data) == [b"7/t:2", b"4/t:3"]
    assert threads.step(assessor, assessor.look_at(made("t:2", "Bài đã sửa")), lane=7)[1] == {"7/t:2": None}
    assert list(data) == [b"4/t:3"]


def test_what_is_remembered_holds_no_text_and_no_number(assessor):
    long = made("t:1", WARNING + " Số 0900 000 777. " + "Dài dòng thêm nữa cho đủ chữ. " * 400)
    _, parent = assessor.in_thread(assessor.look_at(long), None)
    assert parent is not None
    kept = encode(parent)
    assert len(kept) < 2_000
    for secret in (b"0900", b"huy", b"vay g"):
        assert secret not in kept


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([WARNING, DENIAL, STORY, OFFER, HELP, "0900 000 321", "ib em"]), max_size=8), st.integers(0, 7))
def test_a_restart_in_between_changes_nothing(texts, at):
    assessor = built()
    posts = [made(f"t:{i}", text, parent=None if i % 3 == 0 else f"t:{i - i % 3}") for i, text in enumerate(texts)]
    quiet, data = Threads(), dict[bytes, bytes]()
    threads, said = Threads(data), []
    for i, post in enumerate(posts):
        if i == at:
            threads = Threads(dict(data))
        said.append(threads.assess(assessor, post))
    assert said == [quiet.assess(assessor, post) for post in posts]
