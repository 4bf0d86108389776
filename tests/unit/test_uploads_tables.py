"""Tables that other programs export: each is written here with the head of a real one, whose source stands beside it."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from collectors.uploads.cells import Unfit, count, moment
from collectors.uploads.making import Given
from collectors.uploads.owners import DOUBTFUL, PERSONAL, Owners
from collectors.uploads.recognising import recognised
from collectors.uploads.refused import Refused
from topics.records import Page

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

CROWDTANGLE = (
    "Page Name,User Name,Facebook Id,Page Category,Page Admin Top Country,Page Description,Page Created,Likes at Posting,"
    "Followers at Posting,Post Created,Post Created Date,Post Created Time,Type,Total Interactions,Likes,Comments,Shares,Love,Wow,Haha,Sad,"
    "Angry,Care,Video Share Status,Is Video Owner?,Post Views,Total Views,Total Views For All Crossposts,Video Length,URL,Message,Link,"
    "Final Link,Image Text,Link Text,Description,Sponsor Id,Sponsor Name,Sponsor Category,Overperforming Score"
).split(",")
"""4CAT datasources/custom/import_formats.py, `facebook-crowdtangle`; a real row has `2020-04-16 09:48:29 EDT` and `"1,972,048"`."""

CROWDTANGLE_INSTAGRAM = (
    "Account,User Name,Followers at Posting,Post Created,Type,Likes,Comments,Views,URL,Link,Photo,Title,Description".split(",")
)
"""The same file, `instagram-crowdtangle`."""

LIBRARY = (
    "id,creation_time,modified_time,multimedia,is_branded_content,content_type,statistics.like_count,statistics.love_count,"
    "statistics.comment_count,statistics.reaction_count,statistics.views,statistics.views_date_last_refreshed,statistics.share_count,"
    "post_owner.type,post_owner.id,post_owner.name,surface.type,surface.id,surface.name,text,link_attachment.link"
).split(",")
"""The default projection of `facebook/posts/preview`, as a public field reference checked it on 2026-08-24, and two asked for."""

FOURCAT_FACEBOOK = "id,url,body,timestamp,author,author_name,image_url,video_url,is_in_group,group_name,unix_timestamp".split(",")
"""4CAT datasources/facebook/search_facebook.py, `map_item`."""

FOURCAT_TIKTOK = (
    "collected_from_url,id,thread_id,author,author_full,author_followers,author_likes,author_videos,author_avatar,body,stickers,timestamp,"
    "unix_timestamp,is_duet,is_ad,music_name,tiktok_url,thumbnail_url,likes,comments,shares,plays,hashtags"
).split(",")
"""Zeeschuimer modules/tiktok.js, which is generated from 4CAT's `map_item`."""

FOURCAT_COMMENTS = (
    "collected_from_url,id,thread_id,author,author_full,author_avatar_url,body,timestamp,unix_timestamp,likes,replies,post_id,post_url,"
    "post_body,comment_url,is_liked_by_post_author"
).split(",")
"""4CAT datasources/tiktok_comments/search_tiktok_comments.py, `map_item`."""

FOURCAT_INSTAGRAM = (
    "id,post_source_domain,thread_id,parent_id,body,author,author_fullname,author_avatar_url,timestamp,type,url,image_url,media_url,"
    "hashtags,num_likes,num_comments,num_media,unix_timestamp"
).split(",")
"""4CAT datasources/instagram/search_instagram.py, `parse_itemlist_item`."""

TEXT = 'Tuyển CTV "việc nhẹ, lương cao"\nĐóng cọc trước 300k'


def exported(head: list[str], *rows: dict[str, str], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, head, delimiter=delimiter, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(path, content: str | bytes, given: Given | None = None):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = recognised(path, given or Given(), "tệp.csv")
    return found.format, list(found.lines)


ROW = {
    "Page Name": "Tin nhanh A", "User Name": "tinnhanh.a", "Facebook Id": "1002", "Post Created": "2020-04-16 09:48:29 EDT", "Type": "Link",
    "Total Interactions": "1,972,048", "Likes": "1,264,351", "Love": "491,805", "Haha": "0", "Comments": "8,700", "Shares": "25,716",
    "Post Views": "0", "URL": "https://www.facebook.com/tinnhanh.a/posts/858090351333568", "Message": TEXT,
    "Link": "https://bao.example/bai", "Link Text": "Tựa bài", "Description": "Sa-pô", "Image Text": "CHỮ TRONG ẢNH",
}  # fmt: skip


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("packed", [False, True])
def test_crowdtangle_in_every_writing(tmp_path, form, delimiter, packed):
    content = exported(CROWDTANGLE, ROW, delimiter=delimiter).encode(form)
    kind, [line] = read(tmp_path / "f", gzip.compress(content) if packed else content)
    post = line.post
    assert (kind, line.number, line.error) == ("crowdtangle", 2, "")
    assert (post.id, post.page, post.text) == ("fb:1002_858090351333568", Page(id="fb:1002", name="Tin nhanh A"), TEXT.replace("\n", "\n"))
    assert post.published_at == datetime(2020, 4, 16, 13, 48, 29, tzinfo=UTC), "EDT is four hours behind UTC"
    assert (post.reach.reactions, post.reach.comments, post.reach.shares, post.reach.views) == (1_264_351 + 491_805, 8700, 25_716, 0)
    assert (post.links, post.article.title, post.media[0].ocr) == (("https://bao.example/bai",), "Tựa bài", "CHỮ TRONG ẢNH")


def test_crowdtangle_of_groups_and_profiles_is_refused(tmp_path):
    groups = [name.replace("Page Name", "Group Name") for name in CROWDTANGLE]
    group = {"Group Name": "Hội", **{name: text for name, text in ROW.items() if name != "Page Name"}}
    assert [line.error for line in read(tmp_path / "f", exported(groups, group))[1]] == [PERSONAL]
    for url in ("https://www.facebook.com/people/Nguyen-Van-A/1000123/", "https://facebook.com/profile.php?id=100012345"):
        assert [line.error for line in read(tmp_path / "f", exported(CROWDTANGLE, {**ROW, "URL": url}))[1]] == [PERSONAL]


def test_instagram_needs_somebody_to_vouch(tmp_path):
    row = {
        "Account": "Cửa hàng B", "User Name": "cuahang.b", "Post Created": "2023-02-01 10:00:00 +07", "Likes": "1.204", "Comments": "3",
        "Views": "N/A", "URL": "https://www.instagram.com/p/CoAbC_1/", "Description": TEXT,
    }  # fmt: skip
    content = exported(CROWDTANGLE_INSTAGRAM, row)
    kind, [line] = read(tmp_path / "f", content)
    assert (kind, line.post, line.error) == ("crowdtangle-instagram", None, DOUBTFUL)
    assert "cuahang" not in line.error
    known = Given(Owners([Page(id="ig:cuahang.b")]))
    post = read(tmp_path / "f", content, known)[1][0].post
    assert (post.id, post.page.name, post.reach.reactions, post.reach.views) == ("ig:CoAbC_1", "Cửa hàng B", 1204, None)
    assert post.published_at == datetime(2023, 2, 1, 3, tzinfo=UTC)


def test_the_content_library(tmp_path):
    row = {
        "id": "9007199254740993", "creation_time": "2024-05-01T12:00:00", "text": TEXT, "post_owner.type": "page", "post_owner.id": "1002",
        "post_owner.name": "Tin nhanh A", "surface.type": "page", "statistics.reaction_count": "412.0", "statistics.comment_count": "57",
        "statistics.share_count": "34", "statistics.views": "NA", "link_attachment.link": "NA",
    }  # fmt: skip
    people = [{**row, "post_owner.type": kind} for kind in ("profile", "group")] + [{**row, "surface.type": "group"}]
    kind, lines = read(tmp_path / "f", exported(LIBRARY, row, *people))
    post = lines[0].post
    assert (kind, post.id, post.published_at) == ("content-library", "fb:mcl9007199254740993", datetime(2024, 5, 1, 12, tzinfo=UTC))
    assert (post.reach.reactions, post.reach.views, post.links) == (412, None, ())
    assert [line.error for line in lines[1:]] == [PERSONAL] * 3
    without = [name for name in LIBRARY if name != "text"]
    [line] = read(tmp_path / "f", exported(without, {name: text for name, text in row.items() if name != "text"}))[1]
    assert "ask the library for that field" in line.error


def test_4cat_takes_the_page_from_the_address(tmp_path):
    known = Given(Owners([Page(id="fb:1002", name="Tin A"), Page(id="tt:cuahang")], {"fb:tinnhanh.a": Page(id="fb:1002", name="Tin A")}))
    row = {
        "id": "900",
        "body": TEXT,
        "timestamp": "2026-11-20 02:10:04",
        "unix_timestamp": "1795140604",
        "author": "lạ",
    }
    facebook = {**row, "url": "https://www.facebook.com/tinnhanh.a/posts/900", "is_in_group": "no"}
    [line, group, other] = read(
        tmp_path / "f",
        exported(
            FOURCAT_FACEBOOK, facebook, {**facebook, "is_in_group": "yes"}, {**facebook, "url": "https://www.facebook.com/ai.do/posts/9"}
        ),
        known,
    )[1]
    assert (line.post.id, line.post.page.name, group.error, other.error) == ("fb:1002_900", "Tin A", PERSONAL, DOUBTFUL)
    assert line.post.published_at == datetime.fromtimestamp(1_795_140_604, UTC)
    tiktok = {**row, "tiktok_url": "https://www.tiktok.com/@cuahang/video/900", "likes": "12", "plays": "3400"}
    [line] = read(tmp_path / "f", exported(FOURCAT_TIKTOK, tiktok), known)[1]
    assert (line.post.id, line.post.page.id, line.post.reach.views) == ("tt:900", "tt:cuahang", 3400)
    comment = {
        **row,
        "id": "77",
        "post_id": "900",
        "post_url": "https://www.tiktok.com/@cuahang/video/900",
        "comment_url": "https://x.example",
    }
    [line] = read(tmp_path / "f", exported(FOURCAT_COMMENTS, comment), known)[1]
    assert (line.post.id, line.post.kind, line.post.parent) == ("tt:77", "comment", "tt:900")
    gram = {**row, "url": "https://www.instagram.com/p/x", "type": "photo", "num_likes": "5"}
    assert read(tmp_path / "f", exported(FOURCAT_INSTAGRAM, gram), known)[1][0].error == DOUBTFUL


def test_our_own_table(tmp_path):
    head = "page_id;page_name;text;url;published_at;reactions;tác giả;links".split(";")
    row = {
        "page_id": "1002", "page_name": "Tin A", "text": TEXT, "url": "https://www.facebook.com/1002/posts/9008", "tác giả": "Vũ Văn Kín",
        "published_at": "2026-11-20 09:10", "reactions": "1 204", "links": "https://a.example https://b.example",
    }  # fmt: skip
    content = exported(head, row, {**row, "published_at": "20/11/2026"}, {**row, "reactions": "nhiều"}, delimiter=";")
    kind, lines = read(tmp_path / "f", content, Given(zone=HANOI))
    post = lines[0].post
    assert (kind, post.id, post.published_at) == ("table", "fb:1002_9008", datetime(2026, 11, 20, 2, 10, tzinfo=UTC))
    assert (post.reach.reactions, post.links) == (1204, ("https://a.example", "https://b.example"))
    assert [(line.number, line.error.partition(" is ")[0]) for line in lines[1:]] == [
        (4, "column 'published_at'"),
        (6, "column 'reactions'"),
    ]
    [unzoned, *_] = read(tmp_path / "f", content)[1]
    assert "--zone" in unzoned.error
    assert "Kín" not in repr(lines)


def test_the_same_row_is_the_same_post(tmp_path):
    content = exported(["page_id", "text"], {"page_id": "fb:1", "text": "a"}, {"page_id": "fb:1", "text": "b"})
    ids = [line.post.id for _ in range(2) for line in read(tmp_path / "f", content)[1]]
    assert ids[:2] == ids[2:]
    assert len(set(ids)) == 2


def test_a_broken_row_is_told_by_its_line_and_the_rest_goes_on(tmp_path):
    good = "fb:1,một,2026-11-20T09:00:00+07:00"
    bad = b"fb:1,\xff\xfe kh\xf4ng,2026-11-20T09:00:00+07:00\r\n"
    content = f'page_id,text,published_at\r\n{good}\r\nfb:1,"hai\r\ndòng"\r\n'.encode() + bad + f"\r\n{good}\r\n".encode()
    lines = read(tmp_path / "f", content)[1]
    assert [(line.number, line.error) for line in lines] == [
        (2, ""),
        (3, "has 2 cells where the head has 3"),
        (5, "is not written in UTF-8"),
        (7, ""),
    ]


def test_a_quotation_mark_that_never_closes_is_told(tmp_path):
    content = 'page_id,text\r\nfb:1,một\r\nfb:1,"hai\r\n' + "fb:1,ba\r\n" * 10
    lines = read(tmp_path / "f", content)[1]
    assert [(line.number, bool(line.error)) for line in lines] == [(2, False), (3, True)]


@pytest.mark.parametrize(
    "content", ["", " \n", "a,b,c\n1,2,3\n", '[{"id": "1"}]', "<html></html>", "\x00\x01\x02" * 50, "PK\x03\x04 no zip", "\x1f\x8bkhông"]
)
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    raw = content.encode("latin-1") if content.isascii() else content.encode()
    with pytest.raises(Refused):
        read(tmp_path / "f", raw)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,972,048", 1_972_048), ("1.972.048", 1_972_048), ("1 204", 1204), ("1\u202f204", 1204), ("412", 412), ("412.0", 412), ("0", 0),
        ("", None), ("N/A", None), ("NA", None),
    ],
)  # fmt: skip
def test_numbers(text, number):
    assert count(text) == number


@pytest.mark.parametrize("text", ["1,97,048", "1.5", "12K", "-3", "1,972.048", "nhiều", "9" * 16])
def test_what_is_no_number(text):
    with pytest.raises(Unfit):
        count(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2020-04-16 09:48:29 EDT", datetime(2020, 4, 16, 13, 48, 29, tzinfo=UTC)),
        ("2020-12-16 09:48:29 EST", datetime(2020, 12, 16, 14, 48, 29, tzinfo=UTC)),
        ("2023-02-01 10:00:00 +07", datetime(2023, 2, 1, 3, tzinfo=UTC)),
        ("2023-02-01 10:00:00 ICT", datetime(2023, 2, 1, 3, tzinfo=UTC)),
        ("2026-11-20T02:10:04+0000", datetime(2026, 11, 20, 2, 10, 4, tzinfo=UTC)),
        ("2026-11-20T02:10:04Z", datetime(2026, 11, 20, 2, 10, 4, tzinfo=UTC)),
        ("1795140604", datetime.fromtimestamp(1_795_140_604, UTC)),
        ("1795140604000", datetime.fromtimestamp(1_795_140_604, UTC)),
        ("2026-11-20 09:10", datetime(2026, 11, 20, 9, 10, tzinfo=timezone(timedelta(hours=7)))),
        ("", None),
    ],
)
def test_times(text, told):
    assert moment(text, HANOI) == told


@pytest.mark.parametrize(
    "text", ["2020-04-16 09:48:29 CST", "2020-04-16 09:48:29 IST", "16/04/2020", "4/16/2020 9:48", "hôm qua", "2020-13-01"]
)
def test_times_that_could_be_another(text):
    with pytest.raises(Unfit):
        moment(text, HANOI)
