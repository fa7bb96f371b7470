"""decide() against a table that was written from `product.md`, not from the rules."""

import pytest

from bot.domain.actions import Action
from bot.domain.people import ChatKind, Role
from bot.domain.permission_rules import RULES
from bot.domain.permissions import Actor, Allow, Case, Deny, decide
from tests.domain.permission_table import (
    CASE,
    OFFICE,
    PEOPLE,
    PLACES,
    PRIVATE,
    TABLE,
    TOWN,
    UNKNOWN,
    VILLAGE,
    actor,
)


def test_every_act_stands_in_the_table() -> None:
    assert TABLE.keys() == set(Action)


@pytest.mark.parametrize("action", list(Action))
def test_only_whom_the_table_names_may_act_and_only_there(action: Action) -> None:
    who, where = TABLE[action]

    allowed = {
        (name, chat)
        for name, person in PEOPLE.items()
        for chat in ChatKind
        if isinstance(decide(person, action, chat, CASE), Allow)
    }

    assert allowed == {(name, PLACES[place]) for name in who.split() for place in where}


@pytest.mark.parametrize("action", list(Action))
def test_a_stranger_is_never_told_more_than_that_he_is_one(action: Action) -> None:
    who, _ = TABLE[action]
    told = {decide(Actor(), action, chat, CASE) for chat in ChatKind}

    if "stranger" not in who.split():
        assert told == {Deny("denied.stranger")}


@pytest.mark.parametrize(
    ("action", "chat", "code"),
    [
        (Action.PLAN_DRAW, PRIVATE, "denied.chat_office"),
        (Action.IMPORT, OFFICE, "denied.chat_private"),
        (Action.BIND, UNKNOWN, "denied.chat_private"),
        (Action.HELP, UNKNOWN, "denied.chat_office"),
        (Action.STATUS, UNKNOWN, "denied.chat_office"),
    ],
)
def test_the_right_person_in_the_wrong_chat_is_told_where(action: Action, chat: ChatKind, code: str) -> None:
    assert decide(PEOPLE["coordinator"], action, chat, CASE) == Deny(code)


@pytest.mark.parametrize(
    ("name", "action", "chat", "code"),
    [
        ("leader", Action.PLAN_DRAW, OFFICE, "denied.draw"),
        ("other_coordinator", Action.FREEZE, OFFICE, "denied.draw"),
        ("other_coordinator", Action.OPEN_THROWING, OFFICE, "denied.draw"),
        ("inspector", Action.ANSWER_ITEM, PRIVATE, "denied.team"),
        ("partner", Action.SUBMIT_RESULT, PRIVATE, "denied.leader"),
        ("leader", Action.SIGN_RESULT, PRIVATE, "denied.partner"),
        ("other_lister", Action.CONFIRM_TARGETS, PRIVATE, "denied.role"),
        ("other_approver", Action.DECIDE_RECUSAL, PRIVATE, "denied.role"),
        ("lead_office", Action.FIX, OFFICE, "denied.role"),
    ],
)
def test_a_denial_says_why(name: str, action: Action, chat: ChatKind, code: str) -> None:
    assert decide(PEOPLE[name], action, chat, CASE) == Deny(code)


DOUBLE = {
    "observes": actor(1, (Role.COORDINATOR, ""), (Role.OBSERVER, "")),
    "audits": actor(1, (Role.COORDINATOR, ""), (Role.AUDITOR, "")),
}


@pytest.mark.parametrize("action", [Action.PLAN_DRAW, Action.FREEZE, Action.ANNOUNCE, Action.OPEN_THROWING])
@pytest.mark.parametrize("service", [{"observers": frozenset({1})}, {"auditors": frozenset({1})}])
def test_who_observed_or_audited_a_round_does_not_lead_it(
    action: Action, service: dict[str, frozenset[int]]
) -> None:
    assert decide(DOUBLE["observes"], action, OFFICE, Case(coordinator=1, **service)) == Deny(
        "denied.exclusion"
    )
    assert decide(DOUBLE["observes"], action, OFFICE, Case(coordinator=1)) == Allow("coordinator")


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("observes", Action.REMARK),
        ("observes", Action.TYPE_READING_BLIND),
        ("audits", Action.READ_ALL),
    ],
)
def test_who_leads_a_round_neither_observes_nor_audits_it(name: str, action: Action) -> None:
    assert decide(DOUBLE[name], action, PRIVATE, Case(coordinator=1)) == Deny("denied.exclusion")
    assert isinstance(decide(DOUBLE[name], action, PRIVATE, Case(coordinator=2)), Allow)


@pytest.mark.parametrize(
    ("action", "role"),
    [
        (Action.DECIDE_RECUSAL, Role.APPROVER),
        (Action.DECIDE_SUBSTITUTION, Role.APPROVER),
        (Action.ORDER_SUBSTITUTION, Role.APPROVER),
        (Action.APPROVE_CORRECTION, Role.APPROVER),
        (Action.RELEASE, Role.RELEASER),
    ],
)
@pytest.mark.parametrize("case", [Case(team=frozenset({30})), Case(parties=frozenset({30}))])
def test_nobody_judges_his_own_case(action: Action, role: Role, case: Case) -> None:
    inspector = actor(30, (role, ""), (Role.INSPECTOR, ""))

    assert decide(inspector, action, PRIVATE, case) == Deny("denied.party")
    assert isinstance(decide(inspector, action, PRIVATE, Case()), Allow)


@pytest.mark.parametrize(
    ("action", "chat", "case"),
    [
        (Action.APPROVE_DEVIATION, PRIVATE, Case(first_person=40)),
        (Action.APPROVE_EXTENSION, PRIVATE, Case(first_person=40)),
        (Action.APPROVE_ABORT, OFFICE, Case(first_person=40)),
        (Action.APPROVE_VOID, OFFICE, Case(first_person=40)),
        (Action.TYPE_READING_BLIND, PRIVATE, Case(first_person=40)),
        (Action.COUNTERSIGN_ENTRY, PRIVATE, Case(first_person=40, on_behalf_of=40)),
        (Action.RELEASE, PRIVATE, Case(coordinator=40)),
        (Action.DECIDE_MEASURE, PRIVATE, Case(coordinator=40)),
        (Action.PUBLISH, PRIVATE, Case(coordinator=40, first_person=40)),
    ],
)
def test_two_halves_are_not_done_by_one(action: Action, chat: ChatKind, case: Case) -> None:
    everything = actor(40, *((role, "") for role in Role))

    assert decide(everything, action, chat, case) == Deny("denied.second")


@pytest.mark.parametrize("role", list(Role))
def test_nothing_can_be_approved_that_nobody_asked_for(role: Role) -> None:
    assert decide(actor(50, (role, "")), Action.APPROVE_ABORT, PRIVATE, Case()) == Deny("denied.role")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action.CONFIRM_TARGETS, Allow("role")),
        (Action.DECIDE_RECUSAL, Allow("no_party")),
        (Action.RELEASE, Allow("releaser")),
        (Action.FREEZE, Deny("denied.chat_office")),
        (Action.PUBLISH, Deny("denied.role")),
        (Action.READ_ALL, Deny("denied.role")),
    ],
)
def test_the_lead_office_stands_in_for_a_unit_only(action: Action, expected: Allow | Deny) -> None:
    assert decide(PEOPLE["lead_office"], action, PRIVATE, Case(unit=TOWN, stand_in=True)) == expected


def test_a_role_of_the_bureau_holds_for_all_units_and_a_unit_s_for_no_other() -> None:
    person = actor(60, (Role.APPROVER, TOWN), (Role.LIST_ADMINISTRATOR, ""))

    held = [
        person.holds(role, unit)
        for role in (Role.APPROVER, Role.LIST_ADMINISTRATOR, Role.RELEASER)
        for unit in (None, TOWN, VILLAGE, "")
    ]

    assert held == [True, True, False, False, True, True, True, True, False, False, False, False]


def test_what_only_the_bot_does_has_no_rule() -> None:
    assert set(Action) - RULES.keys() == {Action.FIX, Action.MATCH, Action.BACKFILL}
