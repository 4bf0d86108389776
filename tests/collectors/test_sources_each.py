"""What every connector brings along: shapes that say where they are from, a row in docs/connectors.md, settings that exist."""

import importlib
import pkgutil
import re
from dataclasses import fields
from pathlib import Path

import pytest

import collectors.sources
from collectors.refusal import Refusal
from tinwatch.settings import Settings

ROOT = Path(__file__).parents[2]
PLATFORMS = sorted(module.name for module in pkgutil.iter_modules(collectors.sources.__path__))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_shapes_and_docs(platform):
    assert (ROOT / "tests/stubs/shapes" / platform / "README.md").exists()
    assert f"| `{platform}`" in (ROOT / "docs/connectors.md").read_text("utf-8")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_it_cannot_do_without_is_a_setting(platform):
    """Asked with nothing, it is made, or names the first setting that is missing; with that given, the next."""
    make, given = importlib.import_module(f"collectors.sources.{platform}").make, dict[str, str]()
    for _ in range(5):
        refusal = refused(make, given)
        if refusal is None:
            break
        named = re.search(r"TINWATCH_([A-Z_]+) is not set", refusal.said)
        assert refusal.why == "token"
        assert named
        assert named[1].lower() in {field.name for field in fields(Settings)}
        given[named[1].lower().removeprefix(f"{platform}_")] = "bí-mật"
    made = make(None, given)
    assert made.allowance.calls > 0
    assert "bí-mật" not in made.credential


def refused(make, given):
    try:
        make(None, given)
    except Refusal as refusal:
        return refusal
    return None
