"""Unlawful solicitation of money for trading: guaranteed returns, signals and copied orders, coins, pyramids with commissions.

Not meant: banks' rates, licensed funds' reports, warnings, losers' stories, views on markets, a harvest that sold well.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "INVEST"
HARM = 3
VERSION = "3"

CUES = {
    "offer.invest": (
        "san (?:bo|forex|vang|dau|quoc te|giao dich|ngoai hoi|tien ao|coin|uy tin|rieng|chung khoan|chuan)", "forex|fx", "ngoai hoi",
        "co?py ?(?:trade|lenh)", "tien (?:ao|dien tu|so|ma hoa)", "coin|token|usdt|bitcoin|btc|eth|airdrop|staking|stake|defi|nft|claim",
        "dao (?:coin|pi|tien)", "(?:doc|keo|ra|ho) (?:lenh|tin hieu|keo)", "phim (?:hang|ma|lenh)",
        "tin hieu (?:vang|mua|vao|giao dich|chuan)", "(?:vao|danh|theo|bat|goi|moi|lenh nao|chot) lenh", "chung khoan",
        "co phieu|trai phieu|chung quy|co phan", "nha dau tu|nguoi dau tu|dau tu", "uy thac", "quy dau tu", "co tuc",
        r"goi (?:dau tu|may|\d+ ngay|vip|an nhan|vang|uy thac|lai)", "bot (?:trade|tu dong|danh|giao dich)",
        "auto ?trade|robot giao dich", "may (?:dao|chay tu dong)|phan mem (?:giao dich|dau tu|trade|tu dong)", "gui tiet kiem", "don bay",
        "lai kep", "mo tai khoan (?:san|chung khoan|giao dich|tang)", "quyen chon nhi phan",
        "app (?:dau tu|kiem lai|sinh loi)|ung dung dau tu", "kenh (?:giu tien|dau tu|sinh loi)",
        "(?:nhom|room) (?:vip|kin|tin hieu|phim|vang|trade|keo)|room", "ipo|len san|truoc niem yet",
        "ma (?:tim|duoc|co phieu|noi bo)|tang tran", "trade|trader|pips?",
    ),
    "offer.venture": (
        r"goi von|co dong chien luoc|(?:giao dich|danh|vao lenh|trade) (?:thay|ho|giup)|dau tu (?:cho|giup|ho)|thay phim|choi (?:option|"
        r"coin|vang|lenh|quyen chon)|sinh coin|vang den|von xoay|gop truoc nhan sau",
        r"(?:gop|gom|hun|bo|dua|rot)(?: \w+)? (?:tien|von)(?: \w+){0,3} (?:nuoi|trong|du an|kinh doanh|cung|lam|chay|mua)",
        r"doi tac cap|quyen huong|toan he thong|he thong (?:phia )?duoi|hoa hong tron doi|tron doi tu|quy (?:tuong tro|dau tu|hoc vien)|"
        r"ghep lenh", r"(?:chay|gui|vao) (?:quy|goi|von) cho|cho di <money>|lenh vang|tien so|mo vi|hat giong|(?:app|game) (?:trong|nuoi|"
        r"chan|cay)(?: \w+)?|ra tien that", r"(?:bo|gop|gui|dau tu|dua|nap)(?: (?:vo|vao|em|minh|tu))? <money>|bo (?:vo|vao) <num> chi "
        r"vang|moi (?:con|suat|goi|lo|cay|may) <money>",
        r"tai khoan (?:demo|trai nghiem)|giao dich 24|danh theo (?:tin hieu|lenh|thay)|pho wall|hoc vien cuoi",
        "gop von|hun von|gom (?:chung )?von|chung von|keu goi (?:von|dau tu)|huy dong von",
        r"dong so huu|so huu (?:mot|1|\d+) (?:lo|suat)", "(?:du an|mo hinh|trang trai|he thong|hop tac xa)<w> (?:trong|nuoi|rung|sam|tom|"
        "bo|ga|heo|dong trung|nong nghiep|thuy san|nghi duong|chia|kinh doanh)", r"(?:app|ung dung|web) (?:nuoi|trong|chan|cham) \w+",
        "hop dong (?:hop tac|uy thac)(?: dau tu)?", "hop tac dau tu", "can ho nghi duong|condotel|dat nen|lo dat",
        "(?:goi|suat|ma) (?:dau tu|kinh doanh|dai ly|nha dau tu)", "goi (?:may|san pham) <w>", "ma kinh doanh",
        "von nhan roi|tien nhan roi", "(?:goi|gui|mua goi|mua)<w><w> <money><w> (?:moi|mot|hang) (?:ngay|tuan|thang)", "suat <money>",
        "suat noi bo",
    ),
    "promise.rate": (
        r"(?:von|goi|gui|bo|nap|gop|dua|co) <money>(?: \w+){0,5} (?:thanh|ra|lay|lay lai|ve|nhan) (?:<money>|\d+)|<money>(?: \w+){0,3} "
        r"thanh <money>", r"(?:nhan|tra|chia|huong|lai|loi) (?:\d[\d.,]*|<num>) ?(?:%|phan tram) ?/? ?(?:moi |mot )?(?:ngay|tuan|thang)",
        r"(?:moi|mot|hang|tung) (?:ngay|tuan|thang|quy|nam)(?: \w+){0,3} (?:\d[\d.,]*|<num>) ?(?:%|phan)",
        r"(?:lai|loi|loi nhuan|sinh loi)(?: \w+){0,2} \d[\d.,]* ?(?:%|phan tram)(?: \w+){0,2} ?(?:trong|sau|moi|mot|hang|/)",
        r"(?:lai|loi) (?:\d+|<num>) ?(?:%|phan tram)(?: \w+)? (?:trong|sau) (?:\d+|<num>) (?:ngay|tuan|thang|quy)",
        r"(?:\d+|<num>) (?:ngay|tuan|thang|nam) sau(?: \w+){0,3} (?:lay|nhan|ve|thu|tra|duoc|thanh)(?: \w+){0,3} (?:<money>|mot|hai|ba)",
        r"sau (?:\d+|<num>) (?:ngay|tuan|thang|nam|gio)(?: \w+){0,4} (?:nhan|lay|thu|ve|duoc|hoa von|loi|lai|tra lai|tang)(?: \w+)?",
        r"(?:moi|hang|mot|tung) (?:ngay|tuan|thang|quy)(?: \w+){0,4} (?:chia|tra|ve|nhan|thu hoach|lay|an|kiem|co)(?: \w+){0,2} "
        r"(?:<money>|tien)", r"(?:ngay|thang|tuan) (?:ve|nhan|lai|lay|kiem) <money>|thang sau lay lai(?: \w+){0,3}",
        r"<num> (?:chi|cay|luong)(?: \w+){0,4} (?:lay lai|nhan|thanh|ve) <num> (?:chi|cay)",
        r"(?:\d+[.,]?\d*|<num>)(?: ruoi)? ?(?:%|phan(?: tram)?) ?(?:/|moi|mot|1|tren|hang)? ?(?:ngay|tuan|thang|phien|dem|gio|lenh)",
        r"(?:lai|loi|loi nhuan)(?: \w+)? <money> ?(?:/|mot|moi|1|hang)? ?(?:ngay|tuan|thang|lenh|phien)",
        r"(?:moi|mot|hang|1) (?:ngay|tuan|thang|phien|sang|toi|dem)<w><w> (?:lai|loi|sinh loi|nhan|nhan ve|tra|chia)<w> (?:<money>|\d|"
        "<num> phan|<num> tram|tram)", "<num> (?:phan|phan tram)<w> (?:mot|moi|/|hang) (?:thang|ngay|tuan)",
        r"(?:lai|loi nhuan)(?: \w+){0,3} \d+[.,]?\d* ?(?:%|phan tram)?(?: \w+)? ?(?:mot|1|moi|/) ?(?:thang|ngay|tuan)",
        r"(?:nap|bo|von|goi|gui) (?:tu )?<money>(?: \w+){0,2} (?:moi|mot|hang) (?:ngay|tuan|thang)<w> (?:nhan|kiem|lai|loi|tra|an)",
        r"lai (?:cao )?\d+[.,]?\d* ?%",
        r"x(?:2|3|5|10|hai|ba)(?: x\d+)?(?: tai khoan| von| tien| tk)|nhan (?:doi|ba|nam) (?:tai khoan|von|tien)",
        r"(?:nap|von|bo|gui) <money>(?: \w+){0,2} (?:ve|nhan|nhan lai|nhan ve|thanh|thu ve|an|rut) (?:<money>|\d+)",
        r"nap \d+ (?:ve|nhan|an) \d+", "(?:thu|nhan) ve <money>", r"tang (?:gap )?(?:\d+|<num>) lan|gap (?:doi|ba|nam|muoi|tram)",
    ),
    "promise.return": (
        r"hoan von|loi rong|hoc la (?:co )?lai|co lai|thu mua lai|mua lai|(?:tu dong )?(?:chay|ve|do) ve (?:vi|tai khoan|the)|ve vi moi",
        r"(?:lai|loi|sinh loi|loi nhuan) \d+ ?(?:%|phan tram)|(?:an|thang|chot) <num> lenh|thang nao cung(?: \w+){0,2} tien|la co tien|"
        r"bam theo (?:lenh|thay|huong dan|tin hieu)",
        r"tra het no|thoat ngheo|thoat khoi no|lam giau|nghi huu som|thuong \d+ ?%(?: \w+){0,2} nap|nap lan dau|nap rut",
        r"lai (?:suat )?(?:co dinh |deu |tu )?(?:\d+|len toi|toi thieu|moi|hang|khung|cao|deu|dep|to|gap)",
        r"(?:\d+[.,]?\d*) ?(?:%|phan tram) ?(?:/|moi|mot|1|trong|sau)? ?(?:nam|tuan dau|thang dau)",
        r"loi nhuan(?: \w+)? (?:\d+|cam ket|khung|cao|deu|moi|hang|toi|tu|on dinh|chia|binh quan|trung binh|hap dan)",
        "(?:chia|nhan|huong) (?:loi nhuan|lai|co tuc)", "(?:tien )?(?:lai|loi) (?:ve|vao|tra|chay)",
        "ai cung (?:co )?lai|cung (?:co )?lai",
        r"(?:thang|win|chinh xac|ty le)(?: \w+)? (?:rate )?\d+(?:\.\d+)? ?(?:%|tren|/)?|chuan tung",
        "(?:ngu|ngoi nha)<w> (?:cung )?(?:ra|co) tien", "rut (?:goc|lai|von|<money>|bat cu|bat ky|moi luc|tu do|luc nao|khong mat)",
        "mien phi|0 ?d(?:ong)?|khong mat phi|phi 0", r"tang \d+ ?(?:usd|\$|do)", "moi thang nhan|nhan ve <money>",
        "sinh loi|lai ngay|lai lien|loi deu|lai deu|chot loi|deu dan", "(?:lay lai|thu hoi|hoa|hoan)<w> (?:von|goc)|hoan von",
        r"\w+ lai (?:\w+ ){1,3}phan tram|lai (?:\w+ ){1,4}phan tram", "de ra tien|thu nhap thu dong|tu do tai chinh|ty phu",
        "(?:may|phan mem|bot|he thong)<w> tu (?:mua ban|giao dich|chay|danh|vao lenh)", "rut <money>|rut moi ngay|tra deu",
        "du kien (?:tang|dat|<money>|loi|len)",
    ),
    "promise.shown": (
        "bill (?:rut|lai|nhan tien)|(?:thay|xem|check|co) bill|(?:bang|anh|hinh) (?:lai|rut tien)", "lai (?:hom qua|hom nay|tuan nay)",
    ),
    "demand.wallet": (
        r"(?:ket noi|lien ket|xac thuc) vi", r"nap (?:tu |toi thieu )?[\d.,]+ ?(?:eth|usdt|bnb|btc|trx|sol|usd|do)", "phi gas",
        "(?:cum tu|chuoi) khoa|khoa vi|seed phrase",
    ),
    "promise.bail": (
        "(?:chay|lo|mat|thua|am)(?: tai khoan| tk| von| lenh)?<w> (?:em|thay|minh|anh|a|chi|toi|t|cong ty|admin|ben em|san|quy)<w> "
        "(?:den|ganh|chiu|bu|lo|hoan|boi|dai)", "(?:lo|thua|chay)<w> (?:hoan|den|bu|boi)(?: (?:tien|goc|von|100))*",
        "bao (?:von|goc|lai|toan von|toan goc)", "(?:hoan|bao hiem|bao dam|cam ket|dam bao)<w><w> (?:goc|von|lo|thua lo)",
        "cam ket<w><w> (?:loi nhuan|lai|sinh loi|gia tri|hoan)",
        "(?:khong|ko|k|chang) (?:bao gio )?(?:lo|so lo|rui ro|so rui ro|mat von|so mat)(?: bao gio)?",
        "quy (?:bu|bao hiem|du phong rui ro)", "khong (?:co )?rui ro",
    ),
    "promise.referral": (
        r"ref", r"hoa hong(?: \w+){0,2} (?:tuyen|gioi thieu|\d+|<num>)(?: ?%)?", r"(?:gioi thieu|moi them|moi duoc|ru|keo)<w> (?:thanh "
        r"vien|them|ban|ban be|du|nguoi|\d+ nguoi|\d+ ban|<num> nguoi)(?: \w+){0,3} (?:nhan|huong|an|tang|duoc|thuong|\d+)",
        "(?:tuyen|nguoi|nhanh|he thong tuyen|vao) duoi", r"(?:hai|ba|\d|nhieu|may) (?:tang|cap|f\d?)(?: \w+)?",
        "ma (?:gioi thieu|moi|dai ly|kinh doanh)", "leader|tuyen tren|he thong kinh doanh",
    ),
}  # fmt: skip
UNLIKE = {
    "offer.invest": "săn |sân|sản |sàn nhà|lệnh bắt|vào lệnh cấm|đào |cọ phiếu|mới lệnh|mời|mã được|ra lệnh",
    "offer.venture": "dư ăn|gợi|số hưu",
    "promise.rate": "lại|lái|phân bón|phần (?:mười|lớn)|nấp|hương|bơ|bỏ lỡ|gáp|gặp",
    "promise.return": r"lại|lái |lỗ hổng|lọ|lo (?:cho|lắng)|rút kinh|lãi mà|thắng (?:\d+ ?-|trận)|tháng|thăng|tỷ lệ",
    "promise.bail": "lo (?:cho|lắng|liệu)|lọ|lô |lò|mặt|mắt|mật|thưa|báo|bào|bao (?:lãi|giờ)|đèn|đến|quý|chạy",
    "promise.referral": (
        r"dưới (?:bài|đây|cùng|nước|\d)|vào dưới (?:nước|gầm)|mã mới|mới|tuyển dưới|nhánh|cấp (?:cứu|nước|1|2|3|một|hai|ba)"
    ),
}  # fmt: skip
WHEN = (
    (
        "offer.invest|offer.venture",
        "promise.rate",
        "contact|click|urgency|reader|demand|promise.bail|promise.referral|promise.return",
        "-game|offer.loan|hire.call",
    ),
    (
        "offer.invest|offer.venture",
        "promise.return",
        "contact|click|demand",
        "reader|urgency|absolute|promise.bail",
        "-proper|game|offer.loan",
    ),
    ("offer.invest|offer.venture", "promise.return", "demand", "click|urgency|secrecy", "-proper.notice|game|offer.loan|hire.call"),
    ("offer.invest", "promise.return", "offer.venture", "click.site|demand|urgency", "-game|offer.loan"),
    ("offer.invest|offer.venture", "promise.bail", "contact|click|demand|promise.rate|promise.return|reader", "-game"),
    ("offer.invest|offer.venture", "promise.referral", "promise.rate|promise.return|demand.topup", "-game"),
    ("offer.invest|offer.venture", "promise.rate", "-proper.open|game|offer.loan|offer.lent|ease.loan|hire.call|task|prize.won|need"),
    ("offer.invest|offer.venture", "promise.return", "promise.return", "-proper|game|offer.loan|offer.lent|ease.loan|hire|task|prize|need"),
    ("offer.venture", "offer.venture", "demand.topup|demand.fee|contact", "-proper|game|hire|task|need|prize.won|offer.loan"),
    ("offer.venture", "promise.return", "contact.private|click", "-proper|game|hire|task|need|prize|offer.loan|ease.loan"),
    ("offer.venture", "promise.rate", "promise.bail|promise.referral|absolute"),
    ("promise.rate", "demand.topup", "contact|click|reader", "-task|hire|game|prize.won|need.cheated"),
    ("promise.rate", "contact.private|click", "-task|hire|game|need|offer.loan|ease.loan|offer.lent|prize|proper.open"),
    ("promise.rate", "contact", "promise.return|promise.referral|promise.bail", "-task|hire|game|need|proper|offer.loan"),
    ("promise.shown", "contact.private", "reader|promise.rate", "-task|hire|game|need.cheated|offer.loan"),
    ("offer.invest", "demand.wallet", "promise.return|promise.rate|click|contact|secrecy"),
    ("offer.invest", "contact", "reader|absolute|urgency", "demand", "-proper|game|offer.loan"),
)

CATCHES = (
    "Sàn forex quốc tế, nạp 3 triệu lãi 5%/ngày, rút gốc bất cứ lúc nào, vào nhóm Zalo em đọc lệnh",
    "Gói đầu tư 30 ngày cam kết lợi nhuận 20%/tháng, hoa hồng giới thiệu 10%, ib em",
    "airdrop coin miễn phí, nạp 10 usdt lãi 3% mỗi ngày, vào link nhận",
    "Dự án nuôi yến góp 40 triệu, mỗi tháng nhận về 3 triệu, giới thiệu bạn thêm 5%",
)
IGNORES = (
    "Ngân hàng niêm yết lãi suất tiết kiệm 5,2%/năm kỳ hạn 12 tháng",
    "Giá bitcoin hôm nay giảm mạnh sau phiên tăng",
    "Chơi chứng khoán hồi hộp lắm, em không dám",
    "Công ty quản lý quỹ có giấy phép công bố báo cáo năm",
    "Vụ cam năm nay nhà tui lãi được mấy chục triệu, mừng ghê",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
