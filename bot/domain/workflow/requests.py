"""A request for recusal or substitution, by whomever it was raised."""

from bot.domain.actions import Action
from bot.domain.duties.duty import RequestState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "approve",
        RequestState.ASKED,
        RequestState.APPROVED,
        Action.DECIDE_RECUSAL,
        ("recusal.approved", "filing.card"),
        "substitution",
    ),
    Step(
        "order",
        RequestState.ASKED,
        RequestState.APPROVED,
        Action.ORDER_SUBSTITUTION,
        ("recusal.ordered", "filing.card"),
        "substitution",
    ),
    Step(
        "refuse",
        RequestState.ASKED,
        RequestState.REFUSED,
        Action.DECIDE_RECUSAL,
        ("recusal.refused",),
        "substitution",
    ),
    Step("exhaust", RequestState.ASKED, RequestState.EXHAUSTED, BOT, ("shortage.card",), "backfill"),
    Step(
        "withdraw_targets",
        RequestState.EXHAUSTED,
        RequestState.APPROVED,
        Action.DECIDE_SHORTAGE,
        ("shortage.withdrawn", "filing.card"),
        "backfill",
    ),
    Step(
        "keep",
        RequestState.EXHAUSTED,
        RequestState.REFUSED,
        Action.DECIDE_SHORTAGE,
        ("shortage.kept",),
        "specialist",
    ),
    Step(
        "file",
        RequestState.APPROVED,
        RequestState.FILED,
        Action.ACCEPT_FILING,
        ("filing.card",),
        "filing",
    ),
    # Whoever asked may think better of it until it is decided.
    Step(
        "withdraw",
        RequestState.ASKED,
        RequestState.WITHDRAWN,
        Action.WITHDRAW_REQUEST,
        ("recusal.card",),
        "substitution",
    ),
    Step("lapse", RequestState.EXHAUSTED, RequestState.LAPSED, BOT, ("recusal.card",), "draw"),
    Step("lapse", RequestState.ASKED, RequestState.LAPSED, BOT, ("recusal.card",), "draw"),
)

FINAL: tuple[State, ...] = (
    RequestState.REFUSED,
    RequestState.FILED,
    RequestState.LAPSED,
    RequestState.WITHDRAWN,
)
