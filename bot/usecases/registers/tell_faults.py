"""What is wrong with a file, all of it at once: in messages, and where it is much in a file of its own."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bot.domain.registers.reading import Fault
from bot.domain.registers.rows import Import, ImportLot
from bot.usecases.act import Act

_MOST_IN_CHAT = 30
_PER_MESSAGE = 10
_LETTERS_PER_MESSAGE = 3000
_LETTERS_OF_A_SENTENCE = 120
"""What a line has besides its values, at most."""
_LETTERS_OF_A_NAME = 40
_LINES_OF_A_LOT = 500
_SHEET_OF_CSV = "CSV"
LISTED, PART = "listed", "told"
"""The state of an import of which nothing is kept but what was said of it, and the part that says it."""


def fault_text(fault: Fault) -> dict[str, Any]:
    """Return the text of one fault with sheet, row and column, and what to do."""
    column = fault.column[:_LETTERS_OF_A_NAME]
    what = {"key": fault.code, "value": fault.value, "column": column, **fault.params}
    sheet = fault.sheet[:_LETTERS_OF_A_NAME]
    if not fault.row:
        return {"key": "import.at_file", "sheet": sheet, "what": what} if sheet else what
    place = {"sheet": sheet or _SHEET_OF_CSV, "row": fault.row}
    key = "import.at_cell" if fault.column else "import.at_row"
    return {"key": key, **place, "column": column, "what": what}


async def tell_faults(
    act: Act, filename: str, lines: Sequence[dict[str, Any]], screen: str = "import.faults"
) -> None:
    """Say every line; beyond so many the first ones are said, and all of them sent as a file."""
    is_long = len(lines) > _MOST_IN_CHAT
    for some in messages_of(lines[:_PER_MESSAGE] if is_long else lines):
        await act.reply(screen, file=filename, n=len(lines), lines=some)
    if is_long:
        listed = await _keep(act, filename, lines)
        await act.paper("import_told", listed.id)
        await act.reply(
            "import.all_told",
            file=filename,
            n=len(lines),
            shown=_PER_MESSAGE,
            document=told_path(listed),
            document_name={"key": "file.told", "file": filename},
        )


def told_path(listed: Import) -> str:
    """Return where the file with all lines lies, below the data; a later one takes its place."""
    return f"registers/told-{listed.person_id}.txt"


def messages_of(lines: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the lines in lots, none of which can be longer than a message."""
    lot: list[dict[str, Any]] = []
    letters = 0
    for line in lines:
        own = _letters(line) + _LETTERS_OF_A_SENTENCE
        if lot and (len(lot) == _PER_MESSAGE or letters + own > _LETTERS_PER_MESSAGE):
            yield lot
            lot, letters = [], 0
        lot.append(line)
        letters += own
    if lot:
        yield lot


def _letters(said: Any) -> int:
    return sum(map(_letters, said.values())) if isinstance(said, dict) else len(str(said))


async def _keep(act: Act, filename: str, lines: Sequence[dict[str, Any]]) -> Import:
    """Keep what is to be written into the file, in the place of what the person was told before."""
    for older in await act.work.imports.all(person_id=act.me.id, state=LISTED):
        await act.work.import_lots.remove(import_id=older.id)
        await act.work.imports.move(older, "dropped")
    listed = Import(
        person_id=act.me.id, filename=filename, sha256="", reading={}, state=LISTED, made_at=act.at
    )
    listed = await act.work.imports.add(listed)
    for start in range(0, len(lines), _LINES_OF_A_LOT):
        body = json.dumps(lines[start : start + _LINES_OF_A_LOT], ensure_ascii=False)
        await act.work.import_lots.add(ImportLot(import_id=listed.id, part=PART, body=body))
    return listed
