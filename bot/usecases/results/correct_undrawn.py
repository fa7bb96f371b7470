"""更正非随机检查: what an objection or the office itself has found wrong is corrected by its recorder.

Cause and day are corrected as all else is, and each version stays as it was published. Not the target: the
record stands on the credit file of a school where nobody has inspected, and no version of it is about that
school. It is taken down there, with the reason kept, and recorded anew for the right one.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.results.findings import ABNORMAL
from bot.domain.results.objections import also_for
from bot.domain.results.typed_undrawn import cause_word, read_undrawn
from bot.domain.results.undrawn import PUBLIC, Undrawn, UndrawnState
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.follow_ups.follow_the_record import send_corrected_team
from bot.usecases.people.turn_delegations import take_over
from bot.usecases.results.objectionable import leader_of
from bot.usecases.results.record_undrawn import MOST_WORDS, contents, named_target, note
from bot.usecases.results.round_items import items_of
from bot.usecases.results.undrawn_cards import (
    KIND,
    SUBJECT,
    owe_release_of_undrawn,
    show_undrawn,
    show_unnamed,
)
from bot.usecases.target_name import target_name

TOPIC = "undrawn_correct"
CORRECTION = "correction"
"""The kind of the deadline by which it is corrected."""


async def correct_undrawn(act: Act, row: Undrawn, reason: str) -> Undrawn:
    """Have it corrected for this reason, which is public; what is to be taken down waits for that first."""
    if row.state not in PUBLIC:
        return row
    row = await act.work.undrawn.change(row, correction=also_for(row.correction, reason))
    await act.record("correction_ordered", undrawn=row.id, reason=reason)
    if row.state in (UndrawnState.PUBLISHED, UndrawnState.CORRECTED):
        await act.cancel(KIND, (SUBJECT, row.id))
        row = await act.work.undrawn.move(row, step_for("correct_undrawn", row.state).target)
        await owe_correction(act, row)
    return row


async def owe_correction(act: Act, row: Undrawn) -> None:
    """Open the recorder's term, where it is to be corrected."""
    if row.state is UndrawnState.CORRECTING:
        days = act.office.profile.terms.entry_days.value
        await act.owe(CORRECTION, (SUBJECT, row.id), days, person_id=row.recorded_by, rule="entry")


async def start_correction(act: Act, undrawn_id: int) -> None:
    """Ask for the whole record once more, as it is to be, and show it as it is."""
    row = await _correctable(act, await act.work.undrawn.get(undrawn_id))
    dialogue = await dialogues.begin(act, TOPIC, "words", undrawn=row.id)
    await dialogues.ask(act, dialogue, "undrawn.ask_correction", **await _as_typed(act, row))


async def type_correction(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep it as a new version, which waits for its release; until then what is public stays."""
    row = old = await _correctable(act, await act.work.undrawn.get(int(str(dialogue.draft["undrawn"]))))
    written = read_undrawn(paragraph(typed, "objection.too_long", MOST_WORDS), act.today)
    target = await named_target(act, written.target)
    if target.id != row.target_id:
        raise Invalid("undrawn.other_target", name=await target_name(act, row), other=target.name)
    seen = await contents(act, written, target, await items_of(act, row))
    await take_over(act, row)
    row = await act.work.undrawn.get(row.id)
    step = step_for("record_correction", row.state)
    seen |= {"cause": written.cause, "visited_on": written.visited_on}
    seen |= row.replacing(row.words_id, row.others_words_id) | {"version": await _next_version(act, row)}
    row = await act.work.undrawn.move(row, step.target, **seen)
    await note(act, "undrawn_corrected", row, version=row.version)
    await act.settle(CORRECTION, (SUBJECT, row.id))
    await owe_release_of_undrawn(act, row)
    await dialogues.end(act, dialogue)
    await show_undrawn(act, row)
    await show_unnamed(act, row, set(old.team) - set(row.team))
    await send_corrected_team(act, row, old.team)


async def _next_version(act: Act, row: Undrawn) -> int:
    return await act.work.publications.count(undrawn_id=row.id) + 1


async def _correctable(act: Act, row: Undrawn) -> Undrawn:
    act.permit(Action.RECORD_UNDRAWN, Case(coordinator=await leader_of(act, row)))
    step_for("record_correction", row.state)
    return row


async def _as_typed(act: Act, row: Undrawn) -> dict[str, Any]:
    """Return what its message says now, line by line."""
    names = {item.code: item.name for item in await items_of(act, row)}
    abnormal = [names[code] for code, finding in row.findings if finding == ABNORMAL]
    ids = {"words": row.words_id, "others": row.others_words_id}
    kept = {name: (await act.work.words.get(n)).text if n else "无" for name, n in ids.items()}
    return {
        "name": await target_name(act, row),
        "reason": {"key": f"correction.reason.{row.correction}"},
        "cause": cause_word(row.cause),
        "day": row.visited_on.isoformat(),
        "team": "、".join(person.name for person in await team_people(act, row)),
        "items": "、".join(names[code] for code, _ in row.findings),
        "abnormal": "、".join(abnormal) or "无",
        **kept,
    }
