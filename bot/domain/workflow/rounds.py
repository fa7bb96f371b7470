"""A round, from the plan to its close."""

from bot.domain.actions import Action
from bot.domain.rounds import RoundState
from bot.domain.workflow.step import BOT, State, Step

_UNDER_WAY = (RoundState.DRAWING, RoundState.CONFIRMING, RoundState.INSPECTING, RoundState.PUBLISHING)

STEPS: tuple[Step, ...] = (
    Step("freeze", RoundState.PLANNED, RoundState.DRAWING, Action.FREEZE, ("draw.announced",), "draw"),
    Step(
        "take_over",
        RoundState.PLANNED,
        RoundState.DRAWING,
        Action.IMPORT_PLATFORM,
        ("platform.posted",),
        "draw",
    ),
    Step("dispatch", RoundState.DRAWING, RoundState.CONFIRMING, BOT, ("duty.card", "confirm.card"), "draw"),
    Step("all_confirmed", RoundState.CONFIRMING, RoundState.INSPECTING, BOT, (), "confirmation"),
    Step("all_signed", RoundState.INSPECTING, RoundState.PUBLISHING, BOT, (), "entry"),
    Step("close", RoundState.PUBLISHING, RoundState.CLOSED, BOT, ("round.closed",), "publication"),
    # A round in steps: inspectors are drawn for the targets that were confirmed.
    Step(
        "freeze",
        RoundState.CONFIRMING,
        RoundState.DRAWING,
        Action.FREEZE,
        ("draw.ready",),
        "draw_order",
    ),
    Step("dispatch_inspectors", RoundState.DRAWING, RoundState.INSPECTING, BOT, ("duty.card",), "draw_order"),
    # Targets of a supplement come to a round that has gone on, or that waits for its inspectors.
    Step("supplement", RoundState.PUBLISHING, RoundState.INSPECTING, BOT, ("confirm.card",), "share"),
    Step("supplement", RoundState.DRAWING, RoundState.CONFIRMING, BOT, ("confirm.card",), "share"),
    *(
        Step("call_off", state, RoundState.DRAWING, Action.APPROVE_VOID, ("attempt.ended",), "draw")
        for state in _UNDER_WAY
    ),
    # Only a round whose draw the platform made: one drawn here is drawn again, in the same round.
    *(
        Step("cancel", state, RoundState.CANCELLED, Action.APPROVE_VOID, ("platform.cancelled",), "draw")
        for state in _UNDER_WAY
    ),
)

FINAL: tuple[State, ...] = (RoundState.CLOSED, RoundState.CANCELLED)
