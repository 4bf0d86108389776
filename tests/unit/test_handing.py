"""What is handed over, opened again by the libraries that its readers use."""

from __future__ import annotations

import email
import email.policy
import io
import json
import unicodedata
from dataclasses import replace as changed
from pathlib import Path

import docx
import pypdf
import pypdfium2
import pytest
from escalated import CLAIM, DESK, FINDING, NOON, SCAM, brought, drafted, escalated
from msgspec.structs import replace

from channels import wording
from channels.activity import feed
from channels.destination import Address
from channels.eml import eml
from channels.handing import MEDIA, handed
from channels.letter import escalation
from channels.packet import Indicator, Lacking
from channels.sheet.blocks import Code
from console.words import words_in
from topics.records import CODES

INDICATORS = (
    Indicator("PHONE", "0900000000"),
    Indicator("ACCOUNT", "0123456789"),
    Indicator("DOMAIN", "vay-nhanh.example"),
    Indicator("URL", "https://vay-nhanh.example/a'b"),
)


def content(form: str, case=None, **more: object) -> bytes:
    return handed(case or escalated(), form, brought(**more), NOON).content


def pdf_text(raw: bytes) -> str:
    return unicodedata.normalize("NFC", " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages).split()))


def docx_text(raw: bytes) -> str:
    document = docx.Document(io.BytesIO(raw))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


EXPECTED = (
    CLAIM, "Tin giả", "3. Y tế; sản phẩm y tế liên quan đến sức khỏe", "https://moh.example.vn/huong-dan",
    "Bộ Y tế đã bác bỏ thông tin này.",
    "Trung tâm Xử lý tin giả Việt Nam (VAFC)", "VN-2026-000123", "nguy hiểm đến tính mạng", "Người duyệt", "minh",
    "ngày 20 tháng 11 năm 2026", "Sở Văn hóa, Thể thao tỉnh Ví Dụ",
)  # fmt: skip


def test_pdf_and_docx_say_the_same() -> None:
    paper, written = pdf_text(content("pdf")), docx_text(content("docx"))
    assert [text for text in EXPECTED if text not in paper] == []
    assert [text for text in EXPECTED if text not in written] == []


def test_the_pdf_is_a4_with_every_font_inside_and_the_same_twice() -> None:
    raw = content("pdf")
    reader = pypdf.PdfReader(io.BytesIO(raw))
    fonts = {str(f["/BaseFont"]): f for page in reader.pages for f in (x.get_object() for x in page["/Resources"]["/Font"].values())}
    used = {name for name in fonts if "NotoSerif" in name}
    assert used
    assert all(fonts[name]["/FontDescriptor"].get_object()["/FontFile2"] for name in used)
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert raw == content("pdf")


def ink(raw: bytes, page: int = 0) -> float:
    """Share of dark pixels of a page as it is printed."""
    picture = pypdfium2.PdfDocument(raw)[page].render(scale=0.5).to_pil().convert("L")
    return sum(picture.histogram()[:128]) / (picture.width * picture.height)


def test_the_code_leads_to_the_case() -> None:
    [code] = [block for block in escalation(escalated(), brought(), NOON) if isinstance(block, Code)]
    assert (code.data, code.caption) == ("https://desk.example.vn/alerts/a-1", "Hồ sơ VN-2026-000123")


def test_a_printed_page_is_neither_empty_nor_black() -> None:
    assert 0.005 < ink(content("pdf")) < 0.2


def test_before_approval_there_is_only_a_draft_that_says_so() -> None:
    case = drafted()
    for form in MEDIA.keys() - {"docx", "pdf", "as2"}:
        with pytest.raises(Lacking):
            content(form, case)
    file = handed(case, "pdf", brought(), NOON)
    assert file.name == "VN-2026-000123-du-thao.pdf"
    for text in (pdf_text(file.content), docx_text(content("docx", case))):
        assert "DỰ THẢO – CHƯA ĐƯỢC PHÊ DUYỆT" in text
        assert CLAIM in text
        assert not any(said in text for said in ("Kính gửi", "VAFC", "Tin giả", "Lĩnh vực", "Phân loại đề nghị"))
    head = docx.Document(io.BytesIO(content("docx", case))).sections[0].header.paragraphs[0].text
    assert "DỰ THẢO" in head


def test_the_national_motto_only_where_it_is_settled() -> None:
    assert "CỘNG HÒA" not in pdf_text(content("pdf"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pdf_text(content("pdf", desk=changed(DESK, motto=True)))


NASTY = (
    "Chuyển 💰 ngay \u202egnud\u202c và \u200b𝗧𝘂𝘆ể𝗻 | ô | <b>đậm</b> {{ desk }} {% raw %} **sao** [x](javascript:alert(1)) `mã` "
    "\\ & ![](qr:x) #\x00\x07 =1+1 \u2029 - dòng"
)


def test_no_sign_in_a_text_breaks_a_paper_or_becomes_markup() -> None:
    case = escalated(
        replace(FINDING, claim=NASTY, subject_name=f"| {NASTY}", reason="1. một\n- hai\n# ba\n\n> bốn", method="=CMD()|'/c'!A1")
    )
    paper, written = pdf_text(content("pdf", case)), docx_text(content("docx", case))
    for text in (paper, written):
        assert "[U+202E]" in text
        assert "\u202e" not in text
        assert "<b>đậm</b> {{ desk }} {% raw %} **sao** [x](javascript:alert(1)) `mã`" in text
        assert "Tuyển" in unicodedata.normalize("NFKC", text)
    assert "[:money bag:]" in paper
    assert "💰" in written
    assert "1. một\n- hai\n# ba\n\n> bốn" in written


def test_the_longest_texts_fill_pages_and_end() -> None:
    long = "Lừa đảo " * 624
    case = escalated(replace(FINDING, claim=long, reason=long, subject_name=long, urls=("https://a.example.vn/" + "x" * 5000,)))
    paper = content("pdf", case)
    assert 4 < len(pypdf.PdfReader(io.BytesIO(paper)).pages) < 40
    assert pdf_text(paper).count("đảo") >= 3 * 624


def test_the_mail_is_a_draft_and_no_text_begins_a_header() -> None:
    address = Address(email="tiepnhan@example.vn", verified="2026-11-20")
    raw = content("eml", escalated(replace(FINDING, subject_name="x\r\nBcc: ai@example.com")), addresses={"vafc": address})
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "tiepnhan@example.vn"
    assert message["Bcc"] is None
    assert message["Subject"] == "V/v phản ánh thông tin sai sự thật trên mạng, hồ sơ VN-2026-000123"
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == ["VN-2026-000123.pdf", "VN-2026-000123.docx", "VN-2026-000123.json"]
    pdf, _, packet = message.iter_attachments()
    assert pdf.get_content()[:5] == b"%PDF-"
    assert json.loads(packet.get_content())["case_id"] == "VN-2026-000123"
    assert CLAIM in message.get_body().get_content()


def test_an_address_that_nobody_verified_is_in_no_letter() -> None:
    message = email.message_from_bytes(content("eml"), policy=email.policy.default)
    assert message["To"] is None
    assert message["X-Tinwatch-Unverified-Address"] == "online.abei@mic.gov.vn"
    assert b"To:" not in content("eml", escalated(SCAM)).split(b"\r\n\r\n")[0]


@pytest.mark.parametrize("evil", ["a@b\r\nBcc: c@d.vn", "x\nSubject: y", "a b@c.vn", "a@b,c@d", "@b.vn", "a@"])
def test_an_address_cannot_smuggle(evil: str) -> None:
    verified = Address(email=evil, verified="2026-11-20")
    for desk, address in ((changed(DESK, email=evil), Address()), (DESK, verified)):
        with pytest.raises(ValueError, match="no e-mail address"):
            eml("x", "y", [], desk, address)
    raw = eml("a\r\nBcc: c@d.vn\x00", "y", [], changed(DESK, organisation="x\r\nBcc: c@d.vn"), Address())
    assert email.message_from_bytes(raw, policy=email.policy.default)["Bcc"] is None


def test_the_form_in_its_order_with_all_labels() -> None:
    text = content("txt").decode()
    labels = [
        "Họ và tên người gửi:",
        "Đường dẫn (link) tin cần kiểm chứng:",
        "Phân loại đề nghị:\nTin giả",
        "Lĩnh vực:\n3. Y tế",
        "Nội dung tin:",
    ]
    places = [text.index(label) for label in labels]
    assert places == sorted(places)
    assert (
        "Website, tài khoản lừa đảo:\nSố điện thoại: 0900000000\nSố tài khoản: 0123456789"
        in content("txt", escalated(SCAM), indicators=INDICATORS).decode()
    )


def test_names_of_files_come_from_the_number_alone() -> None:
    case = escalated(replace(FINDING, subject_name="../../etc/passwd\r\n"))
    names = {handed(case, form, brought(), NOON).name for form in MEDIA.keys() - {"stix", "zip"}}
    assert all(Path(name).name == name and name.startswith("VN-2026-000123") for name in names)


def test_claimreview_has_no_author_of_the_claim() -> None:
    review = json.loads(content("claimreview"))
    assert review["@context"] == "https://schema.org"
    assert review["@type"] == "ClaimReview"
    assert review["url"] == "https://kiemchung.example.vn/VN-2026-000123"
    assert review["claimReviewed"] == CLAIM
    assert review["datePublished"] == "2026-11-20"
    assert review["author"] == {"@type": "Organization", "name": DESK.organisation}
    assert review["itemReviewed"] == {
        "@type": "Claim", "appearance": [{"@type": "CreativeWork", "url": "https://www.facebook.com/1002/posts/9008"}],
    }  # fmt: skip
    assert review["reviewRating"] == {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Sai"}


def test_no_claimreview_of_what_is_published_nowhere() -> None:
    with pytest.raises(Lacking, match="reviews"):
        content("claimreview", desk=changed(DESK, reviews=""))


def test_who_got_a_finding_hears_of_its_correction() -> None:
    correct = ("correct", "minh", "approver", {"text": "Hướng dẫn năm 2026 có nêu: kết luận cũ không còn đúng"})
    case = escalated(more=(("sent", "lan", "analyst", {}), correct))
    file = handed(case, "pdf", brought(), NOON)
    assert file.name == "VN-2026-000123-dinh-chinh.pdf"
    for text in (pdf_text(file.content), docx_text(content("docx", case))):
        assert "Trung tâm Xử lý tin giả Việt Nam (VAFC)" in text
        assert "kết luận cũ không còn đúng" in text
        assert "19:00 20/11/2026" in text
        assert "DỰ THẢO" not in text
    with pytest.raises(Lacking, match="state"):
        content("json", case)
    assert "DỰ THẢO" in pdf_text(content("pdf", escalated(more=(correct,)))), "nobody got it"


def test_a_scam_is_no_claimreview_and_an_altered_picture_says_so() -> None:
    with pytest.raises(Lacking, match="verdict"):
        content("claimreview", escalated(SCAM))
    review = json.loads(content("claimreview", escalated(replace(FINDING, verdict="ALTERED_MEDIA"))))
    assert review["associatedMediaReview"]["mediaAuthenticityCategory"] == "EditedOrCroppedContent"


def test_a_feed_of_flags_is_attributed_to_pages() -> None:
    case = escalated()
    shown = feed([case, drafted()], str.upper, "https://desk.example.vn/")
    assert (shown["type"], shown["totalItems"]) == ("OrderedCollection", 2)
    [first, _] = shown["orderedItems"]
    assert (first["type"], first["id"], first["attributedTo"]) == ("Flag", "https://desk.example.vn/alerts/a-1", ["urn:tinwatch:fb:1002"])
    assert first["summary"] == CLAIM.upper()
    assert first["published"] == "2026-11-20T12:00:00+07:00"


def test_every_sentence_passes_the_eye_that_hides_names() -> None:
    name = "Quách Thị Vô Danh"
    said = f"Theo {name} thì lá đu đủ chữa khỏi bệnh."
    evidence = tuple(replace(item, title=said) for item in FINDING.evidence)
    finding = replace(FINDING, claim=said, checkable_fact=said, reason=said, method=said, subject_name=name, evidence=evidence)
    more = (("sent", "lan", "analyst", {}), ("receipt", "lan", "analyst", {"text": said}))
    case = escalated(finding, more=more)
    case = replace(case, alert=replace(case.alert, headline=said), reply=replace(case.reply, why=said))
    hide = lambda text: text.replace(name, "…")  # noqa: E731
    for form in MEDIA.keys() - {"stix", "pdf", "docx", "eml", "zip"}:
        assert name not in content(form, case, conceal=hide).decode(), form
    assert name not in pdf_text(content("pdf", case, conceal=hide))
    assert name not in docx_text(content("docx", case, conceal=hide))
    assert name not in pdf_text(content("pdf", replace(case, state="REVIEW"), conceal=hide))


def test_words_are_those_of_the_console() -> None:
    vietnamese = words_in("vi")
    assert {code: vietnamese.name("code", code) for code in CODES} == wording.CODES
    shown = {verdict: vietnamese.catalogue.get(f"verdict.{verdict}") for verdict in wording.VERDICTS}
    assert {verdict: wording.VERDICTS[verdict] for verdict, name in shown.items() if name} == {v: n for v, n in shown.items() if n}
