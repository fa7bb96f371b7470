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


async def compare(act: Act, opened: Round, codes: list[str]) -> None:
    """Answer for each code whether the office has published it, and which of the main ones were not given."""
    attempts = await act.work.attempts.all(round_id=opened.id)
    known = await _published(act, opened, attempts)
    lines = [await _line(act, code, known) for code in codes]
    last = attempts[-1]
    wanted = (last.commitment, last.entropy_hash, last.result_hash)
    absent = [known[code] for code in wanted if code and code not in codes]
    lines += [{"key": "verify.copy_absent", "what": what} for what in absent]
    if gaps := throw_gaps(last.transcript):
        lines.append({"key": "verify.throw_gaps", "gaps": gaps})
    await act.reply("verify.copy", number=opened.number, lines=lines)


async def _published(act: Act, opened: Round, attempts: list[Attempt]) -> dict[str, dict[str, Any]]:
    """Return what each code of the round is called."""
    items = await act.work.item_lists.get(opened.item_list_id)
    known: dict[str, dict[str, Any]] = {items.digest: {"key": "verify.code.items"}}
    for attempt in attempts:
        n = attempt.attempt
        known[attempt.commitment] = {"key": "verify.code.commitment", "attempt": n}
        known[attempt.entropy_hash] = {"key": "verify.code.entropy", "attempt": n}
        known[attempt.result_hash] = {"key": "verify.code.result", "attempt": n}
        for vacancy in attempt.vacancies:
            known[vacancy_hash(vacancy)] = {"key": "verify.code.vacancy", "n": vacancy["n"]}
        if attempt.ending:
            known[ending_hash(attempt.ending)] = {"key": "verify.code.ending", "attempt": n}
    return known


async def _line(act: Act, code: str, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    shown = f"{code[:_SHOWN]}…"
    if code in known:
        return {"key": "verify.copy_agrees", "code": shown, "what": known[code]}
    if entry := await act.work.journal.one(hash=code):
        return {
            "key": "verify.copy_agrees",
            "code": shown,
            "what": {"key": "verify.code.journal", "n": entry.id},
        }
    return {"key": "verify.copy_differs", "code": shown}
