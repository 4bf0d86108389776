"""Made-up voices, faces and pictures passed off as real: a professor who sells drops in a clip, a wonder "taken this morning, no AI".

The original, the owner's denial or a forensic look settles it. Also offers to fake a voice or a face of somebody.
Not meant: pictures that say they are made by a machine, advice on recognising fakes, news of a case, lessons in editing, retouching old
family pictures, faith.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "SYNTH"
HARM = 3
VERSION = "2"

MEDIA = "(?:video|vide0|clip|anh|hinh|tam hinh|tam anh|ghi am|doan bang|ban ghi|file|giong|doan video|camera|hinh anh|doan phim)"

CUES = {
    "media.shown": (
        "video|vide0|clip|ghi am|file ghi am|doan (?:bang|phim)|ban ghi(?: am)?|camera<w> (?:quay|ghi)|livestream",
        "(?:anh|hinh|tam hinh|tam anh|buc anh)<w><w> (?:that|thiet|chup|nay|ai|do|kia|ma|me|cu|ba|ong|phong vien|o|day)",
        "(?:coi|xem|nhin) (?:tam )?(?:hinh|anh|clip)|chup (?:o|tai|sang|hom|duoc)|quay (?:duoc|that|lai|bang|truc tiep|o|do)|"
        "len (?:song|hinh)",
        "tren (?:tivi|song|truyen hinh)|truong quay|giong (?:noi|ong|ba|me|con|nguoi|anh|sep|y)|nghe (?:xong|ro|chinh|giong|thu|la)|"
        "video call",
        "audio|buc (?:anh|hinh)|chan dung|bang chung|hop den|hinh (?:benh vien|cu|nguoi|cong an|ngoai)|quay lai duoc",
    ),
    "real.sworn": (
        f"{MEDIA}<w><w> (?:that|thiet)(?: 100| luon| nha| nghen| do| het| su| chu| khong| 100%)?|(?:la|coi la biet|co) (?:that|thiet)",
        "khong (?:phai )?(?:ai|deepfake|photoshop|cat ghep|dung|chinh sua|dan dung|gia|dan canh|lam gia|ghep|gia duoc)|k phai ai|"
        "ko phai ai|"
        "hong phai ai", "nguoi (?:that|thiet)<w> viec<w>|that (?:100|gia)|ro (?:mon mot|tung chu|mat|rang|rang tung)|(?:khop|"
        "khop tung)<w> (?:chu|"
        "khau hinh)", "(?:da |duoc )?xac nhan<w><w><w> (?:that|video that|clip that|anh that|la that)|xac nhan qua video|"
        "ban quan ly xac nhan",
        "(?:quay|chup) (?:that|thiet|duoc|ro|bang dien thoai)|khong lan (?:vao )?dau|khong the nham|lam sao gia|dich than",
        "(?:nghe|coi|xem)<w> (?:la )?(?:biet|ro)<w>|nghe ro giong|hinh (?:voi|va) giong|nhu that|y (?:nhu )?(?:that|thiet|chang)|"
        "hinh ro mat",
        r"net (?:cang|luon)|ro net|ro tung|khau hinh|clip goc|quay can|(?:chua|khong) qua chinh sua|khong cat ghep|that nhat|"
        r"giong(?: \w+){0,2} 100|mat no giong no|(?:ai|may) (?:khong|sao) (?:lam|gia) (?:duoc|noi)|nghe ro tung|quay duoc|giong that",
        r"khong chinh sua|y het(?:,| luon)|khong phai lam gia|(?:thuoc|nguoi) that nguoi that|moi(?: \w+){0,3} dung tung",
    ),
    "real.mouth": (
        "(?:chinh|tu|dich than|chinh tai)<w> (?:mieng|giong|ong|ba|anh|chi|chu tich|giao su|bac si|tai toi)<w><w> (?:noi|khuyen|"
        "gioi thieu|doc|"
        "thua nhan|mach|keu|moi)?", "(?:dung|nghe|chinh|y) (?:y )?(?:chang )?giong|noi ro (?:rang|tung)|giong (?:y|that|cua|ong nay|hue|"
        "ong luon)",
        "(?:lanh dao|chu tich|tong giam doc|giam doc|giao su|bac si|ca si|dai gia|nghe si|hoa hau|mc|bo truong|truong ban|ong chu|sep|"
        "cau thu)"
        "<w><w><w><w> (?:noi|khuyen|phat bieu|moi|keu goi|tang|cho muon|gioi thieu|thua nhan|len hinh|xac nhan|chi dao|yeu cau|hoi han|"
        "doc)",
        "video<w> (?:chinh )?(?:lanh dao|chu tich|tong giam doc|giam doc|giao su|bac si|ca si|dai gia|nghe si|ong|sep)",
        r"(?:tan|chinh) mieng|tu tai(?: \w+)? nghe|dich than(?: \w+)? quay|(?:chu tich|ty phu|bac si|ca si|hoa hau|dien vien|bo truong|"
        r"cau thu|mc|tong thong|phi cong|giam doc)(?: \w+){0,4} (?:noi|gioi thieu|thua nhan|tang|quang cao|doc|chuc|phat bieu|len song)",
    ),
    "trace.made": (
        "(?:khong|k|ko|chang|chua)<w> khop|(?:moi|mieng)<w><w><w> (?:cham|lech|cung|khong khop)|ngang ngang|khong co tieng tho|may moc|"
        "giut|"
        "nhu duc|giong (?:y chang )?nhau|made with|ban tay<w> ngon|mau nuoc|chu (?:tren|trong)<w> (?:sai|bien)",
        "(?:noi|bao|keu|cai)<w><w> (?:may ve|ai|may tinh ve|phan mem|"
        "deepfake|"
        "ghep|bang may)|may (?:tinh )?ve|phan mem (?:gia|giong|ghep)|giong (?:noi )?may|lam bang phan mem|gia (?:nhung|ma)|anti bao",
        "truong tieu|muonn|bien truong ghi|sai chinh ta|kieu chu la",
    ),
    "trace.picture": ("(?:anh|hinh|clip|video|giong) (?:ai|bang ai|do ai|tri tue nhan tao)",),
    "trace.tool": (
        "(?:gia|nhai|clone|doi|ghep|bat chuoc|copy|lay mau|tao|mua)<w> (?:giong|mat|khuon mat|mat nguoi|giong noi)|deep ?fake|app doi mat|"
        "doi (?:mat|giong)|giong (?:gia|clone)|tool (?:gia|nhai|ghep|doi)|(?:gia|qua mat) xac thuc", "(?:goi|noi)<w><w> (?:y )?nhu that|"
        "mau \\d+ ?s",
        r"(?:bang|thay|ghep) mat nguoi khac|dung clip(?: \w+){0,3} mat",
    ),
    "offer.tool": (
        "(?:nhan|ban|cho thue|dich vu|can ban|share|thue|co|bao hoc)<w> (?:lam|tool|phan mem|app|ghep|gia|clone|deepfake|nhai|doi|gh|"
        "theo ngay|d)",
        "<money>/ ?(?:lan|phien|cuoc|ngay|thang)|<money> (?:mot|1) (?:lan|phien|cuoc)|demo|nhan (?:lam|ghep|gia)|bao (?:hoc|ra)|"
        "gia <money>|dat lich",
    ),
    "wonder.seen": (
        r"(?:con )?(?:rong|phuong hoang|nguoi ca|tien ca|nguoi ngoai hanh tinh)<w> (?:nam|bay|hien|vat|xuat hien|tho)|1[1-3]\d tuoi|"
        "sinh (?:chin|tam|bay|sau|9|8|7)", "phat sang|bay lo lung|biet (?:hat|noi|khoc|ru)|ca khong lo|hien (?:linh|hinh|len)|"
        "di tren (?:may|nuoc)|moc (?:luon|ra)<w> (?:non|dau)", "coi (?:am|ben kia|chet)|nguoi (?:am|khuat)|(?:da mat|khuat)<w> (?:goi|"
        "nhan|ve|noi)",
        "goi hon|tieng noi tu|nguoi than<w><w> (?:khuat|noi)|truoc khi (?:mat|chet) \\d+|ban thao cuoi|tren tay be|con ma",
        "(?:cu ba|cu ong|ong cu|ba cu|co giao|chu bo doi|nguoi linh|be gai|be trai|me|cu)<w><w><w> (?:om|be|bong|cheo|quy|cong|"
        "dung giua|doi mua|"
        "cong lung)", "(?:con )?(?:cop|ho|voi|cho|khi|ran|ca|ca voi)<w><w> (?:bong|cuu|cong|be|om|quy|lay|khoc)<w> (?:dua|be|nguoi|"
        "chu|me|con|em)",
        r"\d{2,3} ?m (?:dat bo|o |mac can)|dai \d{2,} ?m|ran (?:hai dau|khong lo|chua)|em be (?:3|ba|hai dau|2 dau)(?: \w+)?|"
        r"1[3-9]\d tuoi|[3-9] mat|ky lan|nguoi ngoai hanh tinh|(?:tuong|phat|duc me)(?: \w+){0,3} (?:khoc|chay nuoc mat|ra mau)|"
        r"noi(?: \w+)? tieng nguoi|da mat hien ve|be (?:\d|nam) dua|cuon (?:nguyen|ca) (?:toa|ngoi) nha|thanh pho chim",
        r"nua nguoi nua|sinh vat(?: \w+)? (?:la|nua|ky)|nguoi ca mac luoi",
    ),
    "wonder.pity": (
        "rot nuoc mat|khong cam (?:duoc|noi) (?:long|nuoc mat)|chuc<w> (?:cau|1 cau|mot cau) binh an|tha tim|diem lanh|lay (?:loc|may|"
        "phuoc)|lanh "
        "song lung|son gai oc|noi da ga|xin mot (?:like|tim)|ai thuong|thuong qua|cau nguyen cho|co loc|khiep|xot xa|nghen ngao|nghen|"
        "thien lieng",
    ),
    "calm.label": (
        "tranh ve|cho vui|phuc che|hinh nen|minh hoa|hoat hinh|khoa hoc|giao trinh|nhan dien|nhan biet|san pham cua phan mem|do may tao|"
        "ve (?:bang|"
        "het)|go lenh|(?:em|minh|toi|t) (?:dung|nho|ghep|lam|ve)<w> (?:ai|app|phan mem|mat)|dan nhan|gan nhan|bo luat|ky thuat so|"
        "phuc dung",
    ),
}  # fmt: skip
UNLIKE = {
    "media.shown": "anh (?:mà|đó|này|ơi)|anh ấy|ánh|quay lại|quay lưng|giống|nghề|lên hình thức",
    "real.sworn": "thất|thật là|thật sự|thật ra|giá |gia đình|chứng thật|thiệt hại|rõ ràng là|coi là|ai cũng|ai mà|có thật không",
    "real.mouth": "giống|giỏng",
    "trace.picture": "anh (?:ái|ải)|ai (?:cũng|biết|mà)",
    "trace.made": "ai biết|ai nói gì|mọi|mời|giá |gia đình|mới|báo gia",
    "trace.tool": "mất|mắt|mật|giá |mua giống|cây giống|con giống|giống|tạo giống",
    "offer.tool": "bạn |bàn |bản |nhân |cô |cỏ |giả ",
    "wonder.seen": "rộng|ròng|mà |má |mạ |quý|hồ |họ |hộ |chờ|chợ|cá nhân|cả |mẹ đi chợ|bế giảng|bể |bé ",
}
BAR = "-calm.label|data.secret|threat.lock"
WHEN = (
    ("media", "real.mouth", "click|promise|prize|demand|contact|data|share|spread|secrecy|hush|urgency|alarm", BAR),
    ("media", "real.sworn", "real.mouth|trace.made", BAR),
    ("media", "real.sworn", "wonder.seen|share|spread|denial|secrecy|hush", BAR),
    ("media", "real.sworn", "wonder.pity", "share|spread|denial|reader", BAR),
    ("media", "real.mouth", "cure|effect|refuse|prize|remedy", "real|illness|goods", BAR),
    ("media", "wonder.seen", "fresh.now|hush|secrecy", BAR),
    ("media", "wonder.seen", "real|denial|trace|wonder.pity|share|spread", BAR),
    ("trace.made", "wonder|real.mouth", "media", BAR),
    ("trace.picture", "wonder|demand|appeal", BAR),
    ("trace.tool", "offer.tool", BAR),
    ("trace.tool", "contact|demand|ease", "offer", BAR),
)

CATCHES = (
    "Video giáo sư nổi tiếng chính miệng khuyên dùng viên này, nghe rõ giọng ông luôn, bấm tim-khoe.example đặt ngay",
    "anh that 100 khong phai ai nha, cu ba 120 tuoi om dan chau giua dong lu, ai thuong chia se lay phuoc",
    "Nhận làm deepfake giả giọng gọi video y như thật, giá 500k một lần, ib tele",
)
IGNORES = (
    "Em dùng AI vẽ bộ tranh Tết cho vui, mọi người tải làm hình nền nhé",
    "Công an hướng dẫn nhận biết cuộc gọi giả mặt, giả giọng",
    "Shop nhận phục chế ảnh cũ, lên màu cho ông bà",
    "Chùa mình tối nay làm lễ cầu an, mời bà con về dự",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN) if sight.has("real", "trace", "wonder") else ()
