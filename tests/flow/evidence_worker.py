"""tinwatch whose evidence is kept so many seconds after now as the file TINWATCH_TEST_LATER says; the arguments are tinwatch's."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import tinwatch.evidence.rounds as rounds
import tinwatch.evidence.stamping as stamping
from tinwatch.cli import main

LATER = Path(os.environ.pop("TINWATCH_TEST_LATER"))
if stops := os.environ.pop("TINWATCH_TEST_STOP", ""):  # the place at which the power fails
    import tinwatch.evidence.cabinet as cabinet

    whole, calls, most = getattr(cabinet, stops), [], int(os.environ.pop("TINWATCH_TEST_CALLS"))

    def fail(*args, **more):
        calls.append(args)
        if len(calls) > most:
            os.kill(os.getpid(), 9)
        return whole(*args, **more)

    setattr(cabinet, stops, fail)

turn, ready_turns = rounds.Rounds.turn, []


def counted(self, at, *, ready):
    turn(self, at, ready=ready)
    if ready:
        ready_turns.append(at)
        LATER.with_name("rounds").write_text(f"{os.getpid()} {len(ready_turns)}")


rounds.Rounds.turn = counted
rounds.now = lambda: datetime.now(UTC) + timedelta(seconds=float(LATER.read_text()))
rounds.STEP = 0.05
stamping.SOONEST = stamping.LATEST = 0.3
rounds.LATER = timedelta(seconds=0.3)
main()
