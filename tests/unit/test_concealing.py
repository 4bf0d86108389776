"""Names of private persons are taken out of what leaves the desk; the sentences are ours."""

from __future__ import annotations

import pytest

from tinwatch.concealing import HIDDEN, conceal


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Chị Nguyễn Thị Hồng Thắm cho vay góp ngày, gọi chị Thắm", ("Nguyễn", "Thắm")),
        ("chi tran thi kim loan cho vay gop ngay, goi chi loan", ("tran thi", "loan")),
        ("BÁC SĨ TRẦN HỮU LỘC cam kết khỏi hẳn", ("TRẦN HỮU", "LỘC")),
        ("Theo Quách Thị Vô Danh thì mai cấm đường, Quách Thị Vô Danh nói vậy", ("Quách", "Danh")),
        ("Gọi anh Đức hoặc bác sĩ Ánh để lấy thuốc, luật sư Ôn lo giấy tờ", ("Đức", "Ánh", "Ôn")),
        ("Trang của Lê Hữu Phước và Đặng Văn Bảy", ("Phước", "Bảy")),
    ],
)
def test_a_name_is_gone_wherever_it_stands(text: str, gone: tuple[str, ...]) -> None:
    hidden = conceal(text)
    assert HIDDEN in hidden
    assert [name for name in gone if name in hidden] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bộ Y tế đã bác bỏ thông tin trên đường Trần Hưng Đạo",
        "Ngân hàng Nhà nước Việt Nam không có chương trình này",
        "Sở Văn hóa, Thể thao Hà Nội và Sở Y tế Cao Bằng, Lâm Đồng thông báo",
        "Cho thuê nhà ở Bà Rịa, đi Hà Giang ngắm hoa",
        "Lá đu đủ đực chữa khỏi ung thư.",
        "https://moh.example.vn/huong-dan",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    assert conceal(text) == text
