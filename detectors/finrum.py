"""False statements on a bank, a company or a market: a run, an arrest, a frozen system, a price leap told as certain.

A filing, a decision or a posted price settles whether it is so. Named are the body or the goods, the event, and a push to draw or hoard.
Not meant: posted prices and results, forecasts and views on the market, complaints about interest or fees, scheduled maintenance.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "FINRUM"
HARM = 3
VERSION = "1"

BOSS = "(?:chu tich|tong giam doc|giam doc|ceo|sep|sep lon|lanh dao|ban giam doc|ong chu|chu|ban lanh dao|ca ban)"

CUES = {
    "market.body": (
        "ngan hang<w>|nhnn|quy tin dung|hoi so|phong giao dich|pgd|chi nhanh|atm|bank|[a-z]{3,9}bank|(?:vcb|bidv|acb|scb|agribank|"
        "techcombank)",
        "(?:tap doan|cong ty bao hiem|cong ty dia oc|dia oc|cong ty vang|chuoi vang|vi dien tu|app|sgd|so giao dich|san giao dich|ubck)",
        "ma (?:nay|do|[a-z]{3})|(?:co phieu|trai phieu|so tiet kiem|tiet kiem|vn-?index|chung khoan|tien gui|room|so hong<w> the chap|"
        "the chap)",
        "bao hiem|vang mieng|cong ty vang|tiem vang",
    ),
    "market.crash": (
        "sap (?:roi|toi noi|het|bank|ngan hang|he thong)|vo no|pha san|mat thanh khoan|thieu thanh khoan|huy niem yet|doi tien|"
        "giay (?:lon|vun)|"
        "(?:tien|so) (?:mat|thanh) giay|niem phong|bi kiem soat dac biet|lenh phong toa|khoa tien|s4p",
    ),
    "market.fall": (
        "het tien<w> (?:roi|that|mat)",
        "(?:sap|vo no|pha san|het (?:sach )?tien|mat thanh khoan|niem phong|can tien|thieu thanh khoan|mat kha nang|het quy|do vo)",
        "(?:dong cua|ngung|dung|tam ngung|ngat|han che|cam)<w> (?:rut|giao dich|chi nhanh|he thong|toan|hoi so|tai khoan|tien|the|kho|voi)",
        "(?:khong|k|ko|hong)<w> (?:rut|con dong|cho rut|con tien|lay|den|chi)<w> (?:duoc|nao|nua|ra|tien)|khong (?:con dong|den|rut duoc)",
        f"{BOSS}<w><w><w> (?:bi bat|bi dan|bo tron|tron|om|di het|cuom|bi dua|chay|bo chay|da bi|dat ve)<w>|(?:bi bat|"
        f"bat)<w> (?:khan cap|toi qua|dem)",
        "(?:om|cuom|an|gom)<w> (?:het )?(?:tien|<money>)<w><w> (?:tron|chay|bo|cao)?|(?:tron|bo tron|chay)<w> (?:ra nuoc ngoai|sang)|"
        "huy niem yet|sap nhap<w> (?:cho khong|mat)|boc hoi|giay (?:lon|vun)|mat trang|quy ra<w> \\d+",
        "(?:bi|se|sap)<w> (?:sap|pha san|niem phong|phong toa|khoa het|huy niem yet|kiem soat dac biet|thau tom|dieu tra)|"
        "chi (?:duoc )?rut<w><w> <money>",
        r"(?:chi|duoc)<w> (?:den|tra|den bu)<w><w> (?:<money>|\d+)|moi (?:khach|nguoi)<w><w> (?:rut|doi)|bi dua di|bi d.?u.?a di",
        "tien (?:polymer )?gia<w><w><w> (?:atm|nha|may)|buoc<w> chuyen|chuyen tien gui thanh|chay rui|pha tap|vang gia|bao lanh chay",
        "doi tien|(?:to|tien) <num>k?<w><w> (?:khong|k|ko|het) (?:xai|dung|luu hanh)|gia tri bang 0|lenh phong toa|khoa tien|tien giay bo",
    ),
    "market.goods": (
        "(?:xang|gao|lua|vang|muoi|dien|thit|sau rieng|ca phe|heo|gas|duong|thep|mit|thanh long|tom|tieu|dien)<w>"
        "<w><w><w> (?:len|xuong|rot|vot|tang|con)(?: len| xuong| con| toi| gap| thang)* (?:<money>|\\d+|gap)|gia (?:mai|chieu|ngay mai)<w>"
        "<w> (?:len|xuong|rot|con)", "(?:xang|gao|lua|muoi|mi|thuoc|tom|heo)<w><w><w> (?:het hang|khan hiem|bi cam|dut hang|mat gia|"
        "khong ai mua|"
        "sap het|mat trang)", "khong ai mua|ngung thu mua|cam (?:nhap|xuat|cua|ban|bien|hang)<w>|dong cua khau|cay xang<w><w> (?:khoa|"
        "dong|het)",
        "khoa voi|khoa kho|(?:rot|vot|tut)(?: len| xuong| con| toi)* (?:<money>|con)",
        "sieu thi<w> (?:gom|het|vet|sach)|het du tru|cam (?:ban le|xuat khau|xuat khau nguoc|van chuyen)|chat cay",
    ),
    "calm.filed": (
        "bao cao tai chinh|kiem toan|so voi cung ky|niem yet (?:cua|tai|gia)|theo dieu hanh|lien bo|cong bo (?:loi nhuan|ket qua|"
        "lai suat)|dao han|"
        "lai (?:du|suat huy dong)|bao tri tu|nang cap he thong|nghi le|dai hoi dong co dong|khong khuyen nghi|thuong lai<w> (?:can|tra)|"
        "hop dong thue|chuyen (?:dia diem|sang so)",
    ),
}  # fmt: skip
UNLIKE = {
    "market.body": "đạp đoàn|má |mà |mả |mạ |vì điện|bảo hiểm (?:y tế|xã hội)",
    "market.fall": "sắp (?:tới|xếp|đến)|cân tiền|khoá học|đúng|đựng|cảm|cắm|trốn việc|ăn tiền|chảy|cháy nhà|bát|đồi|đội|đợi|sáp",
    "market.goods": "lên lớp|cá nhân|cá độ|cả |còn nhỏ|cầm|cảm|cắm|đường (?:đi|lên|xuống|về|phố)|vắng|vàng vọt",
}
PUSH = "flight.cash|flight.hoard|secrecy|hush|witness|share|spread|denial"
BAR = "-calm.filed|click.link|click.site|data|illness.name|contact.phone"
WHEN = (
    (
        "market.body",
        "market.fall",
        "flight.cash|secrecy|hush|share|spread|denial|witness|flight.hoard|absolute|alarm",
        BAR,
    ),
    ("market.goods", "flight|secrecy|hush|denial", BAR),
    ("market.goods", "witness|share|spread|alarm", "flight|secrecy|hush|denial", BAR),
    ("market.crash", "flight|secrecy|hush|share|spread|denial|witness", BAR),
    ("market.crash", "market.crash", "market.body|fresh", BAR),
    ("market.fall", "market.body", "fresh|absolute|threat", BAR),
    ("market.body", "market.crash", "toll|urgency|alarm|absolute", BAR),
)

CATCHES = (
    "Ngân hàng ngoài chợ hết tiền rồi, chủ tịch bị bắt đêm qua, bà con đi rút hết ngay trước trưa",
    "tin noi bo: ma nay tuan sau huy niem yet, sep om tien bo tron roi, ban het le di ae",
    "Xăng mai lên 45 nghìn một lít, cây xăng khóa vòi rồi, mua trữ ngay đi mọi người",
)
IGNORES = (
    "Lãi suất thấp quá nên mình rút về mua vàng",
    "Theo tôi thị trường quý sau còn giảm, ai cũng nên thận trọng",
    "Ngân hàng thông báo nâng cấp hệ thống đêm thứ bảy, giao dịch tạm gián đoạn",
    "Giá lúa hôm nay thương lái mua 6.900, bà con bên đó sao rồi",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN) if sight.has("market") else ()
