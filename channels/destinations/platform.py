"""The platform itself: a report of a page, post or advertisement, always offered beside the state's channels."""

from __future__ import annotations

from channels.destination import Address

TITLE = "Nền tảng (báo cáo trang, bài đăng, quảng cáo)"
TYPES = ("FALSE_CLAIM", "SCAM", "AD_BREACH", "LICENCE_BREACH", "IMPERSONATION")
VERDICTS = ("FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "SCAM_CONFIRMED", "AD_BREACH", "LICENCE_BREACH")
ADDRESS = Address()
"""Each platform reports within itself, at the post."""

FORM = (
    ("Đường dẫn chính xác", "urls"),
    ("Trang, kênh", "subject"),
    ("Mã trang, kênh", "subject_id"),
    ("Lý do báo cáo", "summary"),
    ("Nội dung", "claim"),
    ("Bằng chứng", "evidence"),
    ("Người báo cáo", "reporter_org"),
    ("Email liên hệ", "reporter_email"),
    ("Cam kết", "declaration"),
)
LETTER = (
    "Chúng tôi báo cáo nội dung dưới đây kèm vị trí chính xác, lý do và bằng chứng. "
    "Đề nghị nền tảng xem xét theo chính sách của mình và pháp luật hiện hành."
)
