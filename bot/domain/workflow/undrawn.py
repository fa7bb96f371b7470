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
    # An objection or the office's own review is upheld: what is public stays so until the corrected
    # record is released.
    *(
        Step(
            "correct_undrawn",
            state,
            UndrawnState.CORRECTING,
            Action.ANSWER_OBJECTION,
            ("undrawn.card",),
            "objection",
        )
        for state in (UndrawnState.PUBLISHED, UndrawnState.CORRECTED)
    ),
    Step(
        "record_correction",
        UndrawnState.CORRECTING,
        UndrawnState.CORRECTED,
        Action.RECORD_UNDRAWN,
        ("undrawn.card",),
        "objection",
    ),
    Step(
        "release_undrawn",
        UndrawnState.CORRECTED,
        UndrawnState.PUBLISHED,
        Action.RELEASE_UNDRAWN,
        ("undrawn.published",),
        _BASIS,
    ),
    Step(
        "return_undrawn",
        UndrawnState.CORRECTED,
        UndrawnState.CORRECTING,
        Action.RELEASE_UNDRAWN,
        ("undrawn.returned",),
        _BASIS,
    ),
    Step(
        "deny_undrawn",
        UndrawnState.CORRECTED,
        UndrawnState.CORRECTING,
        Action.DENY_UNDRAWN,
        ("undrawn.denied",),
        _BASIS,
    ),
    # Who is named and was not there says so himself.
    Step(
        "deny_undrawn",
        UndrawnState.RECORDED,
        UndrawnState.RETURNED,
        Action.DENY_UNDRAWN,
        ("undrawn.denied",),
        _BASIS,
    ),
    Step(
        "withdraw_undrawn", UndrawnState.RECORDED, UndrawnState.WITHDRAWN, Action.RECORD_UNDRAWN, (), _BASIS
    ),
    # What is public and wrong: the recorder asks, the releaser takes it down or lets it stand.
    *(
        Step(
            "recall_undrawn",
            state,
            UndrawnState.RECALLED,
            Action.RECORD_UNDRAWN,
            ("undrawn.card",),
            _BASIS,
        )
        for state in (UndrawnState.PUBLISHED, UndrawnState.CORRECTING)
    ),
    Step(
        "take_down_undrawn",
        UndrawnState.RECALLED,
        UndrawnState.TAKEN_DOWN,
        Action.RELEASE_UNDRAWN,
        ("undrawn.taken_down",),
        _BASIS,
    ),
    Step(
        "keep_undrawn",
        UndrawnState.RECALLED,
        UndrawnState.PUBLISHED,
        Action.RELEASE_UNDRAWN,
        ("undrawn.kept",),
        _BASIS,
    ),
    Step(
        "keep_to_correct",
        UndrawnState.RECALLED,
        UndrawnState.CORRECTING,
        Action.RELEASE_UNDRAWN,
        ("undrawn.kept",),
        "objection",
    ),
)

FINAL: tuple[State, ...] = (
    UndrawnState.PUBLISHED,
    UndrawnState.RETURNED,
    UndrawnState.WITHDRAWN,
    UndrawnState.TAKEN_DOWN,
)
