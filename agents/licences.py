"""The register of licences that a desk supplies (CSV, keys of giayphep.abei.gov.vn, domain.md §1.3), and a footer held against it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from enrichers.fold import squash
from enrichers.footers import key
from enrichers.hosts import registrable

COPIED = frozenset({"191/gpttdt"})
"""Licence numbers that stand in templates and are copied with them (domain.md §2.2)."""

_ENDED = re.compile(r"hethan|hethieuluc|thuhoi|dinhchi|tuoc|huy|expired|revoked|suspended|inactive")
_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class Entry(NamedTuple):
    """One licence of the register; `until` only where the file has a column validTo or expiryDate."""

    number: str
    company: str
    domains: frozenset[str]
    status: str
    since: date | None
    until: date | None


class LicenceRegister:
    """Licences by number. One number may stand for several sites; two licensing bodies may give the same one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(key(entry.number), []).append(entry)

    def faults(self, number: str, domain: str, company: str, day: date | None) -> list[str]:
        """What is wrong with a licence that a site shows, in words; empty when its entry fits. What is not given is not compared."""
        found = self._entries.get(key(number), [])
        if not found:
            return [f"số {number} không có trong sổ cấp phép" + ("; là số mẫu hay bị chép" if key(number) in COPIED else "")]
        judged = [list(_faults(entry, registrable(domain) or domain.lower(), company, day)) for entry in found]
        return min(judged, key=len)


def _faults(entry: Entry, domain: str, company: str, day: date | None) -> Iterator[str]:
    if domain and entry.domains and domain not in entry.domains:
        yield f"giấy phép {entry.number} cấp cho {', '.join(sorted(entry.domains))}, không phải {domain}"
    ours, theirs = squash(company), squash(entry.company)
    if ours and theirs and ours not in theirs and theirs not in ours:
        yield f"giấy phép {entry.number} cấp cho {entry.company}"
    if _ENDED.search(squash(entry.status)):
        yield f"giấy phép {entry.number}: {entry.status}"
    if day and entry.until and day > entry.until:
        yield f"giấy phép {entry.number} hết hạn {entry.until:%d/%m/%Y}"
    if day and entry.since and day < entry.since:
        yield f"giấy phép {entry.number} có hiệu lực từ {entry.since:%d/%m/%Y}"


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """Read a register: licenseNumber, companyName, domain, website, status or cstatus, validFrom or issueDate, validTo or expiryDate.

    Other columns are ignored; ValueError names the line of a row without number or with a date that is none.
    """
    for number, row in enumerate(csv.DictReader(lines), 2):
        cells = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str) and not isinstance(value, list)}
        if not cells.get("licenseNumber"):
            raise ValueError(f"line {number}: no licenseNumber")
        hosts = re.split(r"[\s,;]+", f"{cells.get('domain', '')} {cells.get('website', '')}")
        try:
            yield Entry(
                number=cells["licenseNumber"],
                company=cells.get("companyName", ""),
                domains=frozenset(filter(None, map(_domain, hosts))),
                status=cells.get("status") or cells.get("cstatus", ""),
                since=_day(cells.get("validFrom") or cells.get("issueDate", "")),
                until=_day(cells.get("validTo") or cells.get("expiryDate", "")),
            )
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error


def _domain(host: str) -> str:
    name = re.sub(r"^https?://", "", host.lower()).partition("/")[0]
    return registrable(name) or name


def _day(text: str) -> date | None:
    if not text:
        return None
    for pattern in _FORMATS:
        try:
            return datetime.strptime(text[:10], pattern).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    raise ValueError(f"{text[:40]!r} is no date; write 2025-02-20 or 20/02/2025")
