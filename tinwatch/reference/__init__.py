"""The pages of the reference that are made from the code, so that they cannot fall behind it: commands, topics, routes."""

from __future__ import annotations

import json

from console.openapi import description
from tinwatch.reference.commands import commands_page
from tinwatch.reference.routes import routes_page
from tinwatch.reference.topics import topics_page


def pages() -> dict[str, str]:
    """Path below docs/ → content, as docs/hooks/site.py adds them to the site."""
    return {
        "reference/commands.md": commands_page(),
        "reference/topics.md": topics_page(),
        "reference/routes.md": routes_page(),
        "reference/openapi.json": json.dumps(description(), ensure_ascii=False, indent=1) + "\n",
    }
