"""Other names to put into a sentence in the place of its own, so that the names model learns places in sentences and not names by heart."""

from __future__ import annotations

import random

from enrichers.gazetteer import gazetteer
from enrichers.names.lists import lexicon
from enrichers.press import shipped
from tinwatch.learning.markup import Marked, Span

_STAYS = 0.25
"""How often a name is left as it is."""

_UNITS = {"tỉnh": "Pp", "tp": "Pp", "huyện": "d", "quận": "d", "phường": "cC", "xã": "cC"}
_CALLED_AFTER = ("đường", "phố", "cầu", "chợ", "sông", "suối", "đèo", "bản", "làng", "xóm", "thôn", "hồ", "núi", "ngã")
"""Kinds of places whose names are free: half of them a unit's, half a person's."""
_FIRM = (
    "Công ty", "công ty", "Cty", "cty", "Công ty TNHH", "Công ty Cổ phần", "Tập đoàn", "tập đoàn", "shop", "spa", "nhà hàng",
    "khách sạn", "Phòng khám", "nhà xe", "quán", "tiệm", "Trung tâm", "Quỹ",
)  # fmt: skip
_TRADE = ("", "", "", "Xây dựng", "Thương mại", "Du lịch", "Dược phẩm", "Đầu tư", "Bất động sản", "may", "Thực phẩm", "Vận tải")
_TAIL = ("", "", "", "Group", "Việt Nam", "Gold", "Land", "Holdings")
_GOODS = ("Khang", "Vương", "Đan", "Hoàn", "Plus", "Gold", "Extra", "Care", "Sâm", "Thảo", "Linh", "Pro")
_NICK = ("Kòi", "Còi", "Xinh", "Nhỏ", "Béo", "Mập", "Tồ", "Bông", "Bin", "Ken", "Jenny", "Tony", "Kenny", "Anna", "Cherry", "Salary", "Mun")
_MADE = ("Neo", "Bio", "Gluco", "Vita", "Hera", "Lumi", "Zen", "Opti", "Dermo", "Kara", "Sun", "Max", "Ora", "Feli")
_ENDS = ("max", "lux", "fit", "tin", "via", "ra", "nex", "vit", "cal", "skin")


class OtherNames:
    """Draws names from the lists and puts new ones together."""

    def __init__(self) -> None:
        known = lexicon()
        self.surnames, self.middles, self.given = known["surname"], known["middle"], known["given"]
        nodes = [node for several in gazetteer().names.values() for node in several if not node.name.isdecimal()]
        self.units = {levels: sorted({node.name for node in nodes if node.level in levels}) for levels in ("Pp", "d", "cC")}
        self.places, self.products = known["place"], known["product"]
        self.orgs = known["org"] + sorted(agency.name for agency in shipped().agencies)
        self.known_orgs = set(self.orgs)

    def swapped(self, sentence: Marked, draw: random.Random) -> Marked:
        """The sentence with most of its names put otherwise."""
        text, spans, at = "", [], 0
        for span in sentence.spans:
            text += sentence.text[at : span.start]
            name = sentence.text[span.start : span.end]
            if draw.random() >= _STAYS:
                put = {"PER": self._person, "PLA": self._place, "ORG": self._org, "PRO": self._product}.get(span.type)
                name = put(name, draw) if put else name
            spans.append(Span(span.type, len(text), len(text) + len(name)))
            text += name
            at = span.end
        return Marked(text + sentence.text[at:], tuple(spans))

    def _person(self, name: str, draw: random.Random) -> str:
        count = len(name.split())
        if count == 1:
            return draw.choice(self.given)
        if count == 2:
            return f"{draw.choice(self.middles if draw.random() < 0.6 else self.surnames)} {draw.choice(self.given)}"
        surname = draw.choice(self.surnames[: 45 if draw.random() < 0.8 else None])
        if draw.random() < 0.12:  # as platforms turn names round
            return f"{draw.choice(self.middles)} {draw.choice(self.given)} {surname}"
        return " ".join([surname, *(draw.choice(self.middles) for _ in range(count - 2)), draw.choice(self.given)])

    def tagged(self, draw: random.Random) -> Marked:
        """A name as people call themselves on platforms: in any order, with or without a surname, with a nickname's word."""
        given, surname, middle = draw.choice(self.given), draw.choice(self.surnames[:45]), draw.choice(self.middles)
        ways = (
            f"{surname} {middle} {given}",
            f"{surname} {middle} {given}",
            f"{surname} {given}",
            f"{given} {surname}",
            f"{middle} {given}",
            f"{middle} {given} {surname}",
            f"{surname} {draw.choice(self.middles)} {middle} {given}",
            f"{given} {draw.choice(_NICK)}",
            f"{draw.choice(_NICK)} {surname}",
        )
        name = draw.choice(ways)
        return Marked(name, (Span("PER", 0, len(name)),))

    def _place(self, name: str, draw: random.Random) -> str:
        """Kinds of places stay what they are: `huyện …` becomes another district."""
        head, _, rest = name.partition(" ")
        kind = head.lower()
        if rest and not rest[0].isdigit() and kind in _UNITS:
            return f"{head} {draw.choice(self.units[_UNITS[kind]])}"
        if rest and kind in _CALLED_AFTER:
            lead = name[: len(name) - len(rest)] if kind != "ngã" else " ".join(name.split()[:2]) + " "
            return lead + (draw.choice(self.units["cC"]) if draw.random() < 0.5 else self._person("a b c", draw))
        if any(c.isdigit() for c in name) or (rest and name[0].islower()):
            return name
        pools = (self.units["Pp"], self.units["Pp"], self.units["d"], self.units["cC"], self.places)
        new = draw.choice(draw.choice(pools))
        return new.lower() if name.islower() else new

    def _org(self, name: str, draw: random.Random) -> str:
        """A known name becomes another, a firm another firm, and the place in the name of a state body another place."""
        if name in self.known_orgs:
            return draw.choice(self.orgs)
        if any(name.startswith(head + " ") for head in _FIRM):
            return self._firm(draw)
        for levels in ("Pp", "d"):
            for unit in self.units[levels]:
                if f" {unit}" in name:
                    return name.replace(unit, draw.choice(self.units[levels]))
        return name

    def _firm(self, draw: random.Random) -> str:
        called = f"{draw.choice(self.given)} {draw.choice(self.given)}" if draw.random() < 0.8 else draw.choice(_MADE) + draw.choice(_ENDS)
        return " ".join(part for part in (draw.choice(_FIRM), draw.choice(_TRADE), called, draw.choice(_TAIL)) if part)

    def _product(self, name: str, draw: random.Random) -> str:
        roll = draw.random()
        if roll < 0.35:
            return draw.choice(self.products)
        if roll < 0.65:
            return f"{draw.choice(self.given)} {draw.choice(self.given)} {draw.choice(_GOODS)}"
        if roll < 0.9:
            tail = draw.choice(("", "", " " + draw.choice(_GOODS), f" {draw.randint(2, 30)}"))
            return draw.choice(_MADE) + draw.choice(_ENDS) + tail
        return name
