"""Who speaks: does the text offer or assert, or does it warn, correct, report, lament, ask, joke, judge? (domain.md §3.2)

Stance comes before category: only what the speaker himself offers or asserts may raise an alert. Scammers imitate warnings, so a
warning word never cancels a lure: an order to click, pay, install or hand over data that the speaker gives himself.
`says.*` cues carry a stance, `hint.*` cues only strengthen one; `scope.*` cues negate or put what follows into another mouth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from enrichers.stance_cues import CUES as CUES
from enrichers.stance_cues import UNLIKE as UNLIKE
from topics.records import Stance

_LAUGH = re.compile("[😂🤣😆🤡😹😛😜🤪😝]|=\\)+|:\\)\\)+|:v\\b|=\\]+|:3\\b")
_RANK: Sequence[Stance] = ("DEBUNK", "REPORT", "VICTIM", "WARN", "ASK", "JOKE", "OPINION")
"""Where two stances weigh the same the earlier stands: it silences more."""

_PLEADED: Sequence[Stance] = ("VICTIM", "ASK", "OPINION", "JOKE")
"""What somebody who begs only seems to do."""

_MOCKED: Sequence[Stance] = ("ASK", "JOKE")
"""Stances that a stated rumour does not outweigh: asking about it and laughing at it state it too."""

_IMITATED: Sequence[Stance] = ("WARN", "REPORT", "DEBUNK", "VICTIM", "OPINION")
"""What a rumour that defies the denial imitates."""

HOOKS = frozenset({"click.site", "click.app", "data.secret", "demand.account"})
"""Cues of what a fraud needs in the end: an address, an app, a secret, an account."""

HELPED = frozenset({"need.cheated", "offer.recover"})
"""Being cheated and getting the money back: who tells or warns of both and asks to be written to is the lure of the second fraud."""

COVERED = frozenset({"offer.invest", "promise.bail"})
"""A venture whose losses somebody promises to bear: who bears them offers it, though he names the loss."""

MOVED = frozenset({"pose.moved", "demand.favour"})
"""The old page is lost and the new one wants money: whose page was really stolen asks for none."""

BEGS = frozenset({"need.case", "appeal.alms", "appeal.channel"})
"""Misery, an appeal and where the money goes: the speaker begs, whatever he laments."""

REACH, UNCALLED = frozenset({"reader", "contact", "click", "remedy"}), 2
"""Groups of cues that turn to somebody; and what an offer weighs at most that turns to nobody: it may be one that is told about."""

CLAIMS = frozenset({"refuse", "cure", "harm", "remedy"})
"""Groups of cues of a health claim: advice to refuse care with another of them asserts one."""

TOLD = frozenset({"event", "decree", "rule", "market", "real", "stale", "trace", "wonder"})
"""Groups of cues that state something as a fact a record can settle."""

PUSHED = frozenset({"secrecy", "hush", "flight", "denial", "share", "spread", "witness", "toll", "seal", "wonder"})
"""Groups of cues that push such a statement: who only reports, warns or corrects does not."""

DEFIED = frozenset({"secrecy", "hush", "denial"})
"""Groups of cues that say the papers, the police or an office keep it hidden or lie: rumours do so, bodies that warn or report do not."""

ACTS = frozenset(
    {
        "contact",
        "demand",
        "promise",
        "ease",
        "prize",
        "click",
        "data",
        "urgency",
        "task",
        "hire",
        "game",
        "threat",
        "offer",
        "absolute",
        "appeal",
    }
)
"""Groups of cues with which somebody offers or demands; two of them at least make an offer."""

TELLING, PUSH, DEFIANCE, ASKED = 2, 1.5, 3, 2
"""What a pushed statement of fact weighs, for itself and for each way of pushing; and what defiance takes off warnings and the like."""

SAID, HINTED, LURE, INVITED, OFFERED, THIRD, ENOUGH, HOOK, CLAIM = 3, 1.5, 1, 2, 1, 2, 1, 5, 2
"""What a cue is worth: one that carries a stance, one that strengthens it; a lure, an invitation, an offering word, a third person who acts
(taken off); the weight a stance needs; what a lure to an address takes off a warning or report (fraud imitates both); and what advice
against care is worth beside a cure or a harm. Found by search over our own sentences."""


def stance(cues: Mapping[str, int], *, lure: bool, invites: bool, text: str) -> Stance:
    """The stance, from the number of cues of each family.

    `lure`: the speaker himself orders the reader to click, pay, install or hand over data; `invites`: to get in touch with him.
    """
    weight = {name: _weight(cues, name.lower()) for name in _RANK}
    weight["JOKE"] += SAID * bool(_LAUGH.search(text))
    weight["ASK"] += text.rstrip().endswith("?")
    weight["VICTIM"] -= SAID * cues.get("scope.others", 0)
    if lure and HOOKS.intersection(cues):
        weight["WARN"] -= HOOK
        weight["REPORT"] -= HOOK
    if (HELPED.issubset(cues) and (invites or "demand.success" in cues or {"offer.helper", "says.offer"} <= cues.keys())) or (
        lure and MOVED.issubset(cues)
    ):
        weight["VICTIM"] = 0
        weight["WARN"] -= HOOK
    if COVERED.issubset(cues):
        weight["VICTIM"] = 0
    if BEGS.issubset(cues) and not {"says.warn", "says.report"} & cues.keys():
        for name in _PLEADED:
            weight[name] -= HOOK
    if any(name.startswith("secrecy.") for name in cues) and CLAIMS & {name.partition(".")[0] for name in cues}:
        weight["WARN"] -= HOOK
    spoken = {family.partition(".")[0] for family in cues}
    asserted = _asserted(spoken)
    for name in _MOCKED:
        if asserted and weight[name] >= SAID:
            weight[name] += ASKED
    if asserted and DEFIED & spoken:
        for name in _IMITATED:
            weight[name] -= DEFIANCE
    best = max(_RANK, key=lambda name: weight[name])
    if max(_offer(cues, lure, invites), asserted) > weight[best]:
        return "PROMOTE"
    return best if weight[best] >= ENOUGH else "NONE"


def _asserted(spoken: set[str]) -> float:
    """What a statement of fact weighs that is pushed on."""
    pushed = len(PUSHED & spoken) + ({"fresh", "stale"} <= spoken) + ({"rule", "since"} <= spoken)
    return TELLING + pushed * PUSH if pushed and TOLD & spoken else 0


def _weight(cues: Mapping[str, int], name: str) -> float:
    said, hints = cues.get(f"says.{name}", 0), cues.get(f"hint.{name}", 0)
    return SAID * min(3, said) + HINTED * min(2, hints) if said else hints // 2


def _offer(cues: Mapping[str, int], lure: bool, invites: bool) -> float:
    spoken = {family.partition(".")[0] for family in cues}
    groups = ACTS & spoken
    claim = CLAIM * len(CLAIMS & spoken) if "refuse.order" in cues and len(CLAIMS & spoken) > 1 else 0
    if len(groups) < 2:
        return claim
    offered = OFFERED * min(2, cues.get("says.offer", 0)) - THIRD * cues.get("says.third", 0)
    called = len(groups) if lure or invites or spoken & REACH else min(len(groups), UNCALLED)
    return claim + called + LURE * lure + INVITED * invites + offered
