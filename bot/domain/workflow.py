"""The table of contents of the product: every step that a round and its parts can take.

Every move goes through step_for(); `basis` names a rule of the regulation profile, not an article.
"""

from dataclasses import dataclass

from bot.domain.calendar_tables import CalendarState
from bot.domain.deadlines import DeadlineState
from bot.domain.duties import DutyState, RequestState
from bot.domain.errors import Stale
from bot.domain.merges import MergeState
from bot.domain.permissions import Action
from bot.domain.plan_lines import ConsentState, PlanState
from bot.domain.platform_draw import PlatformState
from bot.domain.rounds import HANDOVER_STATES, UNVISITED, AttemptState, InspectionState, RoundState

State = (
    RoundState
    | AttemptState
    | PlatformState
    | InspectionState
    | MergeState
    | DutyState
    | RequestState
    | PlanState
    | ConsentState
    | CalendarState
    | DeadlineState
)
BOT = "bot"
_UNDER_WAY = (RoundState.DRAWING, RoundState.CONFIRMING, RoundState.INSPECTING, RoundState.PUBLISHING)


@dataclass(frozen=True)
class Step:
    """One move: the command, what it moves from where to where, who asks, and the rule it stands on."""

    command: str
    source: State
    target: State
    actor: Action | str
    notices: tuple[str, ...] = ()
    basis: str = ""


STEPS: tuple[Step, ...] = (
    # A version of a line of the plan, and what each partner department says to it.
    Step("ask", PlanState.DRAFT, PlanState.CONSENTING, Action.PLAN_LINE, ("plan.consent",), "plan_consent"),
    Step("issue", PlanState.DRAFT, PlanState.ISSUED, Action.PLAN_LINE, ("plan.line",), "plan"),
    Step("issue", PlanState.CONSENTING, PlanState.ISSUED, BOT, ("plan.line",), "plan_consent"),
    Step("return", PlanState.CONSENTING, PlanState.DRAFT, BOT, ("plan.declined",), "plan_consent"),
    Step("drop", PlanState.DRAFT, PlanState.DROPPED, Action.PLAN_LINE, ("plan.line",), "plan"),
    Step("replace", PlanState.ISSUED, PlanState.REPLACED, BOT, (), "plan"),
    Step("withdraw", PlanState.ISSUED, PlanState.WITHDRAWN, Action.PLAN_LINE, ("plan.withdrawn",), "plan"),
    Step(
        "consent",
        ConsentState.ASKED,
        ConsentState.GIVEN,
        Action.CONSENT_PLAN,
        ("plan.consented",),
        "plan_consent",
    ),
    Step(
        "decline",
        ConsentState.ASKED,
        ConsentState.DECLINED,
        Action.CONSENT_PLAN,
        ("plan.declined",),
        "plan_consent",
    ),
    Step("moot", ConsentState.ASKED, ConsentState.MOOT, BOT, ("plan.consent",), "plan_consent"),
    # A round.
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
    # A draw made here.
    Step("announce", AttemptState.FROZEN, AttemptState.ANNOUNCED, BOT, ("draw.announced",), "draw"),
    Step(
        "open", AttemptState.ANNOUNCED, AttemptState.THROWING, Action.OPEN_THROWING, ("draw.opened",), "draw"
    ),
    Step("fix", AttemptState.THROWING, AttemptState.STANDING, BOT, ("draw.result",), "draw"),
    # A confidential one: its codes are public, what was drawn is not before the time that the plan names.
    Step("conceal", AttemptState.THROWING, AttemptState.DRAWN, BOT, ("draw.concealed",), "draw"),
    Step("fix", AttemptState.DRAWN, AttemptState.STANDING, BOT, ("draw.result",), "draw"),
    Step("lose", AttemptState.DRAWN, AttemptState.LOST, BOT, ("attempt.ended",), "draw"),
    # An attempt that does not stand; the redraw is a row of its own in the same round.
    Step(
        "abort",
        AttemptState.ANNOUNCED,
        AttemptState.ABORTED,
        Action.APPROVE_ABORT,
        ("attempt.ended",),
        "draw",
    ),
    Step(
        "abort", AttemptState.THROWING, AttemptState.ABORTED, Action.APPROVE_ABORT, ("attempt.ended",), "draw"
    ),
    Step("lose", AttemptState.THROWING, AttemptState.LOST, Action.DECLARE_LOST, ("attempt.ended",), "draw"),
    Step("lose", AttemptState.ANNOUNCED, AttemptState.LOST, Action.DECLARE_LOST, ("attempt.ended",), "draw"),
    Step("void", AttemptState.STANDING, AttemptState.VOID, Action.APPROVE_VOID, ("attempt.ended",), "draw"),
    # A draw of the platform, carried on here: each import of its lists.
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
    # The inspection of one target.
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
        "publication",
    ),
    Step(
        "publish",
        InspectionState.RELEASED,
        InspectionState.PUBLISHED,
        Action.PUBLISH,
        ("publish.done",),
        "publication",
    ),
    # A proposal that two inspections of one target be one visit.
    Step("merge", MergeState.PROPOSED, MergeState.MERGED, Action.MERGE_VISITS, ("visit.card",), "joint"),
    Step("keep_apart", MergeState.PROPOSED, MergeState.APART, Action.MERGE_VISITS, ("visit.card",), "joint"),
    Step("overtake", MergeState.PROPOSED, MergeState.OVERTAKEN, BOT, ("visit.card",), "joint"),
    # One person's duty.
    Step(
        "acknowledge",
        DutyState.NOTIFIED,
        DutyState.ACKNOWLEDGED,
        Action.ACKNOWLEDGE,
        ("duty.card",),
        "acknowledgement",
    ),
    Step("leave", DutyState.NOTIFIED, DutyState.LEFT, BOT, ("duty.card",), "recusal"),
    Step("leave", DutyState.ACKNOWLEDGED, DutyState.LEFT, BOT, ("duty.card",), "recusal"),
    Step("finish", DutyState.NOTIFIED, DutyState.DONE, BOT, ("duty.card",), "publication"),
    Step("finish", DutyState.ACKNOWLEDGED, DutyState.DONE, BOT, ("duty.card",), "publication"),
    # A request for recusal or substitution, by whomever it was raised.
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
    Step("lapse", RequestState.EXHAUSTED, RequestState.LAPSED, BOT, ("recusal.card",), "draw"),
    Step("lapse", RequestState.ASKED, RequestState.LAPSED, BOT, ("recusal.card",), "draw"),
    # A version of a year's holidays, which two persons bring into force.
    Step(
        "propose",
        CalendarState.DRAFT,
        CalendarState.PROPOSED,
        Action.LOAD_CALENDAR,
        ("calendar.confirm_card",),
        "second_person",
    ),
    Step(
        "drop",
        CalendarState.DRAFT,
        CalendarState.DROPPED,
        Action.LOAD_CALENDAR,
        ("calendar.dropped",),
        "second_person",
    ),
    Step(
        "drop",
        CalendarState.PROPOSED,
        CalendarState.DROPPED,
        Action.LOAD_CALENDAR,
        ("calendar.dropped",),
        "second_person",
    ),
    Step(
        "decline",
        CalendarState.PROPOSED,
        CalendarState.DROPPED,
        Action.CONFIRM_CALENDAR,
        ("calendar.declined",),
        "second_person",
    ),
    Step(
        "lapse",
        CalendarState.PROPOSED,
        CalendarState.DROPPED,
        BOT,
        ("calendar.lapsed",),
        "second_person",
    ),
    Step(
        "confirm",
        CalendarState.PROPOSED,
        CalendarState.IN_FORCE,
        Action.CONFIRM_CALENDAR,
        ("calendar.confirmed", "calendar.deadlines"),
        "second_person",
    ),
    Step("replace", CalendarState.IN_FORCE, CalendarState.REPLACED, BOT, (), "second_person"),
    # What somebody owes until the end of a day.
    Step("settle", DeadlineState.OPEN, DeadlineState.SETTLED, BOT, (), "responsibility"),
    Step("lapse", DeadlineState.OPEN, DeadlineState.LAPSED, BOT, (), "second_person"),
    Step("cancel", DeadlineState.OPEN, DeadlineState.CANCELLED, BOT, (), "responsibility"),
)

FINAL: tuple[State, ...] = (
    PlanState.REPLACED,
    PlanState.DROPPED,
    PlanState.WITHDRAWN,
    ConsentState.GIVEN,
    ConsentState.DECLINED,
    ConsentState.MOOT,
    RoundState.CLOSED,
    RoundState.CANCELLED,
    AttemptState.STANDING,
    AttemptState.ABORTED,
    AttemptState.LOST,
    AttemptState.VOID,
    PlatformState.SUPERSEDED,
    PlatformState.REJECTED,
    PlatformState.CALLED_OFF,
    InspectionState.PUBLISHED,
    InspectionState.NOT_INSPECTABLE,
    DutyState.LEFT,
    DutyState.DONE,
    RequestState.REFUSED,
    RequestState.FILED,
    RequestState.LAPSED,
    MergeState.MERGED,
    MergeState.APART,
    MergeState.OVERTAKEN,
    CalendarState.REPLACED,
    CalendarState.DROPPED,
    DeadlineState.SETTLED,
    DeadlineState.LAPSED,
    DeadlineState.CANCELLED,
)


def step_for(command: str, state: State) -> Step:
    """Return the step that the command takes from this state; raise Stale where the state has moved on."""
    for step in STEPS:
        if step.command == command and step.source is state:
            return step
    raise Stale
