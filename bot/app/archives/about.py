"""What an archive is of, said at the head of its contents, and which archives are to be read with it."""

from datetime import datetime
from typing import Any

from bot.app.papers.words import said
from bot.domain.documents.days import time_in_words
from bot.domain.documents.document import Line
from bot.domain.ports import UnitOfWork
from bot.domain.rounds import Attempt, Round
from bot.usecases.draws.shelves import shelved_draws, shelves_of


async def facts_of(work: UnitOfWork, opened: Round, as_of: str) -> list[Line]:
    """Return the lines at the head of the contents: a void result is named there as what it is."""
    facts = {
        "round": opened.number,
        "state": said(f"round.state.{opened.shown_state}"),
        "as_of": time_in_words(datetime.fromisoformat(as_of)),
    }
    void = [await _void(work, each) for each in await shelved_draws(work, opened)]
    kept = [said("archive.kept_apart", number=each.number) for each in await shelves_of(work, opened)]
    lines = [Line(label=said(f"archive.{name}"), text=text) for name, text in facts.items()]
    lines += [Line(label=said("archive.void"), text=each) for each in void]
    return lines + [Line(label=said("archive.related"), text=each) for each in kept]


async def related_archives(work: UnitOfWork, opened: Round) -> tuple[str, ...]:
    """Return the numbers of the archives beside this one: of its void results, or of their round."""
    homes = [(await work.rounds.get(each.round_id)).number for each in await shelved_draws(work, opened)]
    return (*homes, *(each.number for each in await shelves_of(work, opened)))


async def _void(work: UnitOfWork, attempt: Attempt) -> str:
    """Return which draw was void, since when, why, by which document, and where the rest is archived."""
    ending: dict[str, Any] = attempt.ending or {}
    words = attempt.ending_words_id
    return said(
        "archive.void_result",
        draw=attempt.draw,
        attempt=attempt.attempt,
        at=time_in_words(datetime.fromisoformat(ending["at"])),
        reason={"key": f"attempt.reason.{ending['reason']}"},
        basis=(await work.words.get(words)).text if words else "",
        round=(await work.rounds.get(attempt.round_id)).number,
    )
