"""The receipt of what came from the field: what it was, when it was sent, and where it belongs."""

from collections.abc import Sequence
from typing import Any

from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Person
from bot.domain.results.joined_materials import are_together
from bot.domain.results.materials import FORM, WHOLE, Material, MaterialKind
from bot.domain.typed import one_line
from bot.usecases.act import Act
from bot.usecases.results.result_cards import arrived
from bot.usecases.results.round_items import items_of
from bot.usecases.target_name import target_name

_LONGEST_QUOTE = 20
_SORTABLE = (
    InspectionState.CONFIRMED,
    InspectionState.SCHEDULED,
    InspectionState.VISITED,
    InspectionState.ENTERED,
)


async def show_material(act: Act, piece: Material, *, asks: bool = False) -> None:
    """Send or edit the receipt of a piece, one for an album; it asks where nobody has said it, or anew."""
    await _show(act, piece, await _said(act, piece), asks=asks)


async def ask_target(act: Act, piece: Material) -> None:
    """Ask in its receipt which target the piece is of, whichever it has been filed under."""
    await act.reply("material.ask_target", **await _said(act, piece), options=await _targets(act))


async def ask_leader(act: Act, piece: Material, leader: Person) -> None:
    """Ask the leader of its team to which item the piece of somebody belongs who has left it."""
    inspection = await act.work.inspections.get(piece.inspection_id or 0)
    by = (await act.work.people.get(piece.person_id)).name
    about = {"by": by, "name": await target_name(act, inspection)}
    options = await _items(act, inspection)
    said = await _said(act, piece)
    await act.notify("material.ask_left", leader, **said, **about, options=options, has_others=False)


async def _said(act: Act, piece: Material) -> dict[str, Any]:
    pieces = await together(act, piece)
    said = {"material": pieces[0].id, "came": arrived(pieces), "quote": await _quote(act, pieces)}
    said["place"] = {"key": "material.no_place"} if any(each.lacks_place for each in pieces) else ""
    return said | {"card": f"material:{pieces[0].id}"}


async def together(act: Act, piece: Material) -> list[Material]:
    """Return the pieces of the same album in the order sent, or the piece alone."""
    mine = await act.work.materials.all(account_id=piece.account_id, album=piece.album or "")
    found = [each for each in mine if are_together(each, piece)]
    return sorted(found, key=lambda each: each.place)


async def _show(act: Act, piece: Material, said: dict[str, Any], *, asks: bool) -> None:
    if piece.is_dropped and not asks:
        await act.reply("material.dropped", **said)
        return
    if piece.inspection_id is None:
        options = await _targets(act)
        await act.reply("material.ask_target" if options else "material.kept", **said, options=options)
        return
    inspection = await act.work.inspections.get(piece.inspection_id)
    said |= {"name": await target_name(act, inspection)}
    if asks or not piece.is_filed:
        options = await _items(act, inspection)
        has_others = any(row_id != inspection.id for row_id, _ in await _targets(act))
        await act.reply("material.ask_item", **said, options=options, has_others=has_others)
        return
    said |= {"item": await _item(act, inspection, piece.item_code), "source": await _source(act, piece)}
    await act.reply("material.filed", **said, may_have_source=piece.kind is not MaterialKind.LOCATION)


async def _source(act: Act, piece: Material) -> Any:
    if piece.source is None or piece.source_words_id is None:
        return ""
    by = (await act.work.words.get(piece.source_words_id)).text
    return {"key": f"material.source.{piece.source}", "by": by}


async def _targets(act: Act) -> list[list[Any]]:
    """Return the inspections that the piece may be for, as `[[id, name], …]`."""
    seats = await act.work.seats.all(person_id=act.me.id, is_open=True)
    ids = tuple(each.inspection_id for each in seats)
    mine = await act.work.inspections.all(id=ids, state=_SORTABLE)
    return [[each.id, (await act.work.targets.get(each.target_id)).name] for each in mine]


async def _items(act: Act, inspection: Inspection) -> list[list[Any]]:
    """Return the items of a record as `[[code, "1. name"], …]`."""
    return [
        [item.code, f"{n}. {item.name}"] for n, item in enumerate(await items_of(act, inspection), start=1)
    ]


async def _item(act: Act, inspection: Inspection, item_code: str) -> dict[str, Any]:
    if item_code in (WHOLE, FORM):
        return {"key": "material.of_whole" if item_code == WHOLE else "material.of_form"}
    items = await items_of(act, inspection)
    n = next(n for n, item in enumerate(items, start=1) if item.code == item_code)
    return {"key": "material.of_item", "n": n, "name": items[n - 1].name}


async def _quote(act: Act, pieces: Sequence[Material]) -> Any:
    """Return the beginning of what the message or album says, so that its sender knows which one it is."""
    said = [each.words_id for each in pieces if each.is_note and each.words_id is not None]
    if not said:
        return ""
    words = one_line((await act.work.words.get(said[0])).text)
    short = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"
    return {"key": "material.quote", "words": short}
