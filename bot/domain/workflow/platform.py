"""A draw of the platform, carried on here: each import of its lists."""

from bot.domain.actions import Action
from bot.domain.platform.draw import PlatformState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "adopt",
        PlatformState.OFFERED,
        PlatformState.STANDING,
        Action.DISPATCH_PLATFORM,
        ("platform.result", "platform.adopted"),
        "draw",
    ),
    Step(
        "decline",
        PlatformState.OFFERED,
        PlatformState.REJECTED,
        Action.APPROVE_DEVIATION,
        ("platform.declined",),
        "substitution",
    ),
    Step("replace", PlatformState.STANDING, PlatformState.SUPERSEDED, BOT, (), "substitution"),
    *(
        Step("call_off", source, target, Action.APPROVE_VOID, ("platform.cancelled",), "draw")
        for source, target in (
            (PlatformState.OFFERED, PlatformState.REJECTED),
            (PlatformState.STANDING, PlatformState.CALLED_OFF),
        )
    ),
)

FINAL: tuple[State, ...] = (PlatformState.SUPERSEDED, PlatformState.REJECTED, PlatformState.CALLED_OFF)
