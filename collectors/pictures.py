"""Words in pictures → `media[].ocr`, read by Tesseract where the desk asks for it; a picture nobody can read stays unread.

Tesseract 5 with its Vietnamese model, from Debian (tesseract-ocr, tesseract-ocr-vie): offline, no GPU, half a second a picture. Another
reader needs one method, `read`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

from collectors.beside import Unreadable as Unreadable
from collectors.beside import filled
from topics.records import Post

LARGEST = 20_000_000
"""Bytes of one picture; platforms give far less."""

SECONDS = 60
"""How long one picture may take: one made to be slow must not hold up the rest."""


class Missing(Exception):
    """The reader is not installed; the message says what to install."""


class Reader(Protocol):
    def read(self, picture: bytes) -> str:
        """The words in a picture, lines as they stand; Unreadable when it is none."""
        ...


class Tesseract:
    """Raises Missing when the program or its Vietnamese model is not there."""

    def __init__(self, languages: str = "vie+eng") -> None:
        program = shutil.which("tesseract")
        if program is None:
            raise Missing("tesseract is not installed: apt-get install tesseract-ocr tesseract-ocr-vie")
        listing = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - a fixed command
        known = listing.stdout.split()
        for language in languages.split("+"):
            if language not in known:
                raise Missing(f"tesseract has no model for {language}: apt-get install tesseract-ocr-{language}")
        self._command = [program, "stdin", "stdout", "-l", languages, "--psm", "3"]

    def read(self, picture: bytes) -> str:
        if len(picture) > LARGEST:
            raise Unreadable(f"{len(picture):,} bytes are no picture of a post")
        environ = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads cost more than they bring, and the agents need the cores
        try:
            done = subprocess.run(  # noqa: S603 - a fixed command, the picture comes by standard input
                self._command, input=picture, capture_output=True, timeout=SECONDS, env=environ, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"took longer than {SECONDS} s") from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise Unreadable(said[-1][:200] if said else f"tesseract ended with {done.returncode}")
        lines = (" ".join(line.split()) for line in done.stdout.decode(errors="replace").splitlines())
        return "\n".join(line for line in lines if line)


def reading(post: Post, reader: Reader, folder: Path) -> tuple[Post, list[str]]:
    """The post with the words of its pictures that lie in `folder` and have none yet, and what could not be read (`collectors.beside`)."""
    return filled(post, folder, "ocr", reader.read)
