"""What somebody owes until the end of a day."""

from bot.domain.deadlines import DeadlineState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step("settle", DeadlineState.OPEN, DeadlineState.SETTLED, BOT, (), "responsibility"),
    Step("lapse", DeadlineState.OPEN, DeadlineState.LAPSED, BOT, (), "second_person"),
    Step("cancel", DeadlineState.OPEN, DeadlineState.CANCELLED, BOT, (), "responsibility"),
)

FINAL: tuple[State, ...] = (DeadlineState.SETTLED, DeadlineState.LAPSED, DeadlineState.CANCELLED)
