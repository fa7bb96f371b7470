"""Which commands do something for whom, and where."""

import pytest

from bot.domain.commands import COMMANDS, commands_of
from bot.domain.people import ChatKind, Role
from bot.domain.permissions import Actor

ANYBODY = ("query", "verify", "help", "lang")
BOUND = (*ANYBODY, "cancel")
PRIVATE, OFFICE = ChatKind.PRIVATE, ChatKind.OFFICE


@pytest.mark.parametrize(
    ("role", "unit", "private", "office"),
    [
        (
            Role.COORDINATOR,
            "",
            ("pending", "status", "plan", "coverage", "import", "export"),
            ("draw", "status", "plan", "coverage"),
        ),
        (
            Role.LEAD_OFFICE,
            "",
            ("pending", "status", "plan", "coverage", "leave", "conflict", "people", "invite", "calendar"),
            ("status", "plan", "coverage"),
        ),
        (
            Role.APPROVER,
            "城关学区",
            ("pending", "status", "leave", "conflict", "people", "invite"),
            ("status",),
        ),
        (Role.LIST_ADMINISTRATOR, "城关学区", ("pending", "status", "import", "export"), ("status",)),
        (Role.RELEASER, "", ("pending", "status"), ("status",)),
        (Role.INSPECTOR, "城关学区", ("duty", "week", "status", "leave", "conflict"), ("status",)),
        (Role.OBSERVER, "", ("status",), ("status",)),
        (Role.AUDITOR, "", ("status",), ("status",)),
    ],
)
def test_commands_follow_from_the_table_of_permissions(
    role: Role, unit: str, private: tuple[str, ...], office: tuple[str, ...]
) -> None:
    actor = Actor(1, frozenset({(role, unit)}))

    assert commands_of(actor, PRIVATE) == (*private, *BOUND)
    assert commands_of(actor, OFFICE) == (*office, *BOUND)


def test_stranger_has_only_what_is_public_and_several_roles_add_up() -> None:
    assert commands_of(Actor(), PRIVATE) == ANYBODY
    both = Actor(1, frozenset({(Role.INSPECTOR, "甲"), (Role.APPROVER, "乙")}))
    alone = [commands_of(Actor(1, frozenset({grant})), PRIVATE) for grant in both.grants]
    assert set(commands_of(both, PRIVATE)) == set().union(*alone)
    assert list(commands_of(both, PRIVATE)) == [each for each in COMMANDS if each in set().union(*alone)]
