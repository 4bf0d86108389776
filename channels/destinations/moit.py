"""The Ministry of Industry and Trade (online.gov.vn): e-commerce sites and prohibited goods; it hears the seller before it decides."""

from __future__ import annotations

from channels.destination import Address

TITLE = "Cục Thương mại điện tử và Kinh tế số, Bộ Công Thương"
TYPES = ("AD_BREACH", "SCAM", "IMPERSONATION")
VERDICTS = ("AD_BREACH", "SCAM_CONFIRMED", "FALSE")
ADDRESS = Address(form="https://online.gov.vn", email="qltmdt@moit.gov.vn")
"""domain.md §1.3: verify before go-live."""

FORM = (
    ("Họ tên người phản ánh", "reporter_name"),
    ("Đơn vị", "reporter_org"),
    ("Điện thoại", "reporter_phone"),
    ("Email", "reporter_email"),
    ("Website/ứng dụng bị phản ánh (*)", "urls"),
    ("Tên trang, gian hàng", "subject"),
    ("Nội dung phản ánh (*)", "summary"),
    ("Ý kiến của bên được phản ánh", "reply"),
    ("Tài liệu kèm theo", "evidence"),
)
LETTER = (
    "Chúng tôi phát hiện hoạt động kinh doanh, quảng cáo trên mạng có dấu hiệu vi phạm quy định về thương mại điện tử như dưới đây. "
    "Kính đề nghị Quý cơ quan xem xét, xử lý theo thẩm quyền."
)
