"""A process that writes batches to an index and names each one that is safely in: python index_writer.py FILE FIRST LAST."""

from __future__ import annotations

import asyncio
import sys

from index_records import doc, fold

from search.sqlite import SqliteIndex

BATCH = 40


async def write(path: str, first: int, last: int) -> None:
    index = SqliteIndex(path, fold)
    await index.open()
    for batch in range(first, last):
        texts = [f"mẻ {batch} số {n}: bán thuốc gia truyền" for n in range(BATCH)]
        await index.put_documents([doc(f"{batch}-{n}", text, page=f"P{n % 3}", codes=("ADHEALTH",)) for n, text in enumerate(texts)])
        print(batch, flush=True)
    await index.close()


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
