"""What every index must do with known claims: kept by revision, read back by what changed."""

from __future__ import annotations

from typing import Any

from search.port import Index
from topics.claims import Claim, Known


def known(id: str, revision: int, **more: Any) -> Known:
    state = more.pop("state", "known")
    return Known(claim=Claim(id=id, **({"claim": f"Điều được nói {id}", "verdict": "FALSE"} | more)), revision=revision, state=state)


class ClaimSuite:
    async def test_a_claim_comes_back_exactly_and_a_newer_revision_wins(self, index: Index) -> None:
        whole = known(
            "c/1", 5, title="Tựa", summary="Kết luận", url="https://kiem.example/1", date="2026-05-04", publisher="Trung tâm", code="HEALTH"
        )
        assert list(await index.put_claims([whole])) == []
        assert list(await index.claims(["c/1", "c/2"])) == [whole]
        await index.put_claims([known("c/1", 4)])
        assert list(await index.claims(["c/1"])) == [whole]
        newer = known("c/1", 6, state="gone")
        await index.put_claims([newer])
        assert list(await index.claims(["c/1"])) == [newer]

    async def test_what_changed_is_told_in_order(self, index: Index) -> None:
        assert (await index.last_claim(), list(await index.claims_after(-1)), list(await index.put_claims([]))) == (-1, [], [])
        await index.put_claims([known(f"{n}", 10 * n) for n in (3, 1, 2)])
        await index.put_claims([known("1", 40, state="gone")])
        assert [(k.claim.id, k.revision) for k in await index.claims_after(-1)] == [("2", 20), ("3", 30), ("1", 40)]
        assert [k.claim.id for k in await index.claims_after(20)] == ["3", "1"]
        assert [k.claim.id for k in await index.claims_after(-1, limit=1)] == ["2"]
        assert await index.last_claim() == 40

    async def test_a_claim_it_can_never_take_is_refused_alone(self, index: Index) -> None:
        (refused,) = await index.put_claims([known("a", 1), known("b", 2, claim="\ud83d")])
        assert refused.id == "b"
        assert [k.claim.id for k in await index.claims_after(-1)] == ["a"]
