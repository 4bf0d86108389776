"""Cue families that several detectors share (domain.md §3.3), and the short forms their patterns are written in.

A family is named `group.what`. The group says what the words do (reach out, demand money, threaten …), and an alert needs words of
at least two groups: one alone is only vocabulary. Patterns are regular expressions over canon text (lower case, no accents), taken
as whole words. UNLIKE holds, per family, a regular expression over the text as written (lower case, with accents): a hit whose words
match it only looks alike once folded, as `động` does to `đóng`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from detectors import hearsay

GROUPS: Mapping[str, str] = {
    "offer": "chào mời",
    "need": "nhắm người đang cần",
    "ease": "điều kiện dễ dãi",
    "promise": "hứa hẹn tiền",
    "demand": "đòi tiền trước",
    "appeal": "xin tiền giúp",
    "contact": "rủ liên hệ riêng",
    "click": "rủ bấm đường dẫn, cài đặt",
    "data": "xin giấy tờ, mã bí mật",
    "threat": "dọa khóa, phạt, cắt",
    "urgency": "thúc gấp",
    "office": "xưng cơ quan, tổ chức",
    "secrecy": "nói là bị giấu",
    "share": "xin chia sẻ",
    "absolute": "cam đoan chắc chắn",
    "prize": "tặng quà, trao tiền",
    "game": "trò ăn tiền",
    "task": "việc dễ, tiền nhiều",
    "hire": "tuyển người",
    "illness": "nói về bệnh",
    "remedy": "mẹo thay điều trị",
    "cure": "nói khỏi bệnh",
    "harm": "nói gây hại",
    "refuse": "xui bỏ khám chữa, tiêm phòng",
    "reader": "nhắm thẳng người đọc",
    "goods": "hàng, dịch vụ cho sức khỏe, sắc đẹp",
    "medic": "mượn bác sĩ, bệnh viện, báo đài, lời cảm ơn",
    "order": "mời mua",
    "effect": "hứa công dụng",
    "vow": "lời hứa tuyệt đối",
    "label": "thông tin bắt buộc trên quảng cáo",
    "press": "tự xưng hoặc đặt tên như báo",
    "desk": "chữ của tòa soạn, phóng viên",
    "made": "ghi như tự làm tin bài",
    "unsourced": "nói không dẫn nguồn, không có giấy phép",
    "copied": "nói lấy bài của báo, đổi tít",
    "gone": "giữ bài khi bài gốc đã gỡ",
    "fee": "gỡ bài, đăng bài lấy tiền",
    "licit": "dấu hiệu mua bán đúng phép",
    "pose": "xưng là trang, người, thương hiệu khác",
    "banned": "hàng, giấy tờ bị cấm mua bán",
    "haste": "đăng sát giờ bài gốc",
    "unlicensed": "nói không giấy phép, giấy phép hết hạn, mượn",
    "section": "chia chuyên mục, dáng như báo",
    "oversight": "nói về quy định, xử phạt, ghi nguồn",
    "event": "nêu một sự việc",
    "hush": "nói là bị giấu",
    "spread": "xin lan truyền",
    "alarm": "kêu báo động",
    "toll": "nêu số người, số nhà, thời hạn",
    "fresh": "nói là vừa xảy ra",
    "stale": "dấu vết ngày cũ, nơi khác",
    "decree": "nêu lệnh, văn bản",
    "rule": "nêu điều cấm, mức phạt, ngày nghỉ",
    "since": "nêu ngày áp dụng",
    "seal": "khoe dấu, chữ ký",
    "market": "nêu chuyện ngân hàng, giá cả",
    "media": "nói về ảnh, clip, giọng nói",
    "real": "cam đoan là thật",
    "trace": "dấu vết ghép, máy tạo",
    "wonder": "chuyện lạ, thương tâm",
    "witness": "viện người trong cuộc",
    "flight": "thúc chạy, rút tiền, mua trữ",
    "denial": "gạt lời cải chính",
    "calm": "dấu hiệu của tin thường",
    "proper": "dấu hiệu làm đúng quy định",
    "bait": "dụ xem bằng chuyện giật gân",
    "listed": "địa chỉ có trong danh sách cảnh báo công khai",
    "fake": "địa chỉ nhái tên tổ chức",
    "odd": "địa chỉ lạ hoặc che nơi dẫn tới",
}
"""Group → the words a monitor sees beside the highlighted text."""

SHORT: Mapping[str, str] = {
    "no": r"(?:khong|ko|k|kh|khg|hok|hong|hem|khoi|chang|cha|chua|mien)",
    "money": r"(?:\d[\d.,]{0,12} ?(?:k|tr|trieu|cu|lit|xi|ngan|nghin|ngh|ty|d|dong|vnd|usd|do|usdt|canh)\d{0,3}"
    r"|\d{1,3}[.,]\d{3}[.,]?\d{0,3}"
    r"|(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|may|vai|tram)(?: [a-z]{2,5})? (?:trieu|nghin|ngan|tram|chuc|cu|dong))",
    "who": r"(?:em|e|minh|mk|mik|tui|toi|ben em|ben minh|ben e|shop|page|admin|ad|trang|anh|chi|co|con|chau|o|a|c|tau|tao)",
    "w": r"(?: [a-z0-9]{1,7})?",
    "gap": r"[^.!?]{0,25}",
    "num": r"(?:\d+|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|may|vai)",
}
"""`<name>` in a pattern → what it stands for; <w> is one word that may be there or not, <gap> stays in the sentence."""

CUES: Mapping[str, Sequence[str]] = {
    **hearsay.CUES,
    "contact.private": (
        "(?:ib|inb|inbox|ibox|pm|cib)(?: (?:<who>|thay|zalo|ngay|nhe|nha|a))?",
        "(?:nhan|nhan tin|nt)(?: (?:ngay|lien|cho|qua|rieng|tin|toi|ve|vao|gap|so))* (?:<who>|zalo|zl|tele|rieng|telegram|messenger|"
        "trang nay|nick nay)", r"nhan (?:dm|tin rieng|tin trang|tin page|so dt|sdt|so dien thoai|ten|chu|ma|ctv|\W\w+\W)",
        "chat (?:rieng|zalo|voi <who>)", "(?:lh|lhe|lien he|lien lac)(?: (?:ngay|voi|qua|zalo|truc tiep|<who>|so|hotline|tele))*",
        r"(?:alo|kiu|goi)(?: (?:ngay|cho|lien|gap))* (?:<who>|so|zalo|hotline|0\d{2,})",
        "zalo|zl|tele|telegram|whats ?app|viber|wechat|hotline|messenger", "(?:ket ban|add)(?: (?:voi|zalo|<who>|quan ly|truong nhom))+",
        "(?:de lai|de|cho|gui) (?:so|sdt|so dien thoai|dau cham|so zalo|thong tin|dia chi|lai so)(?: (?:<who>|lai))?",
        r"(?:cmt|comment|binh luan|cham|tha cham) (?:<who>|\W\w+\W|ten|so|chu|ib|nhan|\.)",
        "(?:vao|tham gia|moi vao|keo vao|join) (?:nhom|group|room|hoi|cung nhom)",
        "(?:ghi|bao|tim|gap|hoi|nho|kiu) (?:cho |voi )?(?:tui|toi|minh|em|chi|co|o|anh)<w> (?:ne|nhe|nha|nghen|hi|a)",
        "(?:em|minh|mk|tui|e|t) (?:gui|cho|chi|share|giup|ket noi)(?: rieng)?(?: (?:cho|so|link|thong tin|bill|tai lieu))*",
        "(?:de|se) (?:duoc goi|goi lai|co nguoi goi)(?: lai)?|goi (?:lai|lien|chot) (?:tu van|ngay|trong ngay)",
        "(?:tro ly|admin|nhan vien|ky thuat vien|quan ly|tu van vien|chuyen vien)<w> (?:goi|lien he|ho tro|tu van)",
        "(?:inbox|nhan|quet|lien he) (?:page|fanpage|trang|ma)",
    ),
    "contact.phone": (r"0[\d][\d.\- ]{6,13}\d", r"0[9o][o0. ]{1,3}[o0.\d ]{5,14}"),
    "click.link": (
        "(?:bam|nhan|an|click|nhap|vao|truy cap|xem|tai|mo|tham gia|dang ky)<w> (?:link|duong dan|lien ket|web|website|trang web|"
        "bieu mau|form|o mau do)", "link (?:duoi|o|trong|ghim|tren|minh|em|nhan|vao|nay|dang|bio|gan|phia)", "quet (?:ma|qr|ma qr)",
        r"(?:bam|nhan|click) (?:ngay|vao|nut|\Wdang ky\W|anh dai dien)",
    ),
    "click.app": (
        r"(?:cai|tai|cai dat|tai ve|down)(?: (?:ngay|giup|ve|may|cai|lai|them))* (?:app|ung dung|phan mem|apk|file|ban va|ultraview\w*|"
        r"teamview\w*)", "(?:cai|tai|cai dat)<gap>(?:ung dung|app|phan mem)(?: (?:theo|tai|o|ho tro|vneid|gia))?",
    ),
    "data.secret": (
        "(?:ma|so) (?:otp|xac thuc|xac nhan|xac minh|pin|cvv|bi mat)", "otp",
        "(?:doc|gui|cho|nhap|cung cap|dua|dien)<w> (?:ma vua gui|ma so|ma 6 so|ma sau so|day so|mat khau|pass|so the|so the atm|"
        "ten dang nhap|tai khoan facebook)", "nhap (?:so the|mat khau|ten dang nhap|tai khoan|ma|so tai khoan|so dien thoai|so dt)",
        "(?:gui|chuoi) (?:chuoi )?khoa vi", "ma (?:sau|6) so|ma hai lop",
        "dang nhap (?:lai |qua |bang |tai khoan )*(?:facebook|fb|gg|google|gmail|ngan hang|web|zalo|o day|tai day)",
        r"\d+ so (?:the|mat sau|tren the)|so mat sau|doc \d+ so", "(?:nhap|ma|so) pin",
    ),
    "data.papers": (
        "(?:so|anh|anh chup|hinh|chup|ban chup|gui|mang|hai mat)<w> (?:cccd|cmnd|can cuoc|can cuoc cong dan|giay to)(?: (?:hai|2) mat)?",
        "(?:so tai khoan|stk|so the)(?: ngan hang)?<w> (?:va|kem|cung|de nhan|nhan)",
        "(?:dien|ke khai|khai bao|cung cap|khai)<w> (?:ho ten|thong tin(?: the| ca nhan)?|so cccd|so can cuoc|so tai khoan|tai khoan|"
        "form|mau|tai san|toan bo)", "(?:so tai khoan|stk|cccd|can cuoc) (?:va|cung|kem) (?:so tai khoan|stk|ma otp|otp|cccd|mat khau)",
        "dien (?:mau|form|ho ten|ten)",
    ),
    "demand.deposit": (
        r"(?:dat )?coc (?:truoc|giu|\d|<money>|mot nua|50|100|ve|tien|tai lieu|bao mat|vat lieu|vat tu|dong phuc|qua|vao|mot|hai|giup|"
        "som)", "(?:dat|chuyen|tien|xin|phai|thu|gui|can|nop|chi coc|sau khi(?: ban)?)(?: dat)? coc",
        "(?:ck|chuyen khoan|chuyen tien|thanh toan|chuyen|gui|goi)(?: (?:du|full|het|100%|mot nua|nua|tien))* truoc",
        r"(?:ck|thanh toan|tra|dong|nop) truoc (?:full|du|het|\d+%|<money>|\d+)", "ky quy", "(?:ung|dong|nop|nap) truoc",
    ),
    "demand.fee": (
        "(?:nop|dong|tra|thu|mat|chuyen|chiu|ton|thanh toan|hoan tat|chi)(?: (?:moi|chi|truoc|them|le|tien))* (?:phi|le phi|tien phi|"
        "cuoc)",
        "(?:phi|le phi|tien) (?:ho so|van chuyen|ship|mo khoa|dong phuc|vao nhom|giu cho|xac minh|bao hiem|bao dam|kich hoat|dich vu|"
        "tham dinh|doi soat|xu ly|in|lam the|tham gia|chuyen phat|hop|the|gui|bao luu|giai ngan|luu kho|vat tu|nguyen lieu|lam giay to|"
        "gas|dao tao|ghi danh|kiem tra|lam)", "(?:phi|le phi)<w> <money>", "(?:nop|dong)<w> <money>",
        "(?:thu|mat|chi|tra|ton|dong) (?:moi |moi co |chi |dung )?<money> (?:phi|tien|ship|le phi|cuoc|bao dam|de|vao)",
        "(?:thue|le phi truoc ba)<w> <money>", r"phi (?:0|re|nhe|nhanh|thuong) ?\w*",
    ),
    "demand.topup": (
        r"nap (?:tien|vi|the|tu|\d|vao|toi thieu|lan dau|goi|le phi|<money>|usdt|them)", "(?:mua|dong) (?:goi|the cao|the nap|the game)",
        "(?:ung|dong|bo) (?:truoc |von )?<money>", "von <money>",
    ),
    "demand.account": (
        "(?:chuyen|gui|gom|nop|goi)<w> (?:vao|sang|ve|qua|den|toi) (?:stk|tai khoan|tk|so|vi|so tai khoan|mot tai khoan)",
        r"(?:stk|so tai khoan|so tk|tk)<w> \d[\d ]{5,}", "chuyen (?:tien|toan bo|het|so du|khoan)<w> (?:sang|vao|ve|qua|cho)",
    ),
    "threat.lock": (
        "(?:se|sap|keo|bi|tranh|de khong)(?: bi| se)? (?:khoa|phat|cat|tam dung|tam khoa|vo hieu|thu hoi|ngung|tru tien|tru|huy|tuoc|"
        "dinh chi|loai|tam ngung|phong toa|khoi to|khoa van|mat quyen loi|mat tien|mat)",
        "neu (?:khong|ko|k)<w> (?:khoa|phat|cat|dung|cap nhat|hop tac|se|bi|dang ky)", r"qua (?:han|thoi han|gio|\d+ (?:phut|gio|ngay))",
        "khong (?:cap nhat|xac thuc|dang ky|hop tac|lam|gui|ke khai)<gap>(?:bi|se|la|thi) ",
        r"(?:khoa|cat|dung)<w> (?:trong|sau|ngay) \d+ ?(?:h|gio|phut|ngay)",
        "mat quyen loi|tam cat|khoa (?:tai khoan|the|sim|van|so)|cat (?:dien|nuoc|mang)",
        "(?:con|den) tan nha|cong tay|ho so chuyen len|lenh bat|lenh truy na",
    ),
    "urgency.now": (
        r"(?:truoc|trong|han|sau|con|chi|qua) (?:vong )?\d+ ?(?:h|gio|g|phut|p|tieng|ngay|suat|slot|cho|ban|nguoi)\d*(?: (?:hom nay|"
        "toi nay|cuoi|thoi))?", "(?:han|chot|ngay) (?:cuoi|chot|toi|den)|han chot|cham nhat|ngay cuoi",
        "(?:con|chi con)<w> (?:suat|slot|cho|ve|ghe|hop|cai|cuc|phong|cap)<w> ?(?:cuoi|thoi|nua|nha|hom nay)?",
        "nhanh tay|gap (?:gap|trong|ngay|len)|le le|lien tay|som keo|keo (?:het|lo|mat|muon|khong kip)|so luong co han|"
        "duy nhat hom nay|chi hom nay|ngay hom nay|ngay lap tuc|trong ngay(?: hom nay)?",
        "het (?:han|suat|slot|ve)|dong (?:cong|nhom|so)|mo (?:toi|den) (?:nua dem|khuya|toi)|truoc nua dem|trong tuan nay|chi nhan",
    ),
    "absolute.sure": (
        "(?:cam ket|bao dam|dam bao|cam doan|chac chan|bao dau|bao thang|bao no|bao chuan|uy tin)(?: (?:100|tuyet doi|that|hoan|k|"
        "khong|ko|so|nhat|chuan))*", r"(?:100|99|98|95|97|96|90)(?:[.,]\d+)? ?(?:%|phan tram)",
        "chuan (?:100|xac|khong can chinh|luon)|that (?:100|luon|nha|ne|nhe|se)|khong lua dao|ko lua dao|k lua dao|noi that",
    ),
    "secrecy.hidden": (
        "(?:benh vien|bac si|bao chi|bao|dai|tivi|ho|nguoi ta|chung no|bv|nganh y|cac hang duoc|hang duoc|co giao|nha truong|phuong|"
        "cong an)<w> (?:giau|bit|im|em nhem|khong noi|khong bao gio noi|khong dam|khong dua|khong muon|cha noi|dau co noi|chang noi|"
        "bung bit|giau nhem|khong cho biet)", "(?:khong muon|so) (?:ban|ba con|moi nguoi|dan|ai) biet",
        "su that (?:phu phang|bi giau|la|ve)|tin (?:mat|noi bo|hanh lang|chuan)|noi nho|lam am tham",
        "(?:keo|truoc khi|bi|no|se|quet)<w> (?:xoa|go|chan)|dong cua het|noi ra thi",
    ),
    "share.please": (
        "(?:chia se|share|sher|se|lan toa|chuyen tiep|gui|bao)<w> (?:cuu nguoi|cho moi nguoi|cho ca|cho nguoi than|cho bo me|"
        "cho cac me|giup|gap|le|lien|ngay|rong|di|de moi nguoi|de cac me|cho tat ca|cho nhau)",
        r"(?:chia se|share)<w> (?:\d+|hai|ba|nam|sau|bay|tam|muoi|vai|cac) (?:nhom|nguoi|ban|hoi nhom|hoi|group|be)",
        "luu ve (?:tuong|may|tuong nha)|(?:chia se|share) (?:de|cho|nhe|nha|giup|cuu)",
    ),
    "proper.open": (
        "(?:khong|ko|k|chua bao gio)<w> (?:thu|nhan|mat|ton|lay|doi)<w> (?:phi|tien|khoan|dong|coc)",
        "(?:tai|qua|den|o|ra|toi|len|ghe|gap)<w> (?:quay|tru so|cua hang|chi nhanh|nha may|van phong|xuong|truc tiep|bo phan mot cua|"
        "tram y te|cong chung|phong giao dich)",
        "(?:hop dong|bhxh|bao hiem xa hoi|hoa don|phieu thu|bien lai)<w> (?:vat|lao dong|day du|do|theo|co dau|tai quay|ngay|tu thang|"
        "cho|rieng)|xuat hoa don|dong (?:du )?(?:bao hiem|bhxh)|co hoa don|co hop dong|viet phieu thu",
        "phong van (?:truc tiep|tai)|niem yet|cong khai tai|kiem tra (?:hang|roi)<w> (?:tra|thanh toan|nhan)|ship cod|nhan hang kiem tra",
        "dung tran luat|tran lai suat|hoi phu nu|ngan hang chinh sach|to tiet kiem|%/nam|phan tram mot nam|loi nhuan qua khu|"
        "ban cao bach",
        "(?:nha van hoa|hoi truong|bang tin|cong chinh thuc|cong dich vu cong|theo quy dinh|luu dong|chinh thuc cua|dia chi|bien lai)",
        "lich cap|lich tiep|lam viec tu", "(?:den|toi|ghe) (?:kho|quan|cong ty|cong so|van phong|truong)<w>|truc tiep tai",
    ),
    "click.site": (
        r"[\w\-]{2,40}\.(?:example|com|vn|net|org|info|xyz|top|vip|club|online|site|shop|cc|icu|live|win|bet|app|link|one|asia|onl)",
        "https?", "www",
    ),
    "reader.you": (
        "quy (?:khach|vi|phu huynh|khach hang|ong ba)", "(?:cua|giup|cho) (?:ban|b|anh|chi|bac|co|ong|ba|quy khach|minh|nha minh|em|chu)",
        "(?:ban|anh|chi|bac|co|chu|ong|ba|anh chi|a c|co bac|ong ba|cac bac|ba con|moi nguoi|mn|nguoi dan|khach hang|chu thue bao|"
        "phu huynh|mng|nha ai|nha minh|ai) (?:oi|vui long|hay|can|phai|se|dang|bi|chua|muon|co the|truy cap|bam|nhan|doc|gui|lien he|"
        "chi viec|nhap|tai|cai|quet|chuyen|nop|dung|mo|cho|de|lam|dang nhap|ke khai|chuan bi)",
        "(?:ben|phia) (?:em|chau|minh|con|toi|dien luc|ngan hang|cong an)", "(?:em|chau|con|toi) (?:la|ben|o ben|ho tro|lam|huong dan)",
        "vui long|de nghi (?:anh|chi|quy|ban|ong)", "ten (?:ban|anh|chi|ong|ba|quy khach)",
    ),
    "proper.papers": ("(?:giay phep|ma so thue|mst|gphd|gpkd|giay chung nhan|xnqc|so cong bo)",),
    "proper.notice": (
        "nha van hoa", "luu dong", "theo quy dinh", "cong chinh thuc", "cong dich vu cong", "bien lai", "niem yet", "bang tin",
        "lich (?:cap|tiep|lam viec|truc)", "lam viec tu", "ung dung chinh thuc", "tai (?:quay|tru so|tram|bo phan mot cua|nha van hoa)",
        "bo phan mot cua", "gio hanh chinh", "kenh chinh thuc", "bieu (?:phi|gia|lai suat)",
        "tai (?:chi nhanh|cac chi nhanh|kho bac|diem giao dich|phong giao dich|uy ban|ubnd|van phong)", r"tong dai (?:18|19)\d+",
        "phoi hop (?:voi )?(?:doan|cong an|truong|uy ban|tram)", "khong<w> (?:qua|gui|co|theo) link",
    ),
}  # fmt: skip
"""Family → patterns."""

SITES = frozenset({
    "listed.scam", "listed.gambling", "fake.bank", "fake.state", "fake.press", "fake.service", "odd.ending", "odd.redirect",
    "stale.picture",
})  # fmt: skip
"""Families that no pattern finds: what the addresses (agents/sites.py) and the known pictures (agents/recycled.py) of a post say. They are
near to every word of the post."""

UNLIKE: Mapping[str, str] = {
    **hearsay.UNLIKE,
    "demand.deposit": "động|đông|dòng|đồng|cóc|cốc|chuyện|chuyên",
    "demand.fee": "động|đông|dòng|^đồng|mắt|mặt|mật|nộp đơn|phí thời|thứ|phi thuyền|phi công|phi nhân|phi lý|trá|lê ",
    "demand.topup": "động|đông|dòng|^đồng|ưng|ứng dụng|bố|bộ|đóng gói",
    "demand.account": "góm|gồm|chuyện|chuyên|nốp|sang vi",
    "contact.private": (
        "nhân|nhẫn|nhận|goi cuốn|gói|gọi là|cho số tiền|liên hệ giữa|vào hội|hội đồng|bảo tôi|báo tôi|bao|cho em|cho anh|gửi lời|để so|"
        "so sánh|so với|cho thấy|gửi sở|sở"
    ),
    "click.link": "nhân|nhẫn|nhận|^ăn|^án|ấn độ|^ân|^ẩn|mợ|mờ|tài |tải trọng",
    "click.app": "cái|cãi|cải|tài|tại|tãi",
    "data.secret": "má|mà|mạ|cho em|chờ|dưa|đưa mật|để",
    "data.papers": "hình sự",
    "threat.lock": "bí|bì|khoa |khoá học|khoa học|khóa học|phát|cát|ngừng cố|mắt|mặt|mật|cặt",
    "urgency.now": "chỉ cách|chị|chỉ là|hàn|hận|côn|chó|chờ|chợ|hồm|về|vẻ|cài",
    "absolute.sure": "bảo|báo|bao giờ",
    "share.please": "xe |sẻ|sẽ|sè|báo|bảo|bao",
    "reader.you": "cô giáo|của mình thì|^có |^cho có|^ông bị|^bà bị|dân nhân",
    "proper.open": "tài|tải|qua đời|ra lệnh",
    "click.site": r"gov\.vn|edu\.vn|vnexpress|vietnamnet|dantri|tuoitre|thanhnien|vtcnews|vtv\.vn|maps\.app",
}  # fmt: skip
"""Family → what its hits must not look like as written."""


def group(family: str) -> str:
    """The group of a family: what stands before the dot."""
    return family.partition(".")[0]


def why(family: str) -> str:
    """The words that tell a monitor why this stretch of text is marked."""
    return GROUPS[group(family)]


_SHORT = re.compile(r"<(\w+)>")


def spelled(patterns: Iterable[str]) -> tuple[str, ...]:
    """The patterns with every short form written out; KeyError names a short form that does not exist."""
    return tuple(_expand(p) for p in patterns)


def _expand(pattern: str) -> str:
    while "<" in pattern:
        wider = _SHORT.sub(lambda m: SHORT[m.group(1)], pattern)
        if wider == pattern:
            break
        pattern = wider
    return pattern
