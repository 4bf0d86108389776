"""An operator's commands with no more rights than docs/security.md names: templates and lifecycle are left out, all else works."""

from __future__ import annotations

from pathlib import Path

import pytest
from secure import Secured

pytestmark = pytest.mark.live


@pytest.mark.timeout(400)
def test_the_index_is_operated_with_the_least_rights(secured: Secured, tmp_path: Path) -> None:
    """The role has `manage` on tinwatch-*, and not `manage_index_templates`."""
    desk = secured.desk(tmp_path, INDEX=f"{secured.ports.index_url}?prefix=tinwatch-operated")
    said = secured.run(desk, "index", "setup")
    assert "tinwatch-operated-documents-v2 made" in said
    assert "not needed" in next(line for line in said.splitlines() if "templates" in line)
    assert "removals-v2 → tinwatch-operated-removals-v2-2" in secured.run(desk, "index", "migrate", "removals", "--again")
    assert "0 in tinwatch-operated-removals-v2-2, every one read back" in secured.run(desk, "index", "verify", "removals")
    assert "wrong-detectors" in secured.run(desk, "kibana", "check")
