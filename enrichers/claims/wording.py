"""Words for telling statements apart: those that carry nothing, those that mean the same, those that deny, and the names of places."""

from __future__ import annotations

import re

from enrichers.claims.facts import canon_digits

_EMPTY = """
là của và các những một với cho thì mà ở tại bị được đã đang sẽ có này đó kia ấy rằng về từ đến trong ngoài trên dưới vào ra lên xuống theo
khiến toàn cùng cũng còn nữa như do vì nên để khi lúc nếu hay hoặc nhưng thế vậy nào gì ai đâu sao
mình tôi tui chúng ta bạn anh chị em ông bà con cháu
mọi người nhà bà con ơi nhé nha ạ à ừ đi rồi thôi luôn ngay chỉ vừa mới vẫn lại cả tất hết rất quá lắm thật sự thông tin tin nghe nói bảo
kể cho biết xin hãy nhớ chia sẻ share gấp cảnh báo đồn nghe đâu hôm nay hôm qua ngày mai sáng chiều tối nay đây thực việc chuyện cái chiếc
con vụ hình như chắc chắn xác nhận chính thức đăng bài clip video ảnh thấy biết xem đọc làm bằng qua được sau trước khoảng gần hơn tới
triệu tỷ tr ngàn đồng đ vnd usd k
the a an of to in on at is are was were be been has have had that this it its and or for with by as from will would can could their his her
he she they we you i not said says say shows show photograph video image claim claims did does do
"""
EMPTY = frozenset(_EMPTY.split()) - {"not"}
PLAIN = frozenset(map(canon_digits, EMPTY)) - {"ba", "hai", "bon", "bay", "tam", "chin", "muoi"}
"""The same without accents; what may then be a number stays."""

SAME = {
    "dc": "được", "đc": "được", "đk": "được", "ko": "không", "k": "không", "kg": "không", "hông": "không", "hok": "không",
    "ng": "người", "vs": "với", "bs": "bác sĩ", "sỹ": "sĩ", "hs": "học sinh", "bv": "bệnh viện",
    "nh": "ngân hàng", "bn": "bệnh nhân", "gs": "giáo sư", "bđs": "bất động sản", "ktx": "ký túc xá", "ctv": "cộng tác viên",
    "bhyt": "bảo hiểm y tế", "ubnd": "ủy ban nhân dân", "chích": "tiêm", "sv": "sinh viên", "gv": "giáo viên",
    "tr": "triệu", "tỉ": "tỷ", "chữa": "trị",
    "vaccine": "vắc xin", "vacxin": "vắc xin", "vắcxin": "vắc xin", "vắc-xin": "vắc xin", "covid19": "covid",
    "nghìn": "ngàn", "má": "mẹ", "trái": "quả", "bự": "to", "chết": "tử vong", "heo": "lợn", "bắp": "ngô",
    "mỹ": "mĩ", "lý": "lí", "kỳ": "kì",
}  # fmt: skip
"""Spelling → how it is compared: short forms written out, regional words and spellings of one thing brought together."""

OPPOSITES = tuple(map(frozenset, (
    ("trên", "dưới"), ("tren", "duoi"),
    ("trước", "sau"), ("trong", "ngoài"), ("sáng", "trưa", "chiều", "tối", "đêm"), ("nay", "mai", "qua"),
    ("lên", "xuống"), ("vào", "ra"), ("đầu", "cuối"),
)))  # fmt: skip
"""Words that say little, and of which one in another's place says another thing."""

BESIDE = frozenset({"bố", "mẹ", "cha", "vợ", "chồng", "cháu", "cựu", "nguyên", "gần", "suýt"})
"""Words that make another of whom or what follows: "bố ca sĩ", "cựu chủ tịch"."""

DENIALS = re.compile(
    r"\b(?:không|khong|ko|hông|hổng|chưa|chẳng|chả|chớ|cấm|ngừng|dừng|hủy|huỷ|hoãn|bác|phủ nhận|no|not|never|cannot)\b(?! sĩ)|n't\b"
)
"""Words that turn a statement round, as they are written; without accents only those that are no other word."""

_DOUBTS = (
    "tin giả|thất thiệt|sai sự thật|sai lệch|bịa|tin vịt|fake|không có chuyện|không có việc|không hề|không phải|làm gì có|đính chính|bác bỏ"
    "|phủ nhận|không đúng|không chính xác|không có thật|chưa có cơ sở|không có cơ sở|không có căn cứ|vô căn cứ|chưa xác thực|giả mạo"
    "|mạo danh|giả danh|lừa đảo|chiêu trò|thủ đoạn|xuyên tạc|tin đồn|đồn thổi|lời đồn|thực hư|có thật không|thật không"
    "|đúng không|xử phạt|triệu tập"
    "|khẳng định không|cảnh giác|cắt ghép|ảnh cũ|hình cũ|video cũ|clip cũ|false|debunk|hoax"
    "|phải không|thật hả|thiệt không|có đúng|có phải|tung tin|loan tin|phao tin|người đăng tin|đối tượng đăng"
)
DOUBTS = re.compile(rf"\b(?:{_DOUBTS}|{canon_digits(_DOUBTS)})\b")
"""What a text says that corrects, warns of or asks about a claim rather than states it."""

_HEDGES = (
    "đề xuất|dự kiến|kiến nghị|xem xét|dự thảo|lấy ý kiến|diễn tập|giả định|giả sử|nguy cơ|có thể|suýt|phim|truyện"
    "|kịch bản|proposed|could|might"
)
HEDGES = re.compile(rf"\b(?:{_HEDGES}|{canon_digits(_HEDGES)})\b")
"""What makes of a fact a plan, a chance or a tale."""

_HEADS = "hãng công ty ngân hàng trường bệnh viện tỉnh thành phố huyện xã ca sĩ giáo sư chủ tịch siêu thị sân bay cầu đập"
HEADS = frozenset(_HEADS.split())
"""What stands before a name and is none of it."""

_PLACES = """
an giang|ba ria vung tau|bac giang|bac kan|bac lieu|bac ninh|ben tre|binh dinh|binh duong|binh phuoc|binh thuan|ca mau|can tho
cao bang|da nang|dak lak=dac lac|dak nong|dien bien|dong nai|dong thap|gia lai|ha giang|ha nam|ha noi=hn,thu do|ha tinh|hai duong
hai phong|hau giang|hoa binh|ho chi minh=tp hcm,tphcm,hcm,sai gon,sg,sai thanh|hung yen|khanh hoa|kien giang|kon tum|lai chau|lam dong
lang son|lao cai|long an|nam dinh|nghe an|ninh binh|ninh thuan|phu tho|phu yen|quang binh|quang nam|quang ngai|quang ninh|quang tri
soc trang|son la|tay ninh|thai binh|thai nguyen|thanh hoa|hue=thua thien hue|tien giang|tra vinh|tuyen quang|vinh long|vinh phuc
yen bai|vung tau|quy nhon|phan thiet|bien hoa|pleiku|nha trang|phu quoc|da lat=dalat|hoi an|ha long|my tho|buon ma thuot=bmt
sa pa=sapa|mien bac|mien trung|mien nam|mien tay|tay nguyen|bo y te=byt|bo giao duc=bo gd dt,bo gd,bgd|bo cong an=bca|bo tai chinh
bo cong thuong|ngan hang nha nuoc=nhnn|bao hiem xa hoi=bhxh|chinh phu|vietcombank=vcb|vietinbank|bidv|agribank|techcombank=tcb
mbbank=mb bank|sacombank|vpbank|acb|scb|tpbank|shb|hdbank|evn|viettel|mobifone|vinaphone|trung quoc=tq|my=hoa ky|nga|nhat ban|han quoc
thai lan|campuchia|lao|an do|uc|phap|anh quoc
"""
ALIASES: dict[str, str] = {}
"""What a place or a body is called, without accents → its one name here."""
for _line in _PLACES.strip().splitlines():
    for _entry in _line.split("|"):
        _name, _, _others = _entry.partition("=")
        for _alias in (_name, *filter(None, _others.split(","))):
            ALIASES[_alias] = _name
VAGUE = frozenset({"my", "nga", "lao", "uc", "phap", "hue", "sg", "tq", "hn", "bca", "byt", "thu do"})
"""Of these the ones that are everyday words, or nobody knows what, unless somebody writes them with a capital."""

LONGEST = max(len(alias.split()) for alias in ALIASES)
