"""/query: what the public pages say of a school, for anybody who asks by its name or code."""

import unicodedata
from typing import Any

from bot.domain.actions import Action
from bot.domain.publication.results import (
    PublicCase,
    PublicListing,
    PublicOutcome,
    PublicResult,
    PublicUndrawn,
)
from bot.domain.publication.site import PublicTarget
from bot.usecases.act import Act
from bot.usecases.results.credit_files import credit_files
from bot.usecases.results.objectionable import offered
from bot.usecases.results.recall_undrawn import recallable
from bot.usecases.results.released_results import ResultBook

_MOST_FOUND = 8
_MOST_ROUNDS = 5
_MOST_VALUES = 8


async def query(act: Act, wanted: str) -> None:
    """Show the file of the one target that the words name, else those whose name or code has them."""
    act.permit(Action.QUERY)
    words = wanted.strip()
    if not words:
        await act.reply("query.how")
        return
    book = await ResultBook.read(act.work)
    found = _matching(await credit_files(act.work, act.office.profile, book), words)
    if not found:
        await act.reply("query.nothing", words=words)
    elif len(found) == 1:
        await _show_file(act, book, found[0])
    else:
        lines: list[dict[str, Any]] = [_found_line(each) for each in found[:_MOST_FOUND]]
        if len(found) > _MOST_FOUND:
            lines.append({"key": "query.more", "n": len(found) - _MOST_FOUND})
        await act.reply("query.found", words=words, n=len(found), lines=lines)


def _matching(files: tuple[PublicTarget, ...], words: str) -> list[PublicTarget]:
    """Return the one that is called so, else all whose name or code has all the words."""
    wanted = _plain(words)
    exact = [each for each in files if wanted in (_plain(each.name), _plain(each.code))]
    parts = wanted.split()
    return exact or [
        each for each in files if all(part in _plain(f"{each.name} {each.code}") for part in parts)
    ]


def _plain(words: str) -> str:
    """Return words as the search of the public pages compares them: full-width signs are the usual ones."""
    return unicodedata.normalize("NFKC", words).lower()


def _found_line(target: PublicTarget) -> dict[str, Any]:
    last = [result.conclusion for result in target.results] + [each.outcome for each in target.outcomes]
    last += [each.conclusion for each in target.undrawn]
    return {"key": "query.line", "name": target.name, "code": target.code, "conclusion": last[0]}


async def _show_file(act: Act, book: ResultBook, target: PublicTarget) -> None:
    lines = [_result_text(each) for each in target.results]
    lines += [_outcome_text(each) for each in target.outcomes]
    lines += [_undrawn_text(each) for each in target.undrawn]
    lines = [*(_listing_text(each) for each in target.listings), *lines]
    if len(lines) > _MOST_ROUNDS:
        lines[_MOST_ROUNDS:] = [{"key": "query.more_rounds", "n": len(lines) - _MOST_ROUNDS}]
    numbers = [each.round_number for each in (*target.results, *target.outcomes)]
    how = {"key": "query.how_to_verify", "number": numbers[0]} if numbers else {"key": "query.never_drawn"}
    told: dict[str, Any] = {"name": target.name, "code": target.code, "lines": lines, "how": how}
    said: dict[str, Any] = {
        "objectionable": await offered(act, book, target.stem),
        "recallable": await recallable(act, target.code),
    }
    await act.reply("query.file", **told, **said)


def _result_text(result: PublicResult) -> dict[str, Any]:
    abnormal = [each.item for each in result.findings if each.is_abnormal]
    return {
        "key": "query.result",
        "number": result.round_number,
        "on": {"date": result.published_on.isoformat()},
        "conclusion": result.conclusion,
        "normal": len(result.findings) - len(abnormal),
        "abnormal": {"key": "query.abnormal", "items": "、".join(abnormal)} if abnormal else "",
        "values": _value_lines(result),
        "hash": result.record_hash,
        **_what_came_after(result),
    }


def _what_came_after(result: PublicCase) -> dict[str, Any]:
    """Return that it was corrected, what followed on it, and what became of objections."""
    said = [{"key": "query.objection", "state": each.state} for each in result.objections]
    followed = [
        {"key": "query.follow_up", "item": each.item, "outcome": each.outcome} for each in result.follow_ups
    ]
    corrected = {"key": "query.corrected", "version": result.version, "reason": result.reason}
    return {
        "mark": corrected if result.earlier else "",
        "objections": ["", *followed, *said] if said or followed else "",
    }


def _value_lines(result: PublicResult) -> Any:
    """Return a line for each item with a number, a choice or words, as far as there is room."""
    given = [each for each in result.findings if each.has_value]
    lines: list[dict[str, Any]] = [
        {"key": "query.value", "item": each.item, "finding": each.finding} for each in given
    ]
    if len(lines) > _MOST_VALUES:
        lines[_MOST_VALUES:] = [{"key": "query.more_values", "n": len(lines) - _MOST_VALUES}]
    return ["", *lines] if lines else ""


def _undrawn_text(undrawn: PublicUndrawn) -> dict[str, Any]:
    abnormal = [each.item for each in undrawn.findings if each.is_abnormal]
    return {
        "key": "query.undrawn",
        "cause": undrawn.cause,
        "on": {"date": undrawn.visited_on.isoformat()},
        "conclusion": undrawn.conclusion,
        "normal": len(undrawn.findings) - len(abnormal),
        "abnormal": {"key": "query.abnormal", "items": "、".join(abnormal)} if abnormal else "",
        **_what_came_after(undrawn),
    }


def _listing_text(listing: PublicListing) -> dict[str, Any]:
    if listing.repaired_on is not None:
        repaired = {"date": listing.repaired_on.isoformat()}
        return {"key": "query.repaired", "item": listing.item, "day": repaired}
    until = {"date": listing.until.isoformat()}
    return {"key": "query.listed", "item": listing.item, "day": until, "term": listing.term}


def _outcome_text(outcome: PublicOutcome) -> dict[str, Any]:
    said = [{"key": "query.objection", "state": each.state} for each in outcome.objections]
    mark: Any = {"key": "query.withdrawn", "reason": outcome.withdrawn} if outcome.withdrawn else ""
    about = {"number": outcome.round_number, "outcome": outcome.outcome, "mark": mark}
    return {"key": "query.outcome", **about, "objections": ["", *said] if said else ""}
