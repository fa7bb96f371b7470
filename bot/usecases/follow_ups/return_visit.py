"""回访记录: the leader of the return visit says what was seen, another of the team signs or disputes it."""

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.people import Dialogue
from bot.domain.results.follow_ups import Result
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import show_follow_up, show_visit
from bot.usecases.follow_ups.follow_up_people import visit_case
from bot.usecases.follow_ups.open_follow_ups import end_terms
from bot.usecases.follow_ups.propose_measure import MOST_WORDS
from bot.usecases.follow_ups.publish_outcome import owe_release_of_outcome

VISIT = "return_visit"


async def start_record(act: Act, follow_up_id: int, result: str) -> None:
    """Ask the leader what was seen."""
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.RECORD_REVISIT, visit_case(row))
    step_for("record_visit", row.state)
    dialogue = await dialogues.begin(act, VISIT, "words", follow_up=row.id, result=result)
    what = {"key": f"follow_up.result.{Result(result)}"}
    await dialogues.ask(act, dialogue, "follow_up.ask_seen", what=what)


async def type_record(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep what the leader saw; the others of the team sign it."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    row = await act.work.follow_ups.get(int(str(dialogue.draft["follow_up"])))
    act.permit(Action.RECORD_REVISIT, visit_case(row))
    step = step_for("record_visit", row.state)
    words = await act.keep_words(typed)
    result = Result(str(dialogue.draft["result"]))
    seen = {"result": result, "result_words_id": words.id, "result_by": act.me.id}
    row = await act.work.follow_ups.move(row, step.target, **seen)
    said = {"result": result.value, "words": words.commitment}
    await act.record("visit_recorded", follow_up=row.id, **said)
    await dialogues.end(act, dialogue)
    await act.reply("follow_up.recorded")
    await show_visit(act, row)
    await show_follow_up(act, row)


async def take_picture(act: Act, dialogue: Dialogue, sha256: str) -> None:
    """Keep a picture of what the leader sees there; the words are still asked for."""
    row = await act.work.follow_ups.get(int(str(dialogue.draft["follow_up"])))
    act.permit(Action.RECORD_REVISIT, visit_case(row))
    step_for("record_visit", row.state)
    if sha256 not in row.pictures:
        row = await act.work.follow_ups.change(row, pictures=[*row.pictures, sha256])
        await act.record("visit_pictured", follow_up=row.id, sha256=sha256)
    await act.reply("follow_up.pictured", n=len(row.pictures))


async def sign_visit(act: Act, follow_up_id: int, read: int) -> None:
    """Another of the team confirms the words that he read (their id): the outcome waits for its release."""
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.SIGN_REVISIT, visit_case(row))
    step = step_for("sign_visit", row.state)
    if read != row.result_words_id:
        raise Stale
    row = await act.work.follow_ups.move(row, step.target)
    await act.record("visit_signed", follow_up=row.id)
    await act.toast("result.signed_toast")
    await end_terms(act, row)
    await show_visit(act, row)
    await owe_release_of_outcome(act, row)
    await show_follow_up(act, row)


async def dispute_visit(act: Act, follow_up_id: int) -> None:
    """Another of the team saw it otherwise: the leader records it again."""
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.SIGN_REVISIT, visit_case(row))
    nothing = {"result": None, "result_words_id": None, "result_by": None}
    row = await act.work.follow_ups.move(row, step_for("dispute_visit", row.state).target, **nothing)
    await act.record("visit_disputed", follow_up=row.id)
    await act.notify("follow_up.disputed", await act.work.people.get(row.visitors[0]), by=act.me.name)
    await show_visit(act, row)
    await show_follow_up(act, row)
