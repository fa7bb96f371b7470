"""One person's duty in one round."""

from bot.domain.actions import Action
from bot.domain.duties.duty import DutyState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "acknowledge",
        DutyState.NOTIFIED,
        DutyState.ACKNOWLEDGED,
        Action.ACKNOWLEDGE,
        ("duty.card",),
        "acknowledgement",
    ),
    Step("leave", DutyState.NOTIFIED, DutyState.LEFT, BOT, ("duty.card",), "recusal"),
    Step("leave", DutyState.ACKNOWLEDGED, DutyState.LEFT, BOT, ("duty.card",), "recusal"),
    Step("finish", DutyState.NOTIFIED, DutyState.DONE, BOT, ("duty.card",), "publication"),
    Step("finish", DutyState.ACKNOWLEDGED, DutyState.DONE, BOT, ("duty.card",), "publication"),
)

FINAL: tuple[State, ...] = (DutyState.LEFT, DutyState.DONE)
