"""Comments whose writer says that they are a child: they are not taken in, so they are neither stored nor exported (domain.md §8).

A child is who is under 16 (Law on Children 102/2016/QH13, Art. 1). Told by the words alone, as nothing else of a writer is ever read: an
age below 16, or a class up to 9, that one says of oneself. Who speaks of a child is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from topics.records import Post

WHY = "a comment whose writer seems to be a child is not kept"

_AGE = r"(?:[5-9]|1[0-5])\s*(?:tuoi|tu|t)\b(?! (?:doi|tro len|ve truoc|nghe|kinh nghiem))"
_CLASS = r"(?:hoc )?(?:sinh |hs )?lop ?[1-9](?!\d)"
_CALLED = r"(?:(?:da|vang|thua|a|ad|adm|add|admin|shop|sop|anh|chi|co|thay|chu|bac|oi|hi|hello|alo|chao|nhung|vi|ma|tai|neu|va|do) )*"
_NOW = r"(?:nam nay|nay|bay gio|hien tai|hien|dang|moi|chi|la|hoc|hoc sinh|hs|ms|thi|cung)"
_CHILD = re.compile(
    rf"{_CALLED}(?:(?:em|e|minh|mk|mik|to|tui|toi|tao)(?: (?:{_NOW}|co|duoc|dc|o))* (?:{_AGE}|{_CLASS})"
    rf"|(?:con|chau)(?: {_NOW})+ (?:{_AGE}|{_CLASS})"
    rf"|(?:{_AGE}|{_CLASS}) (?:a|ak|ah|thi|co)\b)"
)
"""At the beginning of a clause, so that `trẻ em 12 tuổi`, `em trai em lớp 3`, `mua cho con 10 tuổi` are others. `con` and `cháu` are also
what parents call theirs: of oneself only with a word such as `mới`, `năm nay`, `học`. Last: an answer, `dạ 12 tuổi ạ`."""

_ENDS = re.compile(r"[^\w\s]|\n")


def of_a_child(post: Post) -> bool:
    """Whether this is a comment, not the page's own, whose writer says to be a child."""
    if post.kind != "comment" or post.by_page:
        return False
    return any(_CHILD.match(clause) for clause in _clauses(post.text))


def _clauses(text: str) -> Iterator[str]:
    """Without accents; digits as they are: in a class and an age they are no letters in disguise."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return (" ".join(clause.split()) for clause in _ENDS.split(bare))
