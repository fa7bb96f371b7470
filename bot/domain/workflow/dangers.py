"""A report of danger, which somebody of the lead office takes."""

from bot.domain.actions import Action
from bot.domain.results.dangers import DangerState
from bot.domain.workflow.step import State, Step

STEPS: tuple[Step, ...] = (
    Step("take", DangerState.REPORTED, DangerState.TAKEN, Action.TAKE_DANGER, ("danger.taken",), "measures"),
)

FINAL: tuple[State, ...] = (DangerState.TAKEN,)
