"""What anybody is told of a draw that the platform made: whose it was, and what can be checked of it."""

from collections.abc import Sequence
from typing import Any

from bot.domain.platform.draw import PlatformDraw
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.draws.compare_copy import compared
from bot.usecases.platform.platform_draws import IN_FORCE, facts_of, platform_draws, shown_platform


async def answer_platform(act: Act, opened: Round, codes: Sequence[str]) -> bool:
    """Hand out the lists, or compare codes with their hashes; return False where there are none in force."""
    draws = await platform_draws(act, opened)
    shown = await shown_platform(act, opened)
    if shown is None or (shown.state not in IN_FORCE and shown.ending is None):
        return False
    if codes:
        await _compare(act, opened, draws, codes)
        return True
    await act.reply(
        "verify.platform",
        number=opened.number,
        **facts_of(shown),
        others=[_line(each) for each in draws if each != shown] or {"key": "verify.platform_only"},
        ended=await _ended(act, shown),
        file={"key": "verify.platform_file" if shown.state in IN_FORCE else "verify.platform_no_file"},
    )
    if shown.state in IN_FORCE:  # lists that were never sent out are not public
        document = f"rounds/{opened.number}/platform.json"
        await act.reply("verify.platform_lists", number=opened.number, document=document)
    return True


async def _ended(act: Act, draw: PlatformDraw) -> Any:
    """Say that the round was cancelled, why and by what document."""
    if draw.ending is None or draw.ending_words_id is None:
        return ""
    reason = {"key": f"platform.cancel_reason.{draw.ending['reason']}"}
    basis = (await act.work.words.get(draw.ending_words_id)).text
    on = {"date": draw.ending["on"]}
    return {"key": "verify.platform_ended", "on": on, "reason": reason, "basis": basis}


def _line(draw: PlatformDraw) -> dict[str, Any]:
    state = {"key": f"platform.state.{draw.state}"}
    return {"key": "verify.platform_line", "version": draw.version, "state": state, "hash": draw.hash}


async def _compare(act: Act, opened: Round, draws: Sequence[PlatformDraw], codes: Sequence[str]) -> None:
    """Say of each code whether it is one of the round's imports, and whether the one in force was given."""
    items = await act.work.item_lists.get(opened.item_list_id)
    known: dict[str, dict[str, Any]] = {items.digest: {"key": "verify.code.items"}}
    for draw in draws:
        known[draw.hash] = {"key": "verify.code.platform", "n": draw.version}
    lines = [await compared(act, code, known) for code in codes]
    current = [each for each in draws if each.state in IN_FORCE][-1:]
    lines += [
        {"key": "verify.copy_absent", "what": known[each.hash]} for each in current if each.hash not in codes
    ]
    await act.reply("verify.copy", number=opened.number, lines=lines)
