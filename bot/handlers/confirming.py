"""The buttons of the confirmation of targets."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.rounds import check_outcome, confirm_targets

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "confirm.all": confirm_targets.confirm_all,
    "confirm.ask": confirm_targets.ask_outcome,
    "confirm.set": confirm_targets.set_outcome,
    "confirm.amend": confirm_targets.start_amending,
    "confirm.amend_one": confirm_targets.ask_amendment,
    "confirm.check": check_outcome.check,
    "confirm.correct": check_outcome.ask_correction,
    "confirm.correct_to": check_outcome.choose_correction,
}
