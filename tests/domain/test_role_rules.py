"""Which roles go together."""

import pytest

from bot.domain.errors import Refused
from bot.domain.people import Role
from bot.domain.role_rules import GRANTABLE, UNIT_ROLES, refuse_exclusion


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("held", list(Role))
def test_only_the_auditor_stands_apart(role: Role, held: Role) -> None:
    if role is not held and Role.AUDITOR in (role, held):
        with pytest.raises(Refused) as refused:
            refuse_exclusion(role, [held])
        assert refused.value.code == "people.auditor_apart"
    else:
        refuse_exclusion(role, [held])


def test_roles_of_a_unit_can_be_granted_and_the_roster_says_who_inspects() -> None:
    assert set(UNIT_ROLES) < set(GRANTABLE)
    assert set(Role) - set(GRANTABLE) == {Role.INSPECTOR}
