"""The buttons of /people."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.people import change_roles, show_people

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "people.page": show_people.show_people,
    "people.person": show_people.show_person,
    "people.invite": change_roles.invite_again,
    "people.grant": change_roles.ask_role,
    "people.role": change_roles.grant,
    "people.revoke": change_roles.revoke,
}
