"""The buttons and the words of inspections outside the draws."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.results import (
    correct_undrawn,
    deny_undrawn,
    recall_undrawn,
    record_undrawn,
    release_undrawn,
    undrawn_cards,
    undrawn_papers,
)

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "undrawn.start": record_undrawn.start_undrawn,
    "undrawn.withdraw": record_undrawn.withdraw_undrawn,
    "undrawn.open": undrawn_cards.open_undrawn,
    "undrawn.paper": undrawn_papers.hand_out_paper,
    "undrawn.deny": deny_undrawn.deny_undrawn,
    "undrawn.release": release_undrawn.release_undrawn,
    "undrawn.return": release_undrawn.start_return,
    "undrawn.correct": correct_undrawn.start_correction,
    "undrawn.recall": recall_undrawn.start_recall,
    "undrawn.take_down": recall_undrawn.take_down,
    "undrawn.keep": recall_undrawn.keep,
}
TOPICS: Mapping[str, Callable[..., Awaitable[None]]] = {
    record_undrawn.TOPIC: record_undrawn.type_undrawn,
    release_undrawn.TOPIC: release_undrawn.type_return,
    deny_undrawn.TOPIC: deny_undrawn.type_denial,
    correct_undrawn.TOPIC: correct_undrawn.type_correction,
    recall_undrawn.TOPIC: recall_undrawn.type_recall,
}
