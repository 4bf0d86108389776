"""The console beside the agents, or alone, in one event loop."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import faust

from collectors.lines import read
from console import settings as console_settings
from console.app import create
from console.users import Users
from console.vault import Unopened
from search.port import Index
from tinwatch.deciding import sender
from tinwatch.door import factor_keys, kibana, networks, provider, second_factor
from tinwatch.evidence.brought import keeping
from tinwatch.intake import Desktop
from tinwatch.listening import listening
from tinwatch.offices import offices
from tinwatch.packets import handing
from tinwatch.plan import plan
from tinwatch.replay import Progress, pour
from tinwatch.settings import SettingError, Settings, private
from tinwatch.trials import Tried
from tinwatch.watchlists import Listing, writer
from tinwatch.webhooks import deliveries


@contextlib.asynccontextmanager
async def serving(settings: Settings, index: Index, app: faust.App) -> AsyncIterator[str]:
    """Serve the console while the block runs; gives its address. Decisions go out by the
    started `app`. SettingError when the port is taken."""
    private(settings.home)
    chosen = console_settings.Settings(
        secure=settings.https,
        allowed_hosts=settings.allowed_hosts,
        metrics_token=settings.metrics_token,
        offices=offices(settings.offices),
        second_factor=second_factor(settings),
        factor_keys=factor_keys(settings),
        provider=provider(settings),
        allowed_addresses=networks("ALLOWED_ADDRESSES", settings.allowed_addresses),
        trusted_proxies=networks("TRUSTED_PROXIES", settings.trusted_proxies),
        kibana=kibana(settings),
    )
    users = Users(settings.users_file)
    intake = Desktop(settings, index, lambda file: pour(app, read([str(file)]), Progress(settings, ("-",))))
    listing = Listing(settings, index, writer(app))
    ways = {"send": sender(app), "hand": handing(settings, index), "intake": intake, "watching": listing, "keep": keeping(settings)}
    trials = Tried(settings, index)
    ways |= {"deliveries": deliveries(settings, app), "trials": trials}
    try:
        page = create(index, users, settings=chosen, plan=plan(settings), **ways)  # type: ignore[arg-type]
    except Unopened as error:
        users.close()
        raise SettingError(f"TINWATCH_FACTOR_KEYS: {error}") from None
    taken = "TINWATCH_HOST, TINWATCH_PORT: the console cannot listen"
    try:
        # the open feeds end first, or the server would wait for them
        async with listening(page, settings.host, settings.port, taken, leaving=page.state.desk.live.close):
            yield f"http{'s' if settings.https else ''}://{settings.host}:{settings.port}"
    finally:
        await trials.close()
        users.close()
