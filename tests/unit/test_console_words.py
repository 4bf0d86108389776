"""Every word the page says stands in every language, and no catalogue carries words that nobody says."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import alerts
import console
from alerts import health, holding
from alerts.severity import WEIGHTS
from alerts.telling import CHASES
from channels import wording
from channels.handing import MEDIA
from collectors.uploads.recognising import FORMATS
from console import filters
from console.cases import lists
from console.cases.forms import FORMS
from console.cases.muting import SPANS
from console.reasons import KINDS
from console.trials import Course, Day
from console.users import ROLES
from console.words import LANGUAGES, words_in
from detectors.checks.rules import RULES
from topics.cases import DISMISSALS, RESULTS, STATES, WAIVERS, CaseVerdict, Deed, Packet, Proof, Proposal, Subject
from topics.mutes import MUTINGS
from topics.records import BANDS, CODES, Status
from topics.watchlist import Owner

FOLDER = Path(console.__file__).parent
SOURCES = "\n".join(p.read_text("utf-8") for p in sorted(FOLDER.rglob("*")) if p.suffix in (".html", ".py", ".js"))

REFUSALS = {
    *wording.LACKS,
    *(
        "state",
        "role",
        "changed",
        "full",
        "number",
        "case",
        "long",
        "no_answer",
        "claim_elsewhere",
        "destination_type",
        "proposal",
        "second_person",
        "changed",
    ),
    *(
        reason
        for name in ("deeds.py", "muting.py")
        for reason in re.findall(r'\bneed\(.*, "(\w+)"\)$', (Path(alerts.__file__).parent / name).read_text(), re.MULTILINE)
    ),
    *re.findall(r'yield "(\w+)"', (Path(alerts.__file__).parent / "gate.py").read_text()),
}
"""Every reason for which a deed can be refused."""

CAUSES = (*filter(None, get_args(health.Cause)), "ending", "renamed", "doubled", "quota")
NAMED = {
    "band": BANDS,
    "code": CODES,
    "state": STATES,
    "stance": (*filters.STANCES, "OPINION", "JOKE"),
    "kind": filters.KINDS,
    "pattern": filters.PATTERNS,
    "series": ("page", "talk", "code", "site"),
    "role": ROLES,
    "part": (*WEIGHTS, "plus"),
    "held": holding.REASONS,
    "entity": ("ORG", "PLACE", "PHONE", "ACCOUNT", "DOMAIN", "URL", "EMAIL", "HANDLE", "MONEY", "LAW", "LICENCE", "PRODUCT"),
    "language": LANGUAGES,
    "status": get_args(Status),
    "verdict": get_args(CaseVerdict),
    "deed": get_args(Deed),
    "asked": [deed for deed, form in FORMS.items() if form.text],
    "dismissal": DISMISSALS,
    "waiver": WAIVERS,
    "muting": MUTINGS,
    "span": SPANS,
    "result": RESULTS,
    "ruling": FORMS["rule"].choices,
    "reason": ("undone", "asked"),
    "due": ("acknowledge", "finding", "reply", *CHASES, "correct"),
    "captured": ("first", "same", "edited", "removed", "unknown"),
    "signed": ("analyst", "approver"),
    "packet": get_args(Packet),
    "subject": get_args(Subject),
    "proof": get_args(Proof),
    "vafc": [str(n) for n in range(9)],
    "refused": REFUSALS,
    "view": lists.VIEWS,
    "proposal": get_args(Proposal),
    "form": tuple(MEDIA),
    "owner": get_args(Owner),
    "health.state": health.STATES,
    "health.cause": CAUSES,
    "health.mend": CAUSES,
    "watchlist.change": ("new", "changed"),
    "backtest.course": get_args(Course),
    "backtest.column": (*Day.__struct_fields__, "trial", "both"),
    "unfit": [kind for kind, _ in KINDS],
    "check": sorted({check for rule in RULES for check in rule.checks}),
}
"""Kinds of names that records bring: all their values need a name. Entities: interfaces.md, without PERSON, which no page lists."""

BUILT = {
    *(f"{kind}.{value}" for kind, values in NAMED.items() for value in values),
    *(f"part.{part}.about" for part in NAMED["part"]),
    *(f"pattern.{value}.about" for value in filters.PATTERNS),
    *(f"clusters.score.{value}" for value in ("copies", "coordinated")),
    *(f"filter.held.{value}" for value in ("no", "only", "all")),
    *(f"search.alerting.{value}" for value in ("any", "yes", "no")),
    *(f"search.order.{value}" for value in ("newest", "relevance")),
    *(f"facet.{value}" for value in ("code", "band", "page", "kind", "stance")),
    *(f"field.{value}" for value in ("title", "lead", "alt", "ocr", "url", "name")),
    *(f"reach.{value}" for value in ("reactions", "comments", "shares", "views")),
    *(f"help.{what}" for what in re.findall(r'\("[^"]+", "(\w+)"\)', (FOLDER / "templates/base.html").read_text())),
    *(f"error.{n}{more}" for n in (400, 403, 404, 405, 413, 415, 429, 500, 503) for more in ("", ".hint")),
    *(f"error.{n}{more}" for n in ("403.form", "503.index") for more in ("", ".hint")),
    *(f"import.format.{kind}" for kind in (*FORMATS, "words", "addresses")),
    *(f"js.line.{state}" for state in ("live", "connecting", "over", "paused")),
    *(f"methodology.{part}" for part in ("what", "how", "two", "reply", "wrong", "never")),
    *(f"finding.{name}" for name in ("verdict", "proposal", "subject", "type", "field")),
    *(f"finding.{name}{more}" for name in ("claim", "checkable_fact", "reason", "method", "urls") for more in ("", ".about")),
    *(f"age.{unit}" for unit in ("now", "minutes", "hours", "days")),
}
"""Keys that are put together; the others stand in the sources as they are."""

WRITTEN = set(re.findall(r"""(?:\bt|words|say)\(\s*["']([a-z]+(?:\.\w+)*)["']""", SOURCES))
WRITTEN |= set(re.findall(r'"(login(?:\.(?!html)\w+)+)"', SOURCES)) | set(re.findall(r'"(js\.\w+)"', SOURCES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_is_left_over(language):
    said = WRITTEN | BUILT
    catalogue = set(words_in(language).catalogue)
    assert said - catalogue == set(), "missing"
    assert catalogue - said == set(), "nobody says this"


def test_every_language_fills_the_same_gaps():
    first, *others = (words_in(language).catalogue for language in LANGUAGES)
    for other in others:
        for key, text in first.items():
            assert gaps(text) == gaps(other[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty_or_sloppy(language):
    for key, text in words_in(language).catalogue.items():
        assert text == text.strip(), key
        assert text, key
        assert "  " not in text, key
        assert "..." not in text, key


def test_names_of_unknown_values_are_the_values():
    assert words_in("vi").name("held", "muted: 2 days") == "muted: 2 days"
    assert words_in("xx") is not None
    assert words_in("xx").language == "vi"


FORBIDDEN = ("xấu độc", "thù địch", "quan điểm", "phản động", "tôn giáo", "biểu tình", "tác giả")
FORBIDDEN += ("hostile", "religio", "protest", "dissent", "author")


def test_no_word_is_about_viewpoints_or_persons():
    """domain.md §0 and §9: none of this may be a category, a filter or a page."""
    for language in LANGUAGES:
        text = " ".join(words_in(language).catalogue.values()).casefold()
        text = text.replace("with the authority decide", "").replace("impersonated authority", "")
        for word in FORBIDDEN:
            assert word not in text, word


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
