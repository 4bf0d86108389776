"""Any other competent body, by letter: its address is settled in destinations.toml or written in by hand."""

from __future__ import annotations

from channels.destination import Address

TITLE = "Cơ quan có thẩm quyền"
TYPES = ("FALSE_CLAIM", "SCAM", "AD_BREACH", "LICENCE_BREACH", "IMPERSONATION")
VERDICTS = ("FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "SCAM_CONFIRMED", "AD_BREACH", "LICENCE_BREACH")
ADDRESS = Address()

FORM = (
    ("Đơn vị gửi", "reporter_org"),
    ("Người liên hệ", "reporter_name"),
    ("Điện thoại", "reporter_phone"),
    ("Email", "reporter_email"),
    ("Đối tượng phản ánh", "subject"),
    ("Đường dẫn", "urls"),
    ("Nội dung", "claim"),
    ("Kết quả kiểm chứng", "summary"),
    ("Ý kiến của bên được phản ánh", "reply"),
    ("Tài liệu kèm theo", "evidence"),
)
LETTER = "Chúng tôi xin thông báo nội dung dưới đây kèm kết quả kiểm chứng. Kính đề nghị Quý cơ quan xem xét, xử lý theo thẩm quyền."
