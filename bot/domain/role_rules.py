"""Which roles go together in one person, and which of them an approver may grant for his own unit."""

from collections.abc import Collection

from bot.domain.errors import Refused
from bot.domain.people import Role

UNIT_ROLES = (Role.APPROVER, Role.LIST_ADMINISTRATOR, Role.RELEASER)
"""Roles for one unit; all others are for the whole bureau, and only the lead office grants them."""
GRANTABLE = (
    Role.COORDINATOR,
    *UNIT_ROLES,
    Role.OBSERVER,
    Role.AUDITOR,
    Role.LEAD_OFFICE,
)
"""Roles that are granted by hand; who is an inspector is said by the roster."""

LENDABLE = (Role.COORDINATOR, *UNIT_ROLES, Role.LEAD_OFFICE)
"""Roles that can be delegated for a period; who watches or audits does it himself or not at all."""


def refuse_exclusion(role: Role, held: Collection[Role]) -> None:
    """Return if the role may be added to those held; the auditor holds no other (纪检监察 stands apart).

    What excludes two roles within one round only is looked at by `permissions.decide` in each round.

    Raises:
        Refused: `people.auditor_apart`.
    """
    others = set(held) - {role}
    if others and Role.AUDITOR in {role, *others}:
        raise Refused("people.auditor_apart")


def refuse_lending(role: Role, held: Collection[Role]) -> None:
    """Return if somebody who holds these roles may exercise the role for another.

    Raises:
        Refused: `people.auditor_apart`; `people.observer_apart` where the rounds that come with it have him
            as their observer.
    """
    refuse_exclusion(role, held)
    if role is Role.COORDINATOR and Role.OBSERVER in held:
        raise Refused("people.observer_apart")
