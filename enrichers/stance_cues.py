"""The words that tell who speaks: `says.*` carry a stance, `hint.*` strengthen one, `scope.*` negate or put words into another mouth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

CUES: Mapping[str, Sequence[str]] = {
    "says.warn": (
        "canh bao", "khuyen cao", "canh giac", "de phong", "coi chung", "de chung", "tuyet doi (?:khong|ko|k)", "thu doan",
        "chieu (?:tro|thuc|lua|bai)", "trinh bao", "to giac", "bao (?:ngay )?(?:cong an|cho cong an|co quan|truc ban)",
        "(?:lua|bay)(?: dao)? (?:day|do|ca|het|dao|a|nha|nhe|dong)", "la lua(?: dao)?", "(?:toan|dung la|chac chan) lua(?: dao)?",
        "(?:ke|bon|nhom|doi tuong) (?:xau|gian|lua dao|lua)", "dau hieu(?: nhan biet| lua dao)", "huong dan nhan biet",
        "(?:nguoi dan|ba con|khach hang|phu huynh|nguoi tieu dung|thi sinh|khan gia|sinh vien|nha dau tu|moi nguoi|quy khach|"
        "gia dinh) (?:(?:khong|ko) (?:nen|duoc|bam|cung cap|chuyen|tin|nghe|lam theo|truy cap|doc|cho|tu y|vi)|can canh giac|luu y|"
        "nen tranh|can luu y|hay canh giac|chu dong)", "can than",
        "(?:ne|tranh) (?:gap|xa|ra|lien|ho|giup|ngay|nhe|nha)", "tranh xa", "quay xe", "cup may", "chua kiem chung", "phat tin canh bao",
        "link (?:la|gia|lua)", "trang gia", "trai phap luat", "trai phep", "bat hop phap",
        "de nghi (?:ba con|nguoi dan|gia dinh|phu huynh|moi nguoi|cac ho)",
        "(?:dung|dung co|cho co) (?:bam|tin|nap|click|ck|coc|dinh|dien|ham|dai|tham|nghe loi|lam theo|tai ve|tiep tay)", "de lua",
        "dinh bay", "sap bay", "may (?:cai|con|doi|tro|nick|trang|app) (?:nay|do) (?:la|toan|lua)", "canh tinh",
        "nham (?:vao|toi|lua|chiem)", "dung (?:dang ky|tham gia|nap tien|chuyen tien)",
        "(?:ai|dua nao|thang nao|nguoi nao|dau so nao)<w> (?:keu|bao|doi|nhan|goi|ru|hoi|nt)<gap>(?:bung|thi k|thi dung|khoan|cup|block|"
        "chan|ne|hay)",
        "dung (?:doc|dua|cung cap|cho) (?:otp|ma|mat khau|so|tien)|khoan (?:dua|chuyen|tin|nap)|bung keo|(?:ne|tranh) (?:may|ho|thang|"
        "con|room)",
        "(?:toan|deu|het 10) (?:la )?(?:scam|acc ao|lua)|la scam|goi lai so|sap nhieu roi|dung (?:gop|nap them|bo von|dau tu)",
        "luu y (?:ba con|nguoi dan|cac don vi|khach hang|phu huynh|hoc sinh|cac ho)|(?:nho|de y) (?:bao|dan|nhac)<w><w><w> dung|"
        "nhac ba con",
        "(?:can bo|ngan hang|cong an|shop|nha mang|dien luc) (?:khong|k|ko) bao gio|truoc khi (?:chia se|mua|chuyen|ung ho|"
        "nap)<gap>(?:kiem tra|"
        "xem|hoi|xac minh)", "co the bi (?:xu ly|truy cuu|buoc thoi viec)|kiem tra ngay dang",
    ),
    "hint.warn": (
        "luu y", "chu y",
        "(?:dung|cho|khong nen|ko nen|k nen|chu co|dung co|hay) (?:co )?(?:tin|nap|bam|chuyen|ck|coc|dinh|vao|ham|nghe|doc|gui|mua|dai|"
        "chia se|lam theo|dua|cai|mo|share|dien|tra|de|quet|nhan|bi|dung|ky|goi|tham|choi|ra|xem)",
        "(?:khong|ko|k) (?:nhap|bam|cung cap|doc|chuyen tien|nop|mua|tin|nghe|lam theo|quet|cai|dang nhap|truy cap|dua|gui|chia se|"
        "tiep tay|tu y)", "nguy co", "nguy hiem", "nhac (?:ba con|nhau|cac ban|moi nguoi|phu huynh|khach)", "gia (?:mao|danh|do)",
        "mao danh", "nui bong", "tra hinh", "doi tuong", "khong (?:co )?co quan nao",
        "(?:khong|ko|k) bao gio (?:gui|goi|yeu cau|hoi|thu|lam viec|nhan)", "kiem tra ky", "hoi ky", "xac minh (?:truoc|ky|lai)", "bi lua",
        "lua dao", "mat tien", "bay", "tinh tao", "du bao", "cong an (?:xa|phuong|tinh|huyen|tp|thanh pho|thi xa)", "phong an ninh mang",
        "seeding", "chim moi", "gia (?:danh|lam|giong)", "acc ao", "dong pham", "dung (?:dang ky|tham gia|lien he|vao)",
    ),
    "says.debunk": (
        "tin (?:gia|vit|bia|sai|nham|don sai)", "sai su that", "bac bo", "bac (?:tin|thong tin)", "dinh chinh",
        "khong co (?:chuyen|chuong trinh|vu|viec|su viec|co so|that|can cu)",
        "(?:k|ko|chang|lam gi|dau|hong) co (?:chuyen|vu|chuong trinh)", "(?:khong|ko|k) (?:chinh xac|dung su that|phai cua)",
        "bia (?:chuyen|dat|hoan toan|ra|dat)", "(?:la|do) bia",
        "(?:tin|bai|hinh|anh|clip|video|thong tin|van ban|noi dung)(?: (?:nay|do|kia|tren))? (?:sai|bia|gia|cu|cat ghep|xuyen tac|"
        "khong dung|da cu|chup tu|bi cat|bi ghep|do ai)", "cat ghep", "xuyen tac", "thuc hu", "(?:khong|ko) lien quan",
        "hoan toan (?:sai|bia|khong|la bia)", "(?:khong|ko|k) thuoc (?:cong ty|ve|don vi|ben)", "xin noi ro",
        "khang dinh (?:khong|day|tin|thong tin|viec|chua)", "lam (?:ro|gia)", "khong he (?:co|to chuc|tuyen|phat|keu goi|ban)",
        "chua (?:tung|he) (?:co|cong bo|phat|to chuc|dang|ban|keu goi|nghe)",
        "khong (?:to chuc|tuyen|keu goi|ban hanh|phat hanh|chi tra|cap) (?:bat ky|chuong trinh|qua|ai|qua mang|nao)", "kiem chung",
        "phan bac", "phu nhan", "co (?:nut|vo|sap|chet|ai|thay|mat)(?: gi)? dau",
        "(?:ben|don vi|cong ty|truong|benh vien|ngan hang|hang|shop|trang|page|xa|phuong|quan) (?:em|minh|toi|chung toi|tui|"
        "nay)? ?(?:khong|ko|k|chua) (?:co|he|tuyen|ban|thu|to chuc|lien quan|keu goi|nhan|cap|phat|dang)",
        "(?:khong|k|ko) (?:he )?(?:co|phai) (?:that|dau|chuyen do|thong tin|vu)",
        "hieu lam|hieu sai|noi sai|sai be bet|lao toet|xao|bia ra|bo lao", "tin nay (?:sai|gia|cu|khong)",
        "da (?:dinh chinh|bac bo|lam ro|xac minh|phu nhan|len tieng)", "len tieng", "khong (?:dung|chinh xac|co can cu|xac thuc|co that)",
        "lam gi co", "co (?:dau|gi dau) ma", "nghe (?:don|ai noi) (?:bay|linh tinh|tam bay)",
        "(?:hinh|anh|clip|video|bai|tin)(?: (?:nay|ni|do|kia|tren))+ (?:nam|o|ben|tu|cua vu|chup|quay)", "thuc chat|thuc ra (?:la|quay|"
        "chup)",
        "(?:ro rang|ro muoi muoi) (?:la )?(?:ai|ghep|fake|gia)|(?:ai|deepfake|ghep|fake) (?:chac|ro rang|ro muoi)|(?:ve|lam) bang may|"
        "do (?:ai|may|phan mem) (?:tao|ve|lam)", "(?:tin|bai|page|link|website|trang|bai nay|trang nay)<w> (?:nham|xam|nham nhi|fake|"
        "ba lap|lao)",
        "(?:gi|j|chi) dau (?:troi|ma|nha|a|ban|bac|b|me|ma|em|chi|mn)|dau ra (?:ma|thang|nha|chu)", "lam sao ma (?:lam|chua|co)|"
        "gi ma (?:khoi|chua|that)",
        "(?:xac nhan|noi ro|noi ro la|khang dinh) (?:la )?(?:khong|chua)|deu (?:la )?(?:sai|gia mao|gia)|"
        "la (?:van ban )?(?:bi (?:lam )?)?(?:gia|gia mao) ?"
        "(?:,|\\.)", "(?:k|khong|ko) phai (?:bao|vay|the|that|khoa|phi)<w> dau|van dang lam viec|dung don bay|chi tra binh thuong",
        "(?:ai|ke|nguoi) (?:bia|tung|don) tin|tung tin|don bay|bia tin|hoa ra (?:tin )?(?:bia|gia|don)|search google|cau view (?:do|thoi)",
        "(?:coi|xem|kiem tra) lai camera|dung (?:share|lan truyen|chia se|dang) (?:nua|tin)|nhin (?:ban tay|ki|ky) |(?:bay|sau|7|6) ngon|"
        "ban tay (?:sau|bay|\\d) ngon|ba ban tay",
    ),
    "hint.debunk": (
        "su that (?:la|thi)", "khang dinh", "thua nhan", "dau co", "dau ra", "gi dau", "lam gi co",
        "(?:khong|ko|k) phai (?:cua|trang|page|bao|nha|vay|bat|nhu vay|co)",
        "(?:mao danh|gia mao) (?:ben|trang|page|chung toi|don vi|cong ty|benh vien)", "doi chieu", "tra (?:cuu|tren|danh sach)",
        "anh (?:cu|nam|chup|tu|lay)", r"tu nam 20\d\d", r"nam 20\d\d", "nuoc khac", "noi khac", "cau view|cau like|cau tuong tac",
        "(?:minh|em|toi|t|chi|tui|anh) (?:lam|o|la|dung|dang)<w><w> (?:day|do|ne|nha|nhe)",
        "co (?:quan|bo|so|truong|benh vien|cong ty|ngan hang) (?:khong|chua)", "van (?:binh thuong|con nguyen|hoat dong)", "binh thuong",
        "khong co", "da gui don", "photoshop", "chinh sua", "nham", "lap luan", "khoa hoc",
    ),
    "says.report": (
        "khoi to", r"bat (?:giu|tam giam|qua tang|khan cap|nhom|\d+)",
        "(?:se |sap |keo |phai |thi |la )?(?:bi|vua|da|vua bi|moi) (?:bat|khoi to|tam giu|tam giam|xu phat|tuyen phat|truy to|phat|"
        "triet pha|giai cuu|trieu tap|thu giu|"
        "pha|bi bat|ket an)", "tam giu", "tam giam", "truy to", "xet xu", "tuyen (?:phat|an)", "tand", "hoi dong xet xu",
        "triet (?:pha|xoa)", "co quan (?:canh sat dieu tra|dieu tra)",
        "theo (?:dieu tra|cao trang|tai lieu|ho so|canh sat|cong an|co quan|loi khai|loi ke|bao cao|thong tin ban dau|thong tin tu|bo|"
        "so|ubnd|ke hoach|thong cao|phuong an|quyet dinh|vien|dai|trung tam)", "bi (?:can|cao|hai)", "nghi (?:can|pham)", "linh an",
        "chiem doat", "giai cuu", "(?:bao|dai|vtv|thoi su|tivi|truyen hinh|ban tin)<w> (?:dang|dua|noi|dua tin|len|vua dua|bao)",
        "quan ly thi truong", "khai (?:nhan|nop|tai)", "vu an", "chuyen an", "cao trang", "phien (?:toa|xet xu|xu)", "ban an",
        "an (?:tu|phat)",
        "(?:cong an|canh sat|bien phong|quan ly thi truong|co quan chuc nang|luc luong chuc nang|thanh tra)<w> (?:bat|vua|da|dang|"
        "phat hien|thu giu|kham xet|triet pha|xu phat|lam ro|tam giu|kiem tra|khoi to|ap|dot kich)",
        r"(?:hai|ba|bon|nam|nhom|mot|\d+) (?:doi tuong|nguoi|thanh nien|phu nu|nghi pham|bi can|bi cao) (?:bi|da|vua)", "muc an",
        "lua dao chiem doat", "dieu tra (?:mo rong|lam ro|vu)", "mo rong (?:dieu tra|vu an|chuyen an)",
        "theo (?:thong tin|ghi nhan|tin tu|quy dinh|nghi dinh|cong bo|du bao|so lieu|tong cuc|cuc|ong|ba)",
        "hop bao|nguon tin|phong vien|ghi nhan|thong ke", r"(?:nghe|thay) (?:bao|dai|tivi|thoi su|loa)(?: \w+)? (?:noi|dua|dang|doc)",
        "theo (?:hiep hoi|ngan hang nha nuoc|bao cao|dai dien)",
        "(?:dai dien|nguoi phat ngon|lanh dao|giam doc|ubnd|bo|so|cuc|hang)<w><w><w> cho (?:biet|hay)", "theo (?:usgs|ket qua|dieu hanh|"
        "khao sat|afp|"
        "reuters|ttxvn|thong ke)", "(?:phat (?:nang|hanh chinh)|xu phat)<w> (?:<num>|may)|thu giu<w><w><w> (?:may|vien|tai san|tang vat)",
        "nghe (?:thoi su|bao)<w> (?:ke|noi|dua)|(?:doc|xem) (?:bai )?bao<w><w> (?:ke|noi|thay|viet)", "dua <num><w><w> ve tru so",
        "ket qua (?:kiem chung|khao sat)|(?:nhom|duong day)<gap>da bi (?:khoi to|bat|triet)|uy ban chung khoan phat",
    ),
    "hint.report": (
        "cho biet", "cho hay", "cong bo", "xu phat", "thanh tra", "doi tuong", "thu giu", "phong toa", "luc luong",
        "co quan (?:chuc nang|cong an)", "cong an (?:tinh|tp|thanh pho|huyen|phuong|xa|quan)<w> (?:vua|da|bat|dang|ap|moi|phat)",
        "cong an (?:bat|dang|da|vua|ap|moi|xu|vao)", "(?:nghe|xem|doc) (?:bao|dai|thoi su|tivi|tin|noi)", "nghe noi", "duong day",
        r"hom qua|toi qua|chieu qua|sang nay|sang qua|chieu nay|ngay \d+", "ngan chan", "thiet hai", r"tang \d+|giam \d+", "nam tu",
        "nghi dinh", "thong qua", "khach mua|nan nhan", "ty dong|trieu dong", "so voi cung ky", "kiem tra", "phat hien", "vu viec",
        "nguoi nay", "chu muu|cam dau", "dan(?: den)?",
    ),
    "says.victim": (
        "(?:minh|em|e|mk|toi|tui|t|con|bo|me|ba|ma|chong|vo|nha|bac|chi|ong|chu|co|ngoai|noi|mi|tau|anh|ban) (?:minh |em |toi |tui |t |"
        "e |mk |tau )?(?:bi|da bi|vua bi|moi bi|cung bi|tung bi|cx bi|dinh|mat|lo|vua mat|da mat|moi mat|cung mat|sap) (?:lua|gat|mat|"
        "chan|hack|du|dinh|bay|khung bo|trang|toi|oan|tieu|het|cuop|giat|tru|<money>)",
        r"bi (?:lua|gat|du|hack|mat|chan|khung bo|doi no|tru tien|lay cap|mao danh|gia mao)(?: mat| het| roi| r| sach| \d+| tien)",
        "mat (?:trang|toi|sach|ca|het|luon|tieu|tong cong|tiep|gan|hon|them)", "mat <money>",
        r"<money>(?: \w+)? (?:bay|mat|di) (?:mau|tong|luon|toi)",
        "(?:chan|block|kick|khoa) (?:luon|tin nhan|minh|em|so|toi|tui|het|binh luan|mat|nick|lun|zalo)", "ai bi giong",
        "(?:dung|khong ai|cho) (?:ai )?(?:dai|nhu minh|nhu toi|nhu em|nhu tui|nhu nha)", "tien mat tat mang",
        "ngu qua|dai qua|dai dot|tai minh ngu|trach minh",
        "xin ke|ke lai|ke ra|chia se lai", "lo (?:bam|tin|chuyen|coc|nap|nhap|vay|mua|dong)", "bi lua",
        "bi (?:dinh|lua|boc lot|chiem|hack|mat|rut|tru)", "mat ca (?:von|goc|chi)", "tien (?:mat|bay|di) (?:het|sach|mau|luon|tong)",
        "(?:em|minh|toi|tui|e|mk|t|me|bo|ba) (?:(?:vua|moi|cung|tung|da) (?:bi|dinh|mat)|lo (?:chuyen|nap|coc|mua|tin|dong|vay))",
        "canh ngo|ai cung canh", "chua thay (?:hang|tien|dau|gi|ai)", "dong (?:tien )?(?:xong|roi) (?:no|thi|la|im|mat|chan)",
        "khong (?:lay|rut|doi) (?:lai )?duoc", "tro trang|no nan|vo no|ban (?:nha|xe|dat|bo|trau|vang) (?:tra|de tra)",
        "(?:dai|lo|ngu) (?:tin|nghe|lam theo)", "tuong (?:that|thiet|la that|trung|uy tin|ngon)", "bay (?:sach|het|luon) (?:<money>|tien)",
        "(?:mat|bi tru|bi hack)<w> (?:luon )?(?:nick|acc|tai khoan|the|<money>)|do no vi|vo mong|chay (?:tk|tai khoan)|bi (?:mao danh|"
        "ghep mat|ghep anh|giat|tong tien|khung bo|lua|boc lot)<w> (?:acc|nick|ca|"
        "vao|tui|dien|"
        "may|mat|roi|tien|tuan)", "(?:nhan ra|moi biet|hoa ra|moi hay)<w><w> (?:bi lua|bi gat|la lua)|im re luon|lai me de lai con",
        "(?:ban|cam) (?:luon |ca )?(?:con|ca con)? ?(?:bo|trau|xe|nha|dat) (?:roi|tra no|de tra|luon)|mang tieng oan|(?:lay|chep|"
        "an cap)<w> (?:hinh|anh)"
        " (?:cua )?(?:t|toi|em|quan|minh|shop|quan toi)", "(?:vi|tin|nghe|doc)<w> (?:cai |theo )?tin<w><w><w><w><w> (?:ma|"
        "nen) (?:ca nha|nha|minh|em|toi|"
        "ba|bo|me|ma)", "(?:no|ho)<w> (?:khoa|chan) (?:vi|tai khoan|so)<w> (?:cua )?(?:minh|em|toi|t|nha)|dong <money><w><w> (?:im|mat|"
        "chan)",
    ),
    "hint.victim": (
        "(?:no|han|ho|chung|tui no|bon no|bon nay|tui nay|ong ta|ong|ba|y) (?:bao|keu|bat|doi|noi|doa|du|hua|ep|rut|lua|chan|lay|goi|"
        "ghep|giau|dang|tra|im|tat|xoa|khoa)", "tuc (?:muon|qua|ma|chu|khong|gian|anh ach)", "khoc", "nho minh|nho em",
        "giup (?:em|minh|toi|tui) voi", "khong (?:rut|lien lac|goi|thay|tra loi|nghe may|con gi)",
        "mat tich|im re|bien mat|lan mat|im lang|khong nghe may",
        "(?:tien|hang|do|acc|nick|the|vi)(?: thi)? (?:mat|bay|khong thay|chua thay|dau khong)",
        "bay gio moi|gio moi|luc do|hoi do|hom do|hom truoc|tuan truoc|thang truoc", "trinh bao", "khoc (?:muon|1|mot|qua|luon|khong|"
        "het|rong|sung)",
        "that (?:vong|nghiep)|suy sup|tram cam|khong ngu", "cap cuu|nhap vien|nam vien", "buon",
        "moi nguoi (?:tranh|can than|dung|canh giac)", "dang le|gia nhu|biet the|biet vay",
    ),
    "says.ask": (
        "cho (?:em|minh|toi|e|mk|tui|con|t|chau) (?:xin )?hoi", "(?:xin|muon|dam|cho em|xin duoc) hoi",
        "hoi (?:moi nguoi|cac|may|ca nha|ba con|chut|xiu|ngu|xin|mn)",
        "(?:that|thiet|dung|chuan|on|uy tin|legit|real|chinh thuc|hop phap|hop le|lua dao|lua|an toan|tin duoc|co that|phai) (?:khong|"
        "ko|k|hong|hok|hem|hay|khum)",
        "co (?:that|dung|uy tin|hieu qua|nen|phai|chinh thuc|dang tin|on|an toan|sao)<w><w> (?:khong|ko|k|hong|hok)",
        "ai (?:biet|tung|da|co kinh nghiem|ranh|giai dap|xai|dung|lam|mua|nhan|choi|vay|gap|bi|o gan|di)<w><w> (?:chua|khong|ko|k|roi|"
        "cho|chi|v)", "check (?:giup|ho|dum|gium|dum)", "(?:that|thiet|real) hay (?:gia|fake|lua|xao|la)",
        "hay(?: la| lai)? (?:lua|fake|xao|bay|quang cao|cau|bat|cu lua|gia)", "tu van (?:giup|cho|voi)", "giai dap",
        "xin (?:nguon|y kien|tu van|loi khuyen|review|kinh nghiem)", "ai biet", "xin (?:phep )?(?:an danh )?hoi", "xin y kien",
        "cho em xin y kien", "phai lua(?: dao)?(?: khong| ko| k)", "lua dao (?:khong|ko|k)", "co (?:bi )?sao khong", "co nen",
        "(?:legit|uy tin|that|on|tot) (?:k|ko|khong|hong) (?:v|vay|a|mn|moi nguoi|cac bac|z|ad|ca nha)",
        "ai (?:lam|mua|vay|choi|dung|di|xai|o|hoc)<w> (?:roi|chua)", "moi nguoi (?:giup|tu van|cho em)",
        "nho (?:moi nguoi|cac bac|ac|ae|mn) (?:tu van|xem|check|giup|kiem tra)",
        "(?:khong|ko|k|hk|hong|hok|chua|kh) (?:a|mn|ca nha|moi nguoi|cac me|may ban|mng|ba con|cac bac|ta|vay|dzay|zay|anh chi)",
        "nho<w><w><w><w><w> (?:xem|xac minh|giai dap|kiem tra|check|tu van|chi)<w> (?:giup|ho|gium)|(?:giup|chi|xem)<w> giup (?:em|minh|"
        "voi)",
        "rot cuoc<gap>(?:gi|sao|nao)|(?:page|trang|cai|ben|cho) nao (?:la )?(?:real|that|dung|uy tin)|bao o dau|ai ranh|(?:ai|"
        "co ai) (?:co|biet)<w><w>"
        " (?:link|cach|cho|so)<w><w> (?:k|khong|ko)",
    ),
    "hint.ask": (
        "(?:khong|ko|k|hong|hok|hem|khum|chua) (?:a|vay|nhi|ta|cac bac|moi nguoi|mn|ba con|ca nha|cac me|may ban|v|z|the|ha|anh chi|"
        "nhe|mng|ban|bac|chi|em|shop|ad|troi)", "bao nhieu|nhieu v|nhiu",
        "o dau|cho nao|khi nao|may gio|the nao|lam sao|nhu nao|sao (?:no|lai|ho|khong|thay|k|ko|ma|vay|v)",
        "(?:nghi|so|hoang mang|phan van|lo|run|roi) (?:nghi|qua|khong biet|ruot|banh)", "vi sao|tai sao|co phai",
        "giup (?:em|minh|voi|e|toi)", "ai (?:biet|ranh|tung|co)", "nen (?:khong|lam gi|chon|mua|tin)", "cho (?:em|minh|e|mk) (?:xin|hoi)",
        "phai khong|dung khong|duoc khong|that khong|thiet hong",
    ),
    "says.opinion": (
        "theo (?:minh|em|toi|tui|y kien|suy nghi|t|ca nhan|e|quan diem ca nhan|y toi)",
        "(?:minh|em|toi|tui|t|e|mk) (?:nghi|thay|mong|ung ho|khong thich|thich|cho rang|khong dong|dong y|ngan|noi thang|gop y|"
        "khong trach|khong hai long|danh gia|ghet|cam thay)", "gop y",
        "(?:nen|phai|can|dang) (?:cam|dep|phat|xu|mo|co|cong khai|treo|siet|day|bo tri|sua|lap|xem lai|quan ly|minh bach|bo sung|tang|"
        "giam|ghi)", "mong (?:co|nganh|cac|cai|chinh|ban|sua|bo|nha|ben|nguoi|muon|rang|la|som|xa|phuong)",
        "(?:cham|lag|te|chan|do|met|buc|kho|xau|dat|vo van|bat cap|phien|vo ly|uc che|hay|nhanh|on) (?:qua|that|ghe|vl|vai|the|thiet|"
        "vay|xiu|lam|hon)", "ngua mat|met tim|bat tien|rom ra|phien ha|thoi buoi",
        "y kien (?:rieng|ca nhan)|suy nghi (?:rieng|ca nhan)|ca nhan toi",
        "(?:minh|toi|em|tui) (?:van|chi|rat|khong) (?:thay|thich|mong|nghi|tin|hieu|so)",
        "(?:thay|nghe) (?:ma|cung|thuong|toi|buon|chan|ngan|met)", "dep (?:het|di|luon)",
        "(?:nha nuoc|co quan|chinh quyen|xa|phuong|nganh|fb|facebook|truong|bo|so|ban quan ly|hang) (?:nen|phai|can|lam an)",
        "thoi (?:dai|gian|buoi) (?:nay|bay gio)",
        "(?:gia|dich vu|app|web|phan mem|thai do|chat luong)<w> (?:te|chan|kem|dat|cham|lom|qua dat|lag)",
        "(?:that )?(?:that vong|buc minh|kho chiu|phien phuc|vo ly|dang trach|dang buon|dang tiec)", "ai cung (?:muon|biet|the|vay)",
        "(?:that |qua )?(?:vo cam|chanh long|mat niem tin|het noi|kho hieu|bat tien)|buon het biet|thuong (?:bon|cho|tui)|"
        "nghi ma (?:thuong|buon|lo)",
        "(?:ma vao|sao bang|hon la|chu ai)|van hon (?:may|la)|kieu (?:nay|gi)<w> (?:ai|that|ma|dan)|ai ma (?:khong|chiu|tin)|"
        "chan (?:thi|vai|ghe|lam)",
        "(?:thay|nhin)<w><w> (?:ngay cang|cang ngay|toan may)|ngay cang (?:te|kem|dat)|(?:moi|thi) (?:ben|quan trong|cong bang)|"
        "phai (?:theo kip|minh bach|"
        "ro rang)", "(?:bo trong|bo hoang)<w> <num> nam|nua nam khong sua|cham (?:go|qua|tre|chap)|thua sao kip|lan sau (?:khong|ko|"
        "k)<w> (?:di|mua|dat)",
    ),
    "hint.opinion": (
        "noi that|noi thiet|that su|thuc su|noi thang",
        "(?:qua|rat|kha|hoi) (?:te|cham|chan|phien|dat|met|thap|cao|nang|kho|it|nhieu|hay|dep|xau|chat|on)",
        "thay<w> (?:ma|la|thi|buon|te|ngan|chan|kho|tuc|thuong|so|lo|ky|xot|oan|ghe|thuong|ham)", "(?:coi|xem|nhin) (?:uong|ma)",
        "toi nghiep|xot|thuong", "dang (?:le|ra|buon|tiec)", "chu (?:gi|sao|khong|cu|ai)", "van (?:hon|thich|la)", "thoi (?:cung|thi|ke)",
        "ai (?:ma|cha|chang)", "trach", "quyen", "cai nao cung|luc nao cung|nam nao cung|hoai|mai", "lam an", "buc|tuc|ngan|chan|met",
        "de (?:nghi|xuat)", "ung ho|phan doi|dong tinh",
    ),
    "says.joke": (
        "(?:ha(?:ha)+|hi(?:hi)+|he(?:he)+|kaka|kkk+|hjhj|keke|lol|lmao|hehe)",
        "nguoi yeu cu|ny cu|vo tuong lai|thanh xuan|crush|ngheo ben vung|chong tuong lai",
        "can cu tinh hinh<gap>(?:vi|vo|bung)|chua co bo|nhan dau thoi|phat truc nhat|to tien (?:toi|tui)|(?:luu|noi nhan)<w> (?:tu lanh|"
        "nhu tren)",
        "benh (?:ngheo|luoi|e|meo|thieu tien|viem mang tui|tham an|dep trai)", "mot (?:nu cuoi|cai om|cai liec|cai mong|to bun|tinh yeu)",
        "tuyen (?:gap )?(?:chong|vo|nguoi yeu|ny|ban trai|ban gai|re|dau|bo|me)",
        "(?:noi|choc|dang|dua)<w> cho vui|vui thoi|noi dua|dua ti|dua chut|dua ma", "(?:bo|so|cuc|vien|uy ban)<w> (?:tinh duyen|am thuc|"
        "tinh yeu|an choi|ngu)",
        "(?:nghi dinh|quyet dinh|cong van|nghi quyet|luat)<w><w> (?:vo|tinh duyen|cua me|cua vo|nha tui|nha toi|tinh yeu|cua ba)",
        "mi goi|goi mi|dep to ong|heo dat|chong gay|rua chen|rua bat", "uoc (?:gi|chi)",
    ),
    "hint.joke": (
        "con meo|thang meo|meo", "het ngheo", "pha san", "me em|me tui|vo em|vo tui|chong em", "deadline", "ban than", "trai tim",
        "giam can", "tinh yeu|tinh cam", "ai dam", "e vo|so vo", "ca doi",
    ),
    "says.offer": (
        "(?:ben|shop|nha) (?:em|minh|e|mk|tui|chi|anh|chung toi|con|ad)",
        "(?:ai|ban nao|b nao|anh chi nao|me nao|chi em nao|co chu nao|ba con nao|bac nao|ae nao|nha nao|co bac nao|mn|ae|anh em|ac|"
        "chi em|cac me) (?:can|muon|ket|ranh|thich|quan tam|co nhu cau|thieu|ham|chua co|dang can|lay|theo|o xa|cung canh)", "cam ket",
        "uy tin (?:100|so|nhat|hang|tao|lam|tung)",
        "(?:nhanh tay|dang ky ngay|mua ngay|lien he ngay|goi ngay|nhan ngay|chot ngay|dat ngay|ib ngay|inbox ngay|tham gia ngay|"
        "bam ngay)", "(?:em|minh|tui|toi|chi|e|mk) (?:nhan|ban|cho|ho tro|giup|gui|chi|dan|day|co nguon|co moi|vay cho|huong dan|keo|add)",
        "chuc mung (?:ban|so|quy)", "so luong co han|duy nhat hom nay|uu dai|khuyen mai", "gia (?:si|goc|re|chi|soc)",
        "ship (?:cod|toan quoc|che|kin)", "co san|hang (?:ve|xach tay|chinh hang|noi dia)", "nhan (?:lam|ban|dat|don|ship|may|sua)",
    ),
    "says.third": (
        "(?:no|han|chung|chung no|tui no|bon no|tui nay|bon nay|ke gian|ke xau|ke lua|doi tuong|nhom nay|nhom lua dao|trang nay|"
        "trang kia|page kia|bai kia|ho) (?:bao|keu|bat|doi|noi|yeu cau|du|hua|ep|lua|goi|gui|chan|lay|dang|moi|thu|rut|ghi|lap|tu xung|"
        "se|dua|gia)", "(?:thay|xem|nghe|tin)<w> quang cao|yeu cau|(?:theo )?doi|du do|ru re|"
        "loi keo|hua hen|tu xung|gia lam|gia danh|mao danh|"
        "gia mao|xung la",
        "bat (?:dien|dong|nap|nop|chuyen|coc|nhap|cai|chup|share|mua|ung|phai|minh|em|tui|dang|quet)",
    ),
    "scope.no": (
        "khong", "ko", "k", "hok", "hong", "chang", "cha", "dung", "cho", "chua", "khoi", "khong he", "dau", "nghiem cam", "khong bao gio",
        "hang khong", "(?:khong|ko|k|chua) (?:cho|duoc)",
    ),
    "scope.said": (
        "yeu cau", "(?:theo )?doi", "bat", "du", "hua", "ru", "keu", "tu xung", "loi du", "quang cao", "noi dung",
        "loi hua", "loi moi", "loi nhan",
        "thu doan", "chieu", "bai dang", "rao", "tin nhan", "cuoc goi", "doa", "mao danh", "gia danh", "goi la", "hinh thuc", "hanh vi",
        "kich ban",
    ),
    "scope.others": (
        "(?:ai|ban nao|nhung ai|mn|moi nguoi|nan nhan|anh chi nao|ba con nao|bac nao|cac bac|nguoi)<w> bi (?:lua|gat|treo|mat|scam|"
        "khoa|ket|hack)",
    ),
    "scope.never": (
        "(?:khong|ko|k|chua)(?: bao gio| he)? (?:yeu cau|doi hoi|uy quyen|hop tac)|"
        "(?:khong|ko|k|chang) bao gio (?:hoi|goi|gui|xin|doi|keu|nhan tin)",
        "(?:tuyet doi (?:khong|ko|k)|(?:khong|ko) nen|dung) (?:cung cap|doc|gui|nhap|chia se|dua|tiet lo|bam|chuyen|lam theo|cai|nop|"
        "nap)",
    ),
}  # fmt: skip
UNLIKE: Mapping[str, str] = {
    "says.report": "bật|đà ph|bao (?:giờ|nhiêu)|bão|bảo|đại |dãi|đãi|dài|đài thông|an toàn|ăn |bàn |bán |khai tài",
    "says.warn": "bảy|bầy|là lúa|để ",
    "hint.warn": "bảy|bầy|^bay$|chợ|chỗ|chờ|cho |đúng|dùng|dừng|đứng",
    "says.victim": "mắt|mật |mật$|mặt|mạt|mát|lọ|lộ|đinh|định|đỉnh|chó d",
    "hint.victim": "ông bà|bà con|tiếp tục",
    "says.debunk": "là do",
    "hint.report": "dân|đàn|đan|dàn",
    "says.opinion": "cận|khổ qua|chân|đạt|đắt|đất|số căn",
    "hint.opinion": "ngân|ngàn|ngăn|ngắn|chân|chặn|chắn|chẩn|thường|thưởng|thượng|tục|túc|quyền",
    "says.ask": "bật",
    "says.third": "^theo |đời|đội|đổi|đôi|đối|dời|dõi|đợi",
    "scope.said": "^theo |đời|đội|đổi|đôi|đối|dời|dõi|đợi|dư|dự|dữ|dù|đủ|đu|chiều|chiếu|bát|bật|bạt|bất",
    "scope.no": (
        "^cho$|chó|chờ|chợ|chỗ|chở|dùng|dụng|đúng|dũng|dừng|đứng|đựng|dựng|đầu|đau|dầu|dấu|dâu|đậu|^cha$|chà|khói|khối|khởi|khơi|chữa|"
        "chùa|chứa|^chua$|hồng|hỏng|họng|hóng|hòng|hàng không|hang khong"
    ),
    "scope.never": "đúng|dùng",
    "says.offer": "nhân ngày",
}  # fmt: skip
