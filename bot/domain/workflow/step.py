"""One step of the workflow, and the states that steps lead through."""

from dataclasses import dataclass

from bot.domain.actions import Action
from bot.domain.calendars.tables import CalendarState
from bot.domain.deadlines import DeadlineState
from bot.domain.duties.duty import DutyState, RequestState
from bot.domain.inspections import InspectionState
from bot.domain.plans.lines import ConsentState, PlanState
from bot.domain.platform.draw import PlatformState
from bot.domain.results.amendments import AmendmentState
from bot.domain.results.dangers import DangerState
from bot.domain.results.extensions import ExtensionState
from bot.domain.results.follow_ups import FollowUpState
from bot.domain.results.listings import ListingState
from bot.domain.results.objections import ObjectionState
from bot.domain.results.undrawn import UndrawnState
from bot.domain.rounds import AttemptState, RoundState
from bot.domain.visits.merges import MergeState

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
    | ExtensionState
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
