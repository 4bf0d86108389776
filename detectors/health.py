"""Dangerous health claims that guidelines settle: a folk cure for a grave disease, a vaccine said to maim, advice to drop treatment.

Not meant: what clinics and ministries say, corrections, questions, food that is merely pleasant, views on hospitals.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors import adhealth
from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "HEALTH"
HARM = 3
VERSION = "3"

CUES = {
    "illness.name": (
        "ung thu", "ung buou", "khoi u", "u (?:nao|buou|gan|phoi|xo|nang|tuyen giap|vu|mo)", "di can", "benh k",
        r"k (?:gan|phoi|vom hong|vu|da day|giai doan \w+|tuyen giap|dai trang|mau)", "tieu duong", "dai thao duong", "duong huyet",
        "insulin", "huyet ap", "mo mau", "dot quy", "tai bien", "nhoi mau(?: co tim)?", "dau tim", "suy (?:than|tim|gan|tuy)", "chay than",
        "viem gan(?: b)?", "xo gan", "hen(?: suyen)?", "soi (?:than|mat|tiet nieu)", "benh soi", "cho dai", "benh dai", "ruot thua",
        "vo sinh", "tu ky", "tang dong", "dong kinh", "tram cam", r"covid\w*", "cum", "virus", "hiv", "aids", "sida", "sot xuat huyet",
        "tay chan mieng", "thuy dau", "xuong khop", "thoat vi", "gai cot song", "viem khop", "gut|gout", "benh gut", "gan nhiem mo",
        "tuyen tien liet", "psa", "bach cau", "mau trang", "viem", "bach hau", "uon van", "dich ta", "khoi benh", "bach bien", "vay nen",
        "bai liet", "ho ga", "rubella", "cao huyet ap", "tim mach", "mu mat", "can thi", "duc thuy tinh the", "parkinson", "alzheimer",
        "lang tai", "bi dai", "len con dai", "dai can", "phat dai", "chich dai", "tieu duong|dai duong", "cao mau|tang huyet ap", "xo vua",
        "suy giam tri nho", "viem (?:da day|xoang|hong|phoi|khop|amidan|phe quan|tuy|gan|ruot|nao)",
        "dau (?:da day|bao tu|lung|khop|dau|nua dau|tim|bung)", "soi (?:mat|than|tui mat)", "u (?:xo|nang|vu|phoi|gan|nao|mo)", "roi loan",
        "dich (?:benh|cum|soi|covid)", "thuy dau|quai bi|rubella", "viem nao", "sot virus|sot ret", "ran can|ran doc", "hoc xuong",
        "sui mao ga", "lau|giang mai", "man kinh", "benh (?:tim|gan|than|phoi|mau|xuong|da|tieu hoa|tuyen giap|nao)", "te bi",
        "nghet mach|tac mach", "ngo doc", "tre (?:sot|ho|bieng an|tao bon)", "hen suyen", "bieu co", "mau nhiem mo", "duong mau",
        "(?:san|soi) (?:than|mat)", "noc (?:ran|doc)|ran (?:ho|luc|doc)", "cho can", "co giat", "tu cung", "te bao k", "tieu cau",
        "dinh dam", "tuyen giap", "than kinh", "k (?:giai|do|tu|that|luc|sau|noi)<w>", "quai bi", "cam cum", "cum [ab]",
        "(?:moi|bach|tram|nan) benh", "mieng meo", "dong mau", "gan thai", "loet|benh tri|benh mat", "truy tim", "hoc mau",
        "benh lao|lao phoi|vi trung lao|k lao", "soi (?:dot nay|thi|la|bung)", "bi soi|mac soi|benh soi|vac xin soi", "buou(?: co)?",
        "(?:mat |bi |het )can(?: thi)?", "axit uric", "mat do|dau mat", "da day|bao tu", "xuong|khop goi", "thoai hoa", "suy dinh duong",
        "mat ngu", "huyet trang", "rong kinh|kinh nguyet|hiem muon",
        "hach|bung bau|dang bau|ghe (?:ngua|cho be)|van tim|mat can|viem phoi|day thi som|tre den don|tinh trung|say thai|benh (?:phoi|da)",
    ),
    "illness.jab": (
        r"va[ck] ?[- ]?(?:x|c)\w*in\w*", "v ?a ?c ?c ?i ?n ?e", "vaccine?s?",
        r"tiem (?:chung|mui|phong|ngua|hpv|cum|soi|covid|lao|vac\w*|nay|do|vao|vo|xong|cho (?:con|tre|be|chau))",
        r"mui (?:tiem|nay|do|vac\w*|hpv|phe cau|soi|1|2|3|bo sung)", "que test", "sieu am", "test (?:nhanh|cum|covid)", "hoa tri", "xa tri",
        "hoa chat", "kem chong nang", "tiem", "chich ngua", "chung ngua", "thuoc tay", "thuoc khang sinh", "khang sinh", "vitamin k",
        "(?:muoi )?i ?-?ot", "flo", "(?:thuoc )?ha sot|paracetamol|panadol", "tamiflu|khang virus|arv",
        "thuoc (?:huyet ap|tieu duong|tim|ke don)", "(?:song|tram) (?:5g|4g|phat song)|5g", "lo vi song|vi song", "mi (?:goi|tom|an lien)",
        "(?:an|uong)<w> (?:sat|axit folic)|axit folic", "khau trang", "chich", "song (?:wifi|5g)|cuc phat wifi|lo vi song",
    ),
    "cure.sure": (
        "(?:khoi|het|lanh|dut|sach|tieu|tan|diet|chet|teo|sua|rung|thai|day)<w> (?:han|benh|sach|luon|tan goc|vinh vien|hoan toan|het|"
        "ngay|lien|dau|diem|sau|trong|bieng|tron)",
        "(?:chua|tri|dieu tri|diet)<w> (?:khoi|lanh|dut|het|tan goc|dut diem|bach benh|duoc|moi loai|sach)",
        "(?:chua|tri) (?:ung thu|tieu duong|benh|bach benh|covid|viem|dot quy|soi|huyet ap)", "tan goc", "dut diem",
        "(?:tu|se) (?:khoi|het|tieu|tan|teo|an|lanh|chet|rung|bien mat)", "la (?:khoi|het|song|tan|xong|lanh|tu khoi|no tan|no tieu|chet)",
        "(?:da|deu|cung|no)<w> khoi(?: benh)?", "bien mat", "chet sach", "(?:bi )?tieu diet", "te bao ung thu<w> (?:chet|tu|bien|sach)",
        "khong (?:bao gio )?(?:tai phat|mac|bi benh)", "khoe re", "(?:khoi) (?:mo|vinh vien|hoa tri|chay than|vien|benh)",
        "phong (?:duoc|ngua) (?:ung thu|dot quy|covid|bach benh)", "cuu (?:song|duoc|nguoi|mang)", "thai (?:doc|sach|het)", "thanh loc",
        "gioi het", "moc lai", "tinh lai", "hieu nghiem", "than duoc", "than ky", "giam (?:han|xuong|ve)", "tan ra", "khong mo xe",
        "song khoe", "mien dich tuyet doi", "khang moi",
        "khoi (?:benh|han|hoan toan|luon|ngay|sau|trong|lien|tiet|100|ung thu|tieu duong|bieng)",
        "(?:het|dut|sach) (?:benh|han|ngay|luon|dau|sau|soi|ung thu|viem|ho|virus|u|mo)",
        "chua (?:khoi|lanh|duoc|dut|bach benh|het|ung thu|tieu duong|covid|dot quy)", "tan (?:soi|u|het|mau dong|mo)",
        "(?:diet|giet|tieu diet) (?:virus|te bao|khuan|sach|ung thu|vi khuan|het)",
        "tu (?:khoi|het|tan|tieu|teo|rung|lanh|bien mat|chet|day lui)", "bien mat|tan bien",
        "ngan (?:ngua|chan) (?:100|duoc|hoan toan|ung thu)", "(?:phong|ngua) (?:100|duoc|hoan toan|virus|covid|ung thu)",
        "khong (?:con|tai phat|bao gio mac)", "giam ngay", "het ngay", "khoi luon|het luon", "cuu (?:nguoi|song|mang)", "cam mau ngay",
        "am tinh (?:luon|ngay|sau)",
        r"thai(?: \w+)? quay dau|(?:tu )?khep lai|bo kinh|lan (?:het|sach)|(?:hut|rut)(?: \w+)? (?:noc|doc)|tu \d+ do(?: \w+)? xuong|"
        r"khong bao gio (?:viem|om|sot|dinh)|(?:ai|gi) cung (?:het|khoi)",
    ),
    "proper.medic": (
        "dieu tri (?:kip thoi|dung cach|som|theo)", "(?:xu ly|cap cuu|phat hien|chua tri) (?:kip thoi|som)|kip thoi", "phac do",
        "co so y te", "tai kham", "sang loc", "(?:khong )?tu y", r"(?:ts|ths|pgs|gs)[. ]{1,2}bs|bs[. ]{1,2}ck\w*", "yeu to nguy co",
        "trieu chung|dau hieu nhan biet|chan doan", "tu van truc tuyen", "khong thay the (?:thuoc|dieu tri)",
        "dieu do|tap (?:the duc|luyen)", "chua co bang chung|khong co bang chung|bang chung khoa hoc",
    ),
    "cure.claim": (
        "dao nguoc<w>", "day lui", "danh bay", "quet sach", "xoa so", "thoi bay", "het (?:noc|doc|dau|meo|benh|tron)",
        "(?:hut|rut|giai|tay|thai|day) (?:het|sach|tron|kiet|doc)(?: (?:noc|doc|to|virus|benh))?", "rut<w> (?:noc|doc)",
        "(?:diet|giet|tieu|tan|teo|tri|chua)<w> (?:te bao|virus|khoi u|soi|san|noc|mun)",
        "(?:tri|chua|cuu) (?:duoc|dut|khoi|het|lanh|ca|benh)", "(?:tri|chua) (?:dut )?(?:ung thu|tieu duong|viem|soi|benh|dot quy)",
        "(?:khong|k|ko|chang|het) (?:song noi|con dat song|the song|tai phat|lay)|song khong noi", "chet (?:doi|sach|het|queo|ngom)",
        "(?:ve|tro lai|lai) (?:muc )?binh thuong", "(?:tinh|dung|chay|noi|khoe) (?:day|ngay|lai|nhu thuong|bang bang)",
        "(?:len|xuong|ha|giam|cam|tan|rung|tieu|teo|troi|ra|lanh|khoi|het|dut|tinh) (?:lien|ngay|luon|tuc thi|het|sach|tron|han|ra)",
        r"gap \d+ lan", "(?:khong|cha|chang) (?:bao gio )?(?:tang lai|di vien|om dau|benh tat)", "am tinh", "la (?:xong|on|em|tinh|ngon)",
        "tu (?:tieu|teo|rung|lanh|khoi|het|chui|roi|xep)", "(?:cuu|khoi|lanh)<w> (?:tram|nghin|ngan|hang|ca|nhieu) (?:nguoi|ca|nghin|tram)",
        "la (?:no )?(?:tan|tieu|het|lanh|khoi|tu)", "tan (?:het|hoan toan|ra)|lam tan", "bao (?:khoi|lanh|het)", "(?:ai|nao) cung khoi",
        "gi cung (?:tieu|khoi|het|lanh)", "(?:nguoi|ca nha|ai) (?:da |deu )?khoi", "(?:ve|con) (?:0|khong|muc)",
        "xep(?: luon| han| xuong)?", "(?:khong|k|ko|chang) bao gio (?:bi|mac|dinh|can|phai)<w>", "co lai|nho lai|tieu bien",
        "on dinh<w> (?:suot doi|han|luon)", "(?:se|la|deu) (?:het|khoi|lanh|tan|xep|tieu)<w>", "suot doi khong<w>",
    ),
    "harm.claim": (
        "(?:chua|co|mang|tiet|sinh|tao|ngam|phat)<w> (?:virus|chip|chi|doc|doc to|dia|san|giun|hoa chat|thuy ngan|thach tin)",
        r"gay (?:chet|tu vong|xuat huyet|ung thu|k|vo sinh|tu ky|dot quy|benh|hai|bien chung|nghien|teo|mu|liet)(?: \w+)?",
        "chet (?:tuc thi|ngay|lien|nhu ra|oan|tuoi|bat dac|dot ngot|hang loat|nguoi|nhieu|som|nhanh)", "thach tin|doc to|chat doc",
        "(?:lam|bi|thanh|la)<w> (?:suy|hong|teo|nho|mat|nung|khung|dien|liet|vo sinh|tu ky|te liet|cham noi|roi loan|bung|tang dong)",
        r"(?:moi|cang|chi|lai) (?:lam |bi )?(?:nang|benh|hai|khung|chet|bung|nhiem|to|suy|mat)(?: \w+)?", "hai (?:than|gan|con|nguoi|da)",
        "(?:hut|lay|uong) (?:mau|can)", "(?:bung|bung phat|tang) dich", "tu vong", "(?:no|sinh|nhung) (?:ra )?(?:giun|san|dia|trung)",
        "suy (?:giam|yeu)<w>", "nguoi chet", "cam (?:tiem|dung|su dung|ban|tu lau|roi)", "da (?:bo|cam|huy) (?:het|roi|lau)",
    ),
    "refuse.order": (
        "(?:dung|cho|(?:khong|k|ko|hong) (?:nen|can|phai|duoc cho)|tuyet doi (?:khong|k|ko)|khoi|mo can|cha can|chang can|khoi can|"
        "dau can)<w> (?:tiem|chich|uong thuoc|thuoc|cho con|cho be|cho tre|dua|cho di|bong|vo nha thuong|vo vien|vao vien|di vien|"
        "nhap vien|mo xe|hoa tri|xa tri|chay than|loc mau|ha sot|uong|insulin|benh vien|bac si|phau thuat|goi cap cuu|cap cuu|cho xe|"
        "sieu am|kham|dieu tri|va[ck] ?xin|tamiflu|vao benh vien|vo benh vien|nghe bac si|tin bac si|tay y)",
        "(?:bo|vut|quang|dep|huy|ngung|dung) (?:han|luon|het|ngay|toan bo|lich|di)?<w> ?(?:thuoc|insulin|hoa chat|hoa tri|loc mau|"
        "chay than|mo|tiem|dieu tri|khang sinh|xa tri)",
        "(?:thuoc tay|thuoc|di vien|tiem|chich|benh vien|bac si)<w> (?:chi|moi|cang) (?:lam|to|ton|hai|la|de|moi|tien)",
        "(?:thuoc|thuoc thang|vien|di vien|tiem|mo)<w> (?:chi|lam chi|lam gi|mo chi)(?: cho)?", "bo di se khoe|dung lai di|vut het",
        "(?:dung|tiep tuc) (?:nuoi|tin|nghe) bac si|nuoi bac si", "khoi (?:mo|di|vo|vao|cho)<w> (?:xe|me|vien|benh vien|nha thuong)",
        "chuyen sang (?:muoi|an|uong|dung)",
        "quang (?:het|di)|tiem xong<w> (?:mat noi|liet|nga)",
    ),
    "secrecy.money": (
        "(?:de|chi|toan|so|dang|cot|ma) (?:lay|moi|an|kiem|rut|vet|boc) tien", "de ban (?:thuoc|vac|hang|may)|ban thuoc (?:cho|de|kiem)",
        "(?:so )?mat (?:khach|mieng com|noi com)", "lay tien oan|moi tien|moi tui", "tro lua (?:cua|dao)",
        "(?:giau|bung bit|em)<w> (?:het|nhem|di|bo|luon|su that|kin|dan)",
        "(?:ho|benh vien|bac si|nguoi ta|bv|bs|nha nuoc)<w> (?:khong|k|ko|chang|dau)<w> (?:noi|muon|dam|cong bo|cho)",
        "khong ai (?:noi|dam)|it ai biet|khong phai ai cung biet", "bat ky giay", "ban (?:noi bo|mat)",
        "(?:tay y|y hoc|gioi y|chau au|nha khoa hoc|nuoc ngoai|o my|ben nhat|nguoi nhat)<w> (?:giau|bung bit|cam|biet)<w>",
        "biet ma (?:im|giau|khong noi)|(?:o )?(?:minh|ta|viet nam)<w> giau|(?:cac nuoc|nuoc ngoai|ben my)<w> (?:cam|bo) (?:het|roi|lau)",
    ),
    "share.pass": (
        "(?:truyen|chuyen) (?:tay|tiep|di|ra|cho)(?: (?:nhau|cho|nguoi))?", "chep lai|luu lai|luu ve|ghi nho|nho ky|doc ky|nho lay",
        "(?:chia se|share|lan toa|gui)<w> (?:de|cho|cuu|gap|ngay|cong dong|rong rai|ca|tich duc|moi)", "tin (?:tui|toi|minh|em) di",
        "de (?:moi nguoi|ai cung|cac me|ba con)<w> biet|cho (?:ca|moi) (?:nha|nguoi|ho)<w> (?:biet|doc|xem)",
        "khoa hoc<w> chung minh|nghien cuu (?:moi|cua|cho thay)|to chuc y te|who xac nhan|da chung minh|nguoi nhat<w>|harvard",
    ),
    "remedy.clash": (
        "(?:an|uong|nau|bo|cho|kem|ket hop|dung)<w> (?:cung|kem|chung|voi nhau|cung luc|voi)", "dai ky|ky nhau|tuong khac|xung khac",
        "(?:cung|kem) (?:voi )?(?:nhau|luc|vitamin|trung|mat ong|man|hong|sua)",
    ),
    "remedy.home": (
        "(?:la|cu|hat|hot|qua|trai|vo|re|cay|rau|hoa|bong|nuoc|giam|mat|dau|bot|muoi) (?:xoai|dau|chanh|mui|nghe|rau|ngo|cho de|lao|co|"
        r"muc|dua|kiem|muoi|tieu|tao|man|hong|sung|gung|cam|dien giai|gao|ca phe|trau|thom)(?: \w+)?", "hanh tay|nghe den|dau lao|co muc",
        "(?:uong|dap|an|xong|boi|giat|nhet|dat|thut|nhai|ngam|gia|sac|nau|hoa|pha|bo)<w> (?:la|hot|hat|cu|toi|hanh|gung|nghe|voi|muoi|"
        r"ca phe|nuoc|ruou|dau|chanh|giam|mat|rau)(?: \w+)?", "nho thay|ra thay|kiem thay|thay (?:viet|lay|boc|cho|vuon)",
        r"vat (?:vo|vao) (?:mom|mieng|mui)|cao lung|nan mau|chich (?:\w+ )?(?:muoi|10|dau|mau)", "thut (?:dai trang|thao)|xo ra",
        "ngam mat ong|hut noc", "bai thuoc|kieng gio", "nhin mat troi|phoi (?:nang|mat)",
        "day chuyen|vong (?:bac|vang|da)|buoc (?:day|chi)", "cha (?:len|vao)|xoa (?:len|vao)|day huyet",
        r"(?:sung|mat|vay|xuong|cao) (?:te giac|te te|gau|ho|khi|ran)(?: \w+)?", "(?:la|nuoc la) (?:sa ke|trau|voi|oi|vong|tia to)",
        "(?:an chay|nhin an|thien|ngoi thien|tap tho)(?: truong)?", "(?:luoc|ham|sac|ngam|nuong|xay) (?:uong|an|lay nuoc)",
        "dap (?:dat set|hat|bun|ngai)|deo (?:vong|da|nhan)|ca phe thut|cung giai han|tan nhang",
    ),
    "remedy.folk": (
        "(?:uong|an|dap|xong|ngam|nhai|sac|boi|tam|nho|hit|suc|ngam|chuom|nuong|xoa|rua|day|cao|chich|cat|bam|dot|lay)<w> (?:la|nuoc|"
        "re|cu|hat|hoa|qua|vo|cay|giam|muoi|mat ong|toi|gung|chanh|nghe|dau|phen|ruou|duong|to|rau|bot|trung|kim|tieu|baking soda|soda|"
        "dau hoa|dau gio|nuoc tieu|mau|sung|co|khoai|dua|buoi|oi|chuoi|khe|sa|hanh|duoc|nam|cao)",
        "(?:la|hat|cu|nuoc|re|qua|rau|cay) (?:du du|chanh|toi|gung|oi|mo|tia to|xoai|luc binh|kho qua|muop dang|mang cau|dinh lang|"
        "neem|nha dam|diep ca|trau|khoai|chuoi|dua|mia|ep|lanh|am|muoi|thom|khom|sa|nghe|xuyen tam lien|thia canh|hanh|can tay|"
        "ngai cuu|nha)", "nhin (?:an|khat|duong|doi)", "cat<w> duong", "bai thuoc", "meo", "thay (?:lang|thuoc|cung|phap|noi|ba)",
        "thuoc (?:nam|la|bac|gia truyen|dan gian|thang)", "gia truyen", "bi quyet",
        "phuong phap<w> (?:thuc duong|tu nhien|nhat|an do|co truyen)", "thuc duong", "nuoc (?:kiem|ion|hydro)", "ho (?:that )?manh",
        "cao gio", "cat le", "chich mau", "nan mau", "sung (?:huou|te|trau)", "hut noc", "nuoc la", "bot nghe", "tam nang|phoi nang",
        "kieng (?:gio|nuoc)", "do kim loai", "thao (?:het|ra)", "rut (?:dien|modem|wifi)",
        "(?:toi|gung|chanh|mat ong|giam|nghe)<w> (?:ngam|nuong|nong|pha|hap|giam|muoi|mat ong)", "nuoc tieu", "dau hoa", "baking soda",
        "vien (?:uong )?(?:nay|tu nhien)", "thai duong", "uong<w> moi (?:sang|ngay|toi)", "moi sang<w> (?:uong|an|ly|coc)",
        "dai (?:lon|nam cham)", "nam cham", "khoi<w> thuoc", "uong (?:nuoc|la|moi|1|mot|ba|hai|tro|mau|ruou|dau|bot|sua|tra)",
        "nuoc (?:chanh|dua|muoi|gung|tieu|cot|ep|la|vo|kiem|hat|rau|oi|toi|sa|voi|phen)",
        "an (?:toi|gung|song|chay|la|du du|kho qua|muop dang|chanh|hanh|nghe|lac|vung|chuoi|dua|trung|sau rieng|ca)",
        "dap (?:la|toi|gung|kem danh rang|hanh|bun|nuoc mam|nghe|muoi|thuoc)", "xong (?:la|hoi|mat|mui|toi|sa)",
        "boi (?:kem danh rang|nuoc mam|dau|nghe|voi|mo|vaseline)", "nhin (?:an|khat|uong|com)", "detox", "thai doc gan|loc mau",
        "chich (?:mau|le|dau ngon tay)|kim (?:chich|cham)", "ngam (?:chan|ruou|toi|muoi|nuoc)", "mat (?:ca|gau|ong)", "bai (?:thuoc|nay)",
        "la (?:cay|thuoc|du du|trau|lot|oi|mo|sung|bang)", "cay (?:xa den|thuoc|luoc vang|la|nha dam)", "thay (?:lang|thuoc|me|hai|ba)",
        "com thuc duong|gao lut", "dan gian", "cu (?:toi|gung|san|nghe|hanh)", "dau (?:dua|o liu|gio|hoa|an)",
        "thuoc (?:nam|bac|dong y|thanh|la)", "bam huyet", "phoi nang", "mieng dan",
    ),
    "harm.body": (
        "(?:la|bi|gay|lam|thanh|sinh|dan den|de|se|khien|gay ra|lai|moi|toi)<w> (?:vo sinh|liet|tu ky|chet|vo kinh|mat tri|mat tri nho|"
        "ung thu|dot tu|dot quy|bien doi gen|dong mau|tu vong|ngo doc|tac hai|nao|bien chung|dinh ruot|k vom|thieu nang|ngu nguoi|"
        "hoai tu|di ung|vang da|tang dong|cham noi|teo nao|soc|bai liet|suy|hong|tre liet)", "chip(?: (?:theo doi|dinh vi|dieu khien))?",
        "(?:gay|chua|lay)<w> (?:ung thu|k|vo sinh|qua wifi|virus|benh|chat doc|chi|thuy ngan|doc to)", "vo sinh", "vo kinh", "doc hai",
        "mat tri nho", "bien doi gen",
        "(?:chet|liet|nam do|nam vien|sot|co giat)<w> (?:ngay|het|luon|tay|chan|nua nguoi|hang loat|sau|vi tiem|may dua|do)", "khoi de",
        "vo te bao", "nung<w> nao", "hut mat canxi", "lay<w> qua (?:wifi|song|mang|dien thoai)", "an mon", "gay nghien", "pha huy",
        "chet nhanh", "lam vang", "ban an tu", "giet (?:nguoi|dan|tre)", "dinh lien", "hoa chat<w> (?:gay|lam|doc)",
        "(?:gay|bi|lam|de|thanh|la|sinh|dan toi|dan den) (?:ung thu|vo sinh|liet|tu ky|dot quy|dot tu|dong mau|chet|nao|thieu nang|"
        "cham noi|mu|diec|quai thai|di tat|teo nao|suy than|hong gan|ngu|vo kinh|mat tri nho|tu vong|nhiem doc|k)",
        "(?:vo sinh|liet|tu ky|dot tu|dong mau|quai thai)", "chet (?:nguoi|nguoi do|hang loat|tre|ca|may|3|2|5|10|nhieu)",
        "doc (?:hai|to|chat|nhu|lam|kinh)", "chat (?:doc|bao quan|gay|cam|tay)", "bien doi gen|adn|doi gen", "tac hai",
        "co giat|soc phan ve", "nam mot cho|nam liet", "giam dan so|diet chung", "thi nghiem tren|chuot bach",
        "nhiem (?:benh|doc|virus) (?:tu|do|qua)", "(?:5g|wifi|vi song) (?:gay|lam|phat tan|lay)",
        "gan chip|cay chip|chip (?:theo doi|dieu khien|trong)",
        "dan don|day thi som|say thai|pha huy (?:tinh|nao|gan|than)|giet (?:het|sach) (?:bach cau|loi khuan)|hai (?:gan|than) (?:chau|"
        "con|be)",
    ),
    "refuse.care": (
        "(?:khong|ko|k|khoi|dung|cha|chang|dau|dau co|hong|dell|deo)<w> (?:can|phai|nen)?<w> ?(?:tiem|thuoc|mo|di vien|nhap vien|"
        r"goi cap cuu|hoa tri|xa tri|bac si|di kham|kham|uong thuoc|benh vien|sieu am|chich|ky giay|ky|chay than|dieu tri|vac\w*|"
        "phau thuat|test)", "(?:bo|ngung|vut|dung|quang|dep)<w> (?:thuoc|hoa tri|insulin|dieu tri|thuoc tay|xa tri|di|tiem)",
        "(?:dung|cho|cho|khong)<w> (?:cho con|cho tre|cho chau|cho be|de con|cho truong)",
        "(?:khoi|khong) (?:mo xe|mo me|dao keo|uong thuoc|di dau|ton tien)", "dung lai di", "khong ky|k ky|dung ky|dung co ky",
        "di (?:vien|benh vien|kham)<w> (?:chet|bien chung|ton|khong|lam gi|moi)", "vut het", "mo la",
        "dung (?:di|dai|tin|nghe|uong|dung|tiem)", "tay chay",
        r"(?:khong|ko|k|khoi|chang|cha|dau) (?:can|phai|nen)? ?(?:thuoc|mo|tiem|hoa tri|bac si|vien|benh vien|kham|dieu tri|vac\w*|"
        "phau thuat)", "dung (?:tiem|uong thuoc|mo|hoa tri|xa tri|di vien|cho con|tin bac si|nghe bac si|di kham|dai)",
        "bo (?:thuoc|hoa tri|het thuoc|tiem|insulin|dieu tri|phau thuat|uong thuoc)", "ngung (?:thuoc|tiem|uong|hoa tri|insulin|dieu tri)",
        "(?:khoi|khong) (?:mo|uong thuoc|di vien|di kham|hoa tri|tiem|nhap vien)", "thay (?:the )?(?:thuoc|insulin|hoa tri)",
        "vut (?:thuoc|het thuoc|kinh)", "di vien (?:lam gi|chi|chet|ton)", r"tu choi (?:tiem|hoa tri|vac\w*)",
        "khong cho (?:con|tre|be|chau|no) (?:tiem|di|uong|chich)", "k tiem|ko tiem|khong tiem|khoi tiem",
    ),
    "illness.vaccine": (
        r"va[ck] ?-?(?:x|c)\w*in\w*", "vaccine?s?", r"tiem (?:hpv|cum|soi|covid|vac\w*|chung|phong|ngua)",
        r"mui (?:hpv|vac\w*|phe cau|soi|covid|cum)",
    ),
    "illness.myth": (
        "lo vi song|vi song", "(?:song |tram )?5g|cot song", "(?:muoi )?i ?-?ot", "kem chong nang", "(?:bot ngot|mi chinh|hat nem)",
        "(?:mi goi|mi tom|mi an lien)", "khau trang", "paracetamol|ha sot", "fluor|flo", "nuoc (?:dong chai|may)", "bien doi gen",
        "vac xin|vaccine", "noi chien(?: khong dau)?|chao chong dinh", "sieu am|chup x quang", "nuoc da|nuoc ngot", "dien thoai|man hinh",
        "sua (?:cong thuc|bot|tuoi)|kem danh rang|dien thoai|wifi",
    ),
    "remedy.only": (
        "chi can<w> (?:uong|an|nhin|dap|lay|xong|ngam|boi|nhai|mot|1|nua|vai|hai|ba)",
        "cu (?:uong|lay|dap|nhet|xoa|boi|ngam|an|nhai|nau|gia|xong|hit)", "la (?:khoi|het|xong|on|tu khoi) (?:lien|ngay|luon|het)",
    ),
}  # fmt: skip
UNLIKE = {
    "illness.name": (
        "hèn|hên|đài|dài|đại|đãi|dãi|dải|sói|hẹn|cúm núm|lào|lão|lao động|lao |sốt giá|sốt đất|sốt ruột|sốt sắng|cụm|trí|trị|cùm|cùng|"
        "viêm màng túi|trâm|khối bệnh|gut|bị soi|soi kèo|soi gương|soi mói|cào"
    ),
    "illness.jab": "tiệm|tiềm|tiếm|mùi|múi|mũi tên|tiêm kích",
    "cure.sure": (
        "chưa|chùa|chứa|khói|khơi|khởi|hẹn|lạnh|lãnh|tiêu tiền|tiều|trí|trì|tân|tấn|tàn |tận dụng|tần|tán|tỉnh lại|lành nghề|sạch đẹp"
    ),
    "refuse.care": "mơ|mờ|mở|tiệm|kỳ |kỷ|bố|bộ|bổ|khám phá|thước|khối|khói|đúng|dừng (?:lại|xe|đèn)|dũng|dựng|dụng|mộ|đậu|đầu|chó |chờ|chỗ",
    "remedy.folk": (
        "là |lạ|cũ |quá|cô |có |cờ|nhìn|nhịn cười|tới|tôi|mẹo thi|mèo|thấy|chanh chua|ngấm|ăn cơm|ăn uống|dầu tư|đầu|đâu|^qua|cày|cậy|"
        "gần|gán|hoa hậu|nước (?:ta|mình|ngoài|nhà|mắt|bạn|lên|lũ|sông|ngập)|đây|cáo|quả âm|đột quỵ|cào cào|cào"
    ),
    "harm.body": "chết đói|chết mê|nào|náo|nạo|mới|tới|tội|để |dễ|đè|sốc|súc",
    "illness.vaccine": "tiệm|tiềm",
    "cure.claim": "trời|sách|chưa|chùa|chứa|hẹn|lạnh|lãnh|tiêu tiền|tiều|trí|trì|tân|tấn|tàn|tận|tần|tán|là em|lần|lẫn|cả |cùng",
    "refuse.order": "mơ|mờ|mở|tiệm|kỳ |bố|bộ|bổ|dừng xe|dùng|dũng|dựng|dụng|đúng|chó |chờ|chỗ|môn|mọi|khối|bố|bỏ vào|đựng",
    "remedy.home": "là |lạ |cũ |quá |cô |cờ |tới|tôi|thầy cô|đầu|đâu|hoa hậu|cày|bỏ |rau sạch|cao cào",
    "harm.claim": "nhỏ|nhớ|chưa|mắt|mặt|mật|hồng|giúp|tăng|^hai ",
    "secrecy.money": "đề|báo|em đã|em đây",
    "share.pass": "chuyện|chuyến",
}  # fmt: skip
WHEN = (
    ("illness.name", "cure.sure", "remedy.folk", "-proper"),
    ("illness.name", "cure.sure", "refuse.care", "-proper"),
    ("illness.name", "cure.sure", "secrecy|share", "-proper"),
    ("illness.jab", "harm.body", "refuse|secrecy|share|urgency", "-proper"),
    ("illness.vaccine", "harm.body", "-proper"),
    ("illness.name", "remedy.folk", "refuse.care", "secrecy|share|cure|harm", "-proper"),
    ("illness.name", "refuse.care", "harm.body", "remedy.folk|secrecy|share", "-proper"),
    ("illness.name", "harm.body", "secrecy|share", "-proper"),
    ("illness", "refuse.care", "harm.body", "-proper"),
    ("illness", "refuse.order", "remedy", "-proper"),
    ("illness", "refuse.order", "harm|secrecy.money", "-proper"),
    ("illness.name", "cure.claim|cure.sure", "remedy.folk", "secrecy|share|refuse|absolute|harm", "-proper"),
    ("illness.name", "cure.claim", "refuse.order", "-proper"),
    ("illness.name", "cure.claim", "remedy.folk", "-proper"),
    ("illness", "harm.claim|harm.body", "secrecy|share", "-proper"),
    ("remedy.clash", "harm.claim|harm.body", "share|secrecy", "-proper"),
    ("illness.name", "remedy.folk|remedy.home", "remedy.only", "cure|refuse", "-proper"),
    ("illness.myth", "harm.body|harm.claim", "refuse|secrecy|share", "-proper"),
    ("illness.name", "secrecy.money", "refuse|remedy|cure", "-proper"),
    ("illness.name", "refuse.order", "cure|harm", "-proper"),
    ("illness.name", "cure.sure", "harm.body", "remedy|secrecy|share|refuse", "-proper"),
    ("illness", "refuse.care", "secrecy|harm", "share|reader|absolute", "-proper|demand.account|appeal.alms"),
)


CATCHES = (
    "Ung thư giai đoạn cuối chỉ cần uống nước lá mãng cầu mỗi sáng là khối u tự tan, khỏi hóa trị",
    "vac xin nay tiem xong la vo sinh do, dung cho con tiem",
    "Tiểu đường thì bỏ thuốc tây đi, ăn khổ qua sống một tháng là khỏi hẳn, bệnh viện giấu đấy, chia sẻ cứu người",
)
IGNORES = (
    "Uống nước chanh ấm buổi sáng dễ chịu lắm",
    "Trẻ sốt cao hai ngày thì đưa đi khám, không tự uống thuốc",
    "Bà ngoại ốm nằm viện, cầu mong bà mau khỏe",
    "Đài báo mai mưa to, cả nhà nhớ mang áo mưa",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    """Claims; where they are made to sell something they are an advertisement, which `adhealth` sees."""
    marks = meet(sight, WHEN)
    return () if marks and adhealth.detect(sight) else marks
