"""The table of steps walked from end to end: nothing in it is unreachable, endless, unnamed or unknown."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from bot.domain.actions import Action
from bot.domain.calendars.tables import CalendarState
from bot.domain.deadlines import DeadlineState
from bot.domain.duties.duty import DutyState, RequestState
from bot.domain.errors import Stale
from bot.domain.inspections import InspectionState
from bot.domain.people import ChatKind, Role
from bot.domain.permission_rules import RULES
from bot.domain.permissions import Actor, Allow, Case, decide
from bot.domain.plans.lines import ConsentState, PlanState
from bot.domain.platform.draw import PlatformState
from bot.domain.results.amendments import AmendmentState
from bot.domain.results.dangers import DangerState
from bot.domain.results.extensions import ExtensionState
from bot.domain.results.follow_ups import FollowUpState
from bot.domain.results.listings import ListingState
from bot.domain.results.objections import ObjectionState
from bot.domain.results.undrawn import UndrawnState
from bot.domain.rounds import AttemptState, RoundState
from bot.domain.visits.merges import MergeState
from bot.domain.workflow import BOT, FINAL, STEPS, State, Step, step_for
from bot.domain.workflow.diagram import as_mermaid
from bot.regulations import load_profile, profile_keys
from locales import LANGUAGES, catalogue

ROOT = Path(__file__).parents[2]
FIRST: dict[type[StrEnum], State] = {
    PlanState: PlanState.DRAFT,
    ConsentState: ConsentState.ASKED,
    RoundState: RoundState.PLANNED,
    AttemptState: AttemptState.FROZEN,
    PlatformState: PlatformState.OFFERED,
    InspectionState: InspectionState.DRAWN,
    DutyState: DutyState.NOTIFIED,
    RequestState: RequestState.ASKED,
    ObjectionState: ObjectionState.OPEN,
    UndrawnState: UndrawnState.RECORDED,
    ListingState: ListingState.OFFERED,
    AmendmentState: AmendmentState.ASKED,
    FollowUpState: FollowUpState.OPEN,
    ExtensionState: ExtensionState.ASKED,
    MergeState: MergeState.PROPOSED,
    DangerState: DangerState.REPORTED,
    CalendarState: CalendarState.DRAFT,
    DeadlineState: DeadlineState.OPEN,
}
ids = [f"{step.command}:{step.source!r}" for step in STEPS]


def named(state: State) -> str:
    """Return the state with its kind: members of two enums with one value are equal to Python."""
    return f"{type(state).__name__}.{state.name}"


def reachable(kind: type[StrEnum]) -> set[str]:
    """Return the names of all states that steps lead to from the first one."""
    found, open_ones = {named(FIRST[kind])}, [FIRST[kind]]
    while open_ones:
        state = open_ones.pop()
        for step in STEPS:
            if step.source is state and named(step.target) not in found:
                found.add(named(step.target))
                open_ones.append(step.target)
    return found


def literals(*folders: str) -> Iterator[str]:
    """Yield every string that stands in the code of these folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_state_is_reached() -> None:
    every = {named(state) for kind in FIRST for state in kind}  # type: ignore[arg-type]

    assert every == {name for kind in FIRST for name in reachable(kind)}


def test_every_state_that_is_not_final_has_a_way_out() -> None:
    with_a_way = {named(step.source) for step in STEPS}
    finals = {named(state) for state in FINAL}

    stuck = {name for kind in FIRST for name in reachable(kind)} - with_a_way
    # A result that stands may still be declared void, a target that was dropped may be taken back, and what
    # was published corrected.
    reopened = {"AttemptState.STANDING", "InspectionState.NOT_INSPECTABLE", "InspectionState.PUBLISHED"}
    reopened.add("UndrawnState.PUBLISHED")
    assert stuck == finals - reopened
    assert with_a_way & finals == reopened


def test_steps_stay_within_their_kind_and_are_unambiguous() -> None:
    assert [step for step in STEPS if type(step.source) is not type(step.target)] == []
    assert len({(step.command, named(step.source)) for step in STEPS}) == len(STEPS)


@pytest.mark.parametrize("key", profile_keys())
def test_every_basis_is_a_rule_of_every_profile(key: str) -> None:
    profile = load_profile(key)

    grounds = {step.basis: profile.rule(step.basis) for step in STEPS}

    assert [basis for basis, ref in grounds.items() if not (ref.is_default or ref.article)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_can_be_said(language: str) -> None:
    known = {str(message.id) for message in catalogue(language)}

    assert {notice for step in STEPS for notice in step.notices} - known == set()


def test_every_command_and_every_notice_is_used_by_a_use_case() -> None:
    said = set(literals("bot/usecases"))
    # Put together as {screen}.card, and as {kind}.approved and so on for recusal and substitution.
    built = {"release.card", "publish.card"}
    built |= {f"recusal.{what}" for what in ("approved", "ordered", "refused")}

    assert {step.command for step in STEPS} - said == set()
    assert {notice for step in STEPS for notice in step.notices} - said == built


@pytest.mark.parametrize("step", STEPS, ids=ids)
def test_every_step_has_somebody_who_may_take_it(step: Step) -> None:
    if step.actor == BOT:
        return
    action = Action(step.actor)
    case = Case(team=frozenset({1}), leader=1 if RULES[action].place == "leader" else 2)
    actor = Actor(1, frozenset({(role, "") for role in Role}))
    case = case if RULES[action].place in ("team", "leader", "partner") else Case(first_person=2)

    assert any(isinstance(decide(actor, action, chat, case), Allow) for chat in ChatKind)


@pytest.mark.parametrize("step", STEPS, ids=ids)
def test_step_for_returns_the_step_from_its_source(step: Step) -> None:
    assert step_for(step.command, step.source) is step


def test_step_for_refuses_everything_else() -> None:
    allowed = {(step.command, named(step.source)) for step in STEPS}
    commands = {step.command for step in STEPS} | {"", "Freeze", "draw"}
    states: list[State] = [state for kind in FIRST for state in kind]  # type: ignore[misc]

    for command in commands:
        for state in states:
            if (command, named(state)) not in allowed:
                with pytest.raises(Stale, match=r"^refused\.stale$"):
                    step_for(command, state)


def test_diagram_is_the_same_every_time_and_holds_every_step() -> None:
    diagram = as_mermaid()

    assert diagram == as_mermaid()
    assert diagram.count(" --> ") == len(STEPS)
    assert diagram.split("\n")[:3] == [
        "stateDiagram-v2",
        "    state Round {",
        "        Round_planned --> Round_drawing: freeze",
    ]
    assert diagram.count("{") == diagram.count("}") == len(FIRST)


def test_diagram_in_the_docs_is_the_table_s() -> None:
    page = (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8")

    assert page.split("```mermaid\n")[1].split("\n```")[0] == as_mermaid()
