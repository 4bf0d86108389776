"""Unlawful solicitation of money for trading: guaranteed returns, signals and copied orders, coins, pyramids with commissions.

Not meant: banks' rates, licensed funds' reports, warnings, losers' stories, views on markets.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "INVEST"
HARM = 3
VERSION = "2"

CUES = {
    "offer.invest": (
        "san (?:bo|forex|vang|quoc te|giao dich|ngoai hoi|tien ao|coin|uy tin|rieng|chung khoan)", "forex|fx", "copy ?(?:trade|lenh)",
        "tien (?:ao|dien tu|so)", "coin|token|usdt|bitcoin|btc|eth|airdrop|staking|defi|nft", "dao (?:coin|pi|tien)",
        "doc (?:lenh|tin hieu)", "phim (?:hang|ma|lenh)", "tin hieu (?:mua|vao|giao dich|chuan)", "(?:vao|danh|theo|bat|cat) lenh",
        "chung khoan", "co phieu|trai phieu|chung quy", "dau tu", "nha dau tu", "uy thac", "quy dau tu",
        r"goi (?:dau tu|may|\d+ ngay|vip|an nhan|vang)", "dong so huu", "gop von|hun von", "bot (?:trade|tu dong)",
        "may (?:dao|chay tu dong)", "gui tiet kiem", "von (?:tu|chi|nho|ban dau|xoay)", "mo tai khoan (?:san|chung khoan|giao dich|tang)",
        "don bay", "lai kep", "quyen chon nhi phan", "ponzi|da cap", "he thong (?:tuyen duoi|kinh doanh)", "(?:tuyen|tang) duoi",
        "app (?:dau tu|kiem lai|sinh loi)", "kenh (?:giu tien|dau tu|sinh loi)", "dat nen|lo dat (?:sinh loi|cam ket)",
        "nhom (?:vip|kin|tin hieu|phim)", "room (?:vip|kin|tin hieu)", "gui (?:em|minh|chi) <money>", "chuyen von",
        "chay (?:goi|lenh|bot)",
    ),
    "promise.return": (
        r"lai (?:suat )?(?:co dinh |deu |tu )?(?:\d+|len toi|toi thieu|moi|hang|khung|cao|deu|dep|to|gap)",
        r"(?:\d+[.,]?\d*) ?(?:%|phan tram) ?(?:/|moi|mot|1|trong|sau)? ?(?:ngay|thang|tuan|phien|nam|dem|tuan dau|thang dau)",
        r"loi nhuan (?:\d+|cam ket|khung|cao|deu|moi|hang|toi|tu|on dinh|chia)", "(?:chia|nhan) (?:loi nhuan|lai|co tuc|hoa hong)",
        "cam ket (?:loi nhuan|lai|hoan|sinh loi|bao von|gia tri)", "bao (?:von|goc|lai|toan von)",
        "(?:hoan|rut|bao hiem)<w> (?:goc|von|tien)",
        "(?:chay|lo|mat) (?:tai khoan |tk )?(?:<w> )?(?:em|thay|minh|anh|a|chi|toi|cong ty|admin) (?:den|ganh|chiu|bu|lo|hoan)",
        "(?:chay|lo) (?:em|thay|minh|ben em) ?(?:den|ganh|chiu|hoan)", "lo (?:hoan|minh ganh|thay den|em den|hoan tien)",
        r"(?:thang|win|chinh xac|ty le) (?:ro |rate )?\d+ ?%?", r"(?:nap|von|bo) \d+<w> (?:ve|nhan|thanh|lai|len|an)",
        "<money> (?:thanh|len|ve|ra) <money>", "moi (?:ngay|thang|tuan|sang|dem|phien) (?:nhan|lai|loi|ve|tra|duoc|kiem)",
        r"ref|hoa hong (?:tuyen|gioi thieu|\d)|gioi thieu (?:thanh vien|them|ban|du|nguoi)",
        "(?:ngu|ngoi nha)<w> (?:cung )?(?:ra|co|nhan) tien",
        r"x\d+ tai khoan|nhan (?:doi|ba|nam) (?:tai khoan|von)|gap (?:doi|ba|nam|muoi)", r"lai \d+",
        "rut (?:goc|lai|von|<money>|bat cu|bat ky|moi luc|tu do)", "mien phi|0 ?d(?:ong)?|khong mat phi",
        "bill (?:rut|lai)|(?:bang|anh) lai", r"tang \d+ ?(?:usd|\$|do)", "sinh loi|lai ngay|lai lien|loi deu|lai deu", "nhan ve <money>",
        "moi thang nhan", "deu dan", "khong (?:lo|so) (?:lo|rui ro|mat)",
    ),
}  # fmt: skip
UNLIKE = {
    "offer.invest": "san sẻ|săn|sân|sản|sàn nhà|lệnh bắt|vào lệnh cấm|đào |cọ phiếu",
    "promise.return": "lại|lái|lai |lỗ hổng|lọ|lo (?:cho|lắng)|rút kinh",
}  # fmt: skip
WHEN = (
    ("offer.invest", "promise.return", "contact|click|urgency|reader|demand", "-proper"),
    ("offer.invest", "promise.return", "absolute"),
    ("offer.invest", "contact", "reader|absolute|urgency", "demand"),
    ("offer.invest", "demand.topup", "promise"),
)

CATCHES = (
    "Sàn forex quốc tế, nạp 3 triệu lãi 5%/ngày, rút gốc bất cứ lúc nào, vào nhóm Zalo em đọc lệnh",
    "Gói đầu tư 30 ngày cam kết lợi nhuận 20%/tháng, hoa hồng giới thiệu 10%, ib em",
    "airdrop coin miễn phí, nạp 10 usdt lãi 3% mỗi ngày, vào link nhận",
)
IGNORES = (
    "Ngân hàng niêm yết lãi suất tiết kiệm 5,2%/năm kỳ hạn 12 tháng",
    "Giá bitcoin hôm nay giảm mạnh sau phiên tăng",
    "Chơi chứng khoán hồi hộp lắm, em không dám",
    "Công ty quản lý quỹ có giấy phép công bố báo cáo năm",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
