"""定向: the coordinator sets conditions by the register's columns; who is outside stays in the pool."""

import re
from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.plans.scope import COLUMNS, is_within, values_of
from bot.domain.registers.rows import Target
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.directed_terms import directed_of, directed_text, directed_value
from bot.usecases.draws.plan_draw import ask_next
from bot.usecases.registers.targets_in_scope import targets_in


async def ask_columns(act: Act, dialogue_id: int, version: int) -> None:
    """Offer the columns by which the draw can be directed."""
    dialogue = await _own(act, dialogue_id, version)
    await _show(act, await dialogues.advance(act, dialogue, "directed", column=""))


async def ask_values(act: Act, dialogue_id: int, version: int, column: str) -> None:
    """Offer the values of a column."""
    dialogue = await _own(act, dialogue_id, version)
    if column not in COLUMNS:
        raise Stale
    await _show(act, await dialogues.advance(act, dialogue, "directed", column=column))


async def toggle(act: Act, dialogue_id: int, version: int, value: str) -> None:
    """Take a value into the condition, or out of it."""
    dialogue = await _own(act, dialogue_id, version)
    await _change(act, dialogue, [value])


async def type_values(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take values that were typed, parted by 、 or commas."""
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    _refuse_undirected(act)
    wanted = [word for word in re.split(r"[、,，;；\s]+", typed) if word]
    column = str(dialogue.draft.get("column", ""))
    known = (
        {value for value, _ in values_of(await targets_in(act, str(dialogue.draft.get("scope", ""))), column)}
        if column
        else set()
    )
    if unknown := [word for word in wanted if word not in known]:
        raise Invalid("directed.unknown_value", values="、".join(unknown))
    await _change(act, dialogue, wanted)


async def clear(act: Act, dialogue_id: int, version: int) -> None:
    """Draw undirected after all."""
    dialogue = await _own(act, dialogue_id, version)
    await ask_next(act, await dialogues.advance(act, dialogue, "", directed={}, column=""))


async def finish(act: Act, dialogue_id: int, version: int) -> None:
    """Go on with the conditions as they are."""
    dialogue = await _own(act, dialogue_id, version)
    await ask_next(act, await dialogues.advance(act, dialogue, "", column=""))


async def _own(act: Act, dialogue_id: int, version: int) -> Dialogue:
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    _refuse_undirected(act)
    return dialogue


def _refuse_undirected(act: Act) -> None:
    if not act.office.profile.draw.directed_allowed.value:
        raise Refused("directed.not_allowed", ground=act.ground("directed"))


async def _change(act: Act, dialogue: Dialogue, values: list[str]) -> None:
    column = str(dialogue.draft.get("column", ""))
    if column not in COLUMNS:
        raise Stale
    held = {name: list(chosen) for name, chosen in directed_of(dialogue.draft.get("directed"))}
    chosen = set(held.get(column, [])) ^ set(values)
    directed = {**held, column: sorted(chosen)}
    await _show(act, await dialogues.advance(act, dialogue, "directed", directed=directed))


async def _show(act: Act, dialogue: Dialogue) -> None:
    """Show the conditions so far, how many meet them, and what can be chosen next."""
    targets = await targets_in(act, str(dialogue.draft.get("scope", "")))
    directed = directed_of(dialogue.draft.get("directed"))
    column = str(dialogue.draft.get("column", ""))
    await dialogues.ask(
        act,
        dialogue,
        "draw.ask_directed",
        card=f"draw:{dialogue.id}",
        has_foot=False,
        directed=directed_text(directed),
        n=sum(is_within(each, directed) for each in targets),
        total=len(targets),
        column={"key": f"directed.column.{column}" if column else "directed.any_column"},
        options=_values(targets, column, dict(directed)) if column else _columns(targets),
        is_column=bool(column),
        is_directed=bool(directed),
    )


def _columns(targets: list[Target]) -> list[list[Any]]:
    sizes = [(column, len(values_of(targets, column))) for column in COLUMNS]
    return [[column, n] for column, n in sizes if n > 1]


def _values(targets: list[Target], column: str, chosen: dict[str, tuple[str, ...]]) -> list[list[Any]]:
    return [
        [value, n, directed_value(column, value), value in chosen.get(column, ())]
        for value, n in values_of(targets, column)
    ]
