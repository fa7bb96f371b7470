"""The inspection of one target."""

from bot.domain.actions import Action
from bot.domain.inspections import HANDOVER_STATES, UNVISITED, InspectionState
from bot.domain.workflow.step import State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "confirm",
        InspectionState.DRAWN,
        InspectionState.CONFIRMED,
        Action.CONFIRM_TARGETS,
        ("confirm.card",),
        "confirmation",
    ),
    *(
        Step(
            "rule_out",
            state,
            InspectionState.NOT_INSPECTABLE,
            Action.CONFIRM_TARGETS,
            ("confirm.outcome_taken", "confirm.check"),
            "confirmation",
        )
        for state in UNVISITED
    ),
    # What the unit said was wrong: the lead office puts it right while the round still goes on.
    Step(
        "reinstate",
        InspectionState.NOT_INSPECTABLE,
        InspectionState.CONFIRMED,
        Action.CORRECT_CONFIRMATION,
        ("confirm.corrected",),
        "confirmation",
    ),
    *(
        Step("withdraw", state, InspectionState.NOT_INSPECTABLE, Action.APPROVE_DEVIATION, (), "substitution")
        for state in HANDOVER_STATES
    ),
    # The leader sets day and hour; a visit that does not take place gives them up, with its reason.
    Step(
        "schedule",
        InspectionState.CONFIRMED,
        InspectionState.SCHEDULED,
        Action.SCHEDULE_VISIT,
        ("schedule.told", "schedule.telling"),
        "entry",
    ),
    Step(
        "unschedule",
        InspectionState.SCHEDULED,
        InspectionState.CONFIRMED,
        Action.SCHEDULE_VISIT,
        ("schedule.moved", "schedule.missed", "schedule.telling_off"),
        "entry",
    ),
    *(
        Step("visit", state, InspectionState.VISITED, Action.ANSWER_ITEM, (), "entry")
        for state in (InspectionState.CONFIRMED, InspectionState.SCHEDULED)
    ),
    Step(
        "submit",
        InspectionState.VISITED,
        InspectionState.ENTERED,
        Action.SUBMIT_RESULT,
        ("result.sign",),
        "entry",
    ),
    # What is added or edited after the submission opens the record again: both sign its next version.
    Step(
        "reopen",
        InspectionState.ENTERED,
        InspectionState.VISITED,
        Action.ANSWER_ITEM,
        ("result.reopened",),
        "signature",
    ),
    # A form that was entered from paper, and that its signer disputes, is entered again.
    Step(
        "correct",
        InspectionState.SIGNED,
        InspectionState.VISITED,
        Action.ENTER_ON_BEHALF,
        ("on_paper.card",),
        "signature",
    ),
    Step("send_back", InspectionState.ENTERED, InspectionState.VISITED, Action.SIGN_RESULT, (), "signature"),
    Step(
        "sign",
        InspectionState.ENTERED,
        InspectionState.SIGNED,
        Action.SIGN_RESULT,
        ("release.card",),
        "signature",
    ),
    Step(
        "release",
        InspectionState.SIGNED,
        InspectionState.RELEASED,
        Action.RELEASE,
        ("publish.card",),
        "release",
    ),
    # What the releaser gives back is put right by its team; both sign its next version.
    Step(
        "return",
        InspectionState.SIGNED,
        InspectionState.VISITED,
        Action.RETURN_RESULT,
        ("release.returned",),
        "release",
    ),
    Step(
        "publish",
        InspectionState.RELEASED,
        InspectionState.PUBLISHED,
        Action.PUBLISH,
        ("publish.done",),
        "publication",
    ),
    # A signed record that is not published yet is amended on approval; both sign its next version.
    *(
        Step(
            "amend",
            state,
            InspectionState.VISITED,
            Action.APPROVE_CORRECTION,
            ("amendment.approved",),
            "second_person",
        )
        for state in (InspectionState.SIGNED, InspectionState.RELEASED)
    ),
    # An objection is upheld while the record is being corrected already: it is put right in the same version.
    *(
        Step(
            "correct_further",
            state,
            InspectionState.VISITED,
            Action.ANSWER_OBJECTION,
            ("correction.further",),
            "objection",
        )
        for state in (InspectionState.ENTERED, InspectionState.SIGNED, InspectionState.RELEASED)
    ),
    # What was published stays public until the corrected record, signed by both, is published.
    Step(
        "correct",
        InspectionState.PUBLISHED,
        InspectionState.VISITED,
        Action.ANSWER_OBJECTION,
        ("correction.asked",),
        "objection",
    ),
)

FINAL: tuple[State, ...] = (InspectionState.PUBLISHED, InspectionState.NOT_INSPECTABLE)
