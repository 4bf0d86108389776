"""The console's routes as a page: what each is for, and who may."""

from __future__ import annotations

from console.access import RIGHTS, Guarded, Right
from console.app import ROUTES

_HEAD = """# Routes of the console

Made from the code. For programs: `/api/…` and `/metrics` with an API token (docs/security.md), described by [openapi.json](openapi.json),
which a running console hands out at `/api/openapi.json`; `/healthz`, `/readyz` without one. All others are pages, forms and the live feed
for people with a session.

| | Route | Who | What |
|---|---|---|---|
"""


def routes_page() -> str:
    """Markdown: a table of all routes."""
    return _HEAD + "".join(f"| {' '.join(sorted(r.methods or ()))} | `{r.path}` | {_who(r.right)} | {_cell(about(r))} |\n" for r in ROUTES)


def about(route: Guarded) -> str:
    """The first sentence of what the endpoint says of itself."""
    return " ".join((route.endpoint.__doc__ or "").strip().partition("\n\n")[0].split())


def _who(right: Right) -> str:
    if right == "public":
        return "everybody"
    return ", ".join(role for role, rights in RIGHTS.items() if right in rights)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
