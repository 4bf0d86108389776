"""What the site has beyond the files of docs/: pages made from the code, a menu that misses nothing, and links where a page names another.

MkDocs calls these functions by their names (mkdocs.yml).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tinwatch.reference import pages

_MENTION = re.compile(r"(?<![`\w/\[])(?<!\]\()docs/([\w./-]*\w)(?![\w`/\]])")
"""`docs/settings.md` or `docs/decisions/0013` in a sentence, not in code and not in a link."""
_FOLDERS = {"Decisions": "decisions", "Templates": "templates"}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Into the menu: what is made, the decisions, the templates, and at its end every page that nobody put there."""
    docs = Path(config.docs_dir)
    nav = config.nav
    assert nav is not None
    made = [path for path in pages() if path.endswith(".md")]
    next(section for section in nav if "Reference" in section)["Reference"] += made
    nav += [{title: [f"{folder}/{path.name}" for path in sorted((docs / folder).glob("*.md"))]} for title, folder in _FOLDERS.items()]
    listed = set(_paths(nav))
    if rest := sorted(path.name for path in docs.glob("*.md") if path.name not in listed):
        nav.append({"More": rest})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages that are made from the code."""
    for path, content in pages().items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A mention of another page becomes a link, which `--strict` then follows."""
    up = "../" * page.file.src_uri.count("/")
    return "".join(part if code else _MENTION.sub(lambda found: _link(found[1], up, files), part) for code, part in _split(markdown))


def _link(named: str, up: str, files: Files) -> str:
    """`decisions/0013` is the page that begins so; what is no page stays a link that is broken, and is told."""
    begins = sorted(uri for uri in files.src_uris if uri.startswith(named))
    folder = "" if named.endswith(".md") or not begins else begins[0]
    return f"[docs/{named}]({up}{folder or named})"


def _split(markdown: str) -> list[tuple[bool, str]]:
    """Blocks of code apart from the rest."""
    parts = re.split(r"(^```.*?^```[^\n]*$|^(?: {4}[^\n]*\n)+)", markdown, flags=re.DOTALL | re.MULTILINE)
    return [(bool(number % 2), part) for number, part in enumerate(parts)]


def _paths(nav: list[Any] | dict[str, Any] | str) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    return [path for item in (nav.values() if isinstance(nav, dict) else nav) for path in _paths(item)]
