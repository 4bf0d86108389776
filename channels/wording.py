"""How letters and reports call things, in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

VERDICTS: Mapping[str, str] = {
    "FALSE": "Sai",
    "PARTLY_FALSE": "Sai một phần",
    "ALTERED_MEDIA": "Hình ảnh, video bị chỉnh sửa",
    "OUT_OF_CONTEXT": "Sai ngữ cảnh",
    "UNPROVEN": "Chưa đủ căn cứ",
    "TRUE": "Đúng",
    "SATIRE": "Châm biếm",
    "OPINION": "Ý kiến",
    "NOT_CHECKABLE": "Không kiểm chứng được",
    "SCAM_CONFIRMED": "Lừa đảo đã xác nhận",
    "AD_BREACH": "Vi phạm quảng cáo",
    "LICENCE_BREACH": "Vi phạm giấy phép",
}
LABELS: Mapping[str, str] = {"tin_gia": "Tin giả", "tin_sai_su_that": "Tin sai sự thật"}
FIELDS: Mapping[int, str] = {
    1: "Chính sách, pháp luật",
    2: "Kinh tế, tài chính",
    3: "Y tế; sản phẩm y tế liên quan đến sức khỏe",
    4: "Thiên tai, dịch bệnh",
    5: "An ninh quốc gia, trật tự an toàn xã hội",
    6: "Tài khoản giả mạo",
    7: "Đường link lừa đảo",
    8: "Lĩnh vực khác",
}
"""VAFC's own names for its fields (domain.md §1.1)."""

TYPES: Mapping[str, str] = {
    "FALSE_CLAIM": "thông tin sai sự thật",
    "SCAM": "nội dung lừa đảo",
    "AD_BREACH": "quảng cáo vi phạm",
    "LICENCE_BREACH": "vi phạm về giấy phép",
    "IMPERSONATION": "giả mạo",
}
SUBJECTS: Mapping[str, str] = {"PAGE": "Trang", "WEBSITE": "Trang web", "AD": "Quảng cáo", "CHANNEL": "Kênh"}
PROOFS: Mapping[str, str] = {
    "official_document": "Văn bản chính thức",
    "primary_data": "Dữ liệu gốc",
    "media_original": "Ảnh, video gốc",
    "prior_debunk": "Kiểm chứng đã công bố",
    "expert": "Ý kiến chuyên gia",
    "licence_register": "Sổ đăng ký giấy phép",
}
ROLES: Mapping[str, str] = {"analyst": "Người lập", "approver": "Người duyệt"}
METHODS: Mapping[str, str] = {"api": "Giao diện lập trình", "page": "Chụp trang", "upload": "Tải lên"}
INDICATORS: Mapping[str, str] = {"PHONE": "Số điện thoại", "ACCOUNT": "Số tài khoản", "DOMAIN": "Tên miền", "URL": "Đường dẫn"}
WAIVERS: Mapping[str, str] = {"danger_to_life": "nguy hiểm đến tính mạng", "live_scam": "lừa đảo đang diễn ra"}
RESULTS: Mapping[str, str] = {
    "upheld": "Được chấp nhận",
    "partly_upheld": "Chấp nhận một phần",
    "rejected": "Không chấp nhận",
    "no_answer": "Không trả lời",
}
DISMISSALS: Mapping[str, str] = {
    "not_a_claim": "không phải khẳng định kiểm chứng được",
    "opinion": "ý kiến",
    "satire": "châm biếm",
    "news_report": "tin báo chí",
    "official_warning": "cảnh báo chính thức",
    "already_corrected": "đã đính chính",
    "insufficient_evidence": "chưa đủ bằng chứng",
    "wrong_language": "ngôn ngữ khác",
}
LACKS: Mapping[str, str] = {
    "finding": "chưa có kết luận",
    "state": "chưa được phê duyệt, hoặc đã đính chính",
    "proposal": "kết luận không đề nghị chuyển cơ quan khác",
    "verdict": "kết luận này không được chuyển đi",
    "type": "loại không khớp với kết luận",
    "destination": "chưa chọn nơi nhận",
    "destination_type": "nơi nhận không tiếp nhận loại này",
    "field": "lĩnh vực không hợp lệ",
    "checkable_fact": "thiếu sự việc kiểm chứng được",
    "claim": "thiếu câu trích nguyên văn",
    "reason": "thiếu lý do",
    "method": "thiếu phương pháp kiểm chứng",
    "subject": "thiếu đối tượng hoặc đường dẫn",
    "evidence": "cần ít nhất hai nguồn mở được",
    "primary_evidence": "cần ít nhất một nguồn gốc hoặc kiểm chứng đã công bố",
    "capture": "chưa lưu chứng cứ",
    "approvals": "chưa đủ chữ ký của những người khác nhau",
    "reply": "chưa hết hạn phản hồi của bên liên quan",
    "scope": "chưa ký phạm vi hoạt động",
    "reviews": "chưa cấu hình nơi công bố kết luận (destinations.toml: desk.reviews)",
    "indicators": "không có chỉ dấu",
    "evidence_here": "chứng cứ không nằm ở máy này",
    "evidence_size": "chứng cứ quá lớn",
    "timestamp": "không lấy được dấu thời gian",
}
CODES: Mapping[str, str] = {
    "HEALTH": "Tin sai về sức khỏe",
    "DISASTER": "Tin đồn thiên tai, dịch bệnh",
    "SAFETY": "Tin đồn an toàn công cộng",
    "OFFICIAL": "Văn bản, chính sách giả",
    "FINRUM": "Tin sai về ngân hàng, thị trường",
    "JOB": "Lừa đảo việc làm",
    "DEPOSIT": "Lừa đảo đặt cọc",
    "AUTH": "Giả danh cơ quan, ngân hàng",
    "GIFT": "Tặng quà, trợ cấp giả",
    "RECOVER": "Lừa đảo lấy lại tiền",
    "CHARITY": "Từ thiện giả",
    "INVEST": "Mời đầu tư trái phép",
    "LOAN": "Tín dụng đen",
    "GAMBLE": "Quảng cáo cờ bạc, lô đề",
    "ADHEALTH": "Quảng cáo y tế, thực phẩm trái phép",
    "ADBAN": "Quảng cáo hàng cấm",
    "IMPERS": "Trang, thương hiệu giả mạo",
    "CONTEXT": "Ảnh, tin cũ dùng lại sai bối cảnh",
    "SYNTH": "Hình ảnh, âm thanh do máy tạo",
    "LICENCE": "Vi phạm giấy phép trang tin",
    "CLICKBAIT": "Tít khác nội dung",
}
"""The console's catalogue says the same; a test holds them together."""

STATES: Mapping[str, str] = {
    "NEW": "Mới",
    "TRIAGED": "Đã giữ lại",
    "DISMISSED": "Đã bỏ qua",
    "IN_CHECK": "Đang kiểm chứng",
    "DRAFT_FINDING": "Đang soạn kết luận",
    "REVIEW": "Chờ duyệt",
    "ESCALATED": "Đã duyệt chuyển",
    "PUBLISHED_NOTE": "Đã công bố ghi chú",
    "MONITOR": "Theo dõi",
    "CLOSED_NOT_CHECKABLE": "Đóng: không kiểm chứng được",
    "CLOSED_OPINION": "Đóng: ý kiến",
    "CLOSED_TRUE": "Đóng: đúng",
    "DUPLICATE": "Trùng",
    "OUTCOME_RECORDED": "Đã có kết quả",
    "APPEAL": "Khiếu nại",
    "CORRECTION": "Đã đính chính",
    "ARCHIVED": "Lưu trữ",
}
DUE: Mapping[str, str] = {
    "acknowledge": "tiếp nhận",
    "finding": "kết luận đầu tiên",
    "reply": "hết hạn phản hồi",
    "chase_48h": "nhắc kết quả sau 48 giờ",
    "chase_7d": "nhắc kết quả sau 7 ngày",
    "correct": "đính chính",
}
PATTERNS: Mapping[str, str] = {"copies": "Chép lại nhau", "coordinated": "Đăng cùng lúc nhiều lần", "burst": "Tăng đột biến"}
