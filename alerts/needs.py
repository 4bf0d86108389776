"""What a deed needs; without it the deed is refused, with the reasons by name."""

from __future__ import annotations


class Refused(Exception):
    def __init__(self, *reasons: str) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


def need(there: object, *reasons: str) -> None:
    if not there:
        raise Refused(*reasons)
