"""CrowdTangle's historical exports (closed in August 2024, still in people's drawers): of Facebook pages and of Instagram accounts.

Its times are in the zone of the dashboard, which they name (`2020-04-16 09:48:29 EDT`); its numbers have thousands separators.
Columns: 4CAT datasources/custom/import_formats.py (`tools`) and the head of a real export in public (Page Name|User Name|Facebook Id|…).
"""

from __future__ import annotations

from collectors.uploads.addresses import located
from collectors.uploads.cells import Unfit
from collectors.uploads.making import Given, counted, pictured, post, reach, shared, summed, timed
from collectors.uploads.owners import PERSONAL
from collectors.uploads.tables import Row
from topics.records import Post

FACEBOOK = frozenset({"facebook id", "message", "url", "total interactions"})
INSTAGRAM = frozenset({"account", "user name", "post created", "url", "description"})
_REACTIONS = ("likes", "love", "wow", "haha", "sad", "angry", "care")


def facebook(row: Row, given: Given) -> Post:
    if "page name" not in row.cells:
        raise Unfit(PERSONAL)  # an export of groups
    id, where = row("facebook id"), located(row("url"))
    if where is not None and where.person:
        raise Unfit(PERSONAL)
    number = where.post.removeprefix("fb:").rpartition("_")[2] if where is not None and where.platform == "facebook" else ""
    if not id.isdecimal() or not number:
        raise Unfit("column 'Facebook Id' or 'URL' tells no page or no post")
    link = row("final link", "link")
    inside = located(link)
    link = "" if inside is None or inside.platform == "facebook" else link
    return post(
        id=f"fb:{id}_{number}",
        page=given.owners.page(f"fb:{id}", row("page name"), proven=True),
        text=row("message"),
        given=given,
        platform="facebook",
        url=row("url"),
        published_at=timed(row, given.zone, "post created", "created"),
        reach=reach(summed(row, _REACTIONS), counted(row, "comments"), counted(row, "shares"), counted(row, "post views", "total views")),
        **shared(link, row("link text"), row("description")),
        **pictured(row("image text")),
    )


def instagram(row: Row, given: Given) -> Post:
    where = located(row("url"))
    return post(
        id=where.post if where is not None and where.platform == "instagram" else "",
        page=given.owners.page(f"ig:{row('user name')}", row("account")),
        text=row("description"),
        given=given,
        platform="instagram",
        url=row("url"),
        published_at=timed(row, given.zone, "post created"),
        reach=reach(counted(row, "likes"), counted(row, "comments"), None, counted(row, "views")),
        **pictured(row("image text")),
    )
