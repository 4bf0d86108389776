"""Deposit and prepayment traps: rooms, tours, tickets, vehicles or parcels far below their price, paid before anything is seen.

Not meant: hotels and shops that name themselves, bill, and let the buyer look first; victims; warnings.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "DEPOSIT"
HARM = 2
VERSION = "3"

CUES = {
    "offer.goods": (
        "combo", "tour", "resort|villa|homestay|khach san|nha nghi", "du thuyen|san may|trai nghiem", r"(?:tien |pass |nhuong |con |mua "
        r")?ve (?:may bay|tau|xe|concert|xem|tet|khu hoi|so|vip|khan dai|cao toc|bay|fan|noi bo|dien tu|giay|show|\d+)",
        "(?:pass|nhuong|san|de lai) ve", r"\d+ ?ve", "xe khach|giuong (?:nam|doi)|nha xe|cho ngoi",
        r"phong (?:tro|nghi|view|khach san|cho thue|ngay|doi|don|le|\d+ ?m2)|giu phong|dat (?:phong|ban|tiec|ve|tour)|nhan phong",
        "cho thue(?: lai)? (?:can ho|nha|phong|xe|mat bang)|can ho|nha tro", "thanh ly", "phat mai|tich thu|thu hoi tu khach|sang nhuong",
        "hang (?:thanh ly|hai quan|ton|xach tay|tich thu|order|trung bay|bai|noi dia|nhat bai|ve)", "xa (?:kho|hang|lo)|container",
        "(?:iphone|ipad|macbook|sh (?:mode|125|150|viet|nhap)|xe may|o to|xe hoi|tivi|may giat|laptop|tu lanh|dieu hoa|may lanh|dien "
        "thoai|xe sh|airblade|vision|wave|vios|robot|may cay|may tinh|may anh)", r"ip ?\d+|acc (?:game|full|lien quan|ff|lol)",
        "vat lieu|lua giong|cay giong|phan bon|giong (?:lua|cay|ga|heo|vit|tom)|sau rieng|mit|vai thieu|ga vit|hai san|cua ca mau|yen "
        "sao", "(?:be|con|cho|meo) (?:meo|cho|cun|anh long|poodle|phu quoc|corgi|pug|golden|ta|con|thuan)", "cho poodle",
        "do (?:co|cu)|sim so dep|flash sale|sale (?:sap san|soc|sau|cuoi)", r"suat (?:noi bo|ngoai giao|mua)|lo (?:hang|xe|\d+)|dau gia",
        "co (?:tet|cuoi)|ao (?:dai|khoac|cuoi)|may san|ban ghe|noi that", "can ban|ban gap|ban re|ban lai|de lai|can ra|can thue lai",
        "tan (?:lua|ca phe|gao|phan|sau)|chiec xe|con (?:xe|may)",
    ),
    "offer.parcel": (
        "(?:kien|buu|goi) (?:hang|qua|pham|kien)", "don (?:hang )?(?:cua|nay)<w><w> (?:bi|dang) (?:giu|ket|ton)",
        "bi (?:giu|ket) (?:o|tai|lai) (?:kho|hai quan|cua khau|buu cuc|san bay)", "ben (?:giao hang|van chuyen|buu cuc|chuyen phat)",
    ),
    "ease.cheap": (
        r"chi (?:con |tu )?(?:<money>|\d+|tram)", "gia (?:goc|re|soc|chi|huy diet|noi bo|uu dai|mem|khoi diem|hoc sinh|nhu ngay|tu|si)",
        "re (?:hon|bang|nhu|giat minh|nua|bat ngo|<num>)", r"(?:giam|sale) \d+ ?%?",
        "<money>/(?:nguoi|khach|chieu|xe|cai|phong|ve|thang|kg|ky|dem|thung)",
        "<money> (?:mot|1|moi|/) (?:cai|chiec|con|ky|bo|khach|dem|ve|ta|tan|may|thang|chieu)",
        "tron goi|all ?in|full (?:noi that|do|skin)|khu hoi", r"con moi|moi 9\d|chinh chu|con bao hanh|zin",
        "(?:ban|de|de lai|gia|lay|con) <money>", r"<money> (?:thoi|thui)|\d+ (?:do|usd)", "can (?:tien|xien) gap|gap vi|lo von|nua gia",
        "tang luon|khong lay tien|cho luon", "pha san|giai the|dong cua|tra mat bang|bo coc|khai truong",
    ),
    "ease.unseen": (
        "(?:dang )?o (?:xa|nuoc ngoai)|di nuoc ngoai|bay gap|phai bay|cong tac|san bay|ve que", "(?:khong|ko|k|chua|hong|hem|khoi|dung|"
        "chang)<w><w> (?:xem|coi|gap|tiep khach|tiep|nhan cod|ship cod|cod|dan|hen|giao truc tiep|truc tiep|qua kho|tiem|trung gian|giao "
        "dich o|gd|hoa don|giay to|ban le|nhan khach|doi tra)",
        "(?:ai )?doi (?:coi|xem)<gap>(?:khong|hong|chu) ban|dung hoi (?:cho|dia chi)|khong co (?:tiem|cua hang|shop)",
        "(?:gui|giao|cho|nhan|xem)<w> (?:ve|ma|dia chi|hang|xe|phong|may|code)? ?sau",
        r"(?:gui|giao) (?:xe|hang|ve|do|may)(?: \w+)? (?:tan|toan quoc|ve|len|xuong)",
        "(?:xong |roi )(?:moi )?(?:giao|gui|goi)|roi (?:em|o|minh|chu|tui) (?:moi )?(?:gui|giao|goi|keu)", "bom hang|bi bom|hay bi bom",
        "ship (?:toan quoc|cod)", "(?:nhan|lay) chia khoa|ma cua|gd gian tiep|trong (?:cang|kho ngoai quan|khu vuc niem phong)",
        "(?:trang|page) (?:moi|cu)<w>",
    ),
    "ease.rush": (
        r"(?:nhieu|muoi may|may chuc|hon|ca) (?:\d+ |tram |chuc )?(?:nguoi|khach|ng|ban)<w> (?:hoi|doi|gianh|xep|dat|inbox|mua|cho|lay)",
        "khach khac (?:lay|dat|giu|mua)|mua lien|khong toi luot|chay (?:phong|ve|hang)|sap het|con it",
        "het (?:phong|ve|suat|hang) (?:la|moi)",
        "(?:con|chi con)<w> <num> (?:ve|suat|may|phong|giuong|chiec|con|cai|cho|slot|xe|thung|ban|combo)", "slot cuoi|suat cuoi|ve cuoi",
        "(?:giu|de) (?:lien|luon|ngay|cho)<w>", "go tin|tat bai|tu huy|he thong (?:tu|se) (?:huy|giu)",
        "chi ban trong|dang gap|can ra nhanh", "tiep nguoi|thieu thien chi|thien chi|hoi cho vui",
    ),
    "demand.ahead": (
        "(?:dat |xin |fix |chuyen |tien |vao |gui )?coc(?: roi| xong| mat)?",
        "(?:gui|goi|chuyen|nop|thanh toan|tra|ck|dong|lay|chuyen khoan)<w> (?:tien )?(?:truoc|giu|du|full|100%?|het|mot nua|nua|coc|dat)",
        "(?:gui|goi|chuyen|ck|dong)<w> tien (?:xe|truoc|long|giu|dat)", "lay tien truoc|tra truoc|tien truoc",
        "tien (?:xe|van chuyen|coc|giu cho|dat|bao dam|long)<w><w><w><w> ?(?:truoc)?", "chuyen (?:khoan |tien )?(?:<money>|100%|truoc)",
        "chuyen (?:khoan|tien)(?: <w>)? (?:giu|dat|du|full|truoc|coc|ngay)",
        "giu (?:cho|phong|suat|ve|xe|gia|so khung|cabin|hang|visa|may|code|ghe)",
        "phi (?:bao dam|luu kho|thong quan|hai quan|giao|giu|van chuyen|kho|ho so|sang ten)", "ky quy",
        "code lien|co code|gui (?:ve|ma) sau",
    ),
    "licit.deal": (
        "(?:xem|coi|kiem tra|kiem|nhan|thu) (?:hang|phong|nha|xe|may|do)<w><w> (?:truoc|roi|xong|moi|truc tiep|tai|thoai mai|dang hoang)",
        "(?:nhan|xem|thu|kiem)<w><w><w> (?:roi |moi |xong )+(?:moi )?(?:tra (?:tien|du)|tra$|thanh toan|lay|chuyen|ung)|ung (?:moi|thi) "
        "(?:lay|ky|mua)", "(?:qua|toi|den|ghe) (?:cho|lay|tiem|shop|quan|cua hang|kho xem)|(?:toi|den|ghe|qua)<w> (?:xem|coi) (?:truc "
        "tiep|roi|thu|may|hang|nha)", "ky hop dong|hop dong (?:thue|truoc|ro)",
        "(?:co|xuat|kem) (?:hoa don|phieu thu|vat)|phieu thu|hoa don (?:vat|do|theo|day)|ma so thue|giay phep",
        "tai khoan (?:cong ty|doanh nghiep)|ten cong ty|van phong|le tan|showroom|tai (?:quay|tiem|cua hang|shop|xuong)",
        "doi (?:size|tra) (?:trong|trong vong)|bao hanh (?:co giay|tai)|huy truoc|hoan (?:du|lai) (?:coc|tien)?|hop dong (?:cho thue|mua "
        "ban)", "(?:tra|thanh toan|lay tien) sau|(?:nhan|lay) hang (?:tra tien|thanh toan)|(?:gap|giao dich) truc tiep|qua giao dich "
        "vien trung gian|kiem tra hang",
    ),
}  # fmt: skip
UNLIKE = {
    "offer.goods": (
        "cò |vẻ|về|phòng (?:cháy|chống|ngày)|phồng|lỗ|lo |lọ|lô đề|kiến|bé nhà|đô|cổ|cỏ|bàn (?:lại|giao)|bạn|đề lại|dễ|kho tàng|mịt|ip "
        "sụt|giống như|con tạ|sho"
    ),
    "offer.parcel": "gọi|gòi|kiến|kiện (?:cáo|tụng)|đơn (?:kiện|tố)",
    "ease.cheap": "chị|rẽ|ở xã|già|giả|bạn|bàn |chín chu|để (?:ý|tâm)|đế|lầy|còn|cón",
    "ease.unseen": "dân|đàn|đoi|cố định|nặn|kho(?:á|a)n|ở xã|cối|coi chừng|giấc|dặn|đần|sáu|sâu|săn",
    "ease.rush": "chờ (?:lâu|mãi)|chợ|giữ gìn|dễ|đẻ|đề|mùa|lây|chạy|sắp hết|nhiều khách du|đủ|chó |chỗ làm",
    "licit.deal": "^tra sau|^tra$",
    "demand.ahead": (
        "cốc|cóc|(?:rồi|roi|xong|mất|mat)$|chuyện|gọi|gói|^đông|^đồng|^động|chuyến|trà (?:đá|sữa)|tiền xe (?:buýt|ôm|cộ)|giao thông|phí "
        "giao (?:dịch|thông)|lây|lẩy|đủ thứ|trước đây"
    ),
}  # fmt: skip
APART = "-licit.deal|need.cheated|task|prize.won|prize.free|offer.invest|pose.person|pose.support|banned|offer.loan"
"""What makes a prepayment lawful, or part of another story: work, a wager, a prize, an investment."""

WHEN = (
    ("offer.goods|offer.parcel", "demand.ahead|demand.deposit|demand.account", "ease.cheap|ease.unseen|ease.rush", "-office.state", APART),
    (
        "offer.goods",
        "demand.ahead|demand.deposit",
        "urgency|contact.phone|data|absolute|click.site|demand.account",
        "-proper.papers",
        APART,
    ),
    ("offer.goods", "demand.ahead|demand.deposit", "contact.private", "reader|urgency|ease", "-proper", APART),
    ("ease.unseen", "demand.ahead|demand.deposit", "ease.cheap|ease.rush", APART),
    ("ease.rush", "demand.ahead|demand.deposit", "reader|contact|click", APART),
    ("ease.cheap", "demand.ahead|demand.deposit", "urgency", APART),
    ("offer.parcel", "demand.fee|demand.account|demand.ahead", "reader|demand.account|urgency", APART),
    ("offer.goods", "demand.account", "contact|urgency|ease", "-proper", APART),
)

CATCHES = (
    "Combo 3N2Đ resort chỉ 990k/người, còn 3 suất cuối, chuyển khoản cọc 50% giữ chỗ ngay",
    "Pass vé concert giá gốc, ck trước full, nhiều người hỏi lắm",
    "Thanh lý iPhone giá rẻ 2tr9, ở xa không cho xem máy, cọc 500k em gửi xe",
)
IGNORES = (
    "Nhà hàng nhận đặt tiệc, cọc 30% có phiếu thu, xuất hóa đơn theo yêu cầu",
    "Đi du lịch tự túc vui hơn tour",
    "Vé xem phim rạp này 60k, ghế êm",
    "Shop ship cod, nhận hàng kiểm tra rồi thanh toán",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
