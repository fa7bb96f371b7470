"""The buttons of leave."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.duties import declare_leave

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "leave.declare": declare_leave.start_own,
    "leave.declare_for": declare_leave.start_for_other,
    "leave.person": declare_leave.pick_person,
    "leave.days": declare_leave.choose_days,
    "leave.reason": declare_leave.choose_reason,
    "leave.withdraw": declare_leave.withdraw_leave,
}
