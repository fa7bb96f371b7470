"""Two visits become one, or stay apart: the coordinators decide, or the text where they are silent."""

from bot.domain.actions import Action
from bot.domain.deadlines import DeadlineState, is_overdue
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.rounds import Round
from bot.domain.typed import one_line
from bot.domain.visits.merges import Merge, MergeState, ground_of_merging, is_before_visit
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.visits.merge_cards import ANSWER, answer_terms, pair_of, rounds_of, show_merge
from bot.usecases.visits.merged_visits import merges_of

APART = ("deadlines", "confidential")
"""The usual reasons for two visits; any other is typed."""


async def agree(act: Act, merge_id: int) -> None:
    """Agree to one visit; it is one once the coordinators of both rounds agree."""
    merge, rounds = await _permitted(act, merge_id)
    if await _lapsed(act, merge):
        await act.toast("visit.too_late")
        return
    step_for("merge", merge.state)
    if act.me.id in merge.agreed_by:
        raise Stale
    merge = await act.work.merges.change(merge, agreed_by=[*merge.agreed_by, act.me.id])
    await act.record("visit_agreed", merge=merge.id)
    await act.toast("visit.agreed_toast")
    if {each.coordinator_id for each in rounds} <= set(merge.agreed_by):
        await _become_one(act, merge)
    else:
        await act.settle(ANSWER, ("merge", merge.id), person_id=act.me.id)
        await show_merge(act, merge)


async def ask_apart(act: Act, merge_id: int) -> None:
    """Ask why the visits are kept apart; where the text orders one visit, nobody can."""
    merge, _ = await _permitted(act, merge_id)
    if await _lapsed(act, merge):
        await act.toast("visit.too_late")
        return
    step_for("keep_apart", merge.state)
    if merge.is_mandatory:
        raise Stale
    dialogue = await dialogues.begin(act, "visit", "words", merge=merge.id)
    await dialogues.ask(act, dialogue, "visit.ask_apart", merge=merge.id, options=list(APART))


async def apart_by_code(act: Act, merge_id: int, reason: str) -> None:
    """Keep the visits apart for one of the usual reasons."""
    await _keep_apart(act, merge_id, reason=reason)


async def apart_in_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep the visits apart for a typed reason."""
    words = await act.keep_words(one_line(typed))
    await _keep_apart(act, int(str(dialogue.draft["merge"])), words_id=words.id)


async def settle_merges(act: Act) -> None:
    """End what was overtaken; what nobody answers in its term becomes one visit where the text orders it.

    Elsewhere silence decides nothing: the reminders go on, and upwards.
    """
    for deadline in await act.work.deadlines.all(kind=ANSWER, state=DeadlineState.OPEN):
        merge = await act.work.merges.get(deadline.subject_id)
        if merge.state is not MergeState.PROPOSED or await _lapsed(act, merge):
            continue  # two may owe an answer to the same proposal
        if merge.is_mandatory and is_overdue(deadline, act.today):
            await _become_one(act, merge)


async def require_answer(act: Act, inspection: Inspection) -> None:
    """Refuse to go alone while a visit that the text orders to be one is not agreed upon.

    Raises:
        Refused: `visit.undecided`, with the other round and until when it is decided.
    """
    for merge in await merges_of(act, inspection, MergeState.PROPOSED):
        pair, rounds = await pair_of(act, merge), await rounds_of(act, merge)
        if merge.is_mandatory and all(is_before_visit(*each) for each in zip(pair, rounds, strict=True)):
            (other,) = [each.number for each in rounds if each.id != inspection.round_id]
            ground = act.ground(ground_of_merging(act.office.profile))
            due = {"date": (await answer_terms(act, merge))[-1].due_on.isoformat()}
            raise Refused("visit.undecided", number=other, due=due, ground=ground)


async def _become_one(act: Act, merge: Merge) -> None:
    merge = await act.work.merges.move(merge, step_for("merge", merge.state).target, decided_at=act.at)
    await act.settle(ANSWER, ("merge", merge.id))
    await act.record("visits_merged", inspections=[merge.inspection_id, merge.other_id])
    await show_merge(act, merge)
    for inspection in await pair_of(act, merge):
        await refresh_duties(act, inspection)
        await act.paper("page", inspection.round_id)


async def _keep_apart(act: Act, merge_id: int, reason: str = "", words_id: int | None = None) -> None:
    merge, _ = await _permitted(act, merge_id)
    step = step_for("keep_apart", merge.state)
    if merge.is_mandatory:
        raise Stale
    if dialogue := await dialogues.current(act):
        await dialogues.end(act, dialogue)
    values = {"apart_by": act.me.id, "reason": reason, "words_id": words_id, "decided_at": act.at}
    merge = await act.work.merges.move(merge, step.target, **values)
    words = (await act.work.words.get(words_id)).commitment if words_id else ""
    await act.record("visits_kept_apart", merge=merge.id, reason=reason, words=words)
    await act.settle(ANSWER, ("merge", merge.id))
    await show_merge(act, merge)
    for inspection in await pair_of(act, merge):
        await act.paper("page", inspection.round_id)


async def _permitted(act: Act, merge_id: int) -> tuple[Merge, list[Round]]:
    """Return the proposal with the rounds, the later drawn first, if I coordinate one of them."""
    merge = await act.work.merges.get(merge_id)
    rounds = await rounds_of(act, merge)
    mine = [each.coordinator_id for each in rounds if each.coordinator_id == act.me.id]
    act.permit(Action.MERGE_VISITS, Case(coordinator=(mine or [rounds[0].coordinator_id])[0]))
    return merge, rounds


async def _lapsed(act: Act, merge: Merge) -> bool:
    """Let the proposal lapse where one of the two was visited or called off meanwhile; return whether."""
    pairs = zip(await pair_of(act, merge), await rounds_of(act, merge), strict=True)
    if merge.state is not MergeState.PROPOSED or all(is_before_visit(*each) for each in pairs):
        return False
    merge = await act.work.merges.move(merge, step_for("overtake", merge.state).target)
    await act.record("visit_lapsed", merge=merge.id)
    await act.cancel(ANSWER, ("merge", merge.id))
    await show_merge(act, merge)
    return True
