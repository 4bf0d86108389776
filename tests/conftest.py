"""How the tests are shared between processes (pytest-xdist, `make test`): the tests that wait for servers run beside those that compute."""

import os

import pytest

PROCESSES = frozenset({"browser", "contract", "flow", "live"})
"""Folders whose tests start programs, servers and browsers and kill them: in CI, and there only, one that fails is tried once more and is
named as RERUN in the summary. It is a fault to be found all the same (CONTRIBUTING.md); it need not hold back the work of a day."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay together, those on one fleet of servers too; these first, for they take longest."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
        if os.environ.get("CI") and PROCESSES & set(item.path.parts):
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: item.get_closest_marker("live") is None)


def _group(item: pytest.Item) -> str:
    if item.get_closest_marker("live") is None:
        return item.path.name
    return "secure servers" if "secured" in getattr(item, "fixturenames", ()) else "servers"
