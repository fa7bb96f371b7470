"""The observer's copy: codes kept from the group, held against what is published (protocol section 8)."""

import re
import unicodedata
from typing import Any

from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.roster import vacancy_hash
from bot.domain.draw.verification import throw_gaps
from bot.domain.rounds import Attempt, Round
from bot.usecases.act import Act

_CODE = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_NUMBER = re.compile(r"SSJ-[0-9]{4}-[0-9]{4,}")
_SHOWN = 16


def number_in(words: str) -> str:
    """Return the number of a round that the words name, or the words themselves in upper case."""
    found = _NUMBER.search(words.upper())
    return found.group() if found else words.strip().upper()


def codes_in(words: str) -> list[str]:
    """Return the codes of 64 hex digits that the words hold, each once, in their order."""
    return list(dict.fromkeys(_CODE.findall(unicodedata.normalize("NFKC", words).lower())))


async def compare(act: Act, opened: Round, asked: list[Attempt], codes: list[str]) -> None:
    """Answer for each code whether the office has published it, and which main ones of `asked` are missing.

    A copy may hold codes of every draw of the round; `asked` are the attempts of the one that was named.
    """
    last = asked[-1]
    known = await _published(act, opened, last.draw)
    lines = [await compared(act, code, known) for code in codes]
    wanted: tuple[str, ...] = (last.commitment, last.entropy_hash, last.result_hash)
    if last.vacancies:
        wanted = (*wanted, vacancy_hash(last.vacancies[-1]))
    lines += [_fallen(each) for each in asked if each.ending and _codes(each).keys() & set(codes)]
    absent = [known[code] for code in wanted if code and code not in codes]
    lines += [{"key": "verify.copy_absent", "what": what} for what in absent]
    if gaps := throw_gaps(last.transcript):
        lines.append({"key": "verify.throw_gaps", "gaps": gaps})
    await act.reply("verify.copy", number=last.draw, lines=lines)


def _fallen(attempt: Attempt) -> dict[str, Any]:
    """Say of codes that agree that the draw which they are of does not stand."""
    ending = attempt.ending or {}
    return {
        "key": "verify.copy_fallen",
        "attempt": attempt.attempt,
        "ending": {"key": f"attempt.kind.{ending['kind']}"},
        "reason": {"key": f"attempt.reason.{ending['reason']}"},
    }


async def _published(act: Act, opened: Round, named: str) -> dict[str, dict[str, Any]]:
    """Return what each code of the round is called; of another draw than the named one with its number."""
    items = await act.work.item_lists.get(opened.item_list_id)
    known: dict[str, dict[str, Any]] = {items.digest: {"key": "verify.code.items"}}
    for attempt in await act.work.attempts.all(round_id=opened.id):
        for code, what in _codes(attempt).items():
            other = {"key": "verify.code.of_draw", "number": attempt.draw, "what": what}
            known[code] = what if attempt.draw == named else other
    return known


def _codes(attempt: Attempt) -> dict[str, dict[str, Any]]:
    n = attempt.attempt
    found: dict[str, dict[str, Any]] = {
        attempt.commitment: {"key": "verify.code.commitment", "attempt": n},
        attempt.entropy_hash: {"key": "verify.code.entropy", "attempt": n},
        attempt.result_hash: {"key": "verify.code.result", "attempt": n},
    }
    for vacancy in attempt.vacancies:
        found[vacancy_hash(vacancy)] = {"key": "verify.code.vacancy", "n": vacancy["n"]}
    if attempt.ending:
        found[ending_hash(attempt.ending)] = {"key": "verify.code.ending", "attempt": n}
    return found


async def compared(act: Act, code: str, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the line that says what a code is: one of the round's, a posted head of the journal, or none."""
    shown = f"{code[:_SHOWN]}…"
    if code in known:
        return {"key": "verify.copy_agrees", "code": shown, "what": known[code]}
    if head := await act.work.heads.one(root=code):
        what = {"key": "verify.code.journal", "n": head.size}
        return {"key": "verify.copy_agrees", "code": shown, "what": what}
    return {"key": "verify.copy_differs", "code": shown}
