"""One step of the workflow, and the states that steps lead through."""

from dataclasses import dataclass

from bot.domain.amendments import AmendmentState
from bot.domain.calendar_tables import CalendarState
from bot.domain.dangers import DangerState
from bot.domain.deadlines import DeadlineState
from bot.domain.duties import DutyState, RequestState
from bot.domain.follow_ups import FollowUpState
from bot.domain.listings import ListingState
from bot.domain.merges import MergeState
from bot.domain.objections import ObjectionState
from bot.domain.permissions import Action
from bot.domain.plan_lines import ConsentState, PlanState
from bot.domain.platform_draw import PlatformState
from bot.domain.rounds import AttemptState, InspectionState, RoundState
from bot.domain.undrawn import UndrawnState

State = (
    RoundState
    | AttemptState
    | PlatformState
    | InspectionState
    | AmendmentState
    | ObjectionState
    | UndrawnState
    | DangerState
    | FollowUpState
    | ListingState
    | MergeState
    | DutyState
    | RequestState
    | PlanState
    | ConsentState
    | CalendarState
    | DeadlineState
)
BOT = "bot"


@dataclass(frozen=True)
class Step:
    """One move: the command, what it moves from where to where, who asks, and the rule it stands on."""

    command: str
    source: State
    target: State
    actor: Action | str
    notices: tuple[str, ...] = ()
    basis: str = ""
