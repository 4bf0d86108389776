"""The words around a name that tell a place from a person, a shop, a street or a dish that merely bears a place's name.

Spelled as `gazetteer.spelled` gives them; for a text without accents the folded forms of those that mean little else.
"""

from __future__ import annotations

from enrichers.gazetteer import spelled


def _set(words: str) -> frozenset[str]:
    """`_` joins the words of one entry."""
    return frozenset(" ".join(spelled(part) for part in word.split("_")) for word in words.split())


def _names(words: str) -> frozenset[str]:
    """Folded names; `_` joins the words of one."""
    return frozenset(word.replace("_", " ") for word in words.split())


COMMUNE, DISTRICT, PROVINCE = "Cc", "d", "Pp"

DESIGNATORS: dict[str, tuple[str, str, str]] = {
    "xa": ("xã", "Xã", COMMUNE), "phuong": ("phường", "Phường", COMMUNE), "thi tran": ("thị trấn", "Thị trấn", COMMUNE),
    "dac khu": ("đặc khu", "Đặc khu", COMMUNE), "quan": ("quận", "Quận", DISTRICT), "huyen": ("huyện", "Huyện", DISTRICT),
    "thi xa": ("thị xã", "Thị xã", DISTRICT), "tinh": ("tỉnh", "Tỉnh", PROVINCE),
    "thanh pho": ("thành phố", "Thành phố", PROVINCE + DISTRICT),
    "tp": ("", "Thành phố", PROVINCE + DISTRICT), "tx": ("", "Thị xã", DISTRICT), "tt": ("", "Thị trấn", COMMUNE),
    "p": ("", "Phường", COMMUNE), "f": ("", "Phường", COMMUNE), "q": ("", "Quận", DISTRICT), "h": ("", "Huyện", DISTRICT),
    "x": ("", "Xã", COMMUNE), "t": ("", "Tỉnh", PROVINCE), "t p": ("", "Thành phố", PROVINCE + DISTRICT), "t x": ("", "Thị xã", DISTRICT),
}  # fmt: skip
"""Folded → as it is spelled (empty for an abbreviation), the type of unit it names, the levels that type has."""

SHORT = frozenset({"hn", "sg", "hcm", "hcmc", "tphcm", "tphn", "bmt", "brvt"})
"""Abbreviations that name one city; in small letters they need a word of place before them."""

SHORTER = frozenset({"dn", "hp", "ct", "nt", "vt", "bh", "tdm", "td"})
"""Abbreviations that may mean anything: capitals, and a word of place or a larger place beside them."""

AT = _set("""
    tại ở địa_bàn khu_vực địa_chỉ đc add chi_nhánh cơ_sở kho huyện_ủy tỉnh_ủy thành_ủy ubnd công_an csgt tand vksnd ban_chqs sân_bay
    bãi_biển biển đảo bến_xe ga cảng vịnh khu_đô_thị kđt kcn khu_công_nghiệp chung_cư sở_y_tế trung_tâm ngoại_thành nội_thành bán_đảo
    nam bắc đông tây phía_bắc phía_nam phía_đông phía_tây khắp toàn vùng quanh gần ngoài vào_tới đến_từ ship_về giao_tại nội_ô
""")
"""What stands right before a place and hardly before anything else."""

TOWARDS = _set("""
    về từ đến tới ra vào lên xuống qua sang đi cách thuộc giữa hướng dân ship giao tuyển cho_thuê bán_đất đất nhà_đất rời khỏi trong
    ghé
""")
"""What often stands before a place: enough for a province or a name like no other."""

AT_PLAIN = frozenset(
    {"tai", "o", "dia ban", "khu vuc", "dia chi", "chi nhanh", "co so", "cong an", "ubnd", "san bay", "dao", "bien", "toan", "quanh"}
)
TOWARDS_PLAIN = frozenset(
    {"ve", "tu", "den", "toi", "ra", "vao", "len", "xuong", "qua", "di", "thuoc", "dan", "ship", "giao", "khap", "gan"}
)

LIVES = _set("""
    quê quê_ở quê_tại trú trú_tại ngụ ngụ_tại thường_trú thường_trú_tại tạm_trú tạm_trú_tại cư_trú cư_trú_tại hktt nguyên_quán
    quê_quán sinh_sống_tại sống_tại sống_ở nhà_ở
""")
"""What says where a person is at home."""

TITLES = _set("""
    thằng lão gã mụ ả anh chị em ông bà cô chú bác bạn cháu thầy dì cậu bé sĩ viên hậu mc nick tên tướng vua chàng nàng con mẹ bố vợ
    chồng idol hề bs ts gs
""")
GROUPS = _set("""
    anh_em chị_em các_bạn bà_con mọi_người thành_viên nhân_viên sinh_viên công_viên đoàn_viên bệnh_viên giáo_viên học_viên trẻ_con
    các_anh
""")
"""Where the last word of these stands before a name, no person is named by it."""

SURNAMES = _set("""
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trương lâm mai đào cao hà tạ lương tô thái
    châu văn thị
""")

ROADS = _set("""
    đường phố ngõ ngách hẻm kiệt cầu sông núi hồ đèo chợ lộ tốc hầm kênh rạch suối ql tl dt đt ấp thôn bản tổ khu_phố tuyến đại_lộ sắt
    biển_số cửa cửa_biển
""")
ROADS_PLAIN = _names("""
    duong ngo hem kiet song nui deo quoc_lo dai_lo cao_toc tuyen
""")

HOUSES = _set("""
    công_ty cty tnhh tmcp cp ngân_hàng nh bank tập_đoàn hãng bia rượu báo đài tạp_chí nxb clb fc đội_bóng nhà_hàng quán khách_sạn
    hotel shop tiệm spa thẩm_mỹ_viện tmv nha_khoa phòng_khám bệnh_viện bv trường đại_học đh thpt thcs tiểu_học mầm_non cao_đẳng cđ
    học_viện nhà_hát truyền_hình nhà_xe xe_khách cafe café xổ_số xskt vé_số xs nhóm fanpage page group hội lâm_trường hợp_tác_xã htx
    siêu_thị vincom chùa đền đình nhà_thờ đội_tuyển câu_lạc_bộ chứng_khoán bảo_hiểm nước_suối nước_khoáng thuốc_lá xi_măng gốm lụa
    tranh studio salon gym vàng tiệm_vàng gara phim ca_khúc bài_hát bài tác_phẩm truyện cuốn sách tiểu_thuyết huân_chương giải_thưởng
    tư_tưởng bác lăng đoàn_tncs chủ_tịch họ kênh
""")
"""Heads of the names of firms, houses and works: what follows in capitals is their name."""
NOT_HOUSES = _set("""
    quê_hương quán_trọ hội_nghị chủ_tịch_ubnd chủ_tịch_xã
""")

WARES = _set("""
    bún bún_bò phở mì mì_quảng cơm cơm_tấm bánh bánh_mì bánh_tráng bánh_đậu_xanh bánh_canh bánh_xèo bánh_cuốn bánh_tét bánh_pía nem
    nem_chua chả chả_mực chả_cá kẹo kẹo_dừa cà_phê sầu_riêng vải vải_thiều bưởi cam xoài thanh_long nho táo mận đào chôm_chôm nhãn mắm
    nước_mắm mắm_tôm gạo nếp tỏi hành sâm yến yến_sào tổ_yến mật_ong chè trà rượu gà vịt lợn bò heo cá mực tôm ghẹ ốc hàu cua dừa
    cơm_cháy cốm giò đặc_sản mè_xửng cu_đơ mít ổi hồng quýt dưa măng tiêu điều ca_cao nón áo_dài thổ_cẩm chiếu trống dế hoa cháo lẩu
    hủ_tiếu cao_lầu gỏi nộm xôi muối bột khô kem sữa mộc_nhĩ khoai lạc rươi ruốc cá_kho bê bò_khô thịt_trâu trâu chim nghêu
""")
"""Dishes and goods that are called after where they come from."""
WARES_PLAIN = _names("""
    bun_bo bun pho com_tam banh_mi banh_trang nem_chua keo_dua ca_phe sau_rieng vai_thieu nuoc_mam mam gao toi tra che buoi mi_quang
""")

TAILS = _set("""
    mới giải_phóng fc group bank land petro tv times online airlines computer telecom hotel resort palace center ơi dương foods
    xanh_food star
""")

COMMON = _names("""
    van_hoa hanh_phuc an_toan hop_dong lien_quan dao_duc trung_tam thanh_cong thiet_ke tu_nhien tu_do duy_nhat van_minh dong_y
    chien_thang binh_yen an_ninh yen_tam doan_ket yen_binh hop_ly trung_binh chi_dao thu_ba bien_gioi binh_an cong_bang thong_nhat
    vinh_vien an_nhan the_duc hop_nhat tien_phong hoa_binh nam_thanh quyet_tam sao_vang doc_lap ban_cong luong_tam co_dong tien_tien
    phong_phu cho_moi binh_dan thuan_loi an_sinh thanh_xuan tien_hoa nhan_dao trung_thanh quang_truong kien_thiet ban_co dong_tam
    pho_moi dong_bang bach_khoa cong_ly tay_nam sinh_ton chan_ly nam_anh cong_hoa tam_quan khang_chien dai_thang lien_minh bao_la
    dinh_cu thao_nguyen tien_bo an_cu binh_minh tam_nong ba_con thinh_vuong dan_chu lien_hiep dong_dat hoi_hop vinh_quang phong_thuy
    than_thuoc trung_thu dong_nam dong_bac trung_dong nam_nu duc_hanh minh_chau hoa_hong minh_khai thai_hoa tan_tien quang_minh
    hong_ha tu_tin tan_binh kien_thanh tam_binh dong_anh song_ma cao_loc binh_tan hoai_an an_lao cau_giay cau_ke tam_dao ha_trung
    dai_tu tu_ky di_an nam_can vi_thanh hong_bang do_son duc_hoa can_duoc phu_tan phu_quy mai_son mai_chau thanh_ha thanh_thuy
    thanh_binh hai_an hoang_mai ngo_quyen le_chan kim_son bao_lam bao_loc lam_ha ngoc_hien xuan_truong van_giang van_lam tan_phu
    tan_an tan_thanh chau_thanh phu_my thanh_tri hong_linh tan_chau duy_tien yen_khanh dong_ha binh_thuy tien_hai thai_thuy ly_nhan
    thanh_son nam_tu_liem con_dao sa_dec cao_lanh tam_ky ba_to ba_be nam_sach gia_vien dien_ban vu_ban viet_yen viet_tri hoa_vang
    gia_loc minh_long van_ban thai_binh hai_ba_trung dien_bien_phu
""")
"""Names that are ordinary words or names of persons: bare, they are places only beside a word of place or a larger place."""

CITIES = _names("""
    nha_trang da_lat vung_tau ba_ria bien_hoa thu_duc ha_long go_vap binh_thanh phu_nhuan hoan_kiem dong_da ha_dong long_bien cu_chi
    hoc_mon nha_be hoi_an phu_quoc quy_nhon qui_nhon buon_ma_thuot buon_me_thuot ban_me_thuot buon_me pleiku phan_thiet phan_rang
    my_tho sa_pa sapa mong_cai cam_pha thu_dau_mot rach_gia long_xuyen chau_doc soc_trang tuy_hoa viet_tri cam_ranh hai_ba_trung
    nhatrang dalat vungtau ninh_kieu hai_chau son_tra thanh_khe lien_chieu bac_ninh
""")
"""Towns and districts that everybody knows: known without a capital too."""

FAMOUS = _names("""
    ha_noi hanoi sai_gon saigon da_nang danang hai_phong haiphong can_tho nghe_an quang_ninh quangninh quang_nam quang_ngai dong_nai
    ho_chi_minh hai_duong thai_nguyen bac_giang ninh_binh nam_dinh dak_lak daklak gia_lai kon_tum kontum lam_dong khanh_hoa kien_giang
    ca_mau tra_vinh vinh_phuc tay_ninh thua_thien_hue nha_trang da_lat vung_tau buon_ma_thuot buon_me_thuot phu_quoc quy_nhon
    phan_thiet thu_duc
""")
"""Provinces and cities whose name without accents means nothing else."""
