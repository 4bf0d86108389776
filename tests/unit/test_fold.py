"""Folding: what disguised Vietnamese says, what stays as it is, and where it stood.

Facts relied on: NFD does not take đ apart; Vietnamese letters have at most one tone (5 marks) and one quality mark; `hoà` and `hòa` are
the same word in old and new spelling; eth (U+00F0) was long typed for đ. The spellings below are invented after the families in
domain.md §7.
"""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enrichers.fold import Folded, canon, squash
from enrichers.offsets import canon_map
from enrichers.syllables import BARE, segment, spelled

EVASION = Path(__file__).parents[3] / "shared/data/sentences/evasion.jsonl"
TRICKY = "aăâđeêioôơuưy áạảãà ẬộữỷÝ thngcbkxlmv 0134578@$!|._-/*,:()#&"
TRICKY += "ｖＡ𝗧ⓣ🅥🄰ᴠᴛаеосрхуαονðƉĐıＬ１❶⑩²½ﬁ…™ \t\n\u3000\xa0\u200b\u200d\u00ad\ufe0f\u20e3"
TRICKY += "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u035f\u0336\x00\u202e\ufffd😂👨🇻🇳한글ไทย"
texts = st.one_of(st.text(st.sampled_from(TRICKY), max_size=60), st.text(max_size=40))


@pytest.mark.skipif(not EVASION.exists(), reason="the shared sentences are not beside this checkout")
def test_every_known_evasion_spelling_is_read() -> None:
    for line in EVASION.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert {"canon": canon, "squash": squash}[row["field"]](row["text"]) == row["expected"], row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("𝗧𝘂𝘆ể𝗻 𝑑ụ𝑛𝑔 ｃｔｖ", "tuyen dung ctv"),
        ("ⓥⓐⓨ 🅣🅘🅔🅝 🆅🅰🆈 🄽🄷🄰🄽🄷 ⒱⒜⒴", "vay tien vay nhanh vay"),
        ("🇻 🇦 🇾 và 🇻🇦🇾🇹🇮🇪🇳", "v a y va vaytien"),
        ("ᴠᴀʏ ᴛɪềɴ ɴʜᴀɴʜ ᵛᵃʸ", "vay tien nhanh vay"),
        ("ѵау tіềп пһапһ", "vay tien nhanh"),  # Cyrillic
        ("νау τιềη", "vay tien"),  # Greek
        ("vаy ոhаոh сờ bạс օnline", "vay nhanh co bac online"),  # Armenian among others
        ("ðồng Ðồng Ɖồng ɖồng đồng", "dong dong dong dong dong"),
        ("tıền Iãı ℓãi", "tien iai lai"),
        ("ᏙᎪᎩ ꓦꓮꓬ", "vay vay"),  # Cherokee, Lisu
        ("v\u200ba\u200cy t\u00adi\u2060ề\ufeffn", "vay tien"),
        ("v\ufe0fa\ufe0fy t̶i̶ề̶n̶ n̲h̲a̲n̲h̲", "vay tien nhanh"),
        ("vay\u3000tiền\xa0nhanh\u2003gọn\u202flẹ\u2800nhé", "vay tien nhanh gon le nhe"),
        ("Tiền\r\n  mặt\t ngay ", "tien mat ngay"),
        ("bịết ùỹ tín trưy cập", "biet uy tin truy cap"),
        ("hoà hòa thuý thúy quý uý", "hoa hoa thuy thuy quy uy"),
        ("0️⃣9️⃣ ⓪⑨ ❶❷ １２ ٣ 𝟗", "09 09 12 12 3 9"),
        ("“Chào” – ‘bạn’ … ½", "\"chao\" - 'ban' ... ½"),
        ("Việt Nam 🇻🇳 😂❤️", "viet nam 🇻🇳 😂❤"),
        ("", ""),
        ("\x00\u202e\u200f", ""),
    ],
)
def test_canon_says_what_the_reader_sees(text: str, expected: str) -> None:
    assert canon(text) == expected
    assert canon(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v4y ti3n nh4nh", "vay tien nhanh"),
        ("b0c b4t h0", "boc bat ho"),
        ("z4l0 k0 zal0 t3l3gram f4ceb00k", "zalo ko zalo telegram facebook"),
        ("n0 x4u, g0p ngay", "no xau, gop ngay"),
        ("c@sino b@c nh@ c@i v@y $ố đề", "casino bac nha cai vay so de"),
        ("ti€n £ãi va¥ t!ền v!p", "tien lai vay tien vip"),
        ("v1p 1ừa đảo", "vip 1ua dao"),  # `ừa` could be a word after a number, and little else is disguised
        ("t1ền v1p 1ừa đảo", "tien vip lua dao"),
        ("l4i su4t th4p, 1ừa đảo", "lai suat thap, lua dao"),
        ("c4 độ b0ng đá", "ca do bong da"),
        ("v.4.y t.1.3.n", "v.a.y t.i.e.n"),
        ("c0n 0i", "con oi"),
    ],
)
def test_digits_and_signs_inside_words_are_letters(text: str, expected: str) -> None:
    assert canon(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "50k 10tr 3tr9 1tr5 2k5 500k-1tr 0d 0k 20m2 1m65 24h 7h30 3p",
        "mp3 mp4 f88 u23 b52 covid19 vn30 iphone15 4g 5g 3d h2o co2 md5 ps5 q1 q.1 t4 t7 a0 f0 x3 8x k51 sh150i n95 ch4 12a1",
        "18/7 29a-123.45 0912345678 o912 2024 1.500.000d 19h30",
        "@handle_4u a4b@c0m.vn v4y.com https://z4l0.vn/t1en?a=b0c www.ti3n.com t3n.net/x",
        "3em 5anh 2nguoi 1ng 1b bun",
        "tp.hcm v.v 100% hay!that |a| c++",
    ],
)
def test_amounts_codes_names_and_addresses_stay(text: str) -> None:
    assert canon(text) == text


def test_squash_keeps_letters_and_digits_only() -> None:
    assert squash("t.u.y.ể.n ctv l.à.m t.ạ.i nh.à") == "tuyenctvlamtainha"
    assert squash("Nhận 500k/ngày 😂 한글 _x_") == "nhan500kngay" + unicodedata.normalize("NFD", "한글") + "x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c.ờ b.ạc", "co bac"),
        ("h.ỗ tr.ợ v.a.y ti.ề.n n.h.a.n.h", "ho tro vay tien nhanh"),
        ("v-a-y v_a_y v/a/y v*a*y v,a,y v(a)y", "vay vay vay vay vay vay"),
        ("v a y  t i ề n nha", "vay tien nha"),
        ("v. a. y t. i. ề. n", "vay tien"),
        ("k v a y t i ề n", "k vay tien"),
        ("t ín d ụng", "tin dung"),
        ("v.a.y.t.i.ề.n", "vay tien"),
        ("vay_tiền.nhanh anh/chị", "vay tien nhanh anh chi"),
        ("c🎲ờ b💰ạc", "co bac"),
        ("z.a.l.o t-ele w.e.b o.k", "zalo tele web ok"),
        ("t:ông x:e c.4.c", "tong xe cac"),
    ],
)
def test_pulled_apart_words_are_closed(text: str, expected: str) -> None:
    assert Folded(text).joined == expected


@pytest.mark.parametrize(
    "text",
    [
        "TP.HCM Q.1 v.v N.T.H N.A GS.TS ThS.BS P.12",
        "vay24h.com bit.ly/abc t.me/co https://a.b.com/v.a.y www.a.vn a.b@c.vn",
        "18/7/2024 1.500.000 3.5 12:30 a/c 50k/ngay",
        "Chị C.Hiền X.An 24/7",
        "it's don't e-mail",
        "k an m oi",
        'hay, vui; tot (nhe) "a"',
    ],
)
def test_ordinary_punctuation_is_not_closed(text: str) -> None:
    folded = Folded(text)
    assert folded.joined in (folded.canon, folded.canon.replace("a/c", "ac"))


@pytest.mark.parametrize(
    "text",
    [
        "Mọi người cho em hỏi quán này còn mở cửa không ạ?",
        unicodedata.normalize("NFD", "Đường ngập, hoà bình, thuỷ chung, quý khách, khuỷu tay"),
        "hoà hòa thuỷ thủy khoẻ khỏe",
        "ngừoi thúôc hòan tóan qúa gìa",  # a tone on the other vowel: hasty typing
        "😂😂 👨‍👩‍👧 ❤️ 🇻🇳 1️⃣",
        "iPhone 15 Pro Max, Samsung, Pokémon, Beyoncé, café, Müller, Søren",
        "Москва красивый город, Αθήνα",
        "0912 345 678, 50k, 3tr9, 18/7, TP.HCM, v.v, anh/chị, in-tơ-nét",
        "ðồng Ðà Nẵng",
        "a e k b oi, t đi đây :)) ^^ =))",
        "vtv.vn/abc https://vnexpress.net/a-b-c.html @kenh14",
        "10 μm, 5 µg, tia α, TNF-α, 3°C, 100 Ω",
        "H2O, CO2, Q.1, P.12, GS.TS Nguyễn N.A",
        "",
    ],
)
def test_ordinary_text_wears_no_disguise(text: str) -> None:
    assert Folded(text).obfuscation == 0


@pytest.mark.parametrize(
    "text",
    [
        "v4y ti3n nh4nh",
        "сờ bạc",
        "vαy tiền",
        "c.ờ b.ạc",
        "v a y t i ề n",
        "t\u200bi\u200bền",
        "tín\u00addụng",
        "nhận bịết nhà cáì ủy tín",
        "ᴠᴀʏ ᴛɪềɴ",
        "h.ỗ tr.ợ v.a.y ti.ề.n n.h.a.n.h, n.ợ x.ấ.u o.k, duyet ho so online 3p",
    ],
)
def test_disguise_is_scored(text: str) -> None:
    assert 0.3 < Folded(text).obfuscation <= 1


def test_more_disguise_scores_higher() -> None:
    scores = [
        Folded(text).obfuscation for text in ("vay tiền", "v\u200bay tiền", "v\u200bay t\u200biền", "v\u200bay t\u200biền nh\u200banh")
    ]
    assert scores == sorted(set(scores))


@pytest.mark.parametrize(
    ("text", "view", "word", "seen"),
    [
        ("xin 😂 c.ờ b.ạc nhé", "joined", "co bac", "c.ờ b.ạc"),
        ("xin c.ờ b.ạc nhé", "squash", "cobac", "c.ờ b.ạc"),
        ("a  v\u200bay\u3000 tiền!", "canon", "vay tien", "v\u200bay\u3000 tiền"),
        (unicodedata.normalize("NFD", "cho vay tiền ạ"), "canon", "tien", unicodedata.normalize("NFD", "tiền")),
        (unicodedata.normalize("NFD", "cho vay tiền ạ"), "canon", "a", unicodedata.normalize("NFD", "ạ")),
        ("số 0️⃣9️⃣ nhé", "canon", "09", "0️⃣9️⃣"),
        ("ﬁx … ok", "canon", "fi", "ﬁ"),
        ("v4y ti3n", "canon", "tien", "ti3n"),
    ],
)
def test_origin_marks_what_the_reader_sees(text: str, view: str, word: str, seen: str) -> None:
    folded = Folded(text)
    start = getattr(folded, view).rindex(word)
    first, last = folded.origin(view, start, start + len(word))  # type: ignore[arg-type]
    assert text[first:last] == seen


def test_origin_refuses_an_unknown_view_and_follows_an_empty_span() -> None:
    folded = Folded("a  b")
    with pytest.raises(ValueError, match="no such view"):
        folded.origin("words", 0, 1)  # type: ignore[arg-type]
    assert folded.origin("canon", 1, 1) == (1, 1)
    assert folded.origin("canon", 3, 3) == (4, 4)


@given(texts)
@example("ﷺ ½ ℀ ⑽ ´a ¨ ǆ İ ŉ")
def test_fast_path_and_mapped_path_agree(text: str) -> None:
    mapped, source = canon_map(text)
    assert mapped == Folded(text).plain
    assert len(source) == len(mapped)
    assert source == sorted(source)
    assert all(0 <= index < len(text) for index in source)


@given(texts)
def test_views_and_offsets_hold_together(text: str) -> None:
    folded = Folded(text)
    assert folded.canon == canon(text)
    assert folded.squash == squash(text) == "".join(c for c in folded.canon if c.isalnum())
    assert len(folded.plain) == len(folded.canon)
    assert 0 <= folded.obfuscation <= 1
    for view in ("canon", "joined", "squash"):
        size, last = len(getattr(folded, view)), 0
        for index in range(size):
            start, end = folded.origin(view, index, index + 1)  # type: ignore[arg-type]
            assert last <= start < end <= len(text)
            last = start
        if size:
            assert folded.origin(view, 0, size)[0] == folded.origin(view, 0, 1)[0]  # type: ignore[arg-type]
            assert folded.origin(view, 0, size)[1] == folded.origin(view, size - 1, size)[1]  # type: ignore[arg-type]


@given(st.text(st.sampled_from("aăâđêôơưyAĐ cbnth áạảãà.,!😂"), max_size=40))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert canon(unicodedata.normalize("NFC", text)) == canon(unicodedata.normalize("NFD", text))


@given(texts)
def test_folding_twice_changes_only_digits(text: str) -> None:
    plain = Folded(text).plain
    assert Folded(plain).plain == plain


@pytest.mark.parametrize(
    "unit", ["a", "v.a.y ", "v a y ", "v4y ", "a.", "\u200b", "ế", "😂", "\x00", "\u202eabc", "(", "t in d ung ", "ﷺ", "1tr"]
)
def test_a_post_of_200_000_characters_takes_linear_time(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    began = time.process_time()
    folded = Folded(text)
    assert folded.obfuscation >= 0
    if folded.canon:
        folded.origin("joined", 0, len(folded.joined))
    assert time.process_time() - began < 8  # about 1 s; quadratic work would take minutes


def test_syllables() -> None:
    assert {"vay", "nghieng", "quyen", "giua", "khuyu", "oach", "yeu", "ca"} <= BARE
    assert not {"vayt", "ce", "ka", "ghan", "ngi", "zalo", "strong", "b"} & BARE
    assert all(spelled(word) for word in ("tiền", "hoà", "hòa", "ngừoi", "việt", "gì", "giếng", "quýt", "khuỷu", "được"))
    assert not any(spelled(word) for word in ("bịết", "trưy", "bẽt", "cáì", "wẽb"))
    assert segment("vaytien") == ("vay", "tien")
    assert segment("vtx") is None
    assert segment("a" * 41) is None
