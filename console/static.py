"""The style sheet, the scripts and the mark, held in memory and named by their content, so that browsers keep them for good."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class File:
    content: bytes
    kind: str
    version: str


@cache
def files() -> dict[str, File]:
    found = {}
    for path in sorted((Path(__file__).parent / "static").iterdir()):
        if path.suffix in _TYPES:
            content = path.read_bytes()
            found[path.name] = File(content, _TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:12])
    return found


def address(name: str) -> str:
    return f"/static/{name}?v={files()[name].version}"


async def static_file(request: Request) -> Response:
    """Style, scripts and pictures of the console."""
    file = files().get(request.path_params["name"])
    if file is None:
        raise HTTPException(404)
    asked = request.query_params.get("v") == file.version
    keeping = "public, max-age=31536000, immutable" if asked else "no-cache"
    return Response(file.content, media_type=file.kind, headers={"cache-control": keeping})
