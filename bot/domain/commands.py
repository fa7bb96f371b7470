"""The commands, the act that each asks for, and so who may use which, and where."""

from collections.abc import Mapping

from bot.domain.actions import Action
from bot.domain.people import ChatKind
from bot.domain.permissions import Actor, Allow, Case, decide

COMMANDS: Mapping[str, Action] = {
    "draw": Action.PLAN_DRAW,
    "duty": Action.SEE_DUTY,
    "week": Action.SEE_DUTY,
    "pending": Action.SEE_PENDING,
    "status": Action.STATUS,
    "plan": Action.SEE_PLAN,
    "coverage": Action.SEE_COVERAGE,
    "import": Action.IMPORT,
    "export": Action.EXPORT,
    "leave": Action.SEE_LEAVE,
    "conflict": Action.SEE_CONFLICTS,
    "people": Action.SEE_PEOPLE,
    "invite": Action.INVITE,
    "calendar": Action.LOAD_CALENDAR,
    "query": Action.QUERY,
    "verify": Action.VERIFY,
    "help": Action.HELP,
    "lang": Action.LANGUAGE,
    "cancel": Action.CANCEL_DIALOGUE,
}
"""In the order in which a menu lists them."""


def commands_of(actor: Actor, chat: ChatKind) -> tuple[str, ...]:
    """Return the commands that do something for this person in such a chat."""
    return tuple(name for name, action in COMMANDS.items() if _may(actor, action, chat))


def _may(actor: Actor, action: Action, chat: ChatKind) -> bool:
    """A role for a unit opens what is about that unit."""
    units = {unit for _, unit in actor.grants} | {None}
    return any(isinstance(decide(actor, action, chat, Case(unit=unit)), Allow) for unit in units)
