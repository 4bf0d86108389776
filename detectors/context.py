"""Old pictures and old news passed off as of today: the caption says this morning, the corner of the picture says 2018.

The first publication settles it. Named are a claim of now, and a trace of another time or place that the text itself holds, or a picture
that is known to be older (agents/recycled.py), which by itself is only a signal.
Not meant: memories and archives that say so, corrections that name the true year, questions about a picture, jokes.
A year counts as past by the post's own date; a post without one is measured by YEAR.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from detectors.sight import Sight
from detectors.weigh import Meeting, meet
from topics.records import Evidence

CODE = "CONTEXT"
HARM = 2
VERSION = "2"

YEAR = 2026
"""The year of writing."""

PLACE = (
    "(?:an do|philippines?|nhat(?: ban)?|trung quoc|tay tang|phuket|jakarta|nepal|ai cap|bangladesh|han(?: quoc)?|manila|texas|indonesia|"
    "brazil|thai lan|tho nhi ky|myanmar|syria|gaza|campuchia|ho nam|dai loan|malaysia|pakistan|haiti|iran|mexico|sapa|ben my|ben nga)"
)

MARK = (
    "(?:anh|hinh|nguon|video|clip|bai goc|goc (?:anh|hinh|trai|phai)|cap nhat|dang ngay|dang luc|ban goc|chu thich|ky ngay|giai|in chu|"
    "cai bang|ghi|keu|noi la|"
    "bao la|ai bao)"
)
SAID = "(?:ngay|tu|nam|thang|hoi|vu|quyet|cong van|thong bao)"
YEARS = {"old": r"(?:19[5-9]\d|200\d|201\d)", **{str(year): str(year) for year in range(2020, 2036)}}
"""What a text may be dated by: one family for each year, so that a post is measured by its own."""

CUES = {
    **{f"stale.{name}": (f"{MARK}<gap>{year}",) for name, year in YEARS.items()},
    **{f"stale.said-{name}": (rf"{SAID}(?: \S+)?(?: \S+)? \S*{year}",) for name, year in YEARS.items()},
    "stale.marked": (
        r"(?:anh|hinh|nguon|nguon anh|anh goc|bai goc|goc trai|goc phai|video|clip|ban goc|chu thich goc|nguon hinh|nguon video) ?:",
        "(?:bai goc|anh goc|ban goc|chu thich goc|chu thich|bai bao|anh vu|clip vu|hinh vu)<w><w> (?:tu|bi|o|nuoc|nam|cu|truoc|cat|khac|"
        "ghi)",
        r"(?:cap nhat|dang ngay|dang luc|cap nhat ngay|van ban ky ngay|ky ngay|cong van ngay|thong bao ngay) \d|an ngay|cat mat ngay|"
        r"cat dat?o",
        "(?:con|co) in chu|goc (?:anh|hinh|trai|phai)|(?:anh|hinh) ghi|chup (?:chung )?cai bang|tu <num> nam truoc|<num> nam truoc|"
        "nam ngoai",
        "(?:reuters|afp|getty|douyin|bao chi 20|giai<w> anh)|logo (?:dai|kenh|bao)|watermark", "van ban<w><w> noi dich|nghi quyet 68|"
        "chi thi 16",
    ),
    "stale.script": (
        "chu<w><w> (?:trung quoc|tau|han|thai|nhat|nuoc ngoai)|(?:bien (?:bao|hieu)|chu)<gap>tieng (?:han|nhat|thai|trung|nuoc ngoai|tau)",
        f"bien so<w><w> (?:lai|nhat|texas|nuoc ngoai|thai|han|trung)|lai ben phai|logo dai {PLACE}|hospital {PLACE}",
    ),
    "stale.abroad": (
        "chu<w><w> (?:trung quoc|tau|han|thai|nhat|nuoc ngoai|nga|anh|tieng|lao)|chu (?:thai|han|nhat|tau|trung)|tieng (?:han|nhat|thai|"
        "trung|nuoc ngoai|tau)", "bien (?:so|bao|hieu|xe)<w><w> (?:lai|nhat|texas|nuoc ngoai|thai|han|trung|toan)|lai (?:ben )?(?:phai|"
        "trai)",
        f"(?:o|ben|tai|cua|nguon|hoi|vu|ky niem|keu|bao|noi|la|kenh|dai|logo dai|hospital|chu)<w> {PLACE}|{PLACE}<w> (?:20\\d\\d|nam|"
        f"thang|hoi)",
        r"(?:nuoc|noi|dia phuong|tinh|vu) khac|nuoc ngoai|hospital \w+|xe nhap",
    ),
    "fresh.live": (
        "(?:hinh|anh|clip|video|tin|hinh anh|canh)<w><w> (?:moi|moi nhat|nong|vua|sang nay|hom nay|hien truong|dem qua|toi qua|"
        "chieu nay|chup)",
        "(?:moi|vua)<w> (?:chup|quay|nhan|ra lo|xay ra|bay gio|sinh|dut|sap|no|chay|o hien truong|di qua|sang nay|chieu|xong)",
        "(?:chup|quay)<w> (?:luc|sang|chieu|toi|hom|trua|dem|\\d+h)<w>|hinh nong|nong hoi|ngay (?:luc|bay gio|tai cho)|"
        "truc tiep tu",
        "mat tich sang nay|bi lac sang nay|sang nay<w> (?:o|cho|xa|cau|nuoc)|moi (?:chieu|sang|toi|trua) (?:ni|nay|qua)|ngay (?:nga tu|"
        "cho|tai)",
        r"(?:nong|tin moi|moi|khan|thong bao)<w> hom nay|tin vua nhan|\d+ phut truoc|tin moi ?:|moi nhat ?:|nong hom nay",
    ),
    "calm.album": (
        "ky niem|tu lieu|ky yeu|hoi (?:do|xua|nao|lut|nho)|ngay nay nam|throwback|dang lai|luc lai|nam xua|nam do|nhin lai|nhac lai|"
        "luu niem|"
        "tac pham|bao tang|trien lam|on lai|mung tuoi|hop lop|sinh nhat|theo (?:afp|reuters)",
    ),
}  # fmt: skip
UNLIKE = {
    "stale.marked": "ánh |bại|bái|ghì|ngoái|kỳ |kỹ",
    "stale.script": "chú |chủ |nhất|thái độ|hàn huyên|hạn|hận",
    "stale.abroad": "chú |chủ |tiếng hát|lái (?:xe|buôn)|mỹ phẩm|ngã|nhất|hàn huyên|hán việt|thái độ|lão|láo|biển|nhắt|mỳ|ngà|hạn|hận",
    "fresh.live": "mời|mọi|tín|anh (?:mới|vừa|sáng)|nông|nồng|vừa phải|mới đây thôi",
    "calm.album": "hối|hỏi|hội đó|năm đó giờ",
}
FRESH = "fresh.now|fresh.live"
TRACE = "stale.marked|stale.abroad"
WHEN = (
    (FRESH, "stale.picture", "-calm.album"),
    ("stale.picture", "-calm.album"),
    ("fresh.live", TRACE, "share|spread|denial|flight|event", "media|event|wonder|denial", "-calm.album"),
    (FRESH, "stale.marked", "stale.abroad", "-calm.album"),
    (FRESH, "stale.script", "-calm.album"),
    (FRESH, "stale.abroad", "denial", "-calm.album"),
    (FRESH, "stale.marked", "stale.marked", "-calm.album"),
)


@cache
def dated(year: int) -> tuple[tuple[str, ...], ...]:
    """The meetings of now with a year before `year`."""
    years = ["old", *(str(y) for y in range(2020, min(year, 2036)))]
    marked, said = "|".join(f"stale.{y}" for y in years), "|".join(f"stale.said-{y}" for y in years)
    return (
        ("fresh.live", marked, "-calm.album"),
        ("fresh.now", marked, "event|rule|decree|market|denial|alarm|share|spread|media|flight", "-calm.album"),
        (FRESH, said, "denial|share|spread|seal", "-calm.album"),
        ("fresh.live", said, "alarm|flight|stale.marked", "-calm.album"),
    )


CATCHES = (
    "Ảnh mới chụp sáng nay ở xã mình, cầu sập rồi bà con ơi, góc ảnh ghi: Nepal 2015, chia sẻ gấp",
    "NÓNG HÔM NAY: học sinh cả nước nghỉ học phòng dịch, chia sẻ cho phụ huynh (đăng ngày 03/02/2020)",
    "clip moi quay toi qua o nga tu cho ne, ai keu han quoc 2019 thi ke, share cho moi nguoi tranh",
)
IGNORES = (
    "Ngày này năm xưa, tháng 11/2008 phố mình ngập, đăng lại mấy tấm kỷ niệm",
    "Ảnh này năm 2011 bên Nhật mà, đăng lại làm gì",
    "Sáng nay họp lớp 2005, ai cũng có tóc bạc",
    "Ảnh chụp sáng nay ở vườn nhà, hoa cải nở vàng",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    if not sight.has("stale"):
        return ()
    return meet(sight, _in(sight.day.year if sight.day else YEAR))


@cache
def _in(year: int) -> Sequence[Meeting]:
    """All meetings for a post of that year."""
    return (*WHEN, *dated(year))
