"""What the folds say of the alert model, in numbers: the curve, stance, codes, registers, what its gate lets pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinwatch.learning.alerting import Folded, Material, decided, limits

SHARES = (0.01, 0.02, 0.03, 0.05)

Mask = NDArray[np.bool_]


def figures(of: Material, by: Folded) -> dict[str, Any]:
    """All figures, JSON-ready; "held" rows are those the writers of the rules had not read."""
    at = limits(of, by)
    done = [decided(of, by, i, at) for i in range(len(of.samples))]
    alerted = np.array([bool(decision.alert_codes) for decision in done])
    right = np.array([sample.code in decision.alert_codes for sample, decision in zip(of.samples, done, strict=True)])
    ruled = np.array([any(signal.alert for signal in seen.signals) for seen in of.seen])
    parts = {"all": of.written, "held": np.array([sample.held for sample in of.samples])}
    stances = [decision.stance for decision in done]
    rules = [seen.look.stance if seen.look else "NONE" for seen in of.seen]
    out: dict[str, Any] = {"limits": {"alert": at.alert, "keep": at.keep}}
    for name, part in parts.items():
        positive, negative = part & of.alert, part & ~of.alert
        out[name] = {
            "positives": int(positive.sum()),
            "negatives": int(negative.sum()),
            "recall": _share(alerted, positive),
            "right code": _share(right, positive),
            "negatives alerted": _share(alerted, negative),
            "rules alone: recall": _share(ruled, positive),
            "rules alone: negatives alerted": _share(ruled, negative),
            "stance macro-F1": stance_f1([sample.stance for sample in of.samples], stances, part),
            "rules alone: stance macro-F1": stance_f1([sample.stance for sample in of.samples], rules, part),
            "positives asked about": _share(of.asked, positive),
            "negatives asked about": _share(of.asked, negative),
            "curve": curve(of, by, part),
        }
    out["codes"] = _table(of, alerted, right, lambda i: of.samples[i].code)
    out["registers"] = _table(of, alerted, right, lambda i: of.samples[i].register)
    return out


def curve(of: Material, by: Folded, part: Mask) -> dict[str, float]:
    """Share of the part's negatives that may alert → recall of its positives, each under its own limits."""
    out = {}
    for share in SHARES:
        at = limits(of, by, share, part)
        alerted = np.array([bool(decided(of, by, i, at).alert_codes) for i in range(len(of.samples))])
        out[f"{share:.0%}"] = _share(alerted, part & of.alert)
    return out


def stance_f1(truth: Sequence[str], said: Sequence[str], part: Mask) -> float:
    """Mean F1 over the stances that occur as labels in the part."""
    pairs = [(truth[i], said[i]) for i in np.flatnonzero(part).tolist()]
    each = []
    for name in sorted({label for label, _ in pairs}):
        both = sum(pair == (name, name) for pair in pairs)
        each.append(2 * both / sum((label == name) + (guess == name) for label, guess in pairs))
    return round(float(np.mean(each)), 3)


def _table(of: Material, alerted: Mask, right: Mask, key: Callable[[int], str]) -> dict[str, dict[str, float]]:
    keys = np.array([key(i) for i in range(len(of.samples))])
    out = {}
    for name in sorted(set(keys[of.written].tolist())):
        rows = of.written & (keys == name)
        out[name] = {
            "positives": int((rows & of.alert).sum()),
            "recall": _share(alerted, rows & of.alert),
            "right code": _share(right, rows & of.alert),
            "negatives": int((rows & ~of.alert).sum()),
            "negatives alerted": _share(alerted, rows & ~of.alert),
        }
    return out


def _share(what: Mask, among: Mask) -> float:
    return round(float(what[among].mean()), 3) if among.any() else 0.0
