"""The documentation builds without a warning: every link and mention of a page leads somewhere, and nothing is loaded from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOADED = re.compile(r"""<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)=["']?(https?:[^"'\s>]+|//[^"'\s>]+)""")


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(source / "mkdocs.yml"), "--site-dir", str(target)]
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # an advertisement of the theme's on stderr
    return subprocess.run(command, cwd=source, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    done = build(ROOT, target)
    assert done.returncode == 0, done.stderr
    return target


def test_it_builds_strictly_and_has_every_page(site: Path) -> None:
    written = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    built = {path.relative_to(site).with_suffix("") for path in site.rglob("*.html")}
    assert len(written) > 40
    assert written - built == set()
    menu = (site / "index.html").read_text("utf-8")
    assert [str(page) for page in written if f'href="{page}.html"' not in menu] == []


def test_a_page_that_names_another_links_to_it(site: Path) -> None:
    page = (site / "design.html").read_text("utf-8")  # it says "(docs/claims.md)" and "docs/decisions/0013"
    assert '<a href="claims.html">docs/claims.md</a>' in page
    assert '<a href="decisions/0013-the-reader-reads-beside-the-loop.html">docs/decisions/0013</a>' in page


def test_nothing_is_loaded_from_outside(site: Path) -> None:
    found = {match[1] for path in site.rglob("*.html") for match in LOADED.finditer(path.read_text("utf-8"))}
    assert found == set()


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    """Pages of our own under our own configuration, each with one fault, one with none."""
    config = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    (tmp_path / "mkdocs.yml").write_text(config + "\nnav:\n  - Reference: [good.md]\n", "utf-8")
    (tmp_path / "docs/hooks").mkdir(parents=True)
    (tmp_path / "docs/hooks/site.py").write_text((ROOT / "docs/hooks/site.py").read_text("utf-8"), "utf-8")
    (tmp_path / "docs/good.md").write_text("# Good\n\nsee docs/link.md and [here](#good); `docs/gone.md` is code\n", "utf-8")
    planted = {
        "link": "[gone](gone.md)",
        "mention": "see docs/gone.md.",
        "anchor": "[part](good.md#bad)",
        "picture": "![seen](img/gone.png)",
    }
    for name, fault in planted.items():
        (tmp_path / f"docs/{name}.md").write_text(f"# Page\n\n{fault}\n", "utf-8")
    done = build(tmp_path, tmp_path / "site")
    assert done.returncode != 0
    warned = [line for line in done.stderr.splitlines() if "WARNING" in line]
    assert [name for name in planted if not any(f"Doc file '{name}.md'" in line for line in warned)] == []
    assert [line for line in warned if "Doc file 'good.md'" in line] == []
