"""处理结果: carried out, released by the releaser, and published by the coordinator."""

from bot.domain.actions import Action
from bot.domain.errors import Refused
from bot.domain.people import Dialogue, Role
from bot.domain.results.follow_ups import FollowUp, FollowUpState, Measure, Result
from bot.domain.results.undrawn import Inspected, Undrawn, rows_of
from bot.domain.typed import short_line
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, show_follow_up, show_outcome
from bot.usecases.follow_ups.follow_up_people import outcome_case, round_case, waits_for_result
from bot.usecases.follow_ups.list_target import offer_listing
from bot.usecases.follow_ups.open_follow_ups import (
    decide_anew,
    end_terms,
    tell_if_settled,
)
from bot.usecases.results.inspected import inspection_of
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name

TOPIC = "outcome_paper"
PUBLICATION = "outcome_publication"
"""The kind of the deadline by which an outcome is published."""
_LONGEST = 100


async def start_conclusion(act: Act, follow_up_id: int, result: str) -> None:
    """Ask for the number of the paper with which it ended."""
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.CARRY_OUT_MEASURE, await round_case(act, row))
    step_for("conclude", row.state)
    dialogue = await dialogues.begin(act, TOPIC, "words", follow_up=row.id, result=result)
    what = {"key": f"follow_up.result.{Result(result)}"}
    paper = {"key": f"follow_up.paper.{Measure(str(row.measure))}"}
    await dialogues.ask(act, dialogue, "follow_up.ask_paper", what=what, paper=paper)


async def type_paper(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep the number: the outcome waits for its release."""
    row = await act.work.follow_ups.get(int(str(dialogue.draft["follow_up"])))
    act.permit(Action.CARRY_OUT_MEASURE, await round_case(act, row))
    step = step_for("conclude", row.state)
    words = await act.keep_words(short_line(typed, "follow_up.bad_paper", _LONGEST))
    result = Result(str(dialogue.draft["result"]))
    done = {"result": result, "result_words_id": words.id, "result_by": act.me.id}
    row = await act.work.follow_ups.move(row, step.target, **done)
    await act.record("follow_up_concluded", follow_up=row.id, result=result.value, words=words.commitment)
    await end_terms(act, row)
    await dialogues.end(act, dialogue)
    await act.reply("follow_up.concluded")
    await owe_release_of_outcome(act, row)
    await show_follow_up(act, row)


async def owe_release_of_outcome(act: Act, row: FollowUp) -> None:
    """Open the releaser's term, and show it to whoever may release it."""
    coordinator = await coordinator_of(act, await inspection_of(act.work, row))
    whose = {"role": Role.RELEASER, "unit": coordinator.unit}
    days = act.office.profile.terms.release_days.value
    await act.owe("outcome_release", (SUBJECT, row.id), days, rule="release", **whose)  # type: ignore[arg-type]
    await show_outcome(act, row)


async def release_outcome(act: Act, follow_up_id: int) -> None:
    """审核通过: the outcome may be published; one that settles nothing is followed by a new decision."""
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.RELEASE, await outcome_case(act, row))
    row = await act.work.follow_ups.move(row, step_for("release_outcome", row.state).target)
    await act.record("outcome_released", follow_up=row.id)
    await act.toast("release.toast")
    await end_terms(act, row)
    await decide_anew(act, row)
    if not await waits_for_result(act, row):
        await _owe_publication(act, row)
    await show_outcome(act, row)
    await show_follow_up(act, row)


async def owe_outcomes(act: Act, inspection: Inspected) -> None:
    """The finding is public now: what was released of its outcome before may follow, in a term of its own."""
    for row in await act.work.follow_ups.all(**rows_of(inspection), state=FollowUpState.RELEASED):
        if not await act.work.deadlines.one(kind=PUBLICATION, subject_kind=SUBJECT, subject_id=row.id):
            await _owe_publication(act, row)
            await show_follow_up(act, row)


async def _owe_publication(act: Act, row: FollowUp) -> None:
    coordinator = await coordinator_of(act, await inspection_of(act.work, row))
    days = act.office.profile.terms.publication_days.value
    await act.owe(PUBLICATION, (SUBJECT, row.id), days, rule="publication", person_id=coordinator.id)


async def publish_outcome(act: Act, follow_up_id: int) -> None:
    """公示: the outcome stands in the credit file."""
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.PUBLISH, await round_case(act, row))
    step = step_for("publish_outcome", row.state)
    if await waits_for_result(act, row):
        raise Refused("follow_up.not_public")
    row = await act.work.follow_ups.move(row, step.target, published_on=act.today)
    await act.record("outcome_published", follow_up=row.id, result=str(row.result))
    await act.toast("publish.toast")
    await end_terms(act, row)
    await show_follow_up(act, row)
    inspection = await inspection_of(act.work, row)
    await _tell_group(act, inspection)
    await offer_listing(act, row)
    await act.rewrite_site()
    await tell_if_settled(act, inspection)


async def _tell_group(act: Act, inspection: Inspected) -> None:
    """Tell the group of the round; what no draw led to has none."""
    if isinstance(inspection, Undrawn):
        return
    opened = await act.work.rounds.get(inspection.round_id)
    chat = await act.work.chats.get(opened.chat_id)
    name = await target_name(act, inspection)
    await act.notify(
        "follow_up.published", chat, number=opened.number, name=name, **await seal_of(act, opened)
    )
