"""The shape holds: names, sizes, the one-way street's top level, and no other distribution's `agents` in our place."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import agents

ROOT = Path(__file__).parents[2]
OURS = ("topics", "agents", "enrichers", "detectors", "alerts", "search", "collectors", "channels", "console", "tinwatch")
FILES = [path for name in (*OURS, "tests", "benchmarks", "examples") for path in (ROOT / name).rglob("*.py")]


def test_top_level_is_what_the_user_fixed():
    for name in (*OURS, "dashboards", "deploy", "tests", "pyproject.toml", "README.md", "Makefile", ".ci/run"):
        assert (ROOT / name).exists(), name


def test_our_agents_package_is_the_one_imported():
    # Another distribution installs a top-level `agents` too.
    assert Path(agents.__file__).is_relative_to(ROOT)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_or_function_outgrows_a_reader(path):
    source = path.read_text("utf-8")
    assert source.count("\n") <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno <= 50, node.name


def test_no_name_that_says_nothing():
    empty = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
    assert not [p for p in FILES if empty & set(p.relative_to(ROOT).with_suffix("").parts)]


def test_every_package_says_what_it_is():
    for name in OURS:
        assert ast.get_docstring(ast.parse((ROOT / name / "__init__.py").read_text("utf-8"))), name


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock = (ROOT / "requirements.lock").read_text().lower()
    for wanted in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        name = re.split(r"[\[><=]", wanted)[0]
        assert f"\n{name}==" in "\n" + lock, name
