"""The table of contents of the product: every step that a round and its parts can take, a table per topic.

Every move goes through step_for(); `basis` names a rule of the regulation profile, not an article.
"""

from bot.domain.errors import Stale
from bot.domain.workflow import (
    amendments,
    calendars,
    dangers,
    deadlines,
    draws,
    duties,
    extensions,
    follow_ups,
    inspections,
    listings,
    merges,
    objections,
    plans,
    platform,
    requests,
    rounds,
    undrawn,
)
from bot.domain.workflow.step import BOT, State, Step

__all__ = ["BOT", "FINAL", "STEPS", "State", "Step", "step_for"]

_TOPICS = (
    plans,
    rounds,
    draws,
    platform,
    inspections,
    amendments,
    objections,
    undrawn,
    dangers,
    follow_ups,
    extensions,
    listings,
    merges,
    duties,
    requests,
    calendars,
    deadlines,
)
STEPS: tuple[Step, ...] = tuple(step for topic in _TOPICS for step in topic.STEPS)
FINAL: tuple[State, ...] = tuple(state for topic in _TOPICS for state in topic.FINAL)


def step_for(command: str, state: State) -> Step:
    """Return the step that the command takes from this state; raise Stale where the state has moved on."""
    for step in STEPS:
        if step.command == command and step.source is state:
            return step
    raise Stale
