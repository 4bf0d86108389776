"""How the tests are shared between processes (pytest-xdist, `make test`): the tests that wait for servers run beside those that compute."""

import pytest


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay together, those on one fleet of servers too; these first, for they take longest."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=lambda item: item.get_closest_marker("live") is None)


def _group(item: pytest.Item) -> str:
    if item.get_closest_marker("live") is None:
        return item.path.name
    return "secure servers" if "secured" in getattr(item, "fixturenames", ()) else "servers"
