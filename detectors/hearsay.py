"""How rumours speak: cue families the claim detectors share, whatever the rumour is about (domain.md §3.3).

None says that a claim is false. Each names an act: to say that it is being hidden, to vouch by an insider, to push people to run or
buy, to wave a correction aside. Together with a checkable event they make a text worth a look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

N = r"(?:\d+|(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|may|vai)(?: (?:muoi|chuc|tram|mot|hai|ba|bon|lam|sau|bay|tam|chin))?)"
KIN = "(?:chi|anh|em|ban|co|chu|bac|cau|di|thay|nguoi nha|nguoi quen|dau|ho|ong|thang ban|ong anh|con)"
VERB = "(?:noi|dang|dua|dua tin|cong bo|thong bao|tiet lo|viet|ke|loan tin|keu|quay|len bao|len tieng|phat|ho|pho bien|xoa|chup|bao|loa)"

CUES: Mapping[str, Sequence[str]] = {
    "hush.silence": (
        "(?:chua|khong|ko|k|hong|hok|chang|cha|dau) (?:bao|dai|kenh|tivi|trang|ai|mot bao)(?: nao| chi)?<w> (?:dua|dang|noi|dam|biet|len)",
        "(?:bao|dai|tivi|loa|loa phuong|bao dai|bao chi|truyen hinh|phuong|xa|ho|tren|benh vien|cong an|truong|cong ty|ben tren|so|bo|"
        "vien|chinh quyen|nguoi ta|cap tren|ngan hang)<w> "
        f"(?:khong|ko|k|chua|hong|dau|chang|cha)<w> {VERB}",
        "(?:bao|dai|tivi|loa|loa phuong|loa xa|bao dai|bao chi)<w> (?:van|cu) (?:noi|bao|keu|bieu|im|doc|dua)",
        f"(?:cam|bat|dan|bi dan|lenh|bi cam|khong cho|k cho|ko cho|hong cho|khong duoc|k duoc|dan khong|yeu cau|bi bat|keu dung) {VERB}",
        f"(?:khong|k|ko|chua|hong) (?:cho|dam|duoc|muon|he|co) (?:phep |ai )?{VERB}",
        "(?:chi )?(?:truyen mieng|bao mieng|pho bien mieng|noi mieng)", "(?:khong|chua|k) (?:dang|cong bo|niem yet|dua) (?:cong khai|len)",
        "so (?:dan|khach|mat|sap|gia|e|anh huong|phu huynh|cong nhan|moi nguoi|bao chi)<w> (?:hoang|phan ung|loan|khach|he thong|xuong|"
        "nghi|hieu|biet|rut|mat)", "(?:giau|dau)(?: nhem| kin| het| luon| danh sach| nguyen| so lieu| tin| di)",
        "(?:dang|ho|truong|xa|no|giao|bao|nha nuoc|vien|cong ty|chung|tui no) (?:giau|em|bung bit|lam thinh|im re|lam lo)",
        "bung bit|em nhem|em di|bit mieng|im lang|lam thinh|hop kin|giu kin|lam em|lam ngo|chua cong bo",
        "(?:tin|van ban|thong bao|cong van|ban|tai lieu|quyet dinh|dau|ky) mat|bi lo|(?:lo|lo ra) (?:van ban|roi|ra|cong van|thong bao|qd)",
        "\\(lo\\)", "khong (?:con gi|duoc) bao truoc|muon (?:dan|ba con|minh) (?:yen|khong biet)",
    ),
    "hush.erase": (
        "(?:truoc khi|keo|mai|chut|lat|se|sap|sang mai|hai tieng|roi)<w> (?:bi |no |toi |em |minh )?(?:xoa|go|khoa|bay mau|bi go)",
        "(?:bai|clip|video|tin)<w> (?:nay )?(?:toi|em|minh|se|chi)?<w> (?:xoa|de toi|de den|go)", "bop (?:tuong tac|reach)",
    ),
    "witness.inside": (
        f"{KIN}<w><w> (?:lam|la|truc|lai)<w> (?:trong|ben|o|tai|benh vien|bv|ngan hang|san bay|luc luong|doi|bo|so|ban|y ta|ho ly|bac si|"
        "cong an|bo doi|hoi so|quy|ke toan|giao dich|tau|nghien cuu|ho|khoa)", "nguoi (?:trong|ben|nha o|nha lam|quen o)",
        "(?:tin|nguon|nguon tin) (?:noi bo|mat|hanh lang|rieng|doc quyen|than can|chuan|room|tu nguoi|tu anh|trong|chinh xac|100)",
        "(?:nhom|group|room|thong bao|cong van) (?:noi bo|chi huy|kin|vip)|noi gian|tay trong|chu vua",
        "(?:chinh mat|tan mat|chinh tai|chinh (?:tao|toi|tui|minh|em)|tu mat|chung kien)",
        f"nghe (?:noi|don|dau|tu|ke|{KIN})<w>|nguoi ta (?:noi|don|bao)|(?:minh|em|tui|t|toi) nghe",
        f"{KIN}(?: <who>| ho| dau| ban| minh)?<w> (?:bao|nhan|goi dien|dien|ke) (?:ve|ra|la|lai)", "do tin cay|chac chan 100|that 100|100%",
        "(?:khong|hong|ko|k)<w> (?:co )?(?:loi loc|duoc loi|ly do gi de bia|phai (?:minh|toi|em|tui) bia|bia)|bang danh du",
        "(?:nhan|chuyen tiep|copy) tu (?:nhom|nguoi|ban|anh|chi)", "(?:nha khoa hoc|chuyen gia|nasa|nha bao|thay|thay em|khoa hoc|ong thay)"
        "<w><w> (?:bao|du bao|tinh|doan|noi|xac nhan|canh bao|phan|tien tri)",
        "(?:camera|toi|minh|em|t|tui|bao ve)<w> (?:nhin thay|thay|coi|quay|chup|do)<w> (?:tan mat|duoc|xac|mau|roi|tu)",
    ),
    "flight.run": (
        "(?:chay|so tan|di tan|tron|thao chay|boi ra|don) (?:ngay|le|lien|gap|thoi|khoi nha|mau|nhanh|di (?:dung|ba con|moi nguoi|em|nha)|"
        "len (?:doi|nui|cao|duong tau|bo))", "(?:chay|boi|don|tron)<w> (?:di|le di|lien di|ngay di)(?: (?:dung|tui|ba con|moi nguoi|bay|"
        "em))+|"
        "thi chay|la chay luon|ma chay|thi tu chay|tu lo|bo het do<w> chay|cu (?:chay|boi)<w> di|chay ngay|boi di",
        "(?:dung|khong|k|ko|tuyet doi khong|cam|hong|ai cung khong)(?: ai| co| nen| cho)? (?:ra duong|ra ngoai|ra khoi nha|"
        "cho con (?:di|den)|"
        "mo cua|di dem|di mot minh|ngu trong nha|tang ca|den truong|phoi|luom|de (?:no|han) chay)", "ra khoi (?:nha cao|toa|chung cu)|"
        "ra san ngu|"
        "ngu ngoai|(?:ngu|ra) (?:ngoai san|ngoai duong|san)", "(?:dong kin|khoa chat|chot|khoa) cua|dong cua (?:lai|vao)|bit kin",
        "(?:giu|nhot|canh|trong) (?:chat )?con<w> (?:nhe|nha|ky|lai|trong)|giu con|nhot trong nha",
        "(?:bao vay|chan lai|giu lai|bat lai|ho len|go thung|danh chet|chan xe)(?: (?:lien|ngay|giup|no))?", "(?:ne|tranh) (?:duong|dg|"
        "khu|noi|cho)"
        "<w> (?:do|nay|ay|ra)", "len cao(?: di| ngay| lien)|len (?:doi|nui) (?:ngay|lien|di)|di noi khac|dung doi|ai o<gap>(?:chay|don di)|"
        "chuan bi (?:balo|nen|may phat)|con kip (?:chay|lo)|ngu het di|tru nuoc|coi chung (?:cai|may|xe|thang|con|bon|no)",
    ),
    "flight.hoard": (
        "(?:mua|tru|tich tru|gom|du tru|do|dat|om|tru het)<w><w> (?:gao|mi|mi goi|nuoc|nen|thuoc|khau trang|xang|muoi|luong thuc|vang|"
        "i-?ot|"
        "do an|thuc pham|do|may phat)", "(?:mua|tru|do day|gom|tich tru)<w> (?:ngay|lien|le|gap|di|nhanh|het|truoc)",
        "(?:ban|nop|dep|chat|bo)<w> (?:xe|het|thao|noi|cay|trau|lien|ngay|vang)(?: (?:ngay|lien|di|le|het|thoi))?",
        "(?:tranh thu|lo)<w> (?:mua|di|rut|doi|ban|tru|nop|kham)", "full sell|sell le|ban (?:het|thao|lien|ngay)",
    ),
    "flight.cash": (
        "(?:rut|tat toan|chuyen)<w><w> (?:het|ngay|gap|lien|le|luon|sach|ra|di|ve|tien mat|tien ve|tien)", "rut (?:di|ve|sach|tien|gap)",
        "(?:di|ra|dem|lo|cu|phai) rut|rut truoc|dung (?:rut|gui|dong|om)|ngung dong|ai<w><w> (?:gui|co so|tien gui|tiet kiem)",
    ),
    "denial.brush": (
        "(?:mac ke) (?:tui no|ho|no|may|chu|cha|di|tui)|thi ke", "noi doi|cho yen dan|cho dan yen|chan an|an dan",
        "(?:ho|no|xa|phuong|tren|bao|dai|loa|so|bo|truong|cong an|thi)<w> (?:choi|dinh chinh|bac bo|phu nhan|noi khong co|noi la khong|"
        "lam gia|noi binh thuong)<w> (?:cho|vi|la|chi|chu|thoi|nhung|la phai|thua)",
        "(?:la|nguoi|dua) (?:anti|ganh ti|ganh ghet|ac mieng)|ac mieng|ganh ti|anti<w> (?:bao|noi|keu)",
        r"(?:ai|ai ma|co (?:ban|nguoi|may dua|dua|may ban)|nhieu nguoi|may ban|anti|tui no|may dua|ke)<w><w><w> (?:keu|noi|bao|che|cai|hoi|"
        r"binh luan)<gap>(?:gia|cu|ai|anti|may|ghep|nam|nuoc|19\d\d|20\d\d|phan mem|khong phai|philippines|nham|cat)",
        "(?:khong|hong|k|ko)<w> tin<w> (?:thi|rang|tuy|thoi|cung)|tin (?:tui|toi|minh|em) (?:thi|di|song|nhe)|(?:mo mat|mo to mat)",
        "dung<w> (?:bat be|cai|hoi|cai nhau|co cai|noi la|hoi nhieu)|canh giac voi ke noi", "tin gi (?:bao|dai|may)|hoi (?:lam gi|chi)",
        "chu (?:be|no|vu|con|nguoi)<gap>(?:that|thiet)|la (?:that|thiet)<w> (?:day|do|nha|nhe|het)|chu (?:khong|k|ko|hong) phai (?:bia|"
        "don)",
        "hong phai|khong phai (?:chap dien|tai nan|don|tin don)", "(?:ho|no)<w> (?:choi|thua nhan|nham|bao la|lay nham)",
        "tai sao (?:ho|no|bao|dai)<w> (?:im|khong)|vi so|la biet (?:thiet|that)",
    ),
    "spread.wide": (
        "(?:chia se|share|sher|chuyen|chuyen tiep|gui|copy|lan truyen|nhan|rep|tag|phat|bao|truyen)(?: (?:tin|bai|tin nay|bai nay|giup|"
        "gium|"
        "dum|ngay|le|lien|gap|nhanh|rong|dum cai|cho|vao|vo|het|may|cac|tat ca|moi|ca|len|di|de|them|duoc))+ (?:nguoi|nhom|nhau|nha|"
        "ban be|be|biet|ai|gia dinh|kip|khu|xa|lop|me|con|don vi|nguoi than|to|tuong|anh em|chi em|ba con|group|cong dong|ho|ve)",
        "(?:share|chia se|chuyen tin|chuyen tiep|copy|lan truyen)(?: (?:tin nay|giup|bai nay|bai|dum|gium))* (?:gap|ngay|le|lien|nhanh|di|"
        "rong|giup|gium|dum|nha|nhe|voi|rong rai|de)", "(?:bao|nhan|nhac|goi) nhau|ai doc duoc|doc (?:duoc|ky)<w> thi",
        "cho (?:moi nguoi|mng|ba con|ca nha|ai cung|cac me|ngta|nguoi ta|chi em) (?:cung )?(?:biet|hay|tranh|chay|kip)",
        "cau nguyen (?:va|roi) share|tha (?:tim|sao)|lay (?:loc|may|phuoc|may man)|ai thay (?:la )?co loc|xin (?:1|mot) (?:chia se|"
        "share|tim)",
    ),
    "alarm.cry": (
        "(?:nong|khan|soc|hot|tin nong|tin soc|chan dong|canh bao|tin moi|tin vui|thong bao khan|thong bao|kinh hoang|khan thiet) ?[:!]",
        "khan cap|hoa toc|chan dong|tin (?:soc|nong|khan|du)|thong bao khan|canh bao khan|cuc (?:nong|khan)|rung dong|sat xuong long",
        "troi (?:dat )?oi|omg|khan (?:cac|den|toi|gui)|tin vua nhan|luu y khan|gap gap|nong hom nay",
    ),
    "toll.count": (
        f"(?:chet|tu vong|giet|mat|mat tich|bat|bi bat|troi|chay|thiet mang|cuop|chon|di|sap|dinh|bi|co)<w> (?:ca |hon |it nhat |gan |toi |"
        f"den |hang |nguyen |tat ca )?{N}<w> (?:nguoi|dua|em|be|ng|mang|can|nha|cong nhan|ca|tre|co gai|vu|thang|chau|ban|ho|hoc sinh|"
        f"xac|nu)",
        f"{N} (?:nguoi|dua|em|be|chau|co gai|ban|hs|nha|can|can nha|mang|xac|ca|vu|ho|cong nhan|hoc sinh|thang|doi tuong|co|ng|dua nho|nu)"
        "<w><w> (?:chet|tu vong|mat tich|bi|dinh|thiet mang|di roi|mat|ra di|nam xuong|bi bat|hong ra|con lai|chua|troi|khong ra)",
        "(?:hang|ca|may|tram) (?:tram|chuc|ngan|nghin|loat) (?:nguoi|ng|nha|thang|can|con|xe|dua|ngoi|chiec|mang)",
        "chet (?:hang loat|het|sach|nhieu|troi|nguoi|ngat|tram|oan|tai cho|ngay|ket|la liet)|tu vong|thiet mang|chet (?:hon|gan|it nhat) ",
        r"(?:trong|chi) (?:mot dem|\d+ ngay|hai dem|mot ngay|hai ngay|tuan)|tinh (?:tu|den|ra)<w>|ban kinh \d+|cao <money>?\d+ ?m",
    ),
    "fresh.now": (
        "(?:sang|sang som|trua|chieu|toi|dem|khuya|mai|ngay) (?:nay|ni|qua|hom nay)", "hom (?:nay|qua)|bay gio|luc nay|(?:vua|moi)"
        "<w> (?:chup|quay|xay ra|xong|nhan|ra lo|o hien truong|di qua|sinh|cong bo|no|sap|dut|lat|chay|tai)",
        r"moi (?:nhat|toanh|sang|chieu|toi|trua|luc|hoi)|hoi (?:chieu|sang|hom|trua|toi|khuya|dem|nay)|\d+ (?:phut|tieng|gio) truoc",
        r"(?:tu|dung|luc) \d+ ?(?:h|gio)\d*<w> (?:nay|mai|toi|dem|chieu|sang)|toi (?:mai|nay)|ngay mai|tu mai|sap (?:cup|nghi|cam)|"
        r"ngay bay gio",
    ),
}  # fmt: skip
UNLIKE: Mapping[str, str] = {
    "hush.silence": (
        "bị lo |bị lo$|trẻ em|chính quyền nó |bảo|bao nhiêu|dài|dãi|bỗng|đầu|giàu|em đi|êm ả|có em|thợ|ký mặt|tin mắt|^sơ |^số |^sổ "
    ),
    "hush.erase": "chút xoa|khoa học|mãi",
    "witness.inside": "chữ |bảo vệ|bao giờ|bao nhiêu|con đường|ở đâu|con là|em là em|tin chuẩn bị|chuẩn bị|nghề|nghê|tẩn",
    "flight.run": "lò đi|lo đi|chạy xe|chạy bộ|chạy đi chạy lại|đón con|chảy|cháy|mâu|ăn chay|dón|đọn|cho con bú|có con|đèn|sạn|rạ |^rã",
    "flight.hoard": "lộ |lỡ |trừ|trú|trữ tình|mưa|mùa|múa|đỗ|độ |bàn |bạn |bản |bận |nộp đơn|dẹp|đẹp|chặt chẽ|ôm nhau",
    "flight.cash": "rụt|chuyện|rút kinh|rút ngắn",
    "denial.brush": "nối dõi|nổi |kế|kẻ|kể|kề|ải|thì kể|thi kẻ",
    "spread.wide": "chuyện|nhẫn|nhãn|nhân |phạt|bão|bảo|lây|lấy chồng",
    "alarm.cry": "nông|nồng|nòng|khăn|khán|khàn|sóc|sọc|sộc",
    "toll.count": "mắt|mặt|mật|mát|chảy|chạy|bát|bật|bạt|bí |bị đau|chón|chọn|điểm|trời|trôi chảy|tính tình|có nam",
    "fresh.now": "tôi |tới|sảng|mới tôi|bấy giờ|chiều qua lại",
}  # fmt: skip
