"""审核非随机检查: released it stands on the target's credit file, returned it is recorded anew."""

from bot.domain.actions import Action
from bot.domain.archive import TOLD_OF_UNDRAWN
from bot.domain.inspections import Publication
from bot.domain.people import Dialogue
from bot.domain.results.findings import FOUND, NOTHING_FOUND, abnormal_in
from bot.domain.results.undrawn import Undrawn
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.end_listings import lift_listings
from bot.usecases.follow_ups.open_follow_ups import follow_up_published
from bot.usecases.results.correct_undrawn import owe_correction
from bot.usecases.results.owe_release import release_case
from bot.usecases.results.undrawn_cards import KIND, SUBJECT, show_undrawn
from bot.usecases.target_name import target_name

TOPIC = "undrawn_return"
_MOST = 500


async def release_undrawn(act: Act, undrawn_id: int) -> None:
    """审核通过并公示: it appears on the page, marked as not random."""
    row = await _open(act, undrawn_id)
    step = step_for("release_undrawn", row.state)
    published = await act.work.publications.add(_publication(act, row))
    row = await act.work.undrawn.move(row, step.target, decided_by=act.me.id, correction="")
    said = published.model_dump(mode="json", include=set(TOLD_OF_UNDRAWN))
    await act.record("undrawn_published", undrawn=row.id, **said)
    await follow_up_published(act, row)
    await lift_listings(act, row, abnormal_in(published.findings))
    await act.settle(KIND, (SUBJECT, row.id))
    await act.toast("release.toast")
    await show_undrawn(act, row)
    recorder = await act.work.people.get(row.recorded_by)
    await act.notify("undrawn.published", recorder, name=await target_name(act, row), by=act.me.name)
    await act.rewrite_site()


def _publication(act: Act, row: Undrawn) -> Publication:
    """Return what is published of it as it is now: nothing that happens later changes that."""
    return Publication(
        undrawn_id=row.id,
        version=row.version,
        conclusion=FOUND if abnormal_in(row.findings) else NOTHING_FOUND,
        findings=row.findings,
        published_on=act.today,
        reason=row.correction,
        cause=row.cause.value,
        visited_on=row.visited_on,
    )


async def start_return(act: Act, undrawn_id: int) -> None:
    """Ask why it is sent back."""
    row = await _open(act, undrawn_id)
    step_for("return_undrawn", row.state)
    dialogue = await dialogues.begin(act, TOPIC, "words", undrawn=row.id)
    await dialogues.ask(act, dialogue, "undrawn.ask_return", name=await target_name(act, row))


async def type_return(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Send it back with the reason: nothing of it becomes public."""
    typed = paragraph(typed, "objection.too_long", _MOST)
    row = await _open(act, int(str(dialogue.draft["undrawn"])))
    words = await act.keep_words(typed)
    step = step_for("return_undrawn", row.state)
    row = await act.work.undrawn.move(
        row,
        step.target,
        decided_by=act.me.id,
        reason_words_id=words.id,
        **row.replacing(row.reason_words_id),
    )
    await act.record("undrawn_returned", undrawn=row.id, words=words.commitment)
    await act.settle(KIND, (SUBJECT, row.id))
    await owe_correction(act, row)
    await dialogues.end(act, dialogue)
    await show_undrawn(act, row)
    recorder = await act.work.people.get(row.recorded_by)
    said = {"name": await target_name(act, row), "reason": typed, "by": act.me.name}
    await act.notify("undrawn.returned", recorder, **said)


async def _open(act: Act, undrawn_id: int) -> Undrawn:
    row = await act.work.undrawn.get(undrawn_id)
    act.permit(Action.RELEASE_UNDRAWN, await release_case(act, row))
    return row
