"""A proposal that two inspections of one target be one visit."""

from bot.domain.actions import Action
from bot.domain.visits.merges import MergeState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step("merge", MergeState.PROPOSED, MergeState.MERGED, Action.MERGE_VISITS, ("visit.card",), "joint"),
    Step("keep_apart", MergeState.PROPOSED, MergeState.APART, Action.MERGE_VISITS, ("visit.card",), "joint"),
    Step("overtake", MergeState.PROPOSED, MergeState.OVERTAKEN, BOT, ("visit.card",), "joint"),
)

FINAL: tuple[State, ...] = (MergeState.MERGED, MergeState.APART, MergeState.OVERTAKEN)
