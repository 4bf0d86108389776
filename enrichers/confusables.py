"""One code point to its folded spelling: look-alikes, styled letters, accents off, invisible characters dropped.

Every code point is folded by itself, without its neighbours, so that NFC and NFD give the same text and an offset map is a plain walk.
"""

from __future__ import annotations

import re
import unicodedata

# Look-alikes by the Latin letter they stand for. Sources: Unicode confusables.txt (the families seen in Vietnamese spam: Cyrillic, Greek,
# Armenian, Coptic, Cherokee, Lisu, Canadian syllabics) and fancy-text generators. Where a letter's two cases look like two different Latin
# letters (Greek Η is h, η is n) both are listed; a case that is not listed follows the other one.
_LOOKALIKES = {
    "a": "аɑαᴀɐⲁꓮᎪᗅᗩᐱΛʌДꭺ⍺∀𐊠𖽀Δ",
    "b": "вбьъβßƅƄɓʙᏴꓐᗷᏏᑲɃƀƁᖯƃᏼ𐊂𐊡𐌁ẞ",
    "c": "сϲⲥꓚᏟᑕↄƈȼᴄҁ𐊢𐌂𐔜𐐕",
    "d": "đðÐɖƉɗԁᗞᗪꓓᎠᑯƌȡᴅꝺдᴆ₫Ꮷꓒδ",
    "e": "еεєɛəǝɘɇᴇⲉꓰᎬҽԑ℮эзΣξꬲ𐊆ⴹәѐ",
    "f": "ƒϝғꓝᖴꜰҒꬵ𐊇𐊥𐔥",
    "g": "ɡɢցԍᏀᏳꓖɠǥᘜᶃ",
    "h": "һҺНнΗհԋⲎⲏᎻᏂꓧɦħᕼɥʜԦҤң𐋏ђћ",
    "i": "іιıɪᎥⲓꓲɩɨꙇ℩ӀΙᛁᵻ",
    "j": "јϳʝɉᎫꓙȷᒍᴊͿ",
    "k": "кκᴋқƙᏦꓗⲕԟҟҝӄҡ𐔘ᛕ",
    "l": "ӏŁɭɫʟꓡᏞʅⱠᒪԼǀןⵏⳐ𐊊𐌉𐔦𐑃￨ŀꝇ",
    "m": "мΜᴍᎷꓟᗰɱⲙϻ𐊰𐌑ᛖ",
    "n": "ηпиΝήɴոռƞŋɲꓠᑎⲛлҋИ𐔓π",
    "o": "оοσօᴏɔөѳѲθøØⲟꓳჿᝪɵםסфⵔѺꬽဝ𐓂𐓪𐐄𐐬𐊒𐊫𐔖",
    "p": "рρᴘⲣꓑᏢᑭƥþϱᵽƤ𐊕",
    "q": "ԛզգɋᑫԚⵕ",
    "r": "гяʀɾɽɼᴦꓣᎡᏒᖇɹɍΓꭇꭈⲅґ",
    "s": "ѕꜱςϛꓢᏚᔕʂƽՏՏտϩȿᏕƧ𐊖𐐠",
    "t": "тτᴛƭŧꓔᎢⲧʈƫҭʇԏϮԎ𐊗𐊱𐌕⊤",
    "u": "υսᴜцμʊꓴᑌʉɄᑘՍꞟ𐓎𐓶ሀᵾџ",
    "v": "νѵᴠꓦᏙᐯʋѷⱴƲ𐔝ⴸ∨",
    "w": "ωшщԝᴡѡᎳꓪɯʍᗯաɰϣᏔ",
    "x": "хχҳӽ᙭×⨉ꓫⲭжҲⵝᚷ𐊐𐊴𐌗𐔧╳",
    "y": "уγΥүʏɣყɏƴꓬᎽчⲩЎᎩ𐊲ұ",
    "z": "ᴢʐʑƶꓜᏃʒζⲍȥⱬʓ",
    "ae": "æ",
    "oe": "œ",
    "'": "‘’‛ʼʻ′´",
    '"': "“”„‟″«»",
    "-": "‐‑‒–—―−⁃",
    ".": "。․",
    ",": "、",
    "/": "⁄∕",
    ":": "∶꞉",
    "*": "∗",
    "~": "∼〜",
}
_KEEP = "™℠℡½⅓⅔¼¾"
"""Signs whose compatibility form would glue letters or fractions to the word before them."""
_BLANK = "\u2800\u3164\uffa0\u115f\u1160"
"""Letters and a Braille cell that are drawn as nothing but take room."""

_NAMED = re.compile(
    r"(?:LATIN (?:SMALL |CAPITAL )?(?:LETTER )?|MODIFIER LETTER (?:SMALL |CAPITAL )?|COMBINING LATIN SMALL LETTER )"
    r"(?:(?:SMALL CAPITAL|CAPITAL|SCRIPT|TURNED|REVERSED|OPEN|CLOSED|BARRED|STRETCHED|INSULAR|SIDEWAYS|VOLAPUK|DOTLESS|LONG) )*"
    r"([A-Z])(?: WITH .+)?"
)
_BOXED = re.compile(
    r"(?:CROSSED )?(?:NEGATIVE |PARENTHESIZED |TORTOISE SHELL BRACKETED )?(?:CIRCLED |SQUARED |PARENTHESIZED )?(?:ITALIC )?"
    r"LATIN (?:CAPITAL|SMALL) LETTER ([A-Z])"
)
FLAGS = "\U0001f1e6-\U0001f1ff"
"""Regional indicators: two make a flag, one alone or a long run spells a word. They are left to the text-wide step."""


def _direct() -> dict[str, str]:
    """The look-alikes with both cases of each."""
    table = {ch: latin for latin, chars in _LOOKALIKES.items() for ch in chars}
    for ch, latin in list(table.items()):
        for other in (ch.lower(), ch.upper()):
            if len(other) == 1 and not other.isascii():
                table.setdefault(other, latin)
    return table | {ch: ch for ch in _KEEP} | dict.fromkeys(_BLANK, " ")


_DIRECT = _direct()


def _number(ch: str) -> str | None:
    """The digits of a styled or foreign number: ❶ → 1, ⑩ → 10, ٣ → 3; None for anything else."""
    if unicodedata.category(ch) not in ("Nd", "No"):
        return None
    value = unicodedata.numeric(ch, -1.0)
    return str(int(value)) if value >= 0 and value.is_integer() else None


def _letter(ch: str) -> str:
    """One decomposed code point, folded."""
    if ch.isascii() and ch.isprintable():
        return ch.lower()
    if ch in _DIRECT:
        return _DIRECT[ch]
    if ch.isspace():
        return " "
    category = unicodedata.category(ch)
    if category[0] == "M" or category in ("Cf", "Cc", "Cs", "Co", "Cn") or ch in "¨¯¸˚˜˘˙˛˝ˆˇ":
        return ""
    number = _number(ch)
    if number is not None:
        return number
    name = unicodedata.name(ch, "")
    match = _NAMED.fullmatch(name) or _BOXED.fullmatch(name)
    if match:
        return match.group(1).lower()
    lower = ch.lower()
    return lower if len(lower) == 1 else "".join(_letter(c) for c in unicodedata.normalize("NFKD", lower))


def fold_char(ch: str) -> str:
    """The folded spelling of one code point: "" for what a reader does not see, " " for any space, else usually one ASCII character."""
    if ch in _DIRECT or ch.isascii():
        return _letter(ch)
    number = _number(ch)
    if number is not None:
        return number
    match = _BOXED.fullmatch(unicodedata.name(ch, ""))
    if match:
        return match.group(1).lower()
    parts = unicodedata.normalize("NFKD", ch)
    if parts == ch:
        return _letter(ch)
    if parts[0] == " " and not ch.isspace():  # a spacing accent: what is left of it is no space
        return ""
    return "".join(_letter(c) for c in parts)


class Table(dict[int, str]):
    """A translation table that learns each code point when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = fold_char(chr(code))
        if code < 0x20000:  # bounds the memory; beyond are rare ideographs
            self[code] = folded
        return folded


TABLE = Table()
