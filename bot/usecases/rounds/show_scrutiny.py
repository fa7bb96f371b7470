"""核查线索: the auditor reads what the records look like from above; nothing is written."""

from collections import Counter, defaultdict
from typing import Any

from bot.domain.actions import Action
from bot.domain.inspections import SUBMITTED, Inspection
from bot.domain.people import Role
from bot.domain.results.findings import ABNORMAL
from bot.domain.results.material_of_items import has_picture, signed_since
from bot.domain.results.materials import FORM, Material
from bot.domain.results.places import FAR_METRES
from bot.domain.results.record import REFUSED, SIGNED
from bot.domain.rounds import AttemptState
from bot.domain.scrutiny import (
    LEAST_INSPECTIONS,
    LEAST_ROUNDS,
    SHORT_MINUTES,
    Relief,
    Visited,
    always_normal,
    load,
    reliefs,
    repeated_pairs,
    reused_files,
    short,
)
from bot.usecases.act import Act
from bot.usecases.rounds.minutes_on_site import minutes_on_site
from bot.usecases.rounds.pictured_places import place_lines
from bot.usecases.rounds.platform_differences import differing_lines

_ENDED = (AttemptState.ABORTED, AttemptState.VOID, AttemptState.LOST)
_MOST_LINES, _MOST_OF_REST = 10, 40
_HEX_SHOWN = 12


def may_scrutinise(act: Act) -> bool:
    """Return whether the auditor asks, in private."""
    return act.chat is None and act.actor.holds(Role.AUDITOR)


async def show_scrutiny(act: Act) -> None:
    """Show every sign, each with its numbers; a sign is no finding, and the text says so."""
    act.permit(Action.READ_ALL)
    visits = await _visits(act)
    names = {each.id: each.name for each in await act.work.people.all()}
    where = await _places(act)
    signs = {
        **_of_people(visits, names),
        **_of_visits(visits, where),
        "taken": await place_lines(act, [each.inspection_id for each in visits], where),
        "refusals": await _refusals(act, names),
        "redraws": await _redraws(act),
        "platform": await differing_lines(act),
    }
    bounds: dict[str, Any] = {
        "least": LEAST_INSPECTIONS,
        "rounds": LEAST_ROUNDS,
        "most": SHORT_MINUTES,
        "far": FAR_METRES,
    }
    day = {"date": act.today.isoformat()}
    await act.reply(
        "scrutiny.report", day=day, **bounds, **{name: _first_lines(found) for name, found in signs.items()}
    )
    for name, found in signs.items():
        await _show_rest(act, {"key": f"scrutiny.about.{name}", **bounds}, found)


def _of_people(visits: list[Visited], names: dict[int, str]) -> dict[str, list[dict[str, Any]]]:
    """Return who finds everything normal, who always goes together, and how much each has."""
    pairs = [
        {"key": "scrutiny.pair", "name": names[a], "other": names[b], "n": n}
        for a, b, n in repeated_pairs(visits)
    ]
    return {
        "normal": [_counted(names[who], n) for who, n in always_normal(visits)],
        "pairs": pairs,
        "load": [_counted(names[who], n) for who, n in load(visits)],
    }


def _of_visits(visits: list[Visited], where: dict[int, str]) -> dict[str, list[dict[str, Any]]]:
    """Return which visits were short, and which files stand in several records."""
    minutes = [
        {"key": "scrutiny.minutes", "where": where[each.inspection_id], "n": each.minutes}
        for each in short(visits)
    ]
    reused = [
        {
            "key": "scrutiny.file",
            "digest": digest[:_HEX_SHOWN],
            "where": "、".join(where[each] for each in ids),
        }
        for digest, ids in reused_files(visits)
    ]
    return {"short": minutes, "reused": reused}


async def _show_rest(act: Act, about: dict[str, Any], found: list[dict[str, Any]]) -> None:
    """Say in messages of their own what the report has no room for."""
    for first in range(_MOST_LINES, len(found), _MOST_OF_REST):
        await act.reply("scrutiny.rest", about=about, lines=found[first : first + _MOST_OF_REST])


def _first_lines(found: list[dict[str, Any]]) -> Any:
    """Return the first lines, with how many there are more; none says so."""
    if not found:
        return {"key": "scrutiny.nothing"}
    more = {"key": "scrutiny.more", "n": len(found) - _MOST_LINES}
    return found if len(found) <= _MOST_LINES else [*found[:_MOST_LINES], more]


def _counted(name: str, n: int) -> dict[str, Any]:
    return {"key": "scrutiny.counted", "name": name, "n": n}


async def _visits(act: Act) -> list[Visited]:
    inspections = await act.work.inspections.all(state=SUBMITTED)
    ids = tuple(each.id for each in inspections)
    teams, abnormal, files = defaultdict(list), Counter[int](), defaultdict(list)
    for seat in await act.work.seats.all(inspection_id=ids, is_open=True):
        teams[seat.inspection_id].append(seat.person_id)
    for answer in await act.work.answers.all(inspection_id=ids, finding=ABNORMAL):
        abnormal[answer.inspection_id] += 1
    pieces = await act.work.materials.all(inspection_id=ids, is_dropped=False)
    for piece in pieces:
        if piece.sha256 and piece.inspection_id is not None:
            files[piece.inspection_id].append(piece.sha256)
    minutes = await minutes_on_site(act, inspections, pieces)
    return [
        Visited(
            round_id=each.round_id,
            inspection_id=each.id,
            team=tuple(teams[each.id]),
            abnormal=abnormal[each.id],
            minutes=minutes.get(each.id),
            files=tuple(files[each.id]),
        )
        for each in inspections
    ]


async def _places(act: Act) -> dict[int, str]:
    """Return round and target of every inspection."""
    rounds = {each.id: each.number for each in await act.work.rounds.all()}
    inspections = await act.work.inspections.all()
    targets = await act.work.targets.all(id=tuple({each.target_id for each in inspections}))
    names = {each.id: each.name for each in targets}
    return {each.id: f"{rounds[each.round_id]} {names[each.target_id]}" for each in inspections}


async def _refusals(act: Act, names: dict[int, str]) -> list[dict[str, Any]]:
    """Return who asked how often to be relieved and what became of it, and which targets did not sign."""
    lines = [_relief_line(each, names) for each in reliefs(await act.work.requests.all())]
    where = await _places(act)
    unsigned: list[Inspection] = await act.work.inspections.all(signature=REFUSED)
    lines += [{"key": "scrutiny.unsigned", "where": where[each.id]} for each in unsigned]
    return lines + [{"key": "scrutiny.no_picture", "where": where[each]} for each in await _unpictured(act)]


def _relief_line(relief: Relief, names: dict[int, str]) -> dict[str, Any]:
    return {
        "key": "scrutiny.asked" if relief.is_own else "scrutiny.asked_by_others",
        "name": names[relief.person_id],
        "kind": {"key": f"request.kind.{relief.kind}"},
        "n": relief.asked,
        "granted": relief.granted,
        "refused": relief.refused,
        "undecided": relief.undecided,
        "moot": relief.moot,
    }


async def _unpictured(act: Act) -> list[int]:
    """Return the submitted records (ids) with a form whose last signature nobody has photographed."""
    signed = await act.work.inspections.all(signature=SIGNED, state=SUBMITTED)
    forms: defaultdict[int | None, list[Material]] = defaultdict(list)
    for form in await act.work.materials.all(item_code=FORM):
        forms[form.inspection_id].append(form)
    shown = {each.id: signed_since(forms[each.id], each.signings, each.signed_content) for each in signed}
    return [each for each, those in shown.items() if not has_picture(those, FORM)]


async def _redraws(act: Act) -> list[dict[str, Any]]:
    """Return the draws that did not stand, and the rounds whose platform's lists were imported again."""
    lines: list[dict[str, Any]] = [
        {
            "key": "scrutiny.redraw",
            "draw": each.draw,
            "attempt": each.attempt,
            "state": {"key": f"attempt.state.{each.state}"},
        }
        for each in await act.work.attempts.all(state=_ENDED)
    ]
    rounds = {each.id: each.number for each in await act.work.rounds.all()}
    imports = Counter(each.round_id for each in await act.work.platform_draws.all())
    return lines + [
        {"key": "scrutiny.imports", "number": rounds[round_id], "n": n}
        for round_id, n in sorted(imports.items())
        if n > 1
    ]
