"""`tinwatch topics`: whether the broker's topics are as the river wants them, and making them so."""

from __future__ import annotations

import asyncio
import sys

import click

from tinwatch.brokers import make_broker
from tinwatch.settings import hidden, load


@click.group()
def topics() -> None:
    """Compare the broker's topics with the river, and change what can be changed."""


@topics.command(epilog="Example: tinwatch topics check")
def check() -> None:
    """Create topics that are missing, and name those whose partitions or options differ. Exit code 1 when one does."""
    broker = make_broker(load())
    try:
        differences = asyncio.run(broker.ensure())
    finally:
        broker.close()
    for difference in differences:
        click.echo(difference)
    sys.exit(bool(differences))


@topics.command(epilog="Example: tinwatch topics alter")
@click.option("--delete-older", is_flag=True, help="Also where Kafka then deletes records that it keeps now.")
def alter(delete_older: bool) -> None:
    """Give the topics of a Kafka that exist the options they should have: how long records are kept, how, and how large they may be.

    Nothing is deleted unless you say so, and the number of partitions is never changed. Exit code 1 when something stays different.
    """
    from tinwatch.kafka.broker import Kafka  # only where it is needed: the embedded broker does without

    settings = load()
    broker = make_broker(settings)
    try:
        if not isinstance(broker, Kafka):
            raise click.UsageError(f"{hidden(settings.broker_url)} is no Kafka: topics of the embedded broker stay as they were made")
        done, left = asyncio.run(broker.alter(delete_older))
    finally:
        broker.close()
    for sentence in done:
        click.echo(sentence)
    for sentence in left:
        click.echo(sentence, err=True)
    sys.exit(bool(left))


@topics.command(epilog="Example: tinwatch topics definitions --as strimzi")
@click.option("--as", "form", type=click.Choice(["shell", "strimzi"]), default="shell", show_default=True)
def definitions(form: str) -> None:
    """Print every topic and the least rights, as a script for Kafka's tools or as resources of the operator Strimzi; asks no broker.

    Where somebody else creates the river, tinwatch needs no right to create anything.
    """
    from tinwatch.kafka import defined

    click.echo(defined.shell() if form == "shell" else defined.strimzi(), nl=False)
