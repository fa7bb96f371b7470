"""An objection of a target against a published result."""

from bot.domain.actions import Action
from bot.domain.results.objections import ObjectionState
from bot.domain.workflow.step import State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "answer_objection",
        ObjectionState.OPEN,
        ObjectionState.ANSWERED,
        Action.ANSWER_OBJECTION,
        ("objection.answered",),
        "objection",
    ),
)

FINAL: tuple[State, ...] = (ObjectionState.ANSWERED,)
