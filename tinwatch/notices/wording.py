"""What a notice says: number, band, codes, a headline without numbers, names and links, and the way to the case. Vietnamese and English."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import quote

from channels.message import Message, one_line
from console.masking import mask_numbers
from console.words import words_in
from tinwatch.concealing import HIDDEN, conceal
from topics.cases import Notice
from topics.letters import Letter

LONGEST_HEADLINE = 160

TELLINGS = {
    "vi": {
        "new": "Vụ việc mới", "grown": "Vụ việc nghiêm trọng hơn", "reopened": "Vụ việc được mở lại", "assigned": "Giao cho bạn",
        "mentioned": "Đồng nghiệp nhắc đến bạn", "review": "Chờ người thứ hai duyệt", "refused": "Kết luận bị trả lại",
        "approved": "Kết luận đã được duyệt", "overdue": "Quá hạn", "chase": "Chưa có phản hồi của nơi nhận",
        "changed_evidence": "Bài đăng đã thay đổi",
        "damaged_evidence": "Chứng cứ không còn nguyên vẹn", "missing": "thiếu tệp", "altered": "tệp bị thay đổi",
        "uncollected": "Thu thập bị ngừng", "collected": "Thu thập trở lại", "appeal": "Có khiếu nại", "correction": "Đã đính chính",
        "acknowledge": "chưa ai nhận", "finding": "chưa có kết luận", "reply": "hết hạn trả lời của bên liên quan",
        "correct": "chưa công bố đính chính", "chase_48h": "48 giờ", "chase_7d": "7 ngày", "edited": "bị sửa", "removed": "bị gỡ",
        "digest": "{n} thông báo", "name": HIDDEN,
        "test": "Tin thử của tinwatch: kênh này hoạt động.",
    },
    "en": {
        "new": "New case", "grown": "Case has become more serious", "reopened": "Case opened again", "assigned": "Assigned to you",
        "mentioned": "A colleague mentions you", "review": "Waits for a second person", "refused": "Finding sent back",
        "approved": "Finding approved", "overdue": "Overdue", "chase": "No answer from where it was sent",
        "changed_evidence": "The post has changed",
        "damaged_evidence": "Evidence is not as it was kept", "missing": "files are missing", "altered": "files were changed",
        "uncollected": "Not collected", "collected": "Collected again", "appeal": "Appeal received", "correction": "Corrected",
        "acknowledge": "nobody has taken it", "finding": "no finding yet", "reply": "time to reply is over",
        "correct": "correction not published", "chase_48h": "48 hours", "chase_7d": "7 days", "edited": "edited", "removed": "removed",
        "digest": "{n} notices", "name": "[name]",
        "test": "A test by tinwatch: this channel works.",
    },
}  # fmt: skip

_ADDRESS = re.compile(r"(?i)\bh(tt)(ps?://)|(?<=[\w-])\.(?=[a-z]{2,}\b)")


class Wording:
    """Makes messages. Names of people are hidden as in what leaves the desk, numbers and addresses by their shape."""

    def __init__(self, public_url: str) -> None:
        self._home = public_url.rstrip("/")

    def message(self, letters: Sequence[Letter], language: str, longest: int) -> tuple[Message, int]:
        """As many of the letters as fit, the first always, as one message; and how many that were."""
        texts: list[str] = []
        room = longest - 100
        for letter in letters:
            text = self._text(letter.notice, language)
            room -= len(text) + 2
            if texts and room < 0:
                break
            texts.append(text)
        taken = len(texts)
        chosen = letters[:taken]
        if len(letters) == 1:
            subject, text = self._subject(letters[0].notice, language), texts[0]
        else:
            subject = "tinwatch: " + TELLINGS[language]["digest"].format(n=taken)
            text = "\n\n".join([subject, *texts])
        id = letters[0].id if taken == 1 else hashlib.blake2b("".join(one.id for one in chosen).encode(), digest_size=16).hexdigest()
        facts = [self._facts(letter.notice, language) for letter in chosen]
        return Message(id=id, to=letters[0].to, subject=subject, text=text, at=letters[0].due, facts=facts), taken

    def test(self, to: str, language: str, at: datetime) -> Message:
        text = TELLINGS[language]["test"]
        id = hashlib.blake2b(f"{to}{at}".encode(), digest_size=16).hexdigest()
        return Message(id=id, to=to, subject=text, text=text, at=at)

    def link(self, notice: Notice) -> str:
        if not self._home:
            return ""
        if notice.case:
            return f"{self._home}/alerts/{quote(notice.case, safe='')}"
        return "" if notice.telling == "damaged_evidence" else f"{self._home}/watchlist/health"

    def headline(self, notice: Notice, language: str) -> str:
        """One line that calls nobody by name, shows no number whole and cannot be clicked."""
        text = conceal(one_line(notice.headline)).replace(HIDDEN, TELLINGS[language]["name"])
        text = _ADDRESS.sub(lambda m: f"hxx{m[2]}" if m[2] else "[.]", mask_numbers(text))
        return text if len(text) <= LONGEST_HEADLINE else text[:LONGEST_HEADLINE].rstrip() + "…"

    def _subject(self, notice: Notice, language: str) -> str:
        return " ".join(filter(None, (f"[{words_in(language).name('band', notice.band)}]", notice.number, told(notice, language))))

    def _text(self, notice: Notice, language: str) -> str:
        name: Callable[[str, str], str] = words_in(language).name
        first = " · ".join([notice.number, name("band", notice.band), ", ".join(name("code", code) for code in notice.codes)]).strip(" ·")
        lines = (first, told(notice, language), self.headline(notice, language), mend(notice, language), self.link(notice))
        return "\n".join(line for line in lines if line)

    def _facts(self, notice: Notice, language: str) -> dict[str, object]:
        return {
            "id": notice.id,
            "telling": notice.telling,
            "about": notice.about,
            "number": notice.number,
            "band": notice.band,
            "codes": list(notice.codes),
            "headline": self.headline(notice, language),
            "url": self.link(notice),
            "at": notice.at.isoformat(),
        }


def told(notice: Notice, language: str) -> str:
    words = TELLINGS[language]
    about = words.get(notice.about) or words_in(language).catalogue.get(f"health.cause.{notice.about}", "")
    return words[notice.telling] + (f": {about}" if about else "")


def mend(notice: Notice, language: str) -> str:
    """What is to be done about what holds up collecting; empty for any other notice."""
    return words_in(language).catalogue.get(f"health.mend.{notice.about}", "") if notice.telling == "uncollected" else ""
