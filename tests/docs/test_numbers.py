"""Numbers that people rely on are those of the code."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import console.cases.proving
import console.importing
from alerts.clocks import Hours, Terms
from alerts.muting import LONGEST
from console import throttle
from console.settings import Settings as ConsoleSettings
from tinwatch.rules.proof import MOST_ORDINARY, ordinary
from tinwatch.rules.reading import LARGEST
from tinwatch.settings import Settings
from topics.river import RIVER

DOCS = Path(__file__).parents[2] / "docs"
H = timedelta(hours=1)
TERMS, HOURS, SETTINGS, DESK = Terms(), Hours(), Settings(), ConsoleSettings()
RETAINED = [topic.retention.days for topic in RIVER if topic.retention and topic.name != "entries.v1"]


def minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("guide-vi.md", f"Khẩn cấp {minutes(TERMS.acknowledge['CRITICAL'])} phút"),
        ("guide-vi.md", f"Cao {TERMS.acknowledge['HIGH'] // H} giờ, Vừa {TERMS.acknowledge['MEDIUM'] // H} giờ"),
        ("guide-vi.md", f"({HOURS.start.hour}:{HOURS.start.minute:02}–{HOURS.end.hour}:{HOURS.end.minute:02}, thứ Hai đến thứ Sáu)"),
        ("guide-vi.md", f"chờ {TERMS.reply // H} giờ"),
        ("guide-vi.md", f"đính chính trong {TERMS.correct // H} giờ"),
        ("guide-vi.md", f"nhiều nhất {LONGEST.days} ngày"),
        ("methodology.md", f"has {TERMS.reply // H} hours"),
        ("methodology.md", f"made within {TERMS.correct // H} hours"),
        ("retention.md", f"| {SETTINGS.keep_comments} days | `keep_comments` |"),
        ("retention.md", f"{round(SETTINGS.keep_posts / 30.4)} months | `keep_posts` |"),
        ("retention.md", f"{round(SETTINGS.keep_cases / 30.4)} months after they ended"),
        ("retention.md", f"| {round(SETTINGS.keep_audit / 365)} years;"),
        ("retention.md", f"{min(RETAINED)} to {max(RETAINED)} days by topic"),
        (
            "security.md",
            f"{throttle.MOST_PER_NAME} failures a name and {throttle.MOST_PER_ADDRESS} an address in {throttle.WINDOW_S // 60} minutes",
        ),
        ("security.md", f"end after {DESK.session_idle_s / 3600:.0f} idle hours, after {DESK.session_longest_s / 86400:.0f} days"),
        ("uploads.md", f"a file of up to {console.importing.LARGEST // 1_000_000} MB"),
        ("uploads.md", f"WebP of up to {console.cases.proving.LARGEST // 1_000_000} MB"),
        ("rules.md", f"({len(ordinary())} of them come with tinwatch)"),
        ("rules.md", f"more than {MOST_ORDINARY * 100:.0f} % of them"),
        ("rules.md", f"files over {LARGEST // 1000} kB"),
    ],
    ids=str,
)
def test_a_number_is_the_one_in_the_code(page: str, sentence: str) -> None:
    text = " ".join((DOCS / page).read_text("utf-8").split())
    assert sentence in text
