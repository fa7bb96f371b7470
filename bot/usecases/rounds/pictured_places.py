"""Where original pictures were taken, for the auditor: far from the place that the team sent, or alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from bot.domain.results.materials import MaterialKind
from bot.domain.results.places import FAR_METRES, metres_between
from bot.usecases.act import Act


async def place_lines(
    act: Act, inspections: Collection[int], where: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Return a line per inspection whose pictures were taken far away, then those where no place was sent."""
    sent, taken = await _places_of(act, inspections)
    far: list[dict[str, Any]] = []
    alone: list[dict[str, Any]] = []
    for inspection, places in sorted(taken.items()):
        if inspection not in sent:
            alone.append({"key": "scrutiny.taken_at", "where": where[inspection], "place": places[0]})
            continue
        most = max(min(metres_between(each, known) for known in sent[inspection]) for each in places)
        if most >= FAR_METRES:
            far.append({"key": "scrutiny.taken_far", "where": where[inspection], "n": most})
    return [*far, *alone]


async def _places_of(
    act: Act, inspections: Collection[int]
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Return by inspection the places that were sent, and those at which its pictures were taken."""
    sent: dict[int, list[str]] = defaultdict(list)
    taken: dict[int, list[str]] = defaultdict(list)
    for piece in await act.work.materials.all(inspection_id=tuple(inspections), is_dropped=False):
        if piece.inspection_id is None:
            continue
        if piece.kind is MaterialKind.LOCATION and piece.words_id:
            sent[piece.inspection_id].append((await act.work.words.get(piece.words_id)).text)
        elif piece.place_words_id:
            taken[piece.inspection_id].append((await act.work.words.get(piece.place_words_id)).text)
    return sent, taken
