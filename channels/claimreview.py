"""A finding as schema.org ClaimReview (JSON-LD), for whoever looks up what was checked; of claims only, not of scams or licences.

https://schema.org/ClaimReview. Who spread the claim is not in it: `itemReviewed` has no author.
"""

from __future__ import annotations

from channels import wording
from channels.packet import Brought, Lacking, moment
from topics.cases import Case

RATINGS = {"FALSE": 1, "ALTERED_MEDIA": 1, "PARTLY_FALSE": 2, "OUT_OF_CONTEXT": 2, "TRUE": 5}
"""Of five (domain.md §1.2). What could not be proven is not reviewed."""

MEDIA = {"ALTERED_MEDIA": "EditedOrCroppedContent", "OUT_OF_CONTEXT": "DecontextualizedContent"}
STANDING = frozenset({"ESCALATED", "PUBLISHED_NOTE", "OUTCOME_RECORDED"})
"""States in which the finding was approved and nobody contests it."""


def claim_review(case: Case, brought: Brought, url: str) -> dict[str, object]:
    """`url` is where the review is, or will be, published. Raises Lacking for what is no approved finding about a claim."""
    finding = case.finding
    if case.state not in STANDING or finding is None or len({one.by for one in case.approvals}) < 2:
        raise Lacking("state" if case.state not in STANDING else "approvals" if finding else "finding")
    if finding.verdict not in RATINGS:
        raise Lacking("verdict")
    claim: dict[str, object] = {"@type": "Claim", "appearance": [{"@type": "CreativeWork", "url": url} for url in finding.urls]}
    review: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": brought.public(finding.claim),
        "datePublished": (moment(max(one.at for one in case.approvals)) or "")[:10],
        "author": {"@type": "Organization", "name": brought.desk.organisation},
        "itemReviewed": claim,
        "reviewBody": brought.public(finding.reason),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[finding.verdict],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": wording.VERDICTS[finding.verdict],
        },
        "inLanguage": "vi",
    }
    if finding.verdict in MEDIA:
        review["associatedMediaReview"] = {"@type": "MediaReview", "mediaAuthenticityCategory": MEDIA[finding.verdict]}
    return review
