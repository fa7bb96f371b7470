"""An inspection that no draw led to: recorded by one, released by another."""

from bot.domain.actions import Action
from bot.domain.results.undrawn import UndrawnState
from bot.domain.workflow.step import State, Step

_BASIS = "not_by_draw"

STEPS: tuple[Step, ...] = (
    Step(
        "release_undrawn",
        UndrawnState.RECORDED,
        UndrawnState.PUBLISHED,
        Action.RELEASE_UNDRAWN,
        ("undrawn.published",),
        _BASIS,
    ),
    Step(
        "return_undrawn",
        UndrawnState.RECORDED,
        UndrawnState.RETURNED,
        Action.RELEASE_UNDRAWN,
        ("undrawn.returned",),
        _BASIS,
    ),
    Step(
        "withdraw_undrawn", UndrawnState.RECORDED, UndrawnState.WITHDRAWN, Action.RECORD_UNDRAWN, (), _BASIS
    ),
)

FINAL: tuple[State, ...] = (UndrawnState.PUBLISHED, UndrawnState.RETURNED, UndrawnState.WITHDRAWN)
