"""What people's browsers kept: Zeeschuimer's NDJSON, WACZ, screenshots; made here in the shapes whose sources stand beside them."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from collectors.pictures import Unreadable
from collectors.uploads import archives
from collectors.uploads.making import Given
from collectors.uploads.owners import DOUBTFUL, PERSONAL, Owners
from collectors.uploads.recognising import recognised
from collectors.uploads.refused import Refused
from collectors.warcs import Exchange, wacz, warc
from topics.records import Page

AT = datetime(2026, 11, 20, 2, 10, 4, tzinfo=UTC)
TEXT = "Việc nhẹ lương cao, đóng cọc trước 300k"
KEPT = Given(Owners([Page(id="fb:1002", name="Tin A"), Page(id="tt:cuahang"), Page(id="ig:cuahang.b")], {"fb:tin.a": Page(id="fb:1002")}))
SECRETS = ("Nguyễn Thị Kín", "nguyenthikin", "100077788899")
"""A person's name, handle and number, in every place where these exports have one."""


def kept(platform: str, data: object, seen_at: str = "https://www.facebook.com/tin.a") -> str:
    """A line as js/zs-background.js of Zeeschuimer puts it down."""
    line = {
        "nav_index": "1:0:1", "item_id": "7", "timestamp_collected": int(AT.timestamp() * 1000), "last_updated": 1, "user_agent": "Firefox",
        "source_platform": platform, "source_platform_url": seen_at, "source_url": "https://www.facebook.com/api/graphql/", "data": data,
    }  # fmt: skip
    return json.dumps(line) + "\n"


def story(actor: dict[str, object], url: str = "https://www.facebook.com/tin.a/posts/900", **content: object) -> dict[str, object]:
    """A story as 4CAT's `map_item` of datasources/facebook takes it apart; counts as they stand in Facebook's page."""
    told = {"post_id": "900", "wwwURL": url, "message": {"text": TEXT}, "actors": [actor], "attachments": [_photo()], **content}
    when = {"__typename": "CometFeedStoryMinimizedTimestampStrategy", "story": {"creation_time": int(AT.timestamp()), "url": url}}
    who = {"__typename": "CometFeedStoryAudienceStrategy", "story": {"id": "x"}}
    counts = {"feedback": {"reaction_count": {"count": 412}, "share_count": {"count": 34}}}
    talk = {"feedback": {"comment_rendering_instance_for_feed_location": {"comments": {"total_count": 57}}}}
    target = {"comet_ufi_summary_and_actions_renderer": counts, "comment_list_renderer": talk}
    feedback = {"story": {"story_ufi_container": {"story": {"feedback_context": {"feedback_target_with_context": target}}}}}
    sections = {
        "content": {"story": told}, "context_layout": {"story": {"comet_sections": {"metadata": [who, when]}}}, "feedback": feedback,
    }  # fmt: skip
    return {"__typename": "Story", "id": "S:_I1002:900", "comet_sections": sections, "tagged": SECRETS}


def _photo() -> dict[str, object]:
    return {
        "target": {"__typename": "Photo", "id": "1"},
        "styles": {"attachment": {"media": {"photo_image": {"uri": "https://cdn.example/1"}}}},
    }


PAGE = {"__typename": "Page", "__isActor": "Page", "id": "1002", "name": "Tin nhanh A", "url": "https://www.facebook.com/tin.a"}
NEWER = {"__typename": "User", "id": "1002", "name": "Tin nhanh A", "delegate_page": {"id": "777", "is_business_page_active": False}}
PERSON = {"__typename": "User", "id": SECRETS[2], "name": SECRETS[0], "url": f"https://www.facebook.com/{SECRETS[1]}"}


def read(path, content: str | bytes, given: Given | None = None):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = recognised(path, given or Given(), "tệp")
    return found.format, list(found.lines)


@pytest.mark.parametrize("actor", [PAGE, NEWER])
def test_a_page_on_facebook(tmp_path, actor):
    kind, [line] = read(tmp_path / "f", kept("facebook.com", story(actor)))
    post = line.post
    assert (kind, post.id, post.page) == ("zeeschuimer", "fb:1002_900", Page(id="fb:1002", name="Tin nhanh A"))
    assert (post.text, post.published_at, post.collected_at) == (TEXT, AT, AT)
    assert (post.reach.reactions, post.reach.comments, post.reach.shares, post.reach.views) == (412, 57, 34, None)
    assert (post.media[0].url, post.by_page) == ("https://cdn.example/1", True)


def test_persons_and_groups_on_facebook_are_refused(tmp_path):
    group = story(PERSON, "https://www.facebook.com/groups/1/posts/900")
    content = kept("facebook.com", story(PERSON)) + kept("facebook.com", group) + kept("facebook.com", {"id": "x"}) + "không phải json\n"
    _, lines = read(tmp_path / "f", kept("facebook.com", story(PAGE)) + content)
    assert [line.error for line in lines] == ["", PERSONAL, PERSONAL, "is not built like a story of Facebook", "is no JSON"]


def comments(*nodes: dict[str, object]) -> dict[str, object]:
    """modules/facebook-comments.js keeps a `Feedback` with the edges; ids of comments are Base64 of `comment:POST_COMMENT`."""
    return {
        "id": "feedback:900",
        "comment_rendering_instance_for_feed_location": {"comments": {"edges": [{"node": node} for node in nodes]}},
    }


def said(id: str, text: str) -> dict[str, object]:
    number = base64.b64encode(f"comment:900_{id}".encode()).decode()
    return {"id": number, "body": {"text": text}, "created_time": int(AT.timestamp()), "author": {"id": SECRETS[2], "name": SECRETS[0]}}


def test_comments_on_facebook_stand_under_the_page_that_was_open(tmp_path):
    content = kept("facebook-comments", comments(said("1", "ib em"), said("2", "lừa đảo đấy")))
    lines = read(tmp_path / "f", content, KEPT)[1]
    assert [(line.post.id, line.post.kind, line.post.parent, line.post.page.id) for line in lines] == [
        ("fb:900_1", "comment", "fb:1002_900", "fb:1002"),
        ("fb:900_2", "comment", "fb:1002_900", "fb:1002"),
    ]
    assert [line.error for line in read(tmp_path / "f", content)[1]] == [DOUBTFUL] * 2


TIKTOK = {
    "id": "7300", "desc": TEXT,
    "createTime": int(AT.timestamp()), "author": {"uniqueId": "cuahang", "nickname": SECRETS[0], "id": SECRETS[2]},
    "stats": {"diggCount": 12, "commentCount": 3, "shareCount": 1, "playCount": 3400}, "stickersOnItem": [{"stickerText": ["NHẬN QUÀ"]}],
    "music": {"title": "x", "authorName": SECRETS[0]}, "video": {"cover": "https://cdn.example"},
}  # fmt: skip
"""Zeeschuimer modules/tiktok.js, `map_item`."""

TIKTOK_COMMENT = {
    "cid": "55", "aweme_id": "7300", "text": "ib em", "create_time": int(AT.timestamp()), "digg_count": 2, "reply_comment_total": 0,
    "reply_id": "0", "user": {"uid": SECRETS[2], "unique_id": SECRETS[1], "nickname": SECRETS[0]},
}  # fmt: skip
"""4CAT datasources/tiktok_comments, `map_item`."""

INSTAGRAM = {
    "code": "CoAb", "taken_at": int(AT.timestamp()), "media_type": 1, "caption": {"text": TEXT, "user": {"full_name": SECRETS[0]}},
    "user": {"username": "cuahang.b", "full_name": SECRETS[0]}, "like_count": 9, "comment_count": 2,
}  # fmt: skip
"""4CAT datasources/instagram, `parse_itemlist_item`; below the older form, `parse_graph_item`."""

GRAPH = {
    "__typename": "GraphImage", "shortcode": "CoAb", "taken_at_timestamp": int(AT.timestamp()), "owner": {"username": "cuahang.b"},
    "edge_media_to_caption": {"edges": [{"node": {"text": TEXT}}]}, "edge_media_preview_like": {"count": 9},
    "edge_media_preview_comment": {"count": 2},
}  # fmt: skip


def test_tiktok_and_instagram_need_somebody_to_vouch(tmp_path):
    video = "https://www.tiktok.com/@cuahang/video/7300"
    content = [
        kept("tiktok.com", TIKTOK),
        kept("tiktok-comments", TIKTOK_COMMENT, video),
        kept("instagram.com", INSTAGRAM),
        kept("instagram.com", GRAPH),
        json.dumps({**TIKTOK, "__import_meta": {"source_platform": "tiktok.com", "timestamp_collected": 1}}) + "\n",
    ]
    lines = read(tmp_path / "f", "".join(content), KEPT)[1]
    assert [line.post.id for line in lines] == ["tt:7300", "tt:55", "ig:CoAb", "ig:CoAb", "tt:7300"]
    assert [line.post.text for line in lines] == [TEXT, "ib em", TEXT, TEXT, TEXT]
    assert {line.post.published_at for line in lines} == {AT}
    assert (lines[0].post.reach.views, lines[0].post.media[0].ocr, lines[1].post.parent) == (3400, "NHẬN QUÀ", "tt:7300")
    assert lines[2].post.reach == lines[3].post.reach
    assert {line.error for line in read(tmp_path / "f", "".join(content))[1]} == {DOUBTFUL}
    [ad, other] = read(tmp_path / "f", kept("instagram.com", {**INSTAGRAM, "product_type": "ad"}) + kept("9gag.com", {}), KEPT)[1]
    assert ad.error.startswith("an advertisement")
    assert other.error.startswith("comes from a platform")


def test_nothing_of_a_person_comes_through(tmp_path):
    """Not in posts, not in what is told of lines that are none."""
    lines = [
        kept("facebook.com", story(PAGE)), kept("facebook.com", story(PERSON)), kept("facebook-comments", comments(said("1", "ib em"))),
        kept("tiktok.com", TIKTOK), kept("tiktok.com", {**TIKTOK, "author": SECRETS[1]}), kept("instagram.com", INSTAGRAM),
        kept("tiktok-comments", TIKTOK_COMMENT, "https://www.tiktok.com/@cuahang/video/7300"), kept("facebook.com", {"author": SECRETS}),
        kept("instagram.com", {**INSTAGRAM, "user": {"username": SECRETS[1]}}), kept("facebook-comments", {"author": SECRETS}),
    ]  # fmt: skip
    for given in (Given(), KEPT):
        found = read(tmp_path / "f", "".join(lines), given)[1]
        assert len(found) == len(lines)
        assert not [secret for secret in SECRETS if secret in repr(found)]


def page(url: str, body: str, status: int = 200, kind: str = "text/html; charset=utf-8", packed: bool = False) -> Exchange:
    raw = gzip.compress(body.encode()) if packed else body.encode()
    headers = (("content-type", kind), *((("content-encoding", "gzip"),) if packed else ()))
    return Exchange(url, AT, (("host", "x"),), status, "OK", headers, raw)


HTML = f"<html><head><title>Tin nóng</title></head><body><h1>Tin nóng</h1><p>{'Đóng cọc trước 300k để nhận việc. ' * 20}</p></body></html>"
PAGES = [
    page("https://bao.example/bai-1", HTML),
    page("https://bao.example/anh.png", "x", kind="image/png"),
    page("https://bao.example/bai-2", HTML, packed=True),
    page("https://bao.example/mat", HTML, status=404),
    page("https://www.facebook.com/tin.a/posts/900", HTML),
    page("https://www.facebook.com/people/Nguyen-Kin/1/", HTML),
    page("https://bao.example/rong", "<html><script>draw()</script></html>"),
]


@pytest.mark.parametrize("listed", [True, False])
def test_wacz(tmp_path, listed):
    archive, _ = warc(PAGES, AT)
    content = wacz(archive, [(one.url, "x", AT) for one in PAGES if "png" not in one.url] if listed else [], AT)
    kind, lines = read(tmp_path / "f", content, KEPT)
    posts = [line.post for line in lines if line.post is not None]
    assert (kind, [post.id for post in posts]) == ("wacz", ["web:bao.example/bai-1", "web:bao.example/bai-2", "fb:1002_900"])
    assert all("Đóng cọc trước 300k" in post.text and post.collected_at == AT for post in posts)
    assert [line.error.partition(":")[0] for line in lines if line.error] == [PERSONAL.partition(":")[0], "a page without words"]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert read(tmp_path / "f", archive)[0] == "warc"


def test_an_archive_that_would_do_harm_is_refused(tmp_path, monkeypatch):
    archive, _ = warc(PAGES, AT)
    for name in ("../../etc/cron.d/x", "/etc/passwd", "archive\\..\\..\\x", "C:/x"):
        with pytest.raises(Refused, match="leads out of it"):
            read(tmp_path / "f", zipped({name: b"x", "archive/data.warc.gz": archive}))
    with pytest.raises(Refused, match="no WACZ"):
        read(tmp_path / "f", zipped({"pages/pages.jsonl": b"{}"}))
    whole = zipped({"archive/data.warc.gz": archive, "f": b"0" * 10})
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    with pytest.raises(Refused, match="more than 1 files"):
        read(tmp_path / "f", whole)
    with pytest.raises(Refused, match="cannot be unpacked"):
        read(tmp_path / "f", whole[: len(whole) // 2])


def test_a_bomb_does_not_go_off(tmp_path, monkeypatch):
    """A page of 30 MB of zeros packs to 30 kB, twice over; all that it unpacks to counts."""
    monkeypatch.setattr(archives, "MOST_UNPACKED", 200_000)
    archive, _ = warc([page("https://bao.example/bom", "0" * 30_000_000, packed=True)], AT)
    assert len(archive) < 100_000
    with pytest.raises(Refused, match="unpacks to more than 200,000 bytes"):
        read(tmp_path / "f", zipped({"archive/data.warc.gz": archive}))
    with pytest.raises(Refused, match="unpacks to more than 200,000 bytes"):
        read(tmp_path / "f", zipped({"archive/data.warc": b"0" * 300_000}))


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in files.items():
            packing.writestr(zipfile.ZipInfo(name) if "\\" in name else name, content)
    return out.getvalue()


class Reads:
    """In place of Tesseract, which has its own test (tests/unit/test_media.py)."""

    def read(self, picture: bytes) -> str:
        if picture.endswith(b"broken"):
            raise Unreadable("cut short")
        return TEXT


def test_a_screenshot(tmp_path):
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 50
    shown = Given(page=Page(id="fb:1002", name="Tin A"), url="https://www.facebook.com/tin.a/posts/900", reader=Reads())
    kind, [line] = read(tmp_path / "f", picture, shown)
    assert (kind, line.post.id, line.post.text, line.post.platform) == ("picture", "fb:1002_900", TEXT, "facebook")
    without = [Given(reader=Reads()), Given(page=shown.page)]
    without.append(Given(page=shown.page, reader=Reads(), url="https://www.facebook.com/people/Nguyen-Kin/1/"))
    errors = [read(tmp_path / "f", picture, given)[1][0].error for given in without]
    assert [error.partition(" ")[0] for error in errors] == ["a", "words", "a"]
    assert "cut short" in read(tmp_path / "f", picture + b"broken", shown)[1][0].error
    first, second = (read(tmp_path / "f", picture + more, Given(page=shown.page, reader=Reads()))[1][0].post.id for more in (b"", b"1"))
    assert first.startswith("fb:1002_up")
    assert first == second, "two pictures of the same words show the same post"
