"""Dispatch: the result is posted, each target goes to its unit, each drawn inspector gets his duty."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.draw.entropy import level
from bot.domain.duties.duty import Duty
from bot.domain.inspections import Inspection, InspectionState, Seat
from bot.domain.journal.entries import Entry
from bot.domain.people import Chat, Person, Role
from bot.domain.rounds import Attempt, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.draws.share_terms import shortfall_lines
from bot.usecases.duties.backfill_seat import backfill_blocked
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.name_unreached import name_unreached
from bot.usecases.duties.owe_acknowledgement import owe_acknowledgement
from bot.usecases.duties.recuse_declared import recuse_drawn
from bot.usecases.duties.teams import people_by_number, public_names
from bot.usecases.heads import signed_head
from bot.usecases.plans.send_round_plan import send_round_plan
from bot.usecases.rounds.show_confirmation import show_unit
from bot.usecases.visits.propose_merges import propose_merges

_MOST_LINES = 60


async def dispatch(act: Act, opened: Round, attempt: Attempt, chat: Chat, head: Entry) -> None:
    """Post the result with its codes, open every inspection and duty with its deadlines, tell everybody."""
    people = await people_by_number(act)
    await post_result(act, attempt, chat, head=head, people=people)
    assigned = (attempt.result or {})["assignment"]
    inspections = await open_inspections(act, opened, assigned, attempt.target_rows)
    moved = await act.work.rounds.move(opened, step_for("dispatch", RoundState.DRAWING).target)
    await act.record("dispatched", round=opened.number, draw=attempt.draw)
    await give_duties(act, opened, attempt, inspections, people)
    await ask_units(act, moved, is_again=attempt.attempt > 1)
    await name_unreached(act, moved, chat)
    await recuse_drawn(act, moved)
    await send_round_plan(act, opened)
    await hand_over_bundle(act, attempt, chat)


async def give_duties(
    act: Act, opened: Round, attempt: Attempt, inspections: list[Inspection], people: dict[str, Person]
) -> None:
    """Seat the teams, fill the seats in conflict by the rule, and send each his card with its deadline."""
    await _open_duties(act, opened, attempt, inspections, people)
    duties = await act.work.duties.all(round_id=opened.id)
    await act.record(
        "duties_given",
        round=opened.number,
        duties=[[each.id, each.person_id, each.inspector_number, each.team] for each in duties],
        targets=[[each.target_key, each.team] for each in inspections],
    )
    for duty in duties:
        await owe_acknowledgement(act, duty)
        await show_duty(act, duty)
    await backfill_blocked(act, opened, attempt)


async def hand_over_bundle(act: Act, attempt: Attempt, chat: Chat) -> None:
    """Have the bundle and the page written, and post the bundle."""
    await act.paper("bundle", attempt.round_id)
    await act.rewrite_site()
    document = f"rounds/{attempt.draw}/bundle.json"
    await act.notify("draw.bundle", chat, number=attempt.draw, seal=attempt.commitment, document=document)


async def post_result(
    act: Act, attempt: Attempt, chat: Chat, *, head: Entry, people: dict[str, Person]
) -> None:
    """Post targets and teams with all codes."""
    result = attempt.result or {}
    names = public_names(attempt)
    await act.notify(
        "draw.result",
        chat,
        number=numbered(attempt),
        level={"key": f"level.{level(attempt.plan['entropy']['kind'])}"},
        commitment=attempt.commitment,
        entropy=attempt.entropy_hash,
        result=attempt.result_hash,
        targets=[*target_lines(result["assignment"], names), *shortfall_lines(act, result["shortfall"])],
        teams=[
            {
                "key": "draw.team_line",
                "team": n,
                "members": "、".join(called(people[who]) for who in members),
            }
            for n, members in enumerate(result["teams"], start=1)
        ],
        head=await signed_head(act, head),
    )


def target_lines(assignment: Sequence[tuple[str, int]], names: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a line per target; of a long list only the beginning, so that the codes are never cut."""
    lines: list[dict[str, Any]] = [
        {"key": "draw.target_line", "n": n, "name": names[target], "team": team}
        for n, (target, team) in enumerate(assignment, start=1)
    ]
    return cut_short(lines)


def cut_short(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines, or the first of them and how many more there are."""
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[:_MOST_LINES], {"key": "draw.more_targets", "n": len(lines) - _MOST_LINES}]


def called(person: Person) -> str:
    """Return a person's name, with the unit where there is one."""
    return f"{person.name}（{person.unit}）" if person.unit else person.name


async def open_inspections(
    act: Act, opened: Round, assignment: Iterable[tuple[str, int]], rows: Mapping[str, int] | None = None
) -> list[Inspection]:
    """Open the inspection of each target, assigned to its team, and return them in this order.

    `rows` is the register's row behind each target where the register may have changed since.
    Targets that another round is going to visit are proposed for one visit.
    """
    row_of = rows or {target.key: target.id for target in await act.work.targets.all()}
    inspections = [
        await act.work.inspections.add(
            Inspection(
                round_id=opened.id,
                target_id=row_of[key],
                target_key=key,
                team=team,
                state=InspectionState.DRAWN,
            )
        )
        for key, team in assignment
    ]
    await propose_merges(act, opened, inspections)
    return inspections


async def _open_duties(
    act: Act, opened: Round, attempt: Attempt, inspections: list[Inspection], people: dict[str, Person]
) -> None:
    """The members of a team sit in the order dealt, group after group: the first of the first group leads."""
    result = attempt.result or {}
    group_of = {number: at for at, group in enumerate(result["primary"]) for number in group}
    for team, members in enumerate(result["teams"], start=1):
        for number in members:
            group = {"person_id": people[number].id, "seat_group": group_of[number]}
            duty = Duty(round_id=opened.id, inspector_number=number, team=team, **group)
            duty = await act.work.duties.add(duty)
            for inspection in inspections:
                if inspection.team == team:
                    await act.work.seats.add(Seat(inspection_id=inspection.id, duty_id=duty.id, **group))


async def ask_units(act: Act, opened: Round, *, is_again: bool, only: list[Inspection] | None = None) -> None:
    """Send each unit (of `only` these inspections) its list to confirm; `is_again` as a new message."""
    targets = {target.id: target for target in await act.work.targets.all()}
    inspections = await act.work.inspections.all(round_id=opened.id) if only is None else only
    for unit in sorted({targets[each.target_id].unit for each in inspections}):
        await ask_unit(act, opened, unit, is_again=is_again)


async def ask_unit(act: Act, opened: Round, unit: str, *, is_again: bool) -> None:
    """Send one unit its list to confirm, with the term; `is_again` sends it as a new message."""
    days = act.office.profile.terms.confirmation_days.value
    await act.owe("confirmation", ("round", opened.id), days, role=Role.LIST_ADMINISTRATOR, unit=unit)
    if is_again:
        await _forget_cards(act, f"confirm:{opened.id}:{unit}")
    await show_unit(act, opened, unit)


async def _forget_cards(act: Act, name: str) -> None:
    """After a redraw the list comes as a new message: the one of the void result keeps its last words."""
    for row in await act.work.cards.all(name=name):
        await act.work.cards.change(row, message_id=0)
