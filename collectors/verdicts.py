"""What checking bodies call their verdicts, as the verdicts we keep (domain.md §1.2); and the texts and days around them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape

from enrichers.fold import canon
from topics.claims import Verdict

_SAID: dict[Verdict, tuple[str, ...]] = {
    "FALSE": ("false", "sai", "tin gia", "fake", "gia", "gia mao", "bia dat", "pants on fire", "sai hoan toan", "khong dung",
        "khong co that", "0"),
    "PARTLY_FALSE": (
        "partly false", "partially false", "mostly false", "mostly-false", "barely true", "barely-true", "half true", "half-true",
        "mixture", "sai mot phan",
        "tin sai su that", "sai su that", "sai lech", "misleading", "gay hieu lam", "khong chinh xac", "exaggerated", "phong dai",
        "missing context",
    ),
    "ALTERED_MEDIA": ("altered", "altered media", "manipulated", "doctored", "hinh anh, video bi chinh sua", "cat ghep", "deepfake",
        "anh ghep"),
    "OUT_OF_CONTEXT": ("out of context", "miscaptioned", "sai ngu canh", "anh cu", "video cu", "decontextualized"),
    "SCAM_CONFIRMED": ("scam", "lua dao", "scam confirmed", "duong link lua dao", "tai khoan gia mao"),
    "UNPROVEN": ("unproven", "unverified", "chua du can cu", "chua xac minh", "chua kiem chung", "unknown", "no evidence"),
    "TRUE": ("true", "dung", "tin xac thuc", "tin that", "mostly true", "mostly-true", "correct", "correct attribution", "chinh xac",
        "xac thuc", "1.0"),
    "NOT_CHECKABLE": ("satire", "opinion", "not checkable", "cham biem", "y kien", "labeled satire", "legend"),
}  # fmt: skip
_VERDICTS: dict[str, Verdict] = {
    said: verdict for verdict, many in _SAID.items() for said in (*many, verdict.lower(), verdict.lower().replace("_", " "))
}
_LOOSE: tuple[tuple[str, Verdict], ...] = (
    ("tin xac thuc", "TRUE"), ("sai mot phan", "PARTLY_FALSE"), ("tin gia", "FALSE"), ("bia dat", "FALSE"), ("khong co that", "FALSE"),
    ("gia mao", "FALSE"),
    ("sai su that", "PARTLY_FALSE"), ("khong chinh xac", "PARTLY_FALSE"), ("that thiet", "FALSE"), ("bac bo", "FALSE"), ("cat ghep",
    "ALTERED_MEDIA"),
    ("sai ngu canh", "OUT_OF_CONTEXT"), ("lua dao", "SCAM_CONFIRMED"),
)  # fmt: skip
"""What in a headline or a category tells the verdict; the surest first."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def verdict_of(given: object, *, loose: bool = False) -> Verdict | None:
    """The verdict that words, a ClaimReview rating or a number of it (1 false … 5 true) say; None where nobody here knows it.

    `loose` looks for the words anywhere in a headline or category.
    """
    if isinstance(given, dict):
        named = verdict_of(given.get("alternateName") or given.get("name") or "")
        return named or _rated(given)
    said = canon(text_of(given)).strip(" .!:\"'")
    if loose:
        return next((verdict for words, verdict in _LOOSE if words in said), _VERDICTS.get(said))
    return _VERDICTS.get(said)


def _rated(rating: dict[str, object]) -> Verdict | None:
    try:
        value, best, worst = (
            float(str(rating.get(name) or usual)) for name, usual in (("ratingValue", ""), ("bestRating", 5), ("worstRating", 1))
        )
    except ValueError:
        return None
    share = (value - worst) / (best - worst) if best > worst and value >= worst else -1.0
    return (
        None
        if not 0 <= share <= 1
        else "FALSE"
        if share < 0.2
        else "PARTLY_FALSE"
        if share <= 0.45
        else "UNPROVEN"
        if share < 0.8
        else "TRUE"
    )


def text_of(value: object) -> str:
    """A field's text: unescaped, white space collapsed."""
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name") or value.get("ratingValue") or ""
    return " ".join(unescape(str(value)).split()) if value is not None else ""


def date_of(given: object) -> str:
    """The day as YYYY-MM-DD, from ISO, Vietnamese (dd/mm/yyyy) and e-mail dates; empty where there is none."""
    said = text_of(given)
    match = _DAY.search(said)
    try:
        if match:
            year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
            return datetime(int(year), int(month), int(day), tzinfo=UTC).date().isoformat()
        return parsedate_to_datetime(said).date().isoformat() if said else ""
    except (TypeError, ValueError):
        return ""
