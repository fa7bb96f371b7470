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
from bot.usecases.results.round_items import items_of
from bot.usecases.results.site_lines import site_lines
from bot.usecases.target_name import target_name

ON_CARD, TO_DECIDE, SITE_TO_DECIDE = 400, 1600, 800
"""How many characters of notes the card of those at work has, and that of whoever signs or releases."""
_LEAST, _MOST = 30, 3500
"""Of each note so much is shown at least; a message of its own takes so much."""
_NOTE = "note"
_SITE_TEXTS = ("words", "ordered")
"""What people have typed, in the lines of the findings and in those of what else has happened on site."""
_TITLES = {
    ("on_site.danger", "words"): "on_site.danger_words",
    ("on_site.danger", "ordered"): "on_site.danger_ordered",
    ("on_site.heard", "words"): "on_site.heard_words",
    ("on_site.heard_by_paper", "words"): "on_site.heard_by_paper_words",
}
"""What stands above such a text where it is sent whole."""

Line = dict[str, Any]


def shortened(lines: list[Line], most: int) -> list[Line]:
    """Return the lines of a record; where their notes are longer together, each has its beginning only."""
    noted = [len(words) for line in lines for words in _texts(line).values()]
    if sum(noted) <= most:
        return lines
    longest = max(_LEAST, most // len(noted))
    whole = {"key": "result.whole_in_papers" if most == ON_CARD else "result.whole_sent"}
    return [_begun(line, longest, whole) for line in lines]


async def lines_to_decide(act: Act, inspection: Inspection) -> tuple[list[Line], list[Line]]:
    """Return the findings and what else has happened on site, as the card of who decides has room for."""
    findings, site = await _whole(act, inspection)
    return shortened(findings, TO_DECIDE), shortened(site, SITE_TO_DECIDE)


async def tell_notes(act: Act, inspection: Inspection, person: Person) -> None:
    """Send whoever is asked to decide the notes that his card only begins, once for each version."""
    findings, site = await _whole(act, inspection)
    brief = [*shortened(findings, TO_DECIDE), *shortened(site, SITE_TO_DECIDE)]
    parts = [
        part
        for line, short in zip([*findings, *site], brief, strict=True)
        for name, words in _texts(line).items()
        if line[name] != short[name]
        for part in _parts(line, name, words)
    ]
    about: Line = {
        "name": await target_name(act, inspection),
        "version": inspection.version,
        "of": len(parts),
    }
    for n, part in enumerate(parts, start=1):
        key = f"notes:{inspection.id}:{inspection.version}:{n}:{person.id}"
        await act.notify("result.whole_note", person, key=key, **about, **part, n=n)


async def _whole(act: Act, inspection: Inspection) -> tuple[list[Line], list[Line]]:
    items = await items_of(act, inspection)
    return await finding_lines(act, inspection), await site_lines(act.work, inspection, items)


def _parts(line: Line, name: str, words: str) -> Sequence[Line]:
    """Return a text as so many messages as it needs, each below what it is about."""
    title = {**line, "note": "", "files": "", "key": _TITLES.get((line["key"], name), line["key"])}
    return [{"title": title, "note": words[at : at + _MOST]} for at in range(0, len(words), _MOST)]


def _texts(line: Line) -> dict[str, str]:
    """Return what people have typed in the line, by the name of its place."""
    note = {_NOTE: "\n".join(line[_NOTE]["note"])} if line.get(_NOTE) else {}
    return note | {name: line[name] for name in _SITE_TEXTS if isinstance(line.get(name), str)}


def _begun(line: Line, longest: int, whole: dict[str, Any]) -> Line:
    long = {name: words for name, words in _texts(line).items() if len(words) > longest}
    key = {name: "result.note_begins" if name == _NOTE else "result.words_begin" for name in long}
    begins = {
        name: {"key": key[name], "note": words[:longest], "n": len(words), "whole": whole}
        for name, words in long.items()
    }
    return {**line, **begins}
