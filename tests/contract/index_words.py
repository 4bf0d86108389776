"""What every index must do with words: which posts they find and which characters they mark."""

from __future__ import annotations

import unicodedata

import pytest
from index_records import doc, ids, marked

from search.port import Index, Query
from topics.records import Article, Media


class WordSuite:
    @pytest.mark.parametrize(
        ("text", "query", "hit"),
        [
            ("Cảnh báo lừa đảo", "lừa đảo", True),
            ("Cảnh báo lừa đảo", "LỪA ĐẢO", True),
            ("CẢNH BÁO LỪA ĐẢO", "lừa đảo", True),
            ("Cảnh báo lừa đảo", "lua dao", True),
            ("Cảnh báo lừa đảo", "LUA dao", True),
            ("canh bao lua dao", "lua dao", True),
            ("canh bao lua dao", "lừa đảo", False),
            ("cây lúa trên đảo", "lừa đảo", False),
            ("cây lúa trên đảo", "lua đảo", True),
            ("cây lúa trên đảo", '"lua dao"', False),
            ("con dao sắc", "đao", False),
            ("thanh đao", "dao", True),
            ("Cảnh báo lừa đảo", "đảo báo", True),
            ("Cảnh báo lừa đảo", '"đảo lừa"', False),
            ("Cảnh báo lừa đảo", '"báo lừa" cảnh', True),
            ("Cảnh báo lừa đảo", "“báo lừa đảo”", True),
            ("Cảnh báo lừa đảo", "lừa tiền", False),
            ("Cảnh báo lừa đảo", "lừ", False),
            ("Công an xã mời", '"công an"', True),
            ("cống ăn nước, công trình", '"công an"', False),
            ("cống ăn nước, công trình", '"cong an"', True),
            ("gọi 0901.234.567 ngay", "0901.234.567", True),
            ("gọi 0901.234.567 ngay", "901", False),
            ("xem tại example.vn/qua-tang", "example.vn", True),
            ("giữ_gạch_dưới", "gạch", True),
            ("sức khoẻ là vàng", "khỏe", True),
            ("sức khỏe là vàng", "khoẻ", True),
            ("uý tín", "úy", True),
            ("của quý", "qúy", False),
            ("Ｔｏàｎ quốc", "quoc", True),
            ("không", "không không không", True),
        ],
    )
    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    async def test_words(self, index: Index, text: str, query: str, hit: bool, form: str) -> None:
        await index.put_documents([doc("1", unicodedata.normalize(form, text)), doc("2", "chuyện khác hẳn")])
        assert await ids(index, query) == (["1"] if hit else [])
        assert await ids(index, unicodedata.normalize("NFD", query)) == (["1"] if hit else [])

    async def test_invisible_characters_do_not_hide_a_word(self, index: Index) -> None:
        await index.put_documents([doc("1", "vay t\u200biền nhanh\ufeff")])
        assert await ids(index, "tiền nhanh") == ["1"]
        assert await marked(index, "tiền") == ["t\u200biền"]

    async def test_every_text_of_a_post_is_searched(self, index: Index) -> None:
        article = Article(title="Tựa rõ ràng", lead="Đoạn dẫn")
        media = (Media(ocr="chữ trong ảnh"), Media(alt="mô tả thay thế"))
        await index.put_documents(
            [doc("1", "Thân bài", article=article, media=media, name="Tin Sớm Mai"), doc("2", "khác", name="Trang kia")]
        )
        for words in ("thân bài", "rõ ràng", "đoạn dẫn", "trong ảnh", "thay thế", "sớm mai", "than ro doan chu mo som"):
            assert await ids(index, words) == ["1"], words
        assert await ids(index, '"bài tựa"') == [], "a phrase does not run from one field into the next"
        assert await ids(index, '"bai tua"') == []

    @pytest.mark.parametrize(
        "typed",
        ['"', '""', "*", "kẹo*", "-kẹo", "kẹo -", "kẹo:", "text:kẹo", "(kẹo", "kẹo)", "NEAR(kẹo", "kẹo OR", "AND kẹo", "NOT", "^kẹo",
        "{kẹo}", "kẹo\0",
         "'kẹo'; DROP TABLE x;--", "kẹo\\", "kẹo~2", "kẹo^5", "/kẹo/", "[kẹo TO x]", "_exists_:kẹo", "%", "_", "+kẹo", '"kẹo', "«kẹo",
         "\ud800kẹo", "!!!",
         "kẹo & | ! =", "<script>kẹo", "🔥", "kẹo 🔥", "k" * 5000, "kẹo " * 3000, "(" * 5000 + "kẹo"],
    )  # fmt: skip
    async def test_whatever_is_typed_is_only_words(self, index: Index, typed: str) -> None:
        await index.put_documents([doc("1", "bán kẹo ngon"), doc("2", "không")])
        assert set(await ids(index, typed)) <= {"1"}

    async def test_signs_around_a_word_do_not_matter(self, index: Index) -> None:
        await index.put_documents([doc("1", "bán kẹo ngon"), doc("2", "không")])
        for typed in ("-kẹo", "kẹo*", "(kẹo", '"kẹo', "kẹo\0", "🔥 kẹo", "kẹo 🔥!!!", "ngon:kẹo"[5:]):
            assert await ids(index, typed) == ["1"], typed
        assert await ids(index, "  \n ") == ["2", "1"] or sorted(await ids(index, " ")) == ["1", "2"], "blank text is no condition"
        assert await ids(index, "🔥 !!!") == [], "text without a word finds nothing"

    async def test_marks_are_the_words_a_monitor_reads(self, index: Index) -> None:
        await index.put_documents([doc("1", "Đừng CHUYỂN KHOẢN! Chuyen  khoan là mất; chuyển-khoản, chuyên khoan.")])
        assert await marked(index, "chuyển khoản") == ["CHUYỂN", "KHOẢN", "chuyển", "khoản"]
        assert await marked(index, "khoan") == ["KHOẢN", "khoan", "khoản", "khoan"]
        assert await marked(index, '"chuyen khoan"') == ["CHUYỂN", "KHOẢN", "Chuyen", "khoan", "chuyển", "khoản", "chuyên", "khoan"]
        assert await marked(index, '"là mất"') == ["là", "mất"]
        assert await marked(index, "trang") == [], "the word stands in the page's name only"

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    async def test_marks_count_code_points(self, index: Index, form: str) -> None:
        text = unicodedata.normalize(form, "🔥🔥 Hoà bình, “khoẻ” và đẹp")
        await index.put_documents([doc("1", text)])
        for query, words in (("hòa", ["Hoà"]), ("hoa BINH", ["Hoà", "bình"]), ("khỏe", ["khoẻ"]), ("dep", ["đẹp"])):
            assert await marked(index, query) == [unicodedata.normalize(form, word) for word in words]

    async def test_no_words_no_marks(self, index: Index) -> None:
        await index.put_documents([doc("1", "một hai", codes=("JOB",))])
        assert (await index.search(Query(codes=("JOB",)))).found[0].marks == ()
