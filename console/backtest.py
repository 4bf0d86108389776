"""The page of backtests: a rule pack, the days it is tried on, how far it is, and what it would have alerted on."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.desk import desk_of
from console.pages import page, words_of
from console.trials import Trials

SPANS = (7, 30, 90, 365)
"""Days that can be chosen."""

LONGEST = 100_000
"""Characters of a pack in the form."""

EVERY = 3
"""Seconds after which the page of one under way shows itself anew."""


async def backtest_page(request: Request) -> Response:
    """The backtest under way or the last one, and the form for the next."""
    return _page(request, "", "")


async def backtest_start(request: Request) -> Response:
    """Begin a backtest, where none is under way."""
    form = request.state.form
    text, days, say = form.get("pack", ""), form.get("days", ""), words_of(request)
    if days not in map(str, SPANS) or len(text) > LONGEST:
        raise HTTPException(400)
    if not text.strip():
        return _page(request, text, say("backtest.wrong.empty"), 400)
    if not _trials(request).start(text.replace("\r\n", "\n"), int(days)):
        return _page(request, text, say("backtest.wrong.busy"), 409)
    return RedirectResponse("/backtest", 303)


async def backtest_compare(request: Request) -> Response:
    """Begin to compare the packs on trial with those in force, where nothing else is under way."""
    days = request.state.form.get("days", "")
    if days not in map(str, SPANS):
        raise HTTPException(400)
    if not _trials(request).compare(int(days)):
        return _page(request, "", words_of(request)("backtest.wrong.busy"), 409)
    return RedirectResponse("/backtest", 303)


async def backtest_end(request: Request) -> Response:
    """End the backtest under way; what was counted until then is shown."""
    _trials(request).end()
    return RedirectResponse("/backtest", 303)


def _page(request: Request, typed: str, problem: str, status: int = 200) -> Response:
    trial = _trials(request).current()
    typed = typed or (trial.typed if trial else "")  # who tries a pack will change it and try again
    response = page(request, "backtest.html", status=status, trial=trial, spans=SPANS, longest=LONGEST, typed=typed, problem=problem)
    if trial and trial.under_way and not problem:
        response.headers["refresh"] = str(EVERY)
    return response


def _trials(request: Request) -> Trials:
    trials = desk_of(request).trials
    if trials is None:
        raise HTTPException(503, headers={"retry-after": "5"})
    return trials
