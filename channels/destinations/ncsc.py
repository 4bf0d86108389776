"""NCSC and the warning portal canhbao.khonggianmang.vn: scam sites, numbers and accounts."""

from __future__ import annotations

from channels.destination import Address

TITLE = "Cổng cảnh báo an toàn thông tin Việt Nam (canhbao.khonggianmang.vn)"
TYPES = ("SCAM", "IMPERSONATION")
VERDICTS = ("SCAM_CONFIRMED", "FALSE", "ALTERED_MEDIA")
ADDRESS = Address(form="https://canhbao.khonggianmang.vn")
"""The function passed to the Ministry of Public Security in 2025 (domain.md §1.3): verify before go-live."""

FORM = (
    ("Họ và tên", "reporter_name"),
    ("Điện thoại", "reporter_phone"),
    ("Thư điện tử", "reporter_email"),
    ("Website, tài khoản lừa đảo", "indicators"),
    ("Đường dẫn bài đăng", "urls"),
    ("Nội dung phản ánh", "summary"),
    ("Bằng chứng", "evidence"),
)
LETTER = (
    "Chúng tôi phát hiện nội dung có dấu hiệu lừa đảo với các chỉ dấu (tên miền, số điện thoại, tài khoản) liệt kê dưới đây. "
    "Kính đề nghị Quý cơ quan xác minh, cảnh báo và ngăn chặn theo thẩm quyền."
)
