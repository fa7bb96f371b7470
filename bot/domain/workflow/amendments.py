"""A signed record is amended before its publication: asked by the leader, joined in, approved."""

from bot.domain.actions import Action
from bot.domain.results.amendments import PENDING, AmendmentState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "join",
        AmendmentState.ASKED,
        AmendmentState.JOINED,
        Action.JOIN_CORRECTION,
        ("amendment.card",),
        "second_person",
    ),
    Step(
        "refuse",
        AmendmentState.ASKED,
        AmendmentState.REFUSED,
        Action.JOIN_CORRECTION,
        ("amendment.ended",),
        "second_person",
    ),
    Step(
        "approve",
        AmendmentState.JOINED,
        AmendmentState.APPROVED,
        Action.APPROVE_CORRECTION,
        ("amendment.approved",),
        "second_person",
    ),
    Step(
        "refuse",
        AmendmentState.JOINED,
        AmendmentState.REFUSED,
        Action.APPROVE_CORRECTION,
        ("amendment.ended",),
        "second_person",
    ),
    *(
        Step("lapse", state, AmendmentState.LAPSED, BOT, ("amendment.ended",), "second_person")
        for state in PENDING
    ),
    *(
        Step("overtake", state, AmendmentState.OVERTAKEN, BOT, ("amendment.ended",), "publication")
        for state in PENDING
    ),
)

FINAL: tuple[State, ...] = (
    AmendmentState.APPROVED,
    AmendmentState.REFUSED,
    AmendmentState.LAPSED,
    AmendmentState.OVERTAKEN,
)
