"""Recruitment scams: click work paid by the piece, home work against a deposit, fees before the first day, jobs across the border.

Not meant: employers who name a workplace, take no fee and sign a contract; warnings; people who lost money; complaints about work.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "JOB"
HARM = 2
VERSION = "2"

CUES = {
    "hire.call": (
        "tuyen<w> (?:dung|gap|ctv|nguoi|nhan vien|nv|idol|ban|nu|nam|mau|cong tac vien|them|tho|cong nhan|thu ngan|guong mat|nhan su|"
        "lao dong|sinh vien)", r"tuyen \d+", "(?:tuyen|can|tim)(?: gap)? <num><w> (?:ban|nguoi|cong tac vien|ctv|nhan vien|nu|nam|suat)",
        "cong tac vien", "ctv", "nhan viec", "thu moi nhan viec", "(?:tim|can) (?:nguoi|ban|nhan vien)<w> (?:lam|phu|co)", "that nghiep",
        "(?:co|hoi la co|la co) viec(?: lien| lam)?", "kiem them",
        "(?:viec|vc|cong viec|job) (?:lam )?(?:online|onl|tai nha|nhe|them|part ?time|thoi vu|go|lam)",
        "lam (?:them |viec )?(?:tai nha|online|onl|o nha)", r"thu nhap (?:them|thu dong|tu|khung|on dinh|cao|\d)", "kiem (?:tien|<money>)",
        "ung vien", "bao luong", "luong (?:cung|tra|thang|theo|tuan|ngay|gio)?<w> ?<money>",
        "(?:bi|nang|kiem) (?:tien )?(?:online|tai nha)", "giam so", "me bim<w> ranh", "ai ranh", "(?:ranh|toi ranh|ranh toi)", "xin viec",
        "viec (?:nhe|lam)", "tim (?:ctv|cong tac vien|nguoi lam|ban lam)",
        r"can (?:them|gap|tuyen)(?: gap)? (?:ctv|nguoi|ban|nv|nhan vien|\d+)",
        "thu nhap (?:phu|them|cao|on dinh|khung|moi ngay|tai nha|thang)", "kiem them thu nhap",
        "(?:viec|vc) (?:lam )?(?:tai nha|online|nhe|part ?time|them|toi|buoi toi|luong cao|gia dinh)",
        r"tuyen (?:online|\w+ online|lao dong|ctv|sale|gap|idol|dai ly)", "lam (?:ctv|cong tac vien)",
        "moi (?:ban )?tham gia (?:lam|nhom viec)", "don hang (?:nhat|han|dai loan|uc)", "di lao dong", "muon kiem (?:them|tien)",
        "ranh (?:thi|roi|buoi|luc|tay|k|khong)", "tuyen (?:sinh vien|hoc sinh|me bim)", "nhom viec", "lam (?:cung|voi) (?:em|minh|chi)",
        "lao dong (?:pho thong|xuat khau|thoi vu)",
        "(?:di|qua|sang) (?:uc|han|nhat|dai loan|dai|canada|my|duc|cam|campuchia|cam ?pu ?chia|lao|myanmar)<w> (?:hai|lam|lao dong|"
        "trong|thu hoach|ban phim)", "can (?:nguoi|ban|lao dong)", "phong nhan su|bo phan tuyen dung|ho so ung tuyen",
        "tuyen (?:ban|nguoi|mau|lai xe|giup viec|phu|tho|nhap lieu)",
        "(?:nhan|lanh|linh|lay)<w> (?:hang|hot|hat|cuom|do)<w> ve<w>(?:lam|xau|dan|boc)?", "lai xe rieng|giup viec",
        "ho so (?:ban|cua ban)<w> (?:phu hop|trung tuyen|dat)", "trung tuyen|nhan viec", "kiem (?:com|tien|them|xu)",
        "(?:muon|can|tim|tuyen) (?:lam|nguoi lam|nguoi viet|nguoi mua|nguoi dung)<w>",
        "(?:duoc nhan|trung tuyen|phu hop)<w> (?:vao|vi tri|cong viec)", "vi tri (?:nhap lieu|truc|cskh|cham soc|ke toan|tro ly)",
        "lam (?:admin|quan ly nhom|mod)",
    ),
    "task.click": (
        "tha tim", "tha like", "like (?:video|bai|dao)", "xem (?:video|clip|quang cao)<w> (?:kiem|nhan|rut|tra)?", "giat don", "don ao",
        "tang tuong tac", "danh gia (?:khach san|san pham|map|google|5 sao|sao|app|nha hang)", "danh may",
        r"(?:combo|moi luot|luot|moi don|hoan thanh) (?:combo |\d+ )?(?:don|nhiem vu|combo|\d+)", "bam nut theo nhom",
        "review (?:san pham|map|khach san|app)", "binh luan dao", "tai app kiem tien", "dang (?:link|bai thue)",
        "tra loi (?:tin nhan|khach|inbox)", "chat (?:voi )?khach", "nhan tin (?:voi |tra loi )khach",
        "(?:nhap|go) (?:lieu|captcha|ma captcha|van ban)", "chot don(?: ao| cho| san| shopee| tiki| lazada| tiktok)?",
        "ctv (?:shopee|lazada|tiki|san)", "ma captcha", "(?:lam|giao|nhan) nhiem vu",
        r"like ?(?:,|va|\+)? ?(?:share|follow|tha tim|sub|fb)", "follow (?:tiktok|kenh|shop|youtube)",
        "xem (?:quang cao|tiktok|youtube|phim) (?:kiem|nhan|co|tra)", "danh gia (?:5 sao|shop|san|don)",
        "kich don|don hang ao|chay don|tang don|don nhiem vu|nhan don", "khao sat (?:online|kiem|nhan)",
        "nhiem vu (?:online|nho|don gian|hang ngay|tren app|vip|mua)", "go phu de|go chu|nhap (?:don|du lieu|lieu|captcha|van ban)",
        "danh may (?:tai nha|online|van ban|thue)", "nuoi (?:tai khoan|acc|nick)", "cho thue (?:tai khoan|stk|the)",
        "mua don|thanh toan don|xu ly don", "tuong tac (?:san|shop|video|bai)", "mo tai khoan (?:ho|ngan hang ho|lay tien)",
        "app (?:nhiem vu|kiem tien|lam viec)", "share bai (?:nhan|kiem|lay)", "dich (?:truyen|thuat) online", "nghe nhac (?:kiem|nhan)",
        "hoan don", "giat (?:don|job|deal)", "san pham ao", "boi tien", r"nhiem vu (?:thu|dau|moi|mien phi|tiep|hoi vien|vip|dat don|\d+)",
        r"(?:lam|nhan|hoan thanh|mo|co) (?:\w+ )?nhiem vu", "(?:bam|tha|like) tym|bam tim|like tym",
        "(?:doc|thu am) (?:truyen|sach)|ghi am", "test game|choi game kiem",
        r"(?:don|goi) (?:thu|so) (?:hai|ba|tu|\d)|dat don|duyet don|don hang mau", "danh gia<w> (?:google|khach san|shop|map|quan)",
        r"(?:\d+k?|<money>) (?:mot|1|moi) (?:danh gia|tym|like|luot|nhiem vu|job)", "xem video<w> (?:bam|tha|nhan)",
        "nang (?:cap )?vip|vip ?1", "viet (?:review|bai|danh gia)|review (?:5|nam) sao", "(?:mua|dat) hang ao",
        "(?:dich|go|nhap|viet) (?:truyen|chu|bai)|dich truyen(?: chu)?", "(?:dung thu|test|trai nghiem) (?:san pham|my pham|app)",
        "admin (?:nhom|group)|quan ly nhom",
    ),
    "task.home": (
        "(?:xau|dan|boc|gap|may|lot|dong|dem|cat|luon|se|ket|son|phan loai)<w> (?:vong|day chuyen|day|tem|hanh|hop|hac|no toc|goi|tui|"
        "hat|toi|khau trang|chi|giay|nhan|qua|banh|long|but|hang|hop giay|thiep|bi|phong bao|li xi|cuom)<w> tai nha",
        "(?:boc hanh|xau vong|xau (?:day|chuoi|cuom)|dan tem|dan hop|gap hac|lot hat|dong goi<w>|gap (?:tui|giay|hop)|dan (?:phong bi|"
        "giay|tui)|boc toi)", "hang gia cong", "gia cong<w> tai nha", "nguyen lieu<w> (?:tan|tai|ve) nha", "giao hang tan nha lam",
        "xau (?:hat|vong|chuoi|day|co)", "dan (?:bao bi|hop|tem|phong bi|bao li xi|nhan|tui)",
        "gap (?:hop|phong bao|bao li xi|tui|giay|ao)", "dong goi (?:tai nha|hang|banh|keo|san pham|but|mat na)",
        "lot (?:hat|vo|toi|hanh|tom)", "thu cong tai nha", "lam (?:hang|do) (?:thu cong|gia cong)", "nhan hang (?:ve|gia cong)",
        "(?:viec|hang) (?:thu cong|gia cong)", "nhat (?:hat|thoc|cuom)", "ket (?:cuom|hoa|vong)",
        "(?:xau|boc|dan|goi|gap|lot) (?:hat|hot|cuom|vong|tem|keo|hanh|bi|li xi|cham|banh)<w>",
        "(?:goi|dan|boc|gap|dong goi|xau|se)<gap>tai nha", "dan (?:bi|tem|nhan|mac)", "dem (?:ong hut|tam)",
    ),
    "task.lure": (
        "viec nhe luong cao", "viec nhe", "truc (?:game|trang|page)", "idol", "livestream (?:nhan qua|ban dam)", "mau nhi",
        "guong mat dai dien", "catse", "cat xe", "nguoi mau", "chuyen phat (?:ho|thue)", "nhan hang ho", "dung ten<w> ho",
        "(?:lo|bao)<w> (?:ho chieu|visa|ve may bay|xe don|an o|di lai)", "(?:xe|co nguoi) don (?:tan|tai|o)", "cham soc khach hang game",
        "tau vien duong", "xuat khau lao dong", "di lam nuoc ngoai", "(?:sat|ben|qua|vuot) bien gioi",
        "lam (?:viec )?(?:o |tai |ben )?(?:campuchia|myanmar|bien gioi|tam giac vang)", "qua cam", "(?:moc bai|ba vet|bavet|tam giac vang)",
        "nuoc ban sat", "idol (?:tro chuyen|livestream|app)", "nhan vien kho hang khong", "thu moi nhan viec",
        r"(?:sang|qua|di) cam(?: \w+)?", "truc tong dai", "xe don|don tan (?:cua|nha|noi)",
        "hai (?:tao|nho|dau|nam|cam)|trang trai|giu don",
    ),
    "ease.job": (
        "<no>(?: can| yeu cau| doi hoi| phai)+<w> (?:kinh nghiem|bang cap|ngoai ngu|ta|tieng anh|may tinh|von|biet|lo mat|trinh do|kn|"
        "bo von|ra ngoai|di dau)", "<no> (?:kinh nghiem|bang cap|lo mat|gioi han|ton mot xu|mat von)",
        "chi (?:can|viec)(?: co)?<w> (?:dt|dien thoai|smartphone|dthoai|laptop|zalo|mang|wifi|ngoi|bam|biet doc|facebook|tay)",
        "(?:lam|lm)<w> (?:bang|tren|qua) (?:dt|dien thoai|smartphone|dthoai)", "ai cung (?:lam|lm)",
        "(?:hoc sinh|sinh vien|me bim|noi tro|nguoi gia|ba bau)<w> (?:lam duoc|deu lam|deu duoc|lam|ok|uu tien)",
        "(?:luc nao|gio nao|thoi gian|khi nao)<w> (?:cung duoc|tu do|linh hoat|ranh)",
        "(?:cam tay chi viec|co nguoi huong dan|huong dan tu a|duoc dao tao|chi tan tinh|chi viec)", "toan quoc<w> nhan",
        "biet (?:danh may|go ban phim|chu|dung dien thoai)", r"tu 18|nam nu 18\W*\d+|18\+", "khong can den|lam tai nha|o dau cung",
        "(?:lam|lm) (?:o nha|tai nha|moi luc|luc ranh|o dau)", "khong (?:ap luc|ep doanh so|gioi han tuoi|yeu cau|phan biet|can ra)",
        "chi can co", "tranh thu (?:thoi gian|luc|buoi)", "ranh (?:luc nao|gio nao)", "1-2 tieng|2-3 tieng|2 tieng|vai tieng|30 phut moi",
        "ai cung lam", "de (?:lam|nhu|ot)", "nhe nhang", "k can kn|khong kn|ko kn",
        "huong dan (?:tan tinh|chi tiet|tu dau|tung buoc|mien phi)", "duoc (?:day|chi|huong dan|dao tao)", "moi lua tuoi|moi do tuoi",
        "hoc sinh|sinh vien|me bim|noi tro", "o nha", "tu do", "linh hoat",
    ),
    "promise.pay": (
        "<money> ?(?:/|mot|moi|1) ?(?:luot|trang|ma|don|buoi|gio|ngay|toi|video|clip|ca|ky|kg|ca|bai|san pham|hop|tuan|bo|nhiem vu|"
        "like|tuong tac|nguoi|h)", r"<money>/[\d.]+(?: hop| cai| sp)?",
        "(?:moi|mot) (?:luot|trang|ngay|toi|don|buoi|gio|nhiem vu|tuan) <money>", r"(?:moi|mot) (?:luot|don|nhiem vu) \d+",
        "<money><w> (?:moi|mot) (?:luot|ngay|toi|don|buoi|tuan|thang|ky)",
        "(?:tra|nhan|linh)<w> (?:luong|cong|tien)<w> (?:ngay|lien|trong ngay|cuoi ngay|theo ngay|moi ngay|tai cho)",
        "luong (?:tra|nhan)<w> (?:ngay|gio|tuan)", "rut (?:lien|ve|vi|duoc|tien|ngay)", "hoa hong",
        "(?:hoan|tra|ve|nhan)<w> (?:ca |du )?(?:goc|von)", "(?:hoan|ve|thanh|nhan lai|hoan lai|hoan ve|lai) <money>", "khong gioi han",
        "thuong nong(?: <money>)?", "ung truoc<w> <money>", "doi doi", "khong ton mot xu", "luong cung", "thu nhap<w> <money>",
        "kiem<w> <money>", "rut duoc <money>", "thang nay<w> <money>", "tien tuoi", "nhan qua quy doi",
        "<money>/(?:ngay|thang|buoi|toi|tuan|h|gio)", r"\d+ ?(?:k|tr|trieu) ?- ?\d+ ?(?:k|tr|trieu)? ?(?:/|mot|moi)? ?(?:ngay|buoi)",
        r"luong (?:cao|khung|ngay|tuan|tra lien|hap dan|tra ngay|nghin do|\d)",
        "nhan (?:luong|tien|hoa hong) (?:ngay|lien|trong|sau|lien tay|cuoi ngay|moi)",
        "tra (?:lien|ngay|tien lien|trong ngay|ngay sau|theo ngay)", "tien (?:ve ngay|tra ngay|lien|tuoi|ve vi|ve tk)",
        "(?:moi|1|mot|tung) (?:don|ngay|nhiem vu|video|luot|bai|gio|tuan|buoi) (?:nhan|duoc|kiem|tra|la|lai|an)",
        "ngay (?:kiem|nhan|duoc|thu|lam|ve)<w> ?<money>", "kiem (?:duoc |them )?<money>", "(?:thu nhap|luong|hoa hong) <money>",
        r"(?:thu nhap|luong|hoa hong|chiet khau)(?: \w+)? \d+", "von it loi nhieu|mot von bon loi|sinh loi",
        "ca (?:goc|von) (?:lan|va) (?:lai|hoa hong)", "hoan (?:lai|ca|tien|von|goc|ve)", "chiet khau", "thuong", "%|phan tram",
        "rut (?:tien|duoc|ve|ngay|lien)", "bao (?:an|luong|ve)", "bank lien|ck lien|chuyen khoan lien",
        r"ngay \d+ ?k? ?(?:den|toi|-) ?<money>", "moi (?:bai|chuong|tin|cau|cuoc) <money>", "<money>/(?:bai|chuong|cai|tin|cuoc|anh)",
        "<money> (?:mot|1|moi) (?:cai|bai|chuong|anh)", r"\d+ (?:do|usd)(?:/thang| mot thang)?",
    ),
    "demand.job": (
        "(?:thu|dong|nop|chi|mat|dat)<w> (?:phi|coc)", "phi (?:ho so|dong phuc|giu cho|vao nhom|bao luu|the|dao tao|kham|gioi thieu)",
        "coc<w> (?:dong phuc|nguyen lieu|vat tu|vat lieu|tai lieu|bao mat|giu cho|hang|the)", "nap (?:tien|vi|the|don|coc|kich hoat)",
        "(?:ung|ung)<w> <money>", "(?:hoan|tra lai|tra) coc", "mua (?:goi|the|dung cu|tai lieu)", "dat coc", "xin coc", "the (?:chan|chun)",
        "dong the|tien the|giu hang", "phi (?:bao mat|xac minh|kich hoat|mo ma|dong phuc|ly lich|du lieu)<w>",
        "nop truoc|thanh toan truoc|chuyen truoc|ung tien|dong truoc", "(?:lam bai )?kiem tra dong tien|goi kich hoat|ma nhan vien",
        "(?:nap|dong|chuyen|ung|bo|nop) (?:tien|von|truoc|<money>)",
        "phi (?:ho so|dau vao|dao tao|thu viec|kham|visa|xuat canh|giu cho|dang ky|tham gia|gia nhap|kich hoat|xu ly|bao hiem|lam the|"
        "mo)", "tien (?:the chap|dong phuc|coc|ho so|dam bao|ao|giu cho|von|the)", "the chap",
        "mua (?:goi|khoa|bo|san pham|truoc|the|combo)", "thanh toan (?:truoc|don)", "dong (?:phi|tien|coc|hoc phi|quy)",
        "nang cap vip|goi vip", "coc (?:truoc|giu|giu cho|tien|the|hang)",
    ),
}  # fmt: skip
UNLIKE = {
    "task.lure": "cảm|cám|cấm|cầm|lão|láo|bác|báo|nguời mẫu|sân bay",
    "promise.pay": "vé|vẻ|^thanh|thánh|lái xe|lãi|lại",
    "demand.job": "động|đông|dòng|^đồng|ưng|ứng dụng|thú|thứ|mặt|mắt|chị|chí",
    "hire.call": "rành|ranh giới|rãnh|giám|kiềm|bị|viếc|nhé|tiền thật|tuyến|tuyển tập|tuyên",
    "task.click": "nhịp|lương|chợt|tháo",
    "ease.job": "chị|chì|khôn",
    "task.home": "dân|đàn|đan |gọi|gặp|sẽ|thắng",
}  # fmt: skip
WHEN = (
    ("hire", "demand.job|demand.deposit|demand.fee|demand.topup", "ease.job|promise.pay|contact|task|urgency|reader"),
    ("task.click|task.home", "demand", "hire|promise.pay|contact|ease.job", "-need.cheated|game|prize.won"),
    ("task.home", "demand", "-office.state"),
    ("hire.call", "demand.job|demand.deposit", "-proper"),
    ("task.lure", "hire.call", "promise.pay|ease.job", "reader|urgency|contact", "-proper"),
    ("task.click", "promise.pay", "contact|ease.job|click", "-proper"),
    ("task.click|task.home", "hire", "promise.pay", "-proper"),
    ("task.click", "hire", "ease.job|contact", "-proper"),
    ("task.lure", "hire", "promise.pay|ease.job", "contact", "-proper"),
    ("task.lure", "demand.job|demand.deposit|demand.fee|demand.topup", "contact|promise.pay|ease.job"),
    ("task.lure", "ease.job", "contact", "-proper"),
    ("task.click", "absolute", "contact", "-proper"),
    ("hire.call", "ease.job", "promise.pay", "contact|urgency", "-proper"),
    ("hire.call", "promise.pay", "absolute", "contact", "-proper"),
    ("hire", "click.app|click.site", "demand|ease.job|task", "promise.pay|demand.job|reader", "-proper"),
    ("task.lure", "hire.call", "ease.job", "-proper"),
    ("task.click|task.home", "promise.pay", "contact", "-proper|need.cheated"),
    ("task.click", "demand.topup|demand.job", "promise", "-proper|need.cheated|game"),
    ("task.click", "promise.payout|prize.money", "demand|reader", "-proper|need.cheated|office.state"),
)


CATCHES = (
    "Tuyển 30 bạn làm online tại nhà, thả tim video 15k/lượt, không cần kinh nghiệm, ib nhận việc",
    "Nhận dán hộp tại nhà, đặt cọc 200k tiền vật tư, làm xong hoàn cọc",
    "ctv chốt đơn cho sàn, ung 300k về 360k, rút liền, nt mình chỉ",
    "Việc nhẹ lương cao sát biên giới, bao ăn ở, lo hộ chiếu, nhắn Zalo 0900 000 000",
)
IGNORES = (
    "Công ty tuyển 10 công nhân may, phỏng vấn trực tiếp tại xưởng, đóng BHXH, không thu phí hồ sơ",
    "Ngày nào cũng làm thêm tới khuya, lương thì ba cọc ba đồng",
    "Quán cần người phụ bếp, 25k một giờ, ai gần thì ghé hỏi",
    "Bé nhà em thả tim cho cô giáo nè",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
