"""Notes that are too long for one screen: a card has how each begins, and whoever decides gets them whole.

Telegram takes 4096 characters, and what comes last on a card, what is missing and until when, must not fall
off its end.
"""

from collections.abc import Sequence
from typing import Any

from bot.domain.inspections import Inspection
from bot.domain.people import Person
from bot.usecases.act import Act
from bot.usecases.results.finding_lines import finding_lines
from bot.usecases.target_name import target_name

ON_CARD, TO_DECIDE = 400, 1600
"""How many characters of notes the card of those at work has, and that of whoever signs or releases."""
_LEAST, _MOST = 30, 3500
"""Of each note so much is shown at least; a message of its own takes so much."""


def shortened(lines: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """Return the lines of a record; where their notes are longer together, each has its beginning only."""
    noted = [len(words) for line in lines if (words := _words(line))]
    if sum(noted) <= most:
        return lines
    longest = max(_LEAST, most // len(noted))
    whole = {"key": "result.whole_in_papers" if most == ON_CARD else "result.whole_sent"}
    return [_begun(line, longest, whole) for line in lines]


async def tell_notes(act: Act, inspection: Inspection, person: Person) -> None:
    """Send whoever is asked to decide the notes that his card only begins, once for each version."""
    lines = await finding_lines(act, inspection)
    short = shortened(lines, TO_DECIDE)
    parts = [part for line, brief in zip(lines, short, strict=True) if line != brief for part in _parts(line)]
    about: dict[str, Any] = {
        "name": await target_name(act, inspection),
        "version": inspection.version,
        "of": len(parts),
    }
    for n, part in enumerate(parts, start=1):
        key = f"notes:{inspection.id}:{inspection.version}:{n}:{person.id}"
        await act.notify("result.whole_note", person, key=key, **about, **part, n=n)


def _parts(line: dict[str, Any]) -> Sequence[dict[str, Any]]:
    words = _words(line)
    title = {**line, "note": "", "files": ""}
    return [{"title": title, "note": words[at : at + _MOST]} for at in range(0, len(words), _MOST)]


def _words(line: dict[str, Any]) -> str:
    return "\n".join(line["note"]["note"]) if line.get("note") else ""


def _begun(line: dict[str, Any], longest: int, whole: dict[str, Any]) -> dict[str, Any]:
    words = _words(line)
    if len(words) <= longest:
        return line
    begins = {"key": "result.note_begins", "note": words[:longest], "n": len(words), "whole": whole}
    return {**line, "note": begins}
