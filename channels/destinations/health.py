"""The food safety authority or a province's health department: advertising of food, supplements, drugs and clinics."""

from __future__ import annotations

from channels.destination import Address

TITLE = "Sở Y tế / Cục An toàn thực phẩm"
TYPES = ("AD_BREACH", "FALSE_CLAIM")
VERDICTS = ("AD_BREACH", "FALSE", "PARTLY_FALSE", "ALTERED_MEDIA")
ADDRESS = Address()
"""Each province has its own: settled in destinations.toml."""

FORM = (
    ("Đơn vị phản ánh", "reporter_org"),
    ("Người liên hệ", "reporter_name"),
    ("Điện thoại", "reporter_phone"),
    ("Email", "reporter_email"),
    ("Trang quảng cáo", "subject"),
    ("Đường dẫn quảng cáo", "urls"),
    ("Nội dung quảng cáo", "claim"),
    ("Căn cứ xác định vi phạm", "summary"),
    ("Ý kiến của bên quảng cáo", "reply"),
    ("Tài liệu kèm theo", "evidence"),
)
LETTER = (
    "Chúng tôi phát hiện nội dung quảng cáo có dấu hiệu vi phạm quy định về quảng cáo thực phẩm, thuốc hoặc dịch vụ khám, chữa bệnh "
    "như trình bày dưới đây. Kính đề nghị Quý cơ quan xem xét, xử lý theo thẩm quyền."
)
