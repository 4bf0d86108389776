"""ABEI or a province's department in charge of aggregator sites and social networks: breaches of a licence, unlicensed sites."""

from __future__ import annotations

from channels.destination import Address

TITLE = "Cục Phát thanh, Truyền hình và Thông tin điện tử / Sở quản lý địa phương"
TYPES = ("LICENCE_BREACH", "AD_BREACH", "IMPERSONATION")
VERDICTS = ("LICENCE_BREACH", "AD_BREACH", "FALSE")
ADDRESS = Address(email="online.abei@mic.gov.vn", phone="18008108")
"""The ministry above it changed in 2025 (domain.md §1.1): verify before go-live."""

FORM = (
    ("Đơn vị phản ánh", "reporter_org"),
    ("Người liên hệ", "reporter_name"),
    ("Điện thoại", "reporter_phone"),
    ("Email", "reporter_email"),
    ("Tên trang, mạng xã hội", "subject"),
    ("Đường dẫn", "urls"),
    ("Dấu hiệu vi phạm", "summary"),
    ("Ý kiến của đơn vị được phản ánh", "reply"),
    ("Tài liệu kèm theo", "evidence"),
)
LETTER = (
    "Chúng tôi phát hiện trang, mạng xã hội dưới đây có dấu hiệu vi phạm quy định về giấy phép, hoạt động thông tin trên mạng. "
    "Kính đề nghị Quý cơ quan xem xét, xử lý theo thẩm quyền."
)
