"""The buttons of /people."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.people import change_roles, choose_successor, hand_over, lend_role, show_people

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "people.only": show_people.show_people,
    "people.person": show_people.show_person,
    "people.invite": change_roles.invite_again,
    "people.grant": change_roles.ask_role,
    "people.role": change_roles.grant,
    "people.revoke": change_roles.revoke,
    "people.lend": lend_role.start_lending,
    "people.hand_over": hand_over.start_handover,
    "people.successor": choose_successor.choose,
    "lend.role": lend_role.choose_role,
    "lend.days": lend_role.choose_days,
    "lend.confirm": lend_role.confirm_lending,
    "handover.confirm": hand_over.confirm_handover,
}
