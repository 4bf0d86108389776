"""Rows from the desk: nothing that leads to somebody, nothing undecided, no copy; no harvest that was changed or is old."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from escalated import CLAIM, FINDING, NOON, SCAM, document, drafted, escalated, walked
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from agents.assessor import Assessor
from enrichers.blocklist import Blocklist, packed
from tinwatch.learning.desk.baring import bare
from tinwatch.learning.desk.harvest import once
from tinwatch.learning.desk.rows import KEPT, LICENCE, NoHarvest, manifest_of, read, row, stays, taught, write
from tinwatch.learning.desk.said import DISMISSED, Said, code, said
from tinwatch.learning.markup import sentences
from tinwatch.learning.samples import FILL, filled
from topics.cases import DISMISSALS
from topics.records import Evidence, Page, Post, Signal

ENTITIES = Path(__file__).parents[1] / "data" / "entities.txt"
LISTS = Blocklist({"scam.test": packed(["nohu-moi88.com"])})
ASSESSOR = Assessor()
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Quách")
MIDDLES = ("Thị", "Văn", "Thị Hồng", "Hữu", "Minh", "Thị Thu")
GIVEN = ("Thắm", "Lộc", "Phước", "Loan", "Khánh", "Trinh", "Đạt", "Quyên")
NAMES = st.builds(" ".join, st.tuples(*map(st.sampled_from, (SURNAMES, MIDDLES, GIVEN))))
PHONES = st.builds(
    lambda head, rest, gap: gap.join((head + rest[:1], rest[1:4], rest[4:])),
    st.sampled_from(("098", "035", "077", "081")), st.from_regex(r"[1-9]{7}", fullmatch=True), st.sampled_from(("", " ", ".", "-")),
)  # fmt: skip
ACCOUNTS = st.from_regex(r"19[1-9]{10,12}", fullmatch=True)
WORD = st.from_regex(r"[a-z]{4,8}[0-9]{2,4}", fullmatch=True)
PAPERS = st.from_regex(r"0[1-9]{11}", fullmatch=True)
FRAMES = (
    "Chị {name} hỗ trợ vay tiền nhanh, nợ xấu vẫn duyệt, gọi {phone}, chuyển phí vào stk {account} Vietcombank",
    "Tuyển CTV tại nhà, ib tele @{word} hoặc mail {word}@gmail.com, gặp anh {name}, sđt {phone}",
    "Liên hệ {name} - {phone}. Xem https://www.facebook.com/{word}/posts/1 và zalo.me/{digits}, trang {word}.blogspot.com/{word}",
    "@{word} cho mình hỏi {name} CCCD {paper} sinh ngày 14/08/1991 nhà số 37/12 ngõ 58 đường Láng, STK: {account} MB, t.me/{word}",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FRAMES), NAMES, PHONES, ACCOUNTS, WORD, PAPERS)
def test_nothing_planted_is_left(frame: str, name: str, phone: str, account: str, word: str, paper: str) -> None:
    digits = re.sub(r"\D", "", phone)
    text = frame.format(name=name, phone=phone, account=account, word=word, digits=digits, paper=paper)
    left = bare(text, LISTS)
    numbers = re.sub(r"\D", "", left)
    assert [secret for secret in (digits, account, paper, "14081991", "3712") if secret in numbers] == []
    assert [secret for secret in (word, name, name.split()[-1]) if secret in left] == []
    placeholders = set(re.findall(r"\{[A-Z]+\}", left))
    assert placeholders
    assert placeholders <= FILL.keys()


def test_of_the_marked_names_few_are_left() -> None:
    """7 of 87 stay in part or whole, as docs/cases.md has it for all that leaves the desk."""
    marked = [(one.text, span) for one in sentences(ENTITIES) for span in one.spans if span.type == "PER"]
    left = [text for text, span in marked if text[span.start : span.end] in bare(text, LISTS)]
    assert len(marked) == 87
    assert len(left) <= 7


def test_what_is_nobodys_stays() -> None:
    text = "Phạt 30 triệu đồng theo Nghị định 147/2024/NĐ-CP, giai đoạn 2019 - 2020, nộp tại dichvucong.gov.vn, giấy phép 12/GP-BTTTT"
    assert bare(text, LISTS) == text
    said = bare("Vào nohu-moi88.com/ref?u=an, bit.ly/3xYz, m.facebook.com/an.nguyen hay m.facebook.com.xac-thuc.top/a?u=an", LISTS)
    assert said == "Vào nohu-moi88.com/dk, bit.ly/dk, facebook.com/dk hay m.facebook.com.xac-thuc.top/dk"


@pytest.mark.parametrize(
    "text",
    [
        "Hỗ trợ vay tiền nhanh, nợ xấu vẫn duyệt, ib Zalo 0987 654 321 hoặc mail a.b@gmail.com",
        "Nạp 50k vào stk 190345678912 Techcombank là rút được ngay, vào link http://kiemtien24h.top/x?ref=9 hoặc tele @boss_88",
        "Bấm ngay quatang-mienphi.xyz nhận thưởng 2 triệu, xem thêm kiemtien24h.com",
    ],
)
def test_the_rules_see_the_same_in_what_is_left(text: str) -> None:
    seen = [ASSESSOR.seen(Post(id="t", kind="post", page=Page(id="t"), text=one)) for one in (text, filled(bare(text, LISTS)))]
    assert [entity.type for entity in seen[0].found] == [entity.type for entity in seen[1].found]
    looks = [(one.look.stance, one.look.tied, one.look.lure, one.look.invites) for one in seen if one.look]
    assert looks[0] == looks[1]
    assert [s.code for s in seen[0].signals if s.alert] == [s.code for s in seen[1].signals if s.alert]


def test_what_the_desk_said() -> None:
    assert said(escalated(SCAM, codes=("LOAN",))) == Said("confirmed", "PROMOTE")
    rejected = (("sent", "lan", "analyst", {}), ("outcome", "lan", "analyst", {"reason": "rejected"}))
    assert said(escalated(SCAM, codes=("LOAN",), more=rejected)) == "contested"
    teaching = {name: Said("false_alarm", stance) for name, stance in DISMISSED.items()}
    expected = teaching | {"wrong_language": "language", "already_corrected": "unsettled", "insufficient_evidence": "unsettled"}
    assert {reason: said(walked(("dismiss", "lan", "analyst", {"reason": reason}))) for reason in DISMISSALS} == expected
    assert said(walked(("close", "lan", "analyst", {"reason": "CLOSED_OPINION"}))) == Said("false_alarm", "OPINION")
    assert said(walked(("close", "lan", "analyst", {"reason": "CLOSED_TRUE"}))) == "facts"
    archived = walked(("dismiss", "lan", "analyst", {"reason": "satire"}), ("archive", "minh", "approver", {}))
    assert (archived.state, said(archived)) == ("ARCHIVED", Said("false_alarm", "JOKE"))
    assert said(walked(("dismiss", "lan", "analyst", {"reason": "satire"}), ("undo", "lan", "analyst", {}))) == "open"
    assert said(drafted()) == "open"
    assert said(walked(("merge", "lan", "analyst", {"to": "a-2"}))) == "merged"


def signal(code: str, score: float) -> Signal:
    return Signal(code=code, score=score, alert=True, detector="t", version="1", evidence=(Evidence(start=0, end=1, why="t"),))


def test_the_code_is_the_one_people_set() -> None:
    """Of the alert's codes the one of the finding's type; where a type has one code only that, whatever the detectors said."""
    post = document()
    both = replace(post, assessment=replace(post.assessment, signals=(signal("LOAN", 0.7), signal("IMPERS", 0.9))))
    codes = ("LOAN", "IMPERS")
    assert code(escalated(replace(SCAM, claim=CLAIM), codes=("LOAN",)), both, "confirmed") == "LOAN"
    assert code(escalated(SCAM, codes=codes), both, "confirmed") == "IMPERS"
    assert code(escalated(FINDING, codes=("LOAN", "HEALTH")), both, "confirmed") == "HEALTH"
    assert code(escalated(FINDING, codes=("LOAN",)), both, "confirmed") == ""
    assert code(walked(("dismiss", "lan", "analyst", {"reason": "satire"}), codes=codes), both, "false_alarm") == "IMPERS"


def test_copies_once_and_what_was_judged_both_ways_not_at_all() -> None:
    text = "hỗ trợ vay tiền nhanh trong ngày nợ xấu vẫn duyệt không cần thế chấp ib zalo {PHONE}"
    other = "uống nước lá đu đủ đực mỗi sáng là khỏi hẳn ung thư không cần đi viện nữa"
    rows = [
        row(text, "post", "LOAN", "confirmed", "PROMOTE"), row(text + " nhé", "post", "LOAN", "confirmed", "PROMOTE"),
        row(other, "post", "HEALTH", "confirmed", "PROMOTE"), row(other + " ạ", "comment", "HEALTH", "false_alarm", ""),
    ]  # fmt: skip
    kept, why = once(rows)
    assert kept == [rows[0]]
    assert why == {"copy": 1, "contradicted": 2}
    assert once([]) == ([], {"copy": 0, "contradicted": 0})


def test_a_harvest_is_read_as_it_was_written_or_not_at_all(tmp_path) -> None:
    file, now = tmp_path / "desk.jsonl", NOON
    rows = [row(f"câu số {i} của bàn, gọi {{PHONE}}", "post", "LOAN", "confirmed" if i else "false_alarm", "") for i in range(3)]
    made = write(file, rows, 5, {"open": 2}, now)
    assert (made.rows, made.codes, made.left_out, made.licence) == ({"confirmed": 2, "false_alarm": 1}, {"LOAN": 3}, {"open": 2}, LICENCE)
    assert [path.stat().st_mode & 0o077 for path in (file, manifest_of(file))] == [0, 0]
    assert read(file, now + KEPT) == rows
    assert rows[0].sample.text == "câu số 0 của bàn, gọi 0900 000 000"
    assert {field for line in file.read_text().splitlines() for field in json.loads(line)} == {
        "id", "text", "kind", "code", "label", "stance", "alert", "register", "source", "licence",
    }  # fmt: skip
    with pytest.raises(NoHarvest, match="older than 30 days"):
        read(file, now + KEPT + timedelta(days=1))
    file.write_text(file.read_text().replace("false_alarm", "confirmed"))
    with pytest.raises(NoHarvest, match="not the rows"):
        read(file, now)
    manifest_of(file).unlink()
    with pytest.raises(NoHarvest, match="no manifest"):
        read(file, now)


def test_what_learned_from_the_desk_stays_there() -> None:
    assert "not to be shipped" in stays({"desk": taught([])})
    assert stays({"data": {}}) == ""
