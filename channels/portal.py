"""The fields of a portal's form in its order, ready to be copied one by one. A person fills the form in and sends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import UNSET

from channels import wording
from channels.destination import Destination
from channels.packet import Indicator
from channels.packet_fields import Packet

DECLARATION = (
    "Chúng tôi cam kết thông tin nêu trên là trung thực, có căn cứ; không phản ánh ý kiến, quan niệm cá nhân "
    "và không nêu danh tính cá nhân."
)


def fields(packet: Packet, destination: Destination, indicators: Sequence[Indicator] = ()) -> tuple[tuple[str, str], ...]:
    """Label and content of each field; what there is nothing for stays empty and is listed all the same."""
    return tuple((label, SOURCES[source](packet, indicators)) for label, source in destination.form)


def text(packet: Packet, destination: Destination, indicators: Sequence[Indicator] = ()) -> str:
    """All fields as plain text."""
    return "\n\n".join(f"{label}:\n{content or '(để trống)'}" for label, content in fields(packet, destination, indicators)) + "\n"


def _label(packet: Packet, indicators: Sequence[Indicator]) -> str:
    label = packet.vafc.get("label") if packet.vafc is not UNSET else None
    return wording.LABELS.get(str(label), wording.VERDICTS[packet.finding.verdict])


def _field(packet: Packet, indicators: Sequence[Indicator]) -> str:
    number = packet.vafc.get("linh_vuc") if packet.vafc is not UNSET else None
    return f"{number}. {wording.FIELDS[number]}" if isinstance(number, int) else ""


def _summary(packet: Packet, indicators: Sequence[Indicator]) -> str:
    finding = packet.finding
    parts = [
        f"Sự việc: {packet.claim.checkable_fact}",
        f"Kết luận: {wording.VERDICTS[finding.verdict]}. {finding.reason}",
        f"Cách kiểm chứng: {finding.method}",
        f"Mã hồ sơ: {packet.case_id}",
    ]
    return "\n".join(parts)


def _evidence(packet: Packet, indicators: Sequence[Indicator]) -> str:
    return "\n".join(f"- {wording.PROOFS[item.kind]}: {item.title or '(không tên)'} – {item.url}" for item in packet.evidence)


def _reply(packet: Packet, indicators: Sequence[Indicator]) -> str:
    reply = packet.right_of_reply
    if reply.answer:
        return reply.answer
    if reply.waived_reason:
        code, _, why = reply.waived_reason.partition(": ")
        return f"Không chờ phản hồi vì {wording.WAIVERS.get(code, code)}: {why}"
    return "Đã liên hệ, không có phản hồi trong thời hạn." if reply.contacted_at else ""


def _indicators(packet: Packet, indicators: Sequence[Indicator]) -> str:
    return "\n".join(f"{wording.INDICATORS[one.type]}: {one.value}" for one in indicators)


SOURCES: Mapping[str, Callable[[Packet, Sequence[Indicator]], str]] = {
    "reporter_name": lambda packet, _: packet.reporter.name,
    "reporter_org": lambda packet, _: packet.reporter.org,
    "reporter_phone": lambda packet, _: packet.reporter.phone,
    "reporter_email": lambda packet, _: packet.reporter.email,
    "subject": lambda packet, _: f"{wording.SUBJECTS[packet.subject.kind]}: {packet.subject.name}",
    "subject_id": lambda packet, _: packet.subject.platform_id,
    "urls": lambda packet, _: "\n".join(packet.subject.urls),
    "claim": lambda packet, _: packet.claim.text_vi,
    "label": _label,
    "field": _field,
    "summary": _summary,
    "evidence": _evidence,
    "reply": _reply,
    "indicators": _indicators,
    "declaration": lambda packet, _: DECLARATION,
}
"""What a field of a form may ask for."""
