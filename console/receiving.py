"""Forms with a file: read as they come, the file to disk, never more than allowed."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

MULTIPART = "multipart/form-data"
_FIELDS, _LONGEST_FIELD = 20, 256 * 1024


async def received(request: Request, most: int) -> tuple[list[tuple[str, str]], UploadFile | None]:
    """The fields and the file of a form that is `MULTIPART`; HTTPException 413 for one that is too large, 400 for one that is none."""
    if int(request.headers.get("content-length", "0") or 0) > most:
        raise HTTPException(413)
    try:
        parser = MultiPartParser(request.headers, _bounded(request, most), max_files=1, max_fields=_FIELDS, max_part_size=_LONGEST_FIELD)
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise HTTPException(400) from error
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)], files[0] if files else None


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise HTTPException(413)
        yield chunk
