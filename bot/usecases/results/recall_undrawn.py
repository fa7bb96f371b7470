"""撤下非随机检查: a record that is public and wrong; its recorder asks, the releaser takes it down."""

from bot.domain.actions import Action
from bot.domain.documents.approval import ApprovalKind
from bot.domain.people import Dialogue, Role
from bot.domain.permissions import Case
from bot.domain.results.undrawn import PUBLIC, RECALLABLE, Undrawn, UndrawnState
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.end_listings import lift_listings
from bot.usecases.follow_ups.open_follow_ups import drop_unfounded
from bot.usecases.hand_out_approval import hand_out_approval
from bot.usecases.people.turn_delegations import take_over
from bot.usecases.results.correct_undrawn import CORRECTION, owe_correction
from bot.usecases.results.objectionable import can_review, leader_of
from bot.usecases.results.owe_release import release_case
from bot.usecases.results.undrawn_cards import KIND, SUBJECT, owe_release_of_undrawn, show_undrawn
from bot.usecases.target_name import target_name

TOPIC = "undrawn_recall"
_MOST = 500


async def start_recall(act: Act, undrawn_id: int) -> None:
    """Ask what is wrong with it."""
    row = await _recallable(act, undrawn_id)
    dialogue = await dialogues.begin(act, TOPIC, "words", undrawn=row.id)
    await dialogues.ask(act, dialogue, "undrawn.ask_recall", name=await target_name(act, row))


async def type_recall(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Have the releaser look at it again; until he has, it stays as it is published."""
    typed = paragraph(typed, "objection.too_long", _MOST)
    row = await _recallable(act, int(str(dialogue.draft["undrawn"])))
    words = await act.keep_words(typed)
    await take_over(act, row)
    row = await act.work.undrawn.get(row.id)
    step = step_for("recall_undrawn", row.state)
    row = await act.work.undrawn.move(
        row, step.target, reason_words_id=words.id, **row.replacing(row.reason_words_id)
    )
    await act.record("undrawn_recalled", undrawn=row.id, words=words.commitment)
    await act.cancel(CORRECTION, (SUBJECT, row.id))
    await owe_release_of_undrawn(act, row)
    await dialogues.end(act, dialogue)
    await show_undrawn(act, row)


async def take_down(act: Act, undrawn_id: int) -> None:
    """同意撤下: nothing of it stays public, and nothing follows on it; what is right is recorded anew."""
    row = await _decide(act, undrawn_id, "take_down_undrawn", "undrawn_taken_down")
    await drop_unfounded(act, row, ())
    await lift_listings(act, row, ())
    await hand_out_approval(act, row, ApprovalKind.TAKE_DOWN, row.id)
    await act.rewrite_site()


async def keep(act: Act, undrawn_id: int) -> None:
    """不同意: it stays as it is published; what an objection has found wrong is corrected all the same."""
    row = await act.work.undrawn.get(undrawn_id)
    command = "keep_to_correct" if row.correction else "keep_undrawn"
    await owe_correction(act, await _decide(act, undrawn_id, command, "undrawn_kept"))


async def recallable(act: Act, code: str) -> list[list[object]]:
    """Return the target's public records that I may record an objection against: row and day.

    Each says too whether I may have it reviewed, and whether I may ask to take it down.
    """
    if act.chat is not None or not act.actor.holds(Role.COORDINATOR):
        return []
    found: list[list[object]] = []
    for row in await act.work.undrawn.all(state=PUBLIC):
        is_mine = await leader_of(act, row) in (None, act.me.id)
        if is_mine and (await act.work.targets.get(row.target_id)).key == code:
            ways = [await can_review(act, row), row.state in RECALLABLE]
            found.append([row.id, row.visited_on.isoformat(), *ways])
    return found


async def _recallable(act: Act, undrawn_id: int) -> Undrawn:
    row = await act.work.undrawn.get(undrawn_id)
    act.permit(Action.RECORD_UNDRAWN, Case(coordinator=await leader_of(act, row)))
    step_for("recall_undrawn", row.state)
    return row


async def _decide(act: Act, undrawn_id: int, command: str, event: str) -> Undrawn:
    row = await act.work.undrawn.get(undrawn_id)
    act.permit(Action.RELEASE_UNDRAWN, await release_case(act, row))
    step = step_for(command, row.state)
    row = await act.work.undrawn.move(row, step.target, decided_by=act.me.id)
    await act.record(event, undrawn=row.id)
    await act.settle(KIND, (SUBJECT, row.id))
    await show_undrawn(act, row)
    told = {"name": await target_name(act, row), "by": act.me.name}
    screen = "undrawn.taken_down" if row.state is UndrawnState.TAKEN_DOWN else "undrawn.kept"
    await act.notify(screen, await act.work.people.get(row.recorded_by), **told)
    return row
