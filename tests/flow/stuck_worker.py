"""tinwatch with an assess agent that never gives its loop back, as a pattern gone wild would not; the arguments are tinwatch's."""

import time

import agents.assess
from tinwatch.cli import main


async def stuck(*_):
    time.sleep(3600)  # noqa: ASYNC251 - what must not be


agents.assess.decoded = stuck
main()
