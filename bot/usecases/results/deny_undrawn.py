"""我没有参加这次检查: who is named as inspector and was not there says so himself, at any time.

Before the release nothing is public yet: the record goes back at once. Afterwards one person's word does not
undo what another has released: it reaches the lead office as what it is, a doubt of the office's own about
its result, and opens a review (复核) that nobody who is named as inspector decides. What is public stays
until then; where he is right, the recorder names who inspected, or has the record taken down.
"""

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.people import Dialogue
from bot.domain.results.undrawn import DENIAL, PUBLIC, UNRELEASED, Undrawn
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.correct_undrawn import owe_correction
from bot.usecases.results.objection_cards import REVIEW_RULE, open_objections
from bot.usecases.results.record_objection import open_review
from bot.usecases.results.undrawn_cards import KIND, SUBJECT, show_undrawn
from bot.usecases.target_name import target_name

TOPIC = "undrawn_denial"
_MOST = 500


async def deny_undrawn(act: Act, undrawn_id: int) -> None:
    """Send it back before it is public; ask for his words afterwards."""
    row = await _named(act, undrawn_id)
    if row.state not in UNRELEASED:
        await _ask(act, row)
        return
    row = await act.work.undrawn.move(row, step_for("deny_undrawn", row.state).target)
    await act.record("undrawn_denied", undrawn=row.id)
    await act.settle(KIND, (SUBJECT, row.id))
    await owe_correction(act, row)
    await show_undrawn(act, row)
    recorder = await act.work.people.get(row.recorded_by)
    await act.notify("undrawn.denied", recorder, name=await target_name(act, row), by=act.me.name)


async def _ask(act: Act, row: Undrawn) -> None:
    await _refuse(act, row)
    dialogue = await dialogues.begin(act, TOPIC, "words", undrawn=row.id)
    name = await target_name(act, row)
    await dialogues.ask(act, dialogue, "undrawn.ask_denial", name=name, ground=act.ground(REVIEW_RULE))


async def type_denial(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Have the lead office review the published result; he and the recorder hear so."""
    typed = paragraph(typed, "objection.too_long", _MOST)
    row = await _named(act, int(str(dialogue.draft["undrawn"])))
    await _refuse(act, row)
    due = act.due(await open_review(act, row, DENIAL + typed))
    await dialogues.end(act, dialogue)
    name, ground = await target_name(act, row), act.ground(REVIEW_RULE)
    await act.reply("undrawn.denial_recorded", name=name, due=due, ground=ground)
    recorder = await act.work.people.get(row.recorded_by)
    await act.notify("undrawn.denied_later", recorder, by=act.me.name, name=name, due=due, ground=ground)


async def _named(act: Act, undrawn_id: int) -> Undrawn:
    """Return the record if I am named in it."""
    row = await act.work.undrawn.get(undrawn_id)
    act.permit(Action.DENY_UNDRAWN, await team_case(act, row))
    return row


async def _refuse(act: Act, row: Undrawn) -> None:
    """Return if it is public, and no denial of mine waits for its answer."""
    if row.state not in PUBLIC:
        raise Stale
    if await open_objections(act, row, is_own=True, recorded_by=act.me.id):
        raise Refused("undrawn.denial_waits")
