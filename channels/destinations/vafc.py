"""VAFC, the Viet Nam Anti Fake News Centre (tingia.gov.vn): false claims that are no scam and no matter of licences.

Labels and fields: domain.md §1.1, §1.2. The fields of its web form are not published; the order below is that of sibling forms.
"""

from __future__ import annotations

from channels.destination import Address
from topics.cases import Finding

TITLE = "Trung tâm Xử lý tin giả Việt Nam (VAFC)"
TYPES = ("FALSE_CLAIM", "IMPERSONATION", "SCAM")
VERDICTS = ("FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "SCAM_CONFIRMED")
ADDRESS = Address(form="https://tingia.gov.vn", email="online.abei@mic.gov.vn", phone="18008108")
"""As of 2021–2024; the ministry was merged since, so the mailbox may be dead: verify before go-live."""

FORM = (
    ("Họ và tên người gửi", "reporter_name"),
    ("Cơ quan, đơn vị", "reporter_org"),
    ("Điện thoại", "reporter_phone"),
    ("Thư điện tử", "reporter_email"),
    ("Đường dẫn (link) tin cần kiểm chứng", "urls"),
    ("Phân loại đề nghị", "label"),
    ("Lĩnh vực", "field"),
    ("Nội dung tin", "claim"),
    ("Nội dung phản ánh", "summary"),
    ("Tài liệu kèm theo", "evidence"),
)
LETTER = (
    "Qua theo dõi thông tin công khai trên mạng, chúng tôi phát hiện nội dung dưới đây không đúng sự thật theo các căn cứ kèm theo. "
    "Kính đề nghị Trung tâm tiếp nhận, thẩm định và công bố theo thẩm quyền."
)

LABELS = {"FALSE": "tin_gia", "ALTERED_MEDIA": "tin_gia", "PARTLY_FALSE": "tin_sai_su_that", "OUT_OF_CONTEXT": "tin_sai_su_that"}
FIELDS = range(1, 9)
SCAM_FIELDS = (6, 7)
"""Impersonating accounts and fraudulent links: the only fields for a scam, which has no label."""


def classified(finding: Finding) -> dict[str, object]:
    """The label and the field (lĩnh vực) for the packet; raises ValueError for a field that cannot be."""
    scam = finding.verdict == "SCAM_CONFIRMED"
    if finding.field not in (SCAM_FIELDS if scam else FIELDS):
        raise ValueError("field")
    label = {} if scam else {"label": LABELS[finding.verdict]}
    return label | {"linh_vuc": finding.field}
