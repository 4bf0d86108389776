"""Posts and comments as the Graph API tells them (domain.md §6.1) → our records. What is not named here is never read.

`story` is not asked for: it names who was with whom. An id of a comment has two spellings, `98765` and `1122_98765`: ours is always
`fb:<post>_<comment>`, so that poll and webhook agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b

from msgspec import UNSET, Struct, UnsetType, field

from collectors.graph_lists import Total
from collectors.refusal import Refusal
from topics.records import Article, Media, Page, Post, Reach

FIELDS = (
    "id,message,created_time,permalink_url,is_published,from{id,name},"
    "attachments{media_type,title,description,unshimmed_url,media,subattachments{media_type,title,description,unshimmed_url,media}},"
    "shares,reactions.summary(total_count).limit(0),comments.summary(total_count).limit(0)"
)
COMMENT_FIELDS = "id,message,created_time,like_count,is_hidden,permalink_url"


class Image(Struct, frozen=True):
    src: str = ""


class Medium(Struct, frozen=True):
    image: Image = Image()


class Attachment(Struct, frozen=True):
    media_type: str = ""
    title: str = ""
    description: str = ""
    unshimmed_url: str = ""
    media: Medium = Medium()
    subattachments: Attachments | None = None


class Attachments(Struct, frozen=True):
    data: tuple[Attachment, ...] = ()


class Counted(Struct, frozen=True):
    summary: Total | None = None


class Shares(Struct, frozen=True):
    count: int = 0


class Publisher(Struct, frozen=True):
    """Who published what stands in a page's own list: the page, or it is not looked at."""

    id: str = ""
    name: str = ""


class Told(Struct, frozen=True):
    id: str
    created_time: str
    message: str = ""
    permalink_url: str = ""
    is_published: bool = True
    attachments: Attachments = Attachments()
    shares: Shares = Shares()
    reactions: Counted = Counted()
    comments: Counted = Counted()
    by: Publisher | UnsetType = field(default=UNSET, name="from")


class Said(Struct, frozen=True):
    created_time: str
    id: str = ""
    message: str = ""
    like_count: int | None = None
    is_hidden: bool = False
    permalink_url: str = ""


def post_id(told: str) -> str:
    return f"fb:{told}"


def comment_id(post: str, told: str) -> str:
    """`post`: our id of the post."""
    return f"fb:{last(post)}_{last(told)}"


def nameless(post: str, said: Said) -> str:
    """With Page Public Content Access comments come without their ids (developers.facebook.com/docs/graph-api/reference/object/comments):
    then one is known by its moment and words, and an edit is an end and a new comment."""
    print_ = blake2b(f"{said.created_time}{chr(0)}{said.message}".encode(), digest_size=10).hexdigest()
    return f"fb:{last(post)}_x{print_}"


def last(id: str) -> str:
    return id.removeprefix("fb:").rpartition("_")[2]


def post_of(told: Told, page: Page) -> Post:
    parts = list(_attached(told.attachments))
    shared = next((one for one in parts if one.media_type not in ("photo", "video", "album") and one.unshimmed_url), None)
    comments, reactions = told.comments.summary, told.reactions.summary
    return Post(
        id=post_id(told.id),
        kind="post",
        platform="facebook",
        page=page,
        by_page=True,
        text=told.message,
        url=told.permalink_url,
        published_at=moment(told.created_time),
        links=tuple(dict.fromkeys(one.unshimmed_url for one in parts if one.unshimmed_url and one.media_type not in ("photo", "album"))),
        article=Article(title=shared.title, lead=shared.description, url=shared.unshimmed_url) if shared else None,
        media=tuple(
            Media(kind="video" if "video" in one.media_type else "photo", url=one.media.image.src) for one in parts if one.media.image.src
        ),
        reach=Reach(
            reactions=reactions.total_count if reactions else None,
            comments=comments.total_count if comments else None,
            shares=told.shares.count,  # the platform leaves the field out where there is none
        ),
    )


def comment_of(said: Said, page: Page, post: str) -> Post:
    return Post(
        id=comment_id(post, said.id) if said.id else nameless(post, said),
        kind="comment",
        platform="facebook",
        page=page,
        parent=post,
        text=said.message,
        url=said.permalink_url,
        published_at=moment(said.created_time),
        reach=Reach(reactions=said.like_count),
    )


def moment(text: str) -> datetime:
    """`2026-11-20T02:10:04+0000`, which is no RFC 3339: the zone has no colon."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Refusal("schema", "a time that is none, or without its zone")
    return found


def _attached(attachments: Attachments) -> Iterator[Attachment]:
    for one in attachments.data:
        yield one
        if one.subattachments:
            yield from _attached(one.subattachments)
