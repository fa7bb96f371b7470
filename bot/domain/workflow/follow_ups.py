"""What becomes of an abnormal finding: decided by two, carried out, released, and its outcome published."""

from bot.domain.actions import Action
from bot.domain.results.follow_ups import OVER, FollowUpState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "propose_measure",
        FollowUpState.OPEN,
        FollowUpState.PROPOSED,
        Action.PROPOSE_MEASURE,
        ("follow_up.decide",),
        "follow_up",
    ),
    Step(
        "return_measure",
        FollowUpState.PROPOSED,
        FollowUpState.OPEN,
        Action.DECIDE_MEASURE,
        ("follow_up.returned",),
        "second_person",
    ),
    # An order to correct, a case in hand, or nothing to be done: what the measure says.
    Step(
        "order_correction",
        FollowUpState.PROPOSED,
        FollowUpState.ORDERED,
        Action.DECIDE_MEASURE,
        ("follow_up.card",),
        "follow_up",
    ),
    Step(
        "take_in_hand",
        FollowUpState.PROPOSED,
        FollowUpState.IN_HAND,
        Action.DECIDE_MEASURE,
        ("follow_up.card",),
        "follow_up",
    ),
    Step(
        "leave_it",
        FollowUpState.PROPOSED,
        FollowUpState.CONCLUDED,
        Action.DECIDE_MEASURE,
        ("follow_up.release",),
        "follow_up",
    ),
    Step(
        "send_visitors",
        FollowUpState.ORDERED,
        FollowUpState.REVISITING,
        Action.CARRY_OUT_MEASURE,
        ("follow_up.visit",),
        "return_visit",
    ),
    Step(
        "record_visit",
        FollowUpState.REVISITING,
        FollowUpState.REVISITED,
        Action.RECORD_REVISIT,
        ("follow_up.visit",),
        "return_visit",
    ),
    Step(
        "dispute_visit",
        FollowUpState.REVISITED,
        FollowUpState.REVISITING,
        Action.SIGN_REVISIT,
        ("follow_up.visit",),
        "return_visit",
    ),
    # Whoever should sign has left: others go there in the team's place, and record it themselves.
    Step(
        "replace_visitors",
        FollowUpState.REVISITED,
        FollowUpState.REVISITING,
        Action.CARRY_OUT_MEASURE,
        ("follow_up.visit",),
        "return_visit",
    ),
    Step(
        "sign_visit",
        FollowUpState.REVISITED,
        FollowUpState.CONCLUDED,
        Action.SIGN_REVISIT,
        ("follow_up.release",),
        "return_visit",
    ),
    Step(
        "conclude",
        FollowUpState.IN_HAND,
        FollowUpState.CONCLUDED,
        Action.CARRY_OUT_MEASURE,
        ("follow_up.release",),
        "follow_up",
    ),
    Step(
        "release_outcome",
        FollowUpState.CONCLUDED,
        FollowUpState.RELEASED,
        Action.RELEASE,
        ("follow_up.card",),
        "follow_up_public",
    ),
    Step(
        "publish_outcome",
        FollowUpState.RELEASED,
        FollowUpState.PUBLISHED,
        Action.PUBLISH,
        ("follow_up.published",),
        "follow_up_public",
    ),
    # A corrected result in which the item is normal leaves nothing to follow up.
    *(
        Step("drop", state, FollowUpState.DROPPED, BOT, ("follow_up.dropped",), "objection")
        for state in FollowUpState
        if state not in OVER
    ),
)

FINAL: tuple[State, ...] = OVER
