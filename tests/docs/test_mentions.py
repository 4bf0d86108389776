"""What the documentation names is there: commands with their options, settings, metrics, topics, files."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
from prometheus_client import REGISTRY
from written import PAGES, ROOT, code

import console.measures
import tinwatch.metrics
from tinwatch.app import SERVED
from tinwatch.cli import tinwatch as program
from tinwatch.reference.commands import every_command
from tinwatch.settings import NEW_PASSWORD, Settings
from topics.river import RIVER

FOLDERS = (
    "agents|alerts|benchmarks|channels|collectors|console|dashboards|deploy",
    "detectors|docs|enrichers|examples|search|tests|tinwatch|topics",
)
FILE = re.compile(rf"(?<![\w/.<-])(?:{'|'.join(FOLDERS)})/(?:[\w./-]|\*(?=[/.]))*[\w/]")
NO_FILES = {"tinwatch/0.1"}
"""A user agent."""
OF_TESTS = {"TINWATCH_FAULT_FIGURES"}
"""A variable that only the fault tests read."""


def calls(line: str) -> Iterator[list[str]]:
    """The words of each call of tinwatch in a line of shell or a span of code."""
    plain = re.sub(r'"?\$\(([^()]*)\)"?', r"; \1 ;", line)
    for part in re.split(r"\|(?=\s)|&&|;", plain):
        try:
            words = shlex.split(part, comments=True)
        except ValueError:  # a span such as `tinwatch …'s`
            continue
        while words and re.match(r"\w+=", words[0]):
            words.pop(0)
        if words and words[0].removeprefix(".venv/bin/") == "tinwatch":
            yield words[1:]


def complaints(words: list[str]) -> Iterator[str]:
    """What of a call the program does not know. `list|show` stands for both; what is no plain word ends what can be checked."""
    groups: list[click.Command] = [program]
    for word in words:
        if word.startswith("-"):
            name = word.partition("=")[0]
            known = {option for command in groups for param in command.params for option in (*param.opts, *param.secondary_opts)}
            if name not in {*known, "--help", "-h", "--version", "-"} and re.fullmatch(r"--?[a-z-]+", name):
                yield name
        elif any(isinstance(command, click.Group) for command in groups):
            names = word.split("|")
            found = [group.get_command(click.Context(group), name) for group in groups if isinstance(group, click.Group) for name in names]
            if not all(re.fullmatch(r"[a-z-]+", name) for name in names):
                return
            yield from (name for name, command in zip(names, found, strict=False) if command is None)
            groups = [command for command in found if command is not None] or groups
            if None in found:
                return


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("tinwatch claims import|match a.csv --top 5", []),
        ("echo x | tinwatch planted --top 5", ["planted"]),
        ("A=1 .venv/bin/tinwatch claims match --planted=5", ["--planted"]),
        ("tinwatch claims lst", ["lst"]),
        ('eval "$(tinwatch servers up --planted)" && tinwatch serve', ["--planted"]),
        ("tinwatch alerts --since 24h   # and --planted", []),
    ],
)
def test_the_check_finds_what_is_planted(line: str, wrong: list[str]) -> None:
    assert [what for words in calls(line) for what in complaints(words)] == wrong


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def test_every_command_and_option_that_is_named_exists() -> None:
    found = [(named(page), words) for page in PAGES for line in code(page) for words in calls(line)]
    assert len(found) > 150
    assert [(page, " ".join(words), what) for page, words in found for what in complaints(words)] == []


def test_the_example_of_every_command_is_a_call_of_it() -> None:
    found = [(" ".join(path), line) for path, command in every_command() for line in (command.epilog or "").split("Example:")[1:]]
    assert len(found) > 60
    assert [(path, line) for path, line in found if not any(" ".join(words).startswith(path) for words in calls(line.strip()))] == []
    assert [(path, what) for path, line in found for words in calls(line.strip()) for what in complaints(words)] == []


def test_how_it_is_built_names_every_agent() -> None:
    text = (ROOT / "docs/design.md").read_text("utf-8")
    assert [agent for agent in SERVED if not re.search(rf"\b{agent}\.py", text)] == []


def test_every_setting_that_is_named_exists() -> None:
    settings = {field.name.upper() for field in fields(Settings)}
    known = {f"TINWATCH_{name}{end}" for name in settings for end in ("", "_FILE")} | {NEW_PASSWORD} | OF_TESTS
    texts = {named(page): page.read_text("utf-8") for page in PAGES}
    said = [(page, name) for page, text in texts.items() for name in re.findall(r"TINWATCH_[A-Z_]*[A-Z](?![A-Z_<…])", text)]
    assert len(said) > 20
    assert [one for one in said if one[1] not in known] == []


def test_every_metric_that_is_named_exists() -> None:
    assert console.measures
    assert tinwatch.metrics
    known = {family.name for family in REGISTRY.collect()}
    said = [(named(page), name) for page in PAGES for span in code(page) for name in re.findall(r"\btinwatch_[a-z_]+[a-z]", span)]
    assert [one for one in said if re.sub(r"_(?:total|bucket|count|sum)$", "", one[1]) not in known] == []


def test_every_topic_that_is_named_exists() -> None:
    known = {topic.name for topic in RIVER}
    said = [(named(page), name) for page in PAGES for name in re.findall(r"(?<![\w.-])([a-z]+\.v\d)\b", page.read_text("utf-8"))]
    assert [one for one in said if one[1] not in known] == []


def test_every_file_that_is_named_exists() -> None:
    texts = {page: re.sub(r"https?://\S+|\.\./shared\S*", "", page.read_text("utf-8")) for page in PAGES}
    said = {(named(page), found[0]) for page, text in texts.items() for found in FILE.finditer(text)}
    assert len(said) > 100
    assert sorted(one for one in said if one[1] not in NO_FILES and not there(one[1])) == []


def there(path: str) -> bool:
    """As it stands, by its pattern, or as the page that begins so (`docs/decisions/0014`)."""
    return any(ROOT.glob(path)) or any(ROOT.glob(path.rstrip("/") + "*"))
