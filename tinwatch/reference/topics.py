"""The river as a page: every topic with what it carries, by which key, how it is kept."""

from __future__ import annotations

import inspect

from msgspec.structs import fields

from topics.river import DEAD_RETENTION, RIVER, Topic

_HEAD = f"""# Topics

Made from topics/river.py, in the order of the flow. Values are JSON, one record each; an unknown field is ignored. Beside each topic stands
`<topic>.dead` for what could not be used, with the reason and the source position in its headers, kept for {DEAD_RETENTION.days} days.
`tinwatch topics check` compares a broker with this list.

| Topic | Carries | Key | Partitions | Kept | What |
|---|---|---|---|---|---|
"""


def topics_page() -> str:
    """Markdown: a table of the topics, then the fields of each record."""
    kinds = {topic.value: None for topic in RIVER}
    records = "".join(
        f"\n### {kind.__name__}\n\n{inspect.cleandoc(kind.__doc__ or '')}\n\n{', '.join(f'`{f.encode_name}`' for f in fields(kind))}\n"
        for kind in kinds
    )
    return _HEAD + "".join(map(_row, RIVER)) + "\n## Records\n" + records


def _row(topic: Topic) -> str:
    kept = f"{topic.retention.days} d" if topic.retention else "the newest of each key"
    record = topic.value.__name__
    return f"| `{topic.name}` | [{record}](#{record.lower()}) | {topic.key} | {topic.partitions} | {kept} | {topic.doc} |\n"
