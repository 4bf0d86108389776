"""Trade in what nobody may sell: forged papers and money, firecrackers, weapons, vapes, drugs, wild animals, spying gear, live accounts.

Not meant: licensed shops (silent fireworks, driving schools, chemists), news of seizures, warnings, views, toys, kitchen knives.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "ADBAN"
HARM = 3
VERSION = "2"

PAPER = (
    "(?:bang (?:gia|dai hoc|dh|cd|cao dang|trung cap|cap|cap ba|cap 3|thac si|tot nghiep|lai|lai xe|ky su|cu nhan|tieng anh|that|goc)|"
    "van bang|hoc ba|chung chi|chung nhan|giay phep lai xe|gplx|blx|can cuoc|cccd|cmnd|ho chieu|giay kham|giay ra vien|giay nghi om|"
    "giay chung sinh|giay ket hon|giay to xe|ca ?vet|dang ky xe|bien so|so do|so hong|con dau|dau moc|the nganh|the nha bao|sao ke)"
)
"""What a forger makes; lawful words until somebody offers to make, buy or sell them."""

CUES = {
    "banned.papers": (
        r"(?:can|lam|ban|cap|mua) chung chi(?: \w+){0,8} (?:bao dau|khong can (?:hoc|thi)|khong thi|khong hoc)|(?:di|nhan)(?: \w+)? thi "
        r"ho|giay to xe(?: \w+)? (?:lau|gia)|chung chi hanh nghe(?: \w+){0,6} (?:bao dau|khong can)", r"(?:lam|ban|khac|nhan lam|cung "
        r"cap)(?: \w+){0,3} (?:ho khau|giay xac nhan|giay khai sinh|moc do|con dau|dau tron|dau chuc danh|the luat su|the nha bao|the "
        r"nganh|bang cap)", r"(?:nang|nhap|sua|mua|chay) (?:diem (?:thi|hoc|mon|tong)|diem,|hoc ba|chung chi|bang (?:dai|cap|lai|tot))|"
        r"(?:bang|chung chi|thac si)(?: \w+){0,4} khong (?:can |phai )?(?:hoc|thi)|khong (?:can )?thi(?: \w+){0,2} (?:co|nhan) (?:bang|"
        r"chung chi)", r"hoa don khong|xuat hoa don(?: \w+)? khong|hop thuc (?:hoa )?dau vao|moc do|lam (?:nhu|y) (?:ban goc|that)|y ban "
        r"goc|ban than gia cao|(?:ban|hien|mua) (?:than|trung)(?: gia| cao|,)",
        f"(?:lam|nhan lam|mua|ban|dat lam|cung cap|lam lai|in|dich vu|dang ky lam|ho tro|nhan tat ca)<w><w> {PAPER}", f"{PAPER}<w> gia",
        "phoi (?:bang|that|goc|chuan|xin|cua|bo)|(?:lam|nhan lam) (?:giay to|bang)<w> (?:gia|moi loai|cac loai|moi nam)",
        r"(?:gplx|bang|bang lai|blx) (?:a1|a2|a|b1|b2|b|c|c1|d|xe may|o to)<w><w> (?:khong|ko|k|khoi|bao|tron goi)",
        "hoa don (?:do|vat|gtgt|dau vao|khong|dien tu)<w><w><w><w> (?:dau vao|lui ngay|xuat lui|xuat khong|khong can hang|phi)|mua ban "
        "hoa don", "(?:phu hieu|quan phuc|cong an phuc|sac phuc|giay gioi thieu in san|the nganh|quan ham)",
        "giay gioi thieu<w> (?:in san|co dau|dong dau)", "(?:nhan|dich vu|can|tim) (?:thi|hoc|lam bai) (?:ho|thue)|(?:thi|hoc) (?:ho|"
        "thue),? (?:hoc ho|thi ho|bang|ielts|online|qua mon|lai xe)",
        "(?:viet|lam)<w> (?:ho|thue|thay)<w> (?:luan van|luan an|do an|tieu luan|bai thi|bao khoa hoc)",
        "viet thue (?:luan|do an|tieu luan)|bao dao van", "mua (?:diem|chung chi|bang)|chay (?:diem|truong|bang|an)",
        "tien (?:gia|polyme gia|am phu)",
        r"(?:gplx|blx|bang lai) hang (?:a1|a2|a|b1|b2|b|c1|c|d|e)(?: \w+){0,2} (?:khong|ko|k|khoi|bao|tron goi)|(?:code|lam|nhan|"
        r"xin) (?:code )?(?:giay kham|giay nghi|so kham)",
        r"(?:phieu )?ly lich tu phap(?: \w+){0,3} (?:nhanh|khong|trong)|giay (?:xac nhan )?doc than nhanh|khac dau|dau (?:tron|chuc danh|"
        r"bac si)|(?:cccd|ho khau|giay khai sinh)(?: \w+){0,4} (?:theo (?:thong tin|yeu cau)|nhu that)",
        r"xuat (?:khong|lui)|hoa don(?: \w+){0,2} (?:khong|phi \d)|bang(?: \w+){0,3} cho nguoi(?: \w+){0,2} khong biet chu|"
        r"ke toan truong(?: \w+){0,4} bao dau",
        r"(?:bang nghe|the an toan lao dong|giay nghi om|giay ra vien)(?: \w+){0,6} (?:lay lien|co moc|la co|la xong|trong (?:ngay|chieu|"
        r"buoi))",
    ),
    "banned.fireworks": (
        r"phao (?:gian|cuc|hop|que|ken|no to|lon|thai|tet no)|gian phao|chuc gian|day phao", r"phao (?:no|bi|dan|tep|day|den|trung|tu "
        r"che|coi|lau|ban|hoa no|thang thien|diec|ga|keo|lao|trung quoc|tq)|keo no|day phao|phao<w> no",
        r"(?:dan|gian|thung|hop) (?:phao )?(?:\d+|<num>) (?:qua|ong)|thuoc (?:phao|no)|kip no|(?:qua|trai) no|ngoi no",
        "phao tet<w> (?:hang|ve|no|lay|si|thung)|phao<w> 36 ong",
    ),
    "banned.weapons": (
        r"airsoft|dan (?:thep|bi|chi|no|cao su|6mm|5li5)|(?:rap|bao|nong|bang) sung|nong pcp|sung (?:airsoft|kim loai|bi|pcp|ngan|dai)|"
        r"dan chi 5li5|dan thep", r"sung (?:ban|con|hoi|dien|hoa cai|san|hoi cay|truong|ngan|cao su|colt|rulo|bi|cham|tu che|kip|ak|pcp|"
        r"gen|k\d+|bi sat|quan dung|dan)", "(?:cay|khau|ban) sung|dan (?:chi|bi) (?:sung|ong|va)<w>|hop dan|ong ngam|giam thanh",
        "dui cui|roi dien|binh xit (?:hoi )?cay|xit hoi cay|na cao su|no (?:san|ban)|cung no", "co le kip|dao (?:bam|phong lon|gam|le|"
        "nhat katana|tong|xep an)|kiem (?:nhat|katana)|ma tau|tay dam|con (?:tam khuc|nhi khuc)|luu dan|bom xang|min (?:tu che)?",
    ),
    "banned.smoke": (
        r"heets|may hut (?:lam nong|dien tu)?|lam nong thuoc la|tinh dau(?: \w+)? (?:trai cay|salt|man)|thuoc lao dien tu|bong n2o|n2o|"
        r"ruou(?: \w+){0,3} (?:khong tem|lau)|(?:hang|thuoc la|ruou) lau",
        r"vape|pod|pods|thuoc la dien tu|shisha|iqos|juice|salt ?nic|nicotin\w*|tinh dau (?:vape|pod|nicotin|thuoc la|salt|mat lanh|hut)",
        "thuoc la (?:ngoai|lau|jet|hero|555|trang|nhap lau|khong tem|thung)|(?:jet|hero) (?:thung|cay|trang|jet)|555 (?:trang|anh)",
        "(?:bong|khi|binh) cuoi|n2o|bong (?:cuoi|bay)|hut bong",
    ),
    "banned.drugs": (
        r"keo phe|thuoc la co|la co cuon|co cuon san|keo gau phe", r"tau thuy tinh|no hut|giay cuon|coong|kit thu|la can|thu gian len "
        r"may|len may|len noc|thuoc ngu (?:manh|lieu cao|khong)|ke don|hang thu|bay lac|thuoc (?:xit )?(?:me|kich thich|hung phan)(?: "
        r"\w+)?|chat kich thich", r"can sa|co my|thuoc lac|keo (?:lac|deo can|ke|phe)|hang (?:phe|ke)|ma tuy|ketamin\w*|thuoc phien|nam "
        r"(?:than|ao giac)|nuoc (?:vui|bien)|" "tem giay|cookie|brownie can|420|do choi bay",
        "thuoc (?:me|ngu dam|kich duc|pha thai|uong vao ngu|an than khong don|gay me)|bao phe|an phe", "(?:chat|thuoc) (?:tao nac|cam|"
        "vang o|tang trong)|clenbuterol|salbutamol|lactoc|tron cam<w><w> nac|nac nhanh|xyanua|thuoc (?:diet co|sau) (?:cam|tq)",
    ),
    "banned.wildlife": (
        r"ran ho(?: may| chua| mang)?|te te song|cay huong(?: vua)?|bay (?:kep|thu|chim)|luoi (?:dien|tang hinh|bat chim)|may goi chim|"
        r"thit (?:nai|cheo|don|nhim rung|heo rung that)|hang rung that|cheo cheo", "(?:cao ho|cao khi|mat gau|sung te|te giac|vay te te|"
        "te te|trut|nga voi|ho cot|xuong ho|tay gau|nanh (?:ho|gau)|ran ho mang|ho mang|rua (?:nui|rung|vang|quy|hop)|ba ba rung|ky da|"
        "cu li|chon huong rung|voc|khi con|chim (?:troi|hoang da|di cu)|cong con|dai bang|thu rung|thit rung|huou xa|dong vat rung)",
        "(?:kich dien|xung dien|kich ca|bo kich|may kich)|luoi bat quai|(?:cay|go) (?:huong|trac|pomu|rung|lim)<w> (?:rung|khuc|lau)",
    ),
    "banned.gear": (
        r"nhan dap an|nhac bai|tai nghe(?: \w+){0,3} sieu nho|sim(?: \w+){0,3} (?:ten nguoi khac|khong chinh chu|rac|kich hoat)|nhan otp|"
        r"tai khoan ngan hang (?:full|co san|kem sim)|(?:kem|ban) (?:acc|tai khoan) (?:bank|ngan hang)", "(?:nghe len|ghi am len|quay "
        "len|camera (?:nguy trang|cuc ao|sieu nho|but|cuc sac|giau kin)|dinh vi (?:nghe|len|vo|chong|nguoi yeu|kin)|tai nghe (?:sieu nho|"
        "hat dau|di thi|khong day sieu)|hat dau di thi|theo doi (?:chong|vo|dien thoai)|hack (?:zalo|facebook|fb|tin nhan))",
        "pha song|may pha song|thiet bi (?:lam cham|hack|gian lan|do bai)|nam cham<w> (?:cong to|lam cham)|bai bip|may do bai",
        "sim (?:rac|kich hoat san|khong chinh chu|chinh chu nguoi khac|ao|da kich hoat|so luong|nhan code|dk san|full)",
        r"(?:ban|mua|thue|thu mua|cho thue|cung cap) (?:acc|tk|tai khoan|the|stk)<w> (?:bank|ngan hang|atm|bidv|mb|vcb|msb|tpbank|ngan)|"
        r"acc bank|simbank", "(?:data|du lieu|danh sach) (?:khach hang|so dien thoai|phu huynh|ca nhan)",
    ),
    "offer.trade": (
        r"(?:mua|lay|dat) (?:\d|<num>|nhieu|som|si)(?: \w+)?|khach quen|(?:thue|gia|con) <money>|(?:can|ai|ae|ac)(?: \w+){0,3} (?:alo|"
        r"nhan|ib|goi|lay)|giao (?:dem|tan|trong|hang)|gia (?:cao|mem|hop ly)|(?:co|con) (?:chuc|vai|it|san)", r"nhan rieng|bao (?:gia|"
        r"nhan|hang)|du (?:loai|bo|mau|vi)|shop (?:moi ve|co|nhan)|phuc vu|24/24|chat tele|ngay co|ban (?:sim|con dau|acc)|(?:hang|kho) "
        r"(?:ve|san)|kin tieng|nhan bang|tron goi|theo mau|cung cap", r"(?:can|dang|em|minh|shop|ben em|chuyen|nhan|toi|tui|quan) ban|"
        r"ban(?: \w+)? (?:phao|sung|dao|vape|pod|thuoc|tien|acc|sim|bang|keo|can|cao|mat|ran|kich|tinh|binh|dui|con|cay|bo|data|hang|phu "
        r"hieu|quan phuc|vay|sung)|(?:ban si|ban le|si le|cung cap|thanh ly|phan phoi|xa kho|nhap ve|xach tay)", "hang (?:ve|moi ve|san|"
        "nhieu|co san|chuan|lao|thai|tq|mien|campuchia|zin|loai|xin|dang ve|bao|xach tay|khong)|(?:co|con) (?:san|hang|may|vai|it)",
        r"(?:gia|lay|bo|ban|nhan|do) (?:si|le|thung|tot|mem|re|goc|buon)|si (?:le|thung|toan)|bao gia|gia <money>|gia tu|dong gia|giam "
        r"gia|giam \d+",
        "<money> ?(?:/|mot|1|moi)? ?(?:hop|cay|bo|kg|thung|cai|sim|binh|lang|100g|vien|goi|bang|bai|mon|khau|set|acc|mau)",
        "(?:ship|giao|gui|bo|goi)(?: hang)? (?:kin|che|giau|toan quoc|tan|xe|dem|hcm|hn|noi thanh|nhanh|cod|theo xe|ghe|trong ngay|tan "
        "tay|khap)|ship|freeship", "(?:len|chot|rot|nhan) don|don hang|dat (?:hang|coc|truoc)|co mat|drop point|(?:gui|xem|coi|lay) "
        "(?:anh|hinh|clip|mau|video)<w> ?(?:test|that)?", "(?:ai|ae|anh em|bac nao|ban nao|khach|ac nao|chi em|anh chi|mn|b nao)<w> "
        "(?:can|lay|mua|muon|ket|quan tam|me|chill|nuoi|nghi|thieu)", "(?:tui|minh|shop|quan tui|ben em|ben minh) (?:co|con|nhan|lam|moi "
        "ve|chuyen|dang co|bo|ban)|em nhan|nhan (?:lam|thi|don|hang|viet|bang)", "cho thue|tron goi|nhan (?:bang|hang)<w> (?:kiem|roi|"
        "moi|tra)|(?:xem|check|kiem tra)<w><w> (?:roi|moi|xong) (?:moi )?(?:thanh toan|tra|lay)", "(?:khong|ko|k|khoi)(?: can)? (?:thi|"
        "hoc|den kham|giay to|dang ky|co mat|tem|hoa don)|co (?:dau|hang|bang)|bao (?:check|soi|xai|dau|cong chung|qua)|nhu that|y nhu "
        "that", r"lay ngay|lay trong ngay|(?:\d+|<num>) ngay<w> (?:co|xong|lay)|mua (?:\d|<money>)|combo|lay (?:si|sll|<num>)|<money> "
        r"doi <money>|an (?:5|6|7|8|10)",
        "(?:ve|nhap) (?:duoc|dc)<w> lo|hu (?:em|anh|minh|tui)|(?:ae|anh em|ai) (?:lay|choi)|gia (?:hs|sv|hoc sinh|yeu)|nhan anh|"
        "<money>/bo|co moi|giao dich kin",
        "sang lai|giao (?:ban )?dem|(?:khong|ko) (?:nhan|ban) (?:cho )?(?:khach|nguoi) la|hu (?:nhe|nha)|ai hut|goi la co",
    ),
    "absolute.forged": (
        "ho so goc|tra (?:duoc )?(?:tren )?(?:he thong|cong)|len cong tra cuu|bao (?:dau|soi|check|tra cuu|cong chung|test)|phoi (?:that|"
        "goc)|"
        "ep tem|dau noi|khong (?:can |phai )?(?:thi|hoc|toi vien|di kham|toa|giay to|hoi giay)",
        "(?:khong|ko|k) hoi giay|kin dao|bao mat tuyet doi|che ten|giao (?:kin|dem)|gui kin|qua may (?:dem|soi)|(?:nhu|giong|y chang) "
        r"that|khong (?:mau|mui)|(?:xem|kiem tra|nhan)(?: \w+)? (?:bang|hang)(?: \w+)? (?:roi|moi) (?:moi )?(?:tra|thanh toan|chuyen)",
    ),
    "licit.goods": (
        r"bo thuoc|cai thuoc|tac hai|co hai", r"bo quoc phong|nha may (?:z|phao)\w*|khong (?:gay )?(?:tieng )?no|khong no|hop phap|kiem "
        r"dich|theo don|chup don|duoc cap phep|giay phep kinh doanh",
        "(?:hoc that|thi that|lich sat hach|tuyen sinh|khai giang|hoc phi niem yet|le trao bang|trao bang|phat bang|tot nghiep dot)",
        "(?:do choi|sung nuoc|mo hinh)(?: tre em)?|do nhua|sung nhua|lam bep|nha bep|mai lai|phun vien|khong phai dong vat|ma so co so|"
        "bo sung vao luat", "cong bo chat luong|lam mat xe|cang tin",
    ),
}  # fmt: skip
UNLIKE = {
    "banned.papers": (
        "bằng (?:cách|được|lòng)|lại bằng|bàng|băng|lâm|làm (?:lại|việc)|nhân|bạn|bàn |bàn$|bản|cấp cứu|giã|giá |giạ|tiền âm|chạy (?:ăn|"
        "trường đua)|học hô|hộ (?:khẩu|nghèo)|phôi thai"
    ),
    "banned.fireworks": "pháo (?:hoa|đài)|phao |nợ|nò|dân|đạn|gián|kéo|quá|quà",
    "banned.weapons": "sưng|súng nước|sùng|dân|đàn|dãn|min(?:h|i)|mìn(?:h)|nở|nợ|nó|đào|đạo|dao (?:lê|làm)|cung nô|hộp dán|đan|dàn|gán",
    "banned.smoke": "khí cười lên|bóng bay|^hero$|bình cười|khi |bong bay",
    "banned.drugs": "máy|là cần|kẻ|kề|kê|kế|kể|^ke$|nấm (?:rơm)|nam than|nước biển|nuoc bien|hàng (?:đá|trăng)|chất cám|thuốc mẹ|cookie$",
    "banned.wildlife": "trứt|voc|vóc|trút|khi con|đại bàng|cộng con|cổng con",
    "banned.gear": "quay (?:len|lên)$|sim (?:số lượng)|ẩn số|ăn",
    "offer.trade": "bạn|bàn|bản|bắn|bẩn|bận|^ban$|bàn lẻ|co lại|giá trị|hằng|cổ |cỏ |đón|cơm bộ",
    "absolute.forged": "thị|bảo|báo|bao giờ|qua mấy|không (?:màu|mùi) mè",
    "licit.goods": "không bạn|không nợ|không bàn|nhừa",
}  # fmt: skip
GOODS = "banned.fireworks|banned.weapons|banned.smoke|banned.drugs|banned.wildlife|banned.gear"
WHEN = (
    (GOODS, "offer.trade", "contact|click|secrecy|demand|urgency", "-licit.goods"),
    (GOODS, "offer.trade", "offer.trade|offer.sale|absolute", "-licit.goods"),
    ("banned.papers", "offer.trade", "contact|absolute|demand|secrecy", "-licit.goods|click.app|click.site|hire.call|data.secret"),
    ("banned.papers", "contact", "absolute|ease|promise|urgency", "-licit.goods|office.state|hire.call|click|data.secret"),
    ("banned.papers", "banned.papers", "offer.trade", "-licit.goods|office.state|hire.call|click|data.secret"),
    (GOODS, GOODS, "offer.trade", "-licit.goods"),
)
CLOSE = (
    (GOODS, "offer.trade", "-licit.goods|office.state|secrecy.hidden"),
    ("banned.papers", "offer.trade", "-licit.goods|office.state|hire.call|click|data.secret"),
    ("banned.papers", "absolute.forged", "-licit.goods|hire.call|click|data.secret|secrecy.hidden"),
    (GOODS, "absolute.forged", "-licit.goods|office.state|secrecy.hidden"),
)
"""Two alone are enough where they stand side by side."""

CATCHES = (
    "Nhận làm bằng đại học phôi thật, bao công chứng, xem bằng rồi mới thanh toán, Zalo 0900 000 000",
    "Bán pháo nổ hàng về nhiều, thùng 36 quả, ship kín toàn quốc, ib em báo giá",
    "Pod, vape mới về đủ vị, giá sỉ cho học sinh, nhắn tin shop",
    "Cao hổ cốt, mật gấu hàng rừng thật, ai cần ib em gửi hình, ship kín",
)
IGNORES = (
    "Công an xã thu giữ 20 kg pháo nổ của một thanh niên",
    "Pháo hoa Bộ Quốc phòng có bán tại cửa hàng, mang theo căn cước",
    "Trường trao bằng tốt nghiệp đại học cho tân cử nhân sáng nay",
    "Bán vũ khí bí mật của em: hai cái nách chưa tắm, ai cần ib",
    "Con gái mà suốt ngày hút vape trong quán, khói mù mịt",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN) or meet(sight, CLOSE, 14)
