"""An attempt: one draw made here."""

from bot.domain.actions import Action
from bot.domain.rounds import AttemptState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step("announce", AttemptState.FROZEN, AttemptState.ANNOUNCED, BOT, ("draw.announced",), "draw"),
    Step(
        "open", AttemptState.ANNOUNCED, AttemptState.THROWING, Action.OPEN_THROWING, ("draw.opened",), "draw"
    ),
    Step("fix", AttemptState.THROWING, AttemptState.STANDING, BOT, ("draw.result",), "draw"),
    # A confidential one: its codes are public, what was drawn is not before the time that the plan names.
    Step("conceal", AttemptState.THROWING, AttemptState.DRAWN, BOT, ("draw.concealed",), "draw"),
    Step("fix", AttemptState.DRAWN, AttemptState.STANDING, BOT, ("draw.result",), "draw"),
    Step("lose", AttemptState.DRAWN, AttemptState.LOST, BOT, ("attempt.ended",), "draw"),
    # An attempt that does not stand; the redraw is a row of its own in the same round.
    Step(
        "abort",
        AttemptState.ANNOUNCED,
        AttemptState.ABORTED,
        Action.APPROVE_ABORT,
        ("attempt.ended",),
        "draw",
    ),
    Step(
        "abort", AttemptState.THROWING, AttemptState.ABORTED, Action.APPROVE_ABORT, ("attempt.ended",), "draw"
    ),
    Step("lose", AttemptState.THROWING, AttemptState.LOST, Action.DECLARE_LOST, ("attempt.ended",), "draw"),
    Step("lose", AttemptState.ANNOUNCED, AttemptState.LOST, Action.DECLARE_LOST, ("attempt.ended",), "draw"),
    Step("void", AttemptState.STANDING, AttemptState.VOID, Action.APPROVE_VOID, ("attempt.ended",), "draw"),
)

FINAL: tuple[State, ...] = (AttemptState.STANDING, AttemptState.ABORTED, AttemptState.LOST, AttemptState.VOID)
