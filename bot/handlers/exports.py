"""The buttons of /export."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases import exports

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "export.registers": exports.export_registers,
    "export.results": exports.export_results,
    "export.round": exports.offer_round_papers,
    "export.paper": exports.export_round_paper,
}
