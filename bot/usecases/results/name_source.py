"""注明来源: a specialist's finding, another authority's or a laboratory's report names its source."""

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.results.materials import Material, SourceKind
from bot.domain.typed import short_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.left_material import piece_in_hand
from bot.usecases.results.records_in_hand import OPEN, into_record
from bot.usecases.results.show_material import show_material

TOPIC = "source"
_MOST_WORDS = 200


async def ask_source(act: Act, material_id: int) -> None:
    """Ask whose word the piece is."""
    piece, _ = await _mine(act, material_id)
    codes = [each.value for each in SourceKind]
    await act.reply("material.ask_source", card=f"source:{piece.id}", material=piece.id, codes=codes)


async def choose_source(act: Act, material_id: int, source: str) -> None:
    """Take the kind, and ask who gave it, when, and under which number."""
    piece, _ = await _mine(act, material_id)
    if source not in list(SourceKind):
        raise Stale
    dialogue = await dialogues.begin(act, TOPIC, "words", material=piece.id, source=source)
    await dialogues.ask(act, dialogue, f"source.ask_{source}", card=f"source:{piece.id}")


async def type_source(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep the source with the piece; a submitted record opens again for it, as for the piece itself."""
    piece, inspection = await _mine(act, int(str(dialogue.draft["material"])))
    piece = await keep_source(act, piece, SourceKind(str(dialogue.draft["source"])), typed)
    await dialogues.end(act, dialogue)
    await show_material(act, piece)
    await into_record(act, inspection, piece.item_code)


def source_words(typed: str) -> str:
    """Return who gave a piece, when, and under which number, in one line; raise Invalid otherwise."""
    return short_line(typed, "material.bad_source", _MOST_WORDS)


async def keep_source(act: Act, piece: Material, source: SourceKind, typed: str, **more: str) -> Material:
    """Keep with the piece whose word it is, and put it down; the same source again changes nothing."""
    by = source_words(typed)
    if piece.source is source and await _by(act, piece) == by:
        return piece
    words = await act.keep_words(by)
    piece = await act.work.materials.change(piece, source=source, source_words_id=words.id)
    said = {"source": source.value, "words": words.commitment, **more}
    await act.record("material_sourced", material=piece.id, inspection=piece.inspection_id, **said)
    return piece


async def _by(act: Act, piece: Material) -> str:
    return (await act.work.words.get(piece.source_words_id)).text if piece.source_words_id else ""


async def _mine(act: Act, material_id: int) -> tuple[Material, Inspection]:
    """Return a piece of mine and the open record that it belongs to."""
    piece = await piece_in_hand(act, material_id)
    inspection = await act.work.inspections.get(piece.inspection_id or 0)
    act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
    if inspection.state not in OPEN or not piece.item_code:
        raise Stale("result.closed")
    return piece, inspection
