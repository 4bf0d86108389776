"""Reports: counted right, said in every form, with nobody's name in them."""

from __future__ import annotations

import dataclasses
import io
import unicodedata
from datetime import timedelta
from pathlib import Path

import docx
import pypdf
import pytest
from escalated import DESK, FINDING, NOON, SCAM, escalated, walked
from msgspec.structs import replace

from channels.reports.accuracy import Accuracy, accuracy
from channels.reports.advice import ADVICE
from channels.reports.facts import Facts, closing, facts
from channels.reports.report import KINDS, MEDIA, report
from channels.sheet.written import Unusable
from detectors.denied import denied
from tinwatch.reporting import public
from topics.cases import Case
from topics.patterns import Pattern
from topics.records import CODES

SINCE, UNTIL = NOON - timedelta(days=1), NOON + timedelta(days=6)
NAME = "Quách Thị Vô Danh"
SENT = ("sent", "lan", "analyst", {})


def called(case: Case, n: int) -> Case:
    return replace(case, id=f"a-{n}", number=f"VN-2026-{n:06}")


def week() -> list[Case]:
    withdrawn = ("correct", "minh", "approver", {"text": f"Nguồn của {NAME} đã được sửa"})
    upheld, rejected = (("outcome", "lan", "analyst", {"reason": reason}) for reason in ("upheld", "rejected"))
    appeal = ("appeal", "lan", "analyst", {"text": "Bên liên quan khiếu nại kết luận"})
    overturned = ("rule", "hoa", "approver", {"reason": "overturned", "text": "Căn cứ thứ nhất không còn đúng"})
    back = [("dismiss", "lan", "analyst", {"reason": "satire"}), ("undo", "lan", "analyst", {})]
    held = walked()
    cases = [
        escalated(more=(SENT, upheld)),
        escalated(SCAM, codes=("LOAN",)),
        walked(("dismiss", "lan", "analyst", {"reason": "opinion"})),
        walked(*back),
        walked(),
        escalated(more=(SENT, withdrawn)),
        escalated(more=(SENT, rejected, appeal, overturned)),
        replace(held, alert=replace(held.alert, held="budget")),
        replace(walked(), opened_at=NOON - timedelta(days=9)),
    ]
    return [called(case, n) for n, case in enumerate(cases, 1)]


@pytest.fixture(scope="module")
def told() -> Facts:
    copies = [Pattern(id=f"p{n}", kind="copies", first=NOON, last=NOON, score=0.9, post_count=n, pages=("a", "b")) for n in (3, 12)]
    return facts(week(), copies, SINCE, UNTIL, public, 4)


def test_the_week_is_counted(told: Facts) -> None:
    assert (told.new, told.held_back, told.open) == (7, 1, 4)
    assert told.bands == {"CRITICAL": 0, "HIGH": 7, "MEDIUM": 0, "LOW": 0}
    assert (told.decided, told.false_alarms, told.false_alarm_rate) == (6, 1, 1 / 6)
    assert told.dismissals == {"ý kiến": 1}
    assert told.closed == 3, "an outcome, a dismissal and a correction stand; one dismissal was undone, one outcome is contested"
    assert (told.sent, told.destinations) == (3, {"vafc": 3})
    assert told.outcomes == {"Được chấp nhận": 1, "Không chấp nhận": 1}
    assert told.upheld_rate == 0.5
    assert (told.appeals, told.reversals) == (1, 1)
    assert [one.number for one in told.corrections] == ["VN-2026-000006"]
    assert [(code.code, code.new, code.closed, code.sent) for code in told.codes] == [("HEALTH", 6, 3, 3), ("LOAN", 1, 0, 0)]
    assert [one.number for one in told.findings] == ["VN-2026-000001", "VN-2026-000002"], "a corrected or contested one is not repeated"
    assert (told.acknowledge_h, told.finding_h, told.sent_h) == (2, 4, 7)
    assert [cluster.posts for cluster in told.clusters] == [12, 3]
    shown = {card.number for card in told.stories}
    assert shown == {f"VN-2026-{n:06}" for n in (1, 2, 4, 5, 7)}, "what was dismissed as an opinion or taken back is not told again"
    assert {card.number for card in told.urgent} == {f"VN-2026-{n:06}" for n in (2, 4, 5, 7, 9)}


def test_another_week_has_none_of_it() -> None:
    empty = facts(week(), [], UNTIL, UNTIL + timedelta(days=7), public, 0)
    assert (empty.new, empty.closed, empty.sent, empty.codes, empty.findings) == (0, 0, 0, (), ())
    assert (empty.false_alarm_rate, empty.upheld_rate, empty.acknowledge_h) == (None, None, None)


def test_an_end_that_was_undone_is_none() -> None:
    cases = week()
    assert closing(cases[3]) is None
    assert (closing(cases[2]) or cases[2].history[0]).deed == "dismiss"


def test_what_does_not_fit_is_counted() -> None:
    many = facts([called(escalated(), n) for n in range(1, 36)], [], SINCE, UNTIL, str, 0)
    assert (len(many.findings), many.findings_left_out) == (30, 5)
    waiting = [replace(called(walked(), n), late=("acknowledge",)) for n in range(1, 38)]
    brief = report("daily", "md", facts(waiting, [], SINCE, UNTIL, str, 0), DESK, Path("/none")).content.decode()
    assert brief.count("Và 7 hồ sơ khác.") == 2
    assert "Và 5 kết luận khác." in report("bulletin", "md", many, DESK, Path("/none")).content.decode()


def text_of(form: str, raw: bytes) -> str:
    if form == "pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)
    elif form == "docx":
        document = docx.Document(io.BytesIO(raw))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    else:
        text = raw.decode()
    return unicodedata.normalize("NFC", " ".join(text.split()))


SAID = {
    "daily": ("VN-2026-000005", "Tin sai về sức khỏe", "Nghiêm trọng", "Đang chờ xử lý: 4"),
    "bulletin": (
        FINDING.claim, FINDING.checkable_fact, "https://moh.example.vn/huong-dan", "Hỏi bác sĩ hoặc cơ sở y tế", "17 %", "Được chấp nhận",
        "Chép lại nhau", "Từ 19/11/2026 đến 26/11/2026", "Nguồn của [tên cá nhân] đã được sửa",
    ),
    "transparency": ("Kết luận bị đảo lại", "50 %", "Trung tâm Xử lý tin giả Việt Nam (VAFC)", "quy tắc và mô hình"),
}  # fmt: skip


@pytest.mark.parametrize("form", list(MEDIA))
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_report_says_its_facts_in_every_form(told: Facts, kind: str, form: str) -> None:
    file = report(kind, form, told, DESK, Path("/none"))
    assert file.name == f"{kind}-2026-11-19-2026-11-26.{form}"
    said = text_of(form, file.content).replace("\\", "")
    assert [text for text in SAID[kind] if text not in said] == []
    assert DESK.organisation in said


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_says_how_much_of_the_watch_list_was_collected(told: Facts, kind: str) -> None:
    text = report(kind, "md", dataclasses.replace(told, watched=700, collected=687), DESK, Path("/none")).content.decode()
    assert "đã thu thập **687** trên 700 trang" in text


def test_no_name_of_a_person_and_no_number_is_in_a_report() -> None:
    said = f"Chị {NAME} cho vay, alo 0900 000 012, gọi chị Danh; TRẦN VĂN TÁM bảo lãnh"
    evidence = tuple(replace(item, title=said) for item in SCAM.evidence)
    case = escalated(replace(SCAM, claim=said, checkable_fact=said, reason=said, evidence=evidence, subject_name=NAME), codes=("LOAN",))
    case = replace(case, alert=replace(case.alert, headline=said), late=("finding",))
    told = facts([case], [], SINCE, UNTIL, public, 1)
    for kind in KINDS:
        text = text_of("md", report(kind, "md", told, DESK, Path("/none")).content)
        assert [part for part in ("Quách", "Vô Danh", "chị Danh", "TRẦN", "TÁM", "000 012") if part in text] == [], kind
        assert kind == "transparency" or "cho vay" in text


def test_accuracy_is_of_who_submitted_and_only_where_asked_for(told: Facts) -> None:
    own = accuracy(week(), SINCE, UNTIL)
    assert own == (Accuracy("lan", 3, 1, 1),)
    assert own[0].precision == 1 / 3
    assert accuracy(week(), UNTIL, UNTIL + timedelta(days=1)) == ()
    for kind in KINDS:
        assert "lan" not in text_of("md", report(kind, "md", told, DESK, Path("/none")).content).split("|")
    inside = text_of("md", report("transparency", "md", told, DESK, Path("/none"), own).content)
    assert "| lan | 3 | 1 | 1 | 33 % |" in inside


def test_the_desk_may_write_its_own_template(tmp_path: Path, told: Facts) -> None:
    (tmp_path / "bulletin.md").write_text("# Của chúng tôi\n\nMới {{ facts.new }}\n\n{% include 'by_code.md' %}\n", "utf-8")
    said = report("bulletin", "html", told, DESK, tmp_path).content.decode()
    assert "<h1>Của chúng tôi</h1>" in said
    assert "<p>Mới 7</p>" in said
    assert "Tín dụng đen" in said
    assert "BẢN TIN NHANH" in report("daily", "md", told, DESK, tmp_path).content.decode()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% if %}", "bulletin.md:1"),
        ("x\n{{ facts.nothing }}", "nothing"),
        ("{{ ''.__class__.__mro__ }}", "bulletin.md"),
        ("{{ facts.since.replace(year=0) }}", "year 0"),
    ],
)
def test_a_template_with_faults_is_named(tmp_path: Path, told: Facts, template: str, said: str) -> None:
    (tmp_path / "bulletin.md").write_text(template, "utf-8")
    with pytest.raises(Unusable, match="bulletin") as error:
        report("bulletin", "md", told, DESK, tmp_path)
    assert said in str(error.value)


def test_html_and_markdown_hold_no_markup_of_a_post() -> None:
    evil = "<script>alert(1)</script> **x** [y](javascript:alert(2)) | z\n# t \u202e"
    evidence = tuple(replace(item, title=evil, url="https://x.example.vn/a)b<c>") for item in FINDING.evidence[:1])
    case = escalated(replace(FINDING, claim=evil, evidence=(*evidence, FINDING.evidence[1])))
    told = facts([replace(case, alert=replace(case.alert, headline=evil))], [], SINCE, UNTIL, str, 1)
    page = report("bulletin", "html", told, DESK, Path("/none")).content.decode()
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **x** [y](javascript:alert(2)) | z<br># t [U+202E]" in page
    markdown = report("bulletin", "md", told, DESK, Path("/none")).content.decode()
    assert "\\<script\\>" in markdown
    assert "\n# t" not in markdown


def test_there_is_advice_for_every_code_that_can_be_a_case_and_no_viewpoint_in_it() -> None:
    assert ADVICE.keys() == set(CODES) - {"CLICKBAIT"}
    assert list(denied(ADVICE.values())) == []
