"""One reminder a day in the group of a round: counts and short names, no details."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.domain.deadlines import Deadline, is_overdue
from bot.usecases.act import Act
from bot.usecases.deadlines.subjects import round_of
from bot.usecases.deadlines.unsent import replace_unsent
from bot.usecases.deadlines.whose import holder_text
from bot.usecases.draws.open_commitment import seal_of

_MOST_NAMES = 20
IN_GROUP = ("round", "duty", "inspection", "objection")
"""What the group reads of: that somebody has asked to be relieved is no business of the group's."""


async def tell_groups(act: Act, nudged: Iterable[Deadline]) -> None:
    """Tell the group of each round whom the bot has just reminded; a day's second time is not told."""
    by_round: dict[int, list[Deadline]] = {}
    for deadline in {each.id: each for each in nudged if each.subject_kind in IN_GROUP}.values():
        if opened := await round_of(act, deadline):
            by_round.setdefault(opened.id, []).append(deadline)
    for round_id, deadlines in by_round.items():
        opened = await act.work.rounds.get(round_id)
        chat = await act.work.chats.get(opened.chat_id)
        key = f"group_reminder:{opened.id}:{act.today.isoformat()}"
        if await act.work.notices.one(unique_key=key):
            continue
        await replace_unsent(act, "reminder.group", chat, opened.number)
        told: dict[str, Any] = {
            "number": opened.number,
            "lines": await owing_lines(act, deadlines, act.today),
        }
        await act.notify("reminder.group", chat, key=key, **told, **await seal_of(act, opened))


async def owing_lines(act: Act, deadlines: Sequence[Deadline], today: date) -> list[dict[str, Any]]:
    """Return a line for each kind: how many, how many late, and whose."""
    lines = []
    for kind in sorted({deadline.kind for deadline in deadlines}):
        those = [deadline for deadline in deadlines if deadline.kind == kind]
        names = {repr(name): name for name in [await holder_text(act, each) for each in those]}
        lines.append(
            {
                "key": "reminder.group_line",
                "what": {"key": f"deadline.{kind}"},
                "n": len(those),
                "late": sum(is_overdue(each, today) for each in those),
                "due": act.due(min(those, key=lambda each: each.due_on)),
                "names": joined([names[key] for key in sorted(names)]),
            }
        )
    return lines


def joined(names: Sequence[Any]) -> Any:
    """Return the names in one line, as the reader's language joins them; of many only the first ones."""
    if len(names) > _MOST_NAMES:
        more = {"key": "reminder.more_names", "n": len(names) - _MOST_NAMES}
        return _joined([*names[:_MOST_NAMES], more])
    return _joined(names)


def _joined(names: Sequence[Any]) -> Any:
    first, *rest = names
    return {"key": "reminder.names", "first": first, "rest": _joined(rest)} if rest else first
