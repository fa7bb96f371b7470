"""The buttons and the words of inspections outside the draws."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.results import record_undrawn, release_undrawn

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "undrawn.start": record_undrawn.start_undrawn,
    "undrawn.withdraw": record_undrawn.withdraw_undrawn,
    "undrawn.release": release_undrawn.release_undrawn,
    "undrawn.return": release_undrawn.start_return,
}
TOPICS: Mapping[str, Callable[..., Awaitable[None]]] = {
    record_undrawn.TOPIC: record_undrawn.type_undrawn,
    release_undrawn.TOPIC: release_undrawn.type_return,
}
