"""`tinwatch size`: how large a machine, or how many."""

from __future__ import annotations

import click

from tinwatch import sizing
from tinwatch.cli.output import table
from tinwatch.settings import load


@click.command(epilog="Example: tinwatch size --pages 700")
@click.option("--pages", type=click.IntRange(1), default=700, show_default=True, help="Watched pages.")
@click.option("--posts", type=click.FloatRange(0), default=10.0, show_default=True, help="Posts of a page in a day.")
@click.option("--comments", type=click.FloatRange(0), default=250.0, show_default=True, help="Comments on a page's posts in a day.")
@click.option("--cases", type=click.FloatRange(0), default=4.0, show_default=True, help="Cases that come of a thousand posts and comments.")
@click.option("--replicas", type=click.IntRange(0, 5), default=1, show_default=True, help="Copies beside the first in Elasticsearch.")
def size(pages: int, posts: float, comments: float, cases: float, replicas: int) -> None:
    """Estimate cores, processes, partitions, disk and memory from what a post was measured to cost (docs/sizing.md).

    Days of keeping are those of the settings `keep_posts`, `keep_comments` and `keep_cases`. An estimate: measure with your own pages.
    """
    kept = load()
    coming = pages * posts, pages * comments
    wanted = sizing.Load(*coming, kept.keep_posts, kept.keep_comments, kept.keep_cases, sum(coming) * cases / 1000, replicas)
    one, many = sizing.one_box(wanted), sizing.cluster(wanted)
    click.echo(f"{wanted.daily:,.0f} a day, {sizing.peak(wanted):,.1f} a second at the peak")
    rows = [
        (
            "one box, embedded",
            "cores of its one process",
            f"{one.cores:.2f}" + (" – more than one has: take servers" if one.cores > 1 else ""),
        ),
        ("", "disk", _bytes(one.disk)),
        ("Kafka and Elasticsearch", "cores for the agents", f"{many.cores:.1f}"),
        ("", "processes that assess", f"{many.processes}"),
        ("", "partitions of posts.v1", f"{many.partitions}"),
        ("", "disk of Kafka, three replicas", _bytes(many.kafka)),
        ("", f"disk of Elasticsearch, {1 + replicas} copies", _bytes(many.elastic)),
        ("", "shards of the documents", f"{many.shards}"),
        ("", "memory of its nodes, half of it heap", _bytes(many.memory)),
    ]
    click.echo(table(("WHERE", "WHAT", "AT LEAST"), rows))


def _bytes(count: float) -> str:
    for unit in ("MB", "GB"):
        if count < 1e3 * {"MB": 1e6, "GB": 1e9}[unit]:
            return f"{count / {'MB': 1e6, 'GB': 1e9}[unit]:,.1f} {unit}"
    return f"{count / 1e12:,.1f} TB"
