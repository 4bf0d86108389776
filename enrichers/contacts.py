"""Ways to reach or pay somebody: telephone numbers, bank accounts, mail addresses, handles. Numbers by their shape, no names, no look-ups.

A number is an account when the words around it say so (`STK`, a bank's name), a telephone number when it has the length and prefix of one;
prices, dates, licence and identity numbers are neither. A handle counts only where it is offered as a contact: the one that opens a comment
(`@ten_ban …`) is a reply to a private person and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import phonenumbers

from enrichers.banks import BANK
from enrichers.fold import Folded
from enrichers.hosts import registrable
from enrichers.spans import Taken


class Contact(NamedTuple):
    """A span of the folded text (canon offsets), its type and its normal spelling."""

    type: str
    start: int
    end: int
    value: str


_GAP = r"[ .\-_*/(),|~•·+]{0,3}"
_WORDS = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5", "sau": "6", "bay": "7", "tam": "8",
    "chin": "9",
}  # fmt: skip
_DIGIT = {"o": "0", "l": "1", "i": "1", "s": "5", "z": "2", "b": "8", "q": "9", "|": "1"}
_SPOKEN = "|".join(sorted(_WORDS, key=len, reverse=True))
_DISGUISED = r"[olisz|](?=[\d .olisz|-]|$|\b)"
_PHONE = re.compile(rf"(?<![0-9.,@#])[(+]{{0,2}}(?:[0-9]|(?<![a-z])o(?=[\d ]))(?:\)?{_GAP}(?:\d|{_DISGUISED})){{7,13}}(?![0-9])")
_SAID = re.compile(rf"(?<![a-z0-9])(?:(?:khong|0|o){_GAP})(?:(?:{_SPOKEN}|[0-9]){_GAP}){{8}}(?:{_SPOKEN}|[0-9])(?![a-z0-9])")
_ACCOUNT = re.compile(r"(?<![0-9a-z.,/@-])\d(?:[ .-]{0,2}\d){5,18}(?![0-9a-z%/@])")
_ASKED = re.compile(
    r"\b(?:stk|s\.t\.k|so tk|sotk|so tai khoan|so t k|tai khoan|tk|account|acc number|ck|chuyen khoan|chuyen tien|banking)\b"
)
_STRONG = re.compile(r"\b(?:stk|s\.t\.k|so tk|sotk|so tai khoan|tai khoan)\b")
_GIVE = re.compile(r"\b(?:chuyen|gui|nap|nop|ung ho|donate|thanh toan|coc|nhan tien|vao|so)\b")
_BANK_LAST = re.compile(BANK.pattern + r"[ :,.(-]{0,3}$")
_OTHER_ID = re.compile(
    r"\b(?:cccd|cmnd|cmt|can cuoc|ma so thue|mst|ma don|ma van don|ma so|ma gd|ma giao dich|mgd|giay phep|gp|gpkd|dkkd|bien so|imei|seri|"
    r"serial|id|hotline|sdt|so dt|dt|dien thoai|zalo|lien he|lh|goi|alo|phone|call|sim|isbn|ma)[^0-9]{0,12}$"
)
_DATE = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d|(?:19|20)\d\d[ .-]\d{1,2}[ .-]\d{1,2}|(?:19|20)\d\d ?- ?(?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_MONEY_AFTER = re.compile(r" ?(?:k|tr|trieu|ty|nghin|ngan(?! hang)|dong|d|vnd|usd|do|%|nguoi|luot|view|km|met|m2)\b")
_EMAIL = re.compile(r"(?<![a-z0-9.@_+-])[a-z0-9][a-z0-9._+-]{0,63}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?![a-z0-9@-])")
_HANDLE = re.compile(r"(?<![a-z0-9.@_/])@[a-z][a-z0-9_.]{2,31}(?![a-z0-9@])")
_OFFERED = re.compile(
    r"\b(?:tele|telegram|tlg|zalo|tiktok|tik tok|ig|insta|instagram|fb|facebook|twitter|ib|inbox|inb|lh|lien he|nhan tin|chat|kenh|nhom|"
    r"group|admin|ad|shop|page|bot|contact|id|nick|add|ket ban|kb|tham gia|vao|theo doi|follow|hotro|ho tro|cskh)\b"
)
_EVERYONE = frozenset({"@everyone", "@followers", "@highlight", "@all", "@channel", "@here", "@theo", "@moi"})


def contacts(folded: Folded) -> list[Contact]:
    """Every contact in the text, by position; accounts before telephone numbers where both would fit."""
    plain = folded.plain
    found: list[Contact] = []
    if "@" in plain:
        found += _mails(plain)
        found += _handles(plain)
    if any(c.isdigit() for c in plain):
        found += _accounts(plain)
        found += _phones(plain)
    if "khong" in plain or "0 " in plain:
        found += _spoken(plain)
    taken = Taken()
    return sorted((c for c in found if taken.take(c.start, c.end)), key=lambda c: c.start)


def _mails(plain: str) -> Iterator[Contact]:
    for match in _EMAIL.finditer(plain):
        if registrable(match.group().rpartition("@")[2]):
            yield Contact("EMAIL", match.start(), match.end(), match.group())


def _handles(plain: str) -> Iterator[Contact]:
    for match in _HANDLE.finditer(plain):
        handle = match.group().rstrip(".")
        offered = _OFFERED.search(plain, max(0, match.start() - 30), match.start())
        shaped = any(c.isdigit() or c == "_" for c in handle) or handle.endswith("bot")
        if handle not in _EVERYONE and match.start() and (offered or shaped) and not plain.startswith("@") and len(handle) > 3:
            yield Contact("HANDLE", match.start(), match.start() + len(handle), handle)


def _accounts(plain: str) -> Iterator[Contact]:
    for match in _ACCOUNT.finditer(plain):
        digits = re.sub(r"\D", "", match.group())
        before, after = plain[max(0, match.start() - 45) : match.start()], plain[match.end() : match.end() + 25]
        if _DATE.fullmatch(match.group()) or _MONEY_AFTER.match(after) or (_OTHER_ID.search(before) and not _STRONG.search(before[-20:])):
            continue
        if _THOUSANDS.fullmatch(match.group()) and digits.endswith("000") and len(digits) < 11:
            continue
        near = before.rsplit(". ", 1)[-1]
        phone = _national(digits) is not None
        strong = _STRONG.search(near) is not None
        named = _BANK_LAST.search(near) is not None
        bank = named or BANK.search(near[-25:]) is not None or BANK.match(after.lstrip(" :,-–(.")) is not None
        asked = named or _ASKED.search(near) is not None or (bank and not phone)
        grouped = re.fullmatch(r"\d{4}(?:[ .-]\d{3,4}){2,3}", match.group()) is not None and _GIVE.search(near) is not None
        if strong or (asked and (not phone or bank)) or (grouped and not phone):
            yield Contact("ACCOUNT", match.start(), match.end(), digits)


def _phones(plain: str) -> Iterator[Contact]:
    at = 0
    while (match := _PHONE.search(plain, at)) is not None:
        at = match.end()
        fit = _fitting(plain, match.start(), match.end())
        if fit is not None:
            end, value = fit
            yield Contact("PHONE", match.start(), end, value)
            at = end
        else:
            at = _next_number(plain, match.start(), match.end())


def _next_number(plain: str, start: int, end: int) -> int:
    """Where to look next inside a run of digits that is no number as a whole: after its first group."""
    gap = re.compile(r"[ ,/|-]").search(plain, start + 1, end)
    return gap.end() if gap else end


def _fitting(plain: str, start: int, end: int) -> tuple[int, str] | None:
    """The end and the value of the telephone number that begins here: the longest reading that has the shape of one."""
    spots = [i for i in range(start, end) if plain[i].isdigit() or plain[i] in _DIGIT]
    digits = "".join(_DIGIT.get(plain[i], plain[i]) for i in spots)
    real = sum(plain[i].isdigit() for i in spots)
    shape = plain[start:end]
    if real < 7 or _DATE.match(shape) or (_THOUSANDS.fullmatch(shape) and digits.endswith("000") and not digits.startswith("0")):
        return None
    if shape.startswith(("1800", "1900")):
        return _hotline(plain, spots, digits)
    for size in range(len(digits), 7, -1):
        last = spots[size - 1] + 1
        if last < len(plain) and (plain[last].isdigit() or (plain[last] in ".-_" and size < len(digits) and digits[size] != "0")):
            continue
        value = _value(("+" if shape.startswith(("+", "(+")) else "") + digits[:size])
        if value is not None and (plain[spots[size - 1]].isdigit() or size == len(digits)):
            return last, value
    return None


def _hotline(plain: str, spots: list[int], digits: str) -> tuple[int, str] | None:
    """1800 and 1900 numbers have 8 or 10 digits (Circular 22/2014/TT-BTTTT); written together or in groups."""
    for size in (10, 8):
        if len(digits) < size:
            continue
        end = spots[size - 1] + 1
        years = re.fullmatch(r"(?:1800|1900)[ -]+(?:18|19|20)\d\d", plain[spots[0] : end])  # 1900-1975
        if not years and not plain[end : end + 1].isdigit():
            return end, digits[:size]
    return None


def _national(digits: str) -> str | None:
    """The national number (with 0) when the digits have the shape of a Vietnamese telephone number: mobile 03 05 07 08 09, landline 02."""
    if re.fullmatch(r"0(?:[35789]\d{8}|2\d{9})", digits):
        return digits
    if re.fullmatch(r"01[2689]\d{8}", digits):  # mobiles before September 2018
        return digits
    return None


def _value(digits: str) -> str | None:
    """The number in E.164, None when it is no telephone number."""
    if digits.startswith("+"):
        national = _national("0" + digits[3:].lstrip("0")) if digits.startswith("+84") else None
        if national:
            return "+84" + national[1:]
        return None if digits.startswith("+84") else _foreign(digits)
    national = _national(digits) or (
        _national("0" + digits[2:].removeprefix("0")) if digits.startswith("84") and len(digits) > 10 else None
    )
    if national is None or not phonenumbers.is_possible_number(phonenumbers.parse(national, "VN")):
        return None
    return "+84" + national[1:]


def _foreign(digits: str) -> str | None:
    """A foreign number written with its plus sign; here assignability decides, for want of a context."""
    try:
        number = phonenumbers.parse(digits, None)
    except phonenumbers.NumberParseException:
        return None
    return digits if phonenumbers.is_valid_number(number) else None


def _spoken(plain: str) -> Iterator[Contact]:
    """Numbers spelled out: `không chín một hai …`."""
    for match in _SAID.finditer(plain):
        parts = re.findall(rf"{_SPOKEN}|\d|\bo\b", match.group())
        value = _value("".join(_WORDS.get(part, _DIGIT.get(part, part)) for part in parts))
        if value is not None and not match.group().replace(" ", "").isdigit():
            yield Contact("PHONE", match.start(), match.end(), value)
