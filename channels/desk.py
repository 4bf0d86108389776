"""Who writes: the organisation behind the desk, as it stands on letters and in packets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Desk:
    """`parent` stands above `organisation` in the header. `motto`: whether letters bear the national motto (quốc hiệu), which belongs to
    offices of the state only. `console` is the address of the console, for the code that leads to the case; `reviews` where findings are
    published, with `{number}` in place of the case's number."""

    organisation: str = ""
    parent: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    motto: bool = False
    console: str = ""
    reviews: str = ""
