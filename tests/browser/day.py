"""An invented morning of alerts, for pictures a customer could see."""

from __future__ import annotations

from test_console_samples import JOB_TEXT, LOAN_TEXT, Told, told

from topics.records import Article, Media

GIFT = "Cuối năm tri ân, tặng 500k cho 1000 khách đầu tiên. Bấm http://qua-tang.example/nhan nhập mã OTP để nhận ngay hôm nay!"
HEALTH = "Uống nước chanh nóng tiêu diệt tận gốc tế bào ung thư sau 3 ngày, khỏi cần xạ trị. Chia sẻ gấp!"
GAMBLE = "N.ổ h.ũ uy tín, nạp 100 tặng 150, rút tiền 3 phút. Liên hệ tele @vidu_thu nhận code tân thủ."
AUTH = "Cán bộ phường cập nhật VNeID mức 2 tại nhà, cài ứng dụng theo link http://dinh-danh.example/app, trong 24h kẻo bị khóa tài khoản."


def morning() -> list[Told]:
    article = Article(title="Thưởng lớn cuối năm cho người may mắn", lead="Chỉ cần nhập mã OTP", url="http://qua-tang.example/nhan")
    media = (Media(kind="photo", alt="Ảnh phong bao đỏ", ocr="NHẬN NGAY 500K"),)
    return [
        told(
            "auth", AUTH, code="AUTH", band="CRITICAL", page=("fb:2001", "Dịch vụ công nhanh 24h"), minutes=2,
            cues={"Cán bộ phường": "mượn danh cơ quan", "cài ứng dụng theo link": "đòi cài ứng dụng lạ",
                  "kẻo bị khóa tài khoản": "gây sợ, giục gấp"},
        ),
        told("job", JOB_TEXT, minutes=7),
        told(
            "gift", GIFT, code="GIFT", band="HIGH", page=("fb:2002", "Săn quà mỗi ngày"), minutes=19, article=article, media=media,
            cues={"tặng 500k": "hứa quà", "nhập mã OTP để nhận ngay hôm nay": "đòi mã OTP", "ngay hôm nay": "giục gấp"},
            links=("http://qua-tang.example/nhan",),
        ),
        told(
            "health", HEALTH, code="HEALTH", band="HIGH", page=("fb:2003", "Sức khỏe vàng cho mọi nhà"), minutes=41,
            cues={"tiêu diệt tận gốc tế bào ung thư": "hứa khỏi bệnh nan y", "khỏi cần xạ trị": "khuyên bỏ điều trị",
                  "Chia sẻ gấp": "giục chia sẻ"},
        ),
        told(
            "loan", LOAN_TEXT, code="LOAN", band="MEDIUM", page=("fb:2004", "Chợ quê An Phú"), minutes=95, kind="comment",
            cues={"nợ xấu vẫn duyệt": "cho vay dễ dãi", "giải ngân trong 15 phút": "hứa tiền nhanh"},
        ),
        told(
            "gamble", GAMBLE, code="GAMBLE", band="MEDIUM", page=("fb:2005", "Hội bóng đá phủi huyện"), minutes=180, state="TRIAGED",
            cues={"N.ổ h.ũ": "từ lóng cờ bạc, viết né lọc", "nạp 100 tặng 150": "mời nạp tiền"},
        ),
        told("low", "Cho mình hỏi chỗ vay nhanh với ạ, nợ xấu vẫn duyệt thì tốt.", code="LOAN", band="LOW", minutes=300, kind="comment",
            cues={"nợ xấu vẫn duyệt": "cho vay dễ dãi"}, held="low_alone"),
    ]  # fmt: skip
