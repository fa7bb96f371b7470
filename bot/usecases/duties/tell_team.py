"""What a team is told when its members change or its visit must wait: an edited card makes no sound."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from bot.domain.inspections import Inspection
from bot.domain.people import Person
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.results.left_material import pass_unsorted
from bot.usecases.results.result_cards import show_result
from bot.usecases.target_name import target_name


async def tell_partners(
    act: Act,
    opened: Round,
    inspections: Iterable[Inspection],
    called: Collection[int],
    ground: dict[str, Any],
) -> None:
    """Tell each who goes on with these who is with him now; the `called` people read their cards.

    What a record lacks depends on who sits on it: its cards follow, and so does what was left unsorted.
    """
    lines: dict[int, list[dict[str, Any]]] = {}
    for inspection in inspections:
        await show_result(act, inspection)
        await pass_unsorted(act, inspection)
        people = await team_people(act, inspection)
        for person in [each for each in people if each.id not in called]:
            lines.setdefault(person.id, []).append(await _line(act, inspection, people, person))
    for person in await act.work.people.all(id=tuple(lines)):
        told: dict[str, Any] = {"number": opened.number, "lines": lines[person.id]}
        await act.notify("team.changed", person, **told, ground=ground)


async def _line(act: Act, inspection: Inspection, people: Sequence[Person], person: Person) -> dict[str, Any]:
    partners = [each.name for each in people if each.id != person.id]
    return {
        "key": "team.changed_line",
        "name": await target_name(act, inspection),
        "partner": "、".join(partners) or {"key": "duty.no_partner"},
        "leads": {"key": "duty.leads" if people[0].id == person.id else "duty.assists"},
    }


async def tell_moved(
    act: Act, opened: Round, inspection: Inspection, people: Iterable[Person], ground: dict[str, Any]
) -> None:
    """Tell these, who sat on it, that another team inspects it now."""
    told: dict[str, Any] = {"number": opened.number, "name": await target_name(act, inspection)}
    for person in people:
        await act.notify("team.target_moved", person, **told, team=inspection.team, ground=ground)


async def members_of(act: Act, inspections: Iterable[Inspection]) -> dict[int, list[str]]:
    """Return the names of these targets by the person who sits on them now."""
    found: dict[int, list[str]] = {}
    for inspection in inspections:
        for person in await team_people(act, inspection):
            found.setdefault(person.id, []).append(await target_name(act, inspection))
    return found


async def tell_suspended(act: Act, opened: Round, members: Mapping[int, list[str]], besides: int) -> None:
    """Tell the teams that these visits wait for the lead office; the person `besides` is told otherwise."""
    for person, told in await _told(act, opened, members, besides):
        await act.notify("team.suspended", person, **told, ground=act.ground("team"))


async def tell_new_round(act: Act, opened: Round, members: Mapping[int, list[str]], besides: int) -> None:
    """Tell who were the teams that nobody goes there any more in this round; one is told otherwise."""
    for person, told in await _told(act, opened, members, besides):
        await act.notify("team.new_round", person, **told, ground=act.ground("backfill"))


async def _told(
    act: Act, opened: Round, members: Mapping[int, list[str]], besides: int
) -> list[tuple[Person, dict[str, Any]]]:
    """Return each but the one, with the round and the names of his targets."""
    people = await act.work.people.all(id=tuple(set(members) - {besides}))
    return [(each, {"number": opened.number, "names": "、".join(members[each.id])}) for each in people]
