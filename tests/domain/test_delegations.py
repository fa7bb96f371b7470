"""A delegation: when it holds, what it does not give, and to whom it cannot be given."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.actions import Action
from bot.domain.errors import Refused
from bot.domain.people import ChatKind, Grant, Role
from bot.domain.permissions import Actor, Allow, Case, Deny, decide
from bot.domain.role_rules import LENDABLE, refuse_lending

TOWN = "城关学区"
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_grant_without_period_holds_until_it_is_revoked() -> None:
    own = Grant(person_id=1, role=Role.APPROVER, unit=TOWN)
    assert own.holds_on(date.min)
    assert not own.model_copy(update={"is_revoked": True}).holds_on(date.min)


@given(DAYS, st.integers(0, 400), DAYS)
def test_delegation_holds_from_its_first_day_to_its_last(first: date, length: int, day: date) -> None:
    last = first + timedelta(days=length)
    lent = Grant(person_id=1, role=Role.APPROVER, lent_by=2, starts_on=first, ends_on=last)
    assert lent.holds_on(day) == (first <= day <= last)


@pytest.mark.parametrize(
    ("action", "in_stead"),
    [
        (Action.DECIDE_RECUSAL, Allow("no_party")),
        (Action.INVITE, Allow("role")),
        (Action.UNBIND, Allow("role")),
        (Action.CHANGE_ROLES, Deny("denied.own_right")),
    ],
)
def test_deputy_decides_and_binds_but_grants_no_roles(action: Action, in_stead: Allow | Deny) -> None:
    held = frozenset({(Role.APPROVER, TOWN)})
    deputy = Actor(7, held, held)
    assert decide(deputy, action, ChatKind.PRIVATE, Case(unit=TOWN)) == in_stead
    assert isinstance(decide(Actor(7, held), action, ChatKind.PRIVATE, Case(unit=TOWN)), Allow)


def test_deputy_of_the_lead_office_makes_nobody_lead_office() -> None:
    held = frozenset({(Role.LEAD_OFFICE, "")})
    asked = (Action.CHANGE_BUREAU_ROLES, ChatKind.PRIVATE)
    assert decide(Actor(7, held, held), *asked) == Deny("denied.own_right")
    assert decide(Actor(7, held), *asked) == Allow("own_right")


def test_own_right_is_what_nobody_has_lent() -> None:
    own, lent = (Role.RELEASER, TOWN), (Role.APPROVER, TOWN)
    assert Actor(7, frozenset({own, lent}), frozenset({lent})).in_own_right() == Actor(7, frozenset({own}))


def test_who_watches_or_audits_acts_for_nobody() -> None:
    assert set(LENDABLE) == set(Role) - {Role.INSPECTOR, Role.OBSERVER, Role.AUDITOR}
    refuse_lending(Role.APPROVER, {Role.OBSERVER})
    for role, held, code in (
        (Role.COORDINATOR, Role.OBSERVER, "people.observer_apart"),
        (Role.APPROVER, Role.AUDITOR, "people.auditor_apart"),
        (Role.AUDITOR, Role.APPROVER, "people.auditor_apart"),
    ):
        with pytest.raises(Refused) as refused:
            refuse_lending(role, {held})
        assert refused.value.code == code
