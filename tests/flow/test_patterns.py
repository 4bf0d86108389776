"""Copies, coordinated pages and bursts through the whole program: found, told, no alert, and the same whatever dies."""

import datetime as dt
import random

from desk import Desk, post
from test_faults import killed_often

START = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
WORDS = "xe mưa chợ lớp giá nhà đường bếp vườn sông biển núi gió quê phố hội bóng vé điểm món áo hoa cá tôm lúa ga cầu bến".split()

ARTICLE = [
    "Sáng nay thư viện thành phố mở lại phòng đọc thiếu nhi sau hai tháng sửa chữa",
    "Phòng đọc mới có thêm bốn nghìn đầu sách, bàn ghế được thay bằng gỗ thông và kê sát cửa sổ cho nhiều ánh sáng",
    "Bạn đọc dưới mười hai tuổi được mượn năm cuốn mỗi lần và giữ trong ba tuần",
    "Cuối tuần thư viện mời người kể chuyện tới đọc truyện cho các em vào lúc chín giờ sáng",
]
"""A neutral story of our own (domain.md §3.6: comments that paste sentences of one article, some copying each other)."""

THREAD = [
    (ARTICLE[0], "c1"),
    (f"{ARTICLE[1]}. Hay quá", "c2"),
    (f"Nghe nói {ARTICLE[1].lower()}", "c3"),
    (f"{ARTICLE[2]}, tiện thật đấy mọi người ạ", "c4"),
    (f"{ARTICLE[3]}, nhớ tới sớm", "c5"),
    ("Hôm qua đi ngang thấy đông, gửi xe hơi khó một chút, lần sau chắc phải đi xe buýt cho tiện", "c6"),
    ("Có ai biết chủ nhật thư viện mở cửa tới mấy giờ không ạ, nhà mình ở xa nên muốn hỏi trước", "c7"),
    (f"{ARTICLE[3]} nha các mẹ", "c8"),
    (f"Mọi người ơi {ARTICLE[3].lower()}", "c10"),
    ("Chúc mừng thư viện, chúc mọi người nhiều sức khỏe và niềm vui, chúc các bạn nhỏ luôn ngoan", "c11"),
    ("Chúc mừng thư viện, chúc mọi người nhiều sức khỏe và niềm vui, chúc các bạn nhỏ luôn ngoan", "c12"),
]
COPIED = {frozenset({"c2", "c3"}), frozenset({"c5", "c8", "c10"})}
"""Who copies whom; c11 and c12 say the same set phrases, which is no copying."""


def at(seconds):
    return (START + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def thread():
    yield post("a1", ". ".join(ARTICLE), page="fb:lib", by_page=True, published_at=at(0))
    for n, (text, id) in enumerate(THREAD):
        yield post(id, text, page="fb:lib", kind="comment", parent="a1", published_at=at(600 * n + 60))


def test_copied_comments_are_clusters_and_no_alert(desk):
    desk.run("replay", desk.write("thread.jsonl", thread()), "--wait")
    found = desk.jsonl("clusters")
    assert {frozenset(c["posts"]) - {"a1"} for c in found} == COPIED
    assert {c["kind"] for c in found} == {"copies"}
    for cluster in found:
        assert set(cluster) >= {"id", "kind", "posts", "pages", "first", "last", "score", "sample"}
        assert cluster["pages"] == ["fb:lib"]
        assert cluster["sample"][:20].lower() in " ".join(t for t, _ in THREAD).lower()
    assert desk.jsonl("alerts") == []
    assert "KIND" in desk.run("clusters", "--kind", "copies").stdout
    assert desk.jsonl("clusters", "--kind", "coordinated") == []


def world():
    """Forty pages over six days: a group of six that push ten addresses within two minutes, one viral text, chatter, one loud hour."""
    rng = random.Random(4)
    records = []

    def add(page, seconds, text, link=None):
        more = {"links": [link]} if link else {}
        records.append(
            post(f"fb:{len(records)}", text, page=page, by_page=True, published_at=at(seconds), collected_at=at(seconds), **more)
        )

    pages = [f"fb:{i}" for i in range(40)]
    for page in pages:
        for _ in range(12):
            add(page, rng.randrange(6 * 86_400), " ".join(rng.choices(WORDS, k=20)))
    for k in range(10):
        start, text = rng.randrange(5 * 86_400), " ".join(rng.choices(WORDS, k=24))
        for page in pages[3:9]:
            add(page, start + rng.randrange(120), text, f"https://dich.example/{k}")
    viral = " ".join(rng.choices(WORDS, k=24))
    for page in rng.sample(pages, 25):
        add(page, 3 * 86_400 + rng.expovariate(1 / 9000), viral, "https://bao.example/1")
    for i in range(40):
        add("fb:30", 5 * 86_400 + 60 * i, " ".join(rng.choices(WORDS, k=6)))
    records.sort(key=lambda r: r["published_at"])
    return records


def told(desk):
    """What does not depend on which page's posts came first: who was found with whom, and when what began."""
    clusters, bursts = desk.jsonl("clusters"), desk.jsonl("bursts")
    return {
        "copies": sorted(sorted(c["posts"]) for c in clusters if c["kind"] == "copies"),
        "coordinated": sorted(c["pages"] for c in clusters if c["kind"] == "coordinated"),
        "bursts": sorted((b["about"], b["first"]) for b in bursts if b["about"].startswith("page:")),
    }


def test_killed_often_it_tells_what_a_quiet_run_tells(desk, tmp_path_factory):
    quiet = Desk(tmp_path_factory.mktemp("quiet"))
    file = desk.write("w.jsonl", world())
    quiet.run("replay", file, "--wait")
    expected = told(quiet)
    assert expected["coordinated"] == [[f"fb:{i}" for i in range(3, 9)]]
    assert len(expected["copies"]) == 11
    assert [about for about, _ in expected["bursts"]] == ["page:fb:30"]
    killed_often(desk, file, 5, 60)
    assert told(desk) == expected
    desk.run("replay", file, "--wait")  # the whole file once more
    assert told(desk) == expected
