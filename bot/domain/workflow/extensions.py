"""A target asks for a later day than that of an order to correct: recorded, granted or refused."""

from bot.domain.actions import Action
from bot.domain.results.extensions import ExtensionState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "grant_extension",
        ExtensionState.ASKED,
        ExtensionState.GRANTED,
        Action.APPROVE_EXTENSION,
        ("extension.decided",),
        "second_person",
    ),
    Step(
        "refuse_extension",
        ExtensionState.ASKED,
        ExtensionState.REFUSED,
        Action.APPROVE_EXTENSION,
        ("extension.decided",),
        "second_person",
    ),
    # The target has reported, or the finding is none any more: nobody needs the later day.
    Step(
        "overtake_extension",
        ExtensionState.ASKED,
        ExtensionState.OVERTAKEN,
        BOT,
        ("extension.card",),
        "follow_up",
    ),
)

FINAL: tuple[State, ...] = (ExtensionState.GRANTED, ExtensionState.REFUSED, ExtensionState.OVERTAKEN)
