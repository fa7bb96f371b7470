"""取消批次: a round that the platform drew ends with a reason and a document, agreed to by the lead office.

Whatever the platform draws in its place is a round of its own: no list is ever drawn again in this one.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.documents.approval import ApprovalKind
from bot.domain.errors import Stale
from bot.domain.people import Dialogue, Person, Role
from bot.domain.permissions import Case
from bot.domain.platform.draw import CANCEL_REASONS, PlatformDraw, PlatformState
from bot.domain.rounds import ENDED, Round
from bot.domain.typed import one_line
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.call_off import end_all
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.hand_out_approval import hand_out_approval
from bot.usecases.platform.platform_draws import platform_draws, shown_platform
from bot.usecases.platform.reimport_platform_draw import show_offers
from bot.usecases.platform.vacate_platform_seat import close_wanted
from bot.usecases.second_person import refuse_expired, second_person_days, waits_until

TOPIC = "platform_cancel"


async def ask_reason(act: Act, round_id: int) -> None:
    """Ask the coordinator why the round should be cancelled."""
    opened, _ = await _askable(act, round_id)
    dialogue = await dialogues.begin(act, TOPIC, round=opened.id)
    await dialogues.ask(
        act,
        dialogue,
        "platform.ask_cancel",
        card=f"cancel:{opened.id}",
        number=opened.number,
        reasons=list(CANCEL_REASONS),
        **await seal_of(act, opened),
    )


async def propose(act: Act, dialogue_id: int, version: int, reason: str) -> None:
    """Put the coordinator's wish to the lead office; until it decides everything goes on."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    opened, draw = await _askable(act, int(str(dialogue.draft["round"])))
    await dialogues.end(act, dialogue)
    until = waits_until(act)
    proposal = {"reason": reason, "by": act.me.id, "until": until.isoformat()}
    draw = await act.work.platform_draws.change(draw, proposal=proposal)
    days = second_person_days(act)
    await act.owe("cancellation", ("round", opened.id), days, role=Role.LEAD_OFFICE, rule="second_person")
    await act.record("cancel_asked", round=opened.number, reason=reason)
    said = {"number": opened.number, "reason": _said(reason), **await seal_of(act, opened)}
    await act.reply("platform.cancel_asked", card=f"cancel:{opened.id}", **said)
    await show_cancellation(act, opened, draw)


async def show_cancellation(act: Act, opened: Round, draw: PlatformDraw, only: Person | None = None) -> int:
    """Send the lead office (or one of them) the card of what waits for it; return how many got it."""
    proposal = draw.proposal or {}
    asker = await act.work.people.get(int(proposal["by"]))
    people = [each for each in (await act.holders(Role.LEAD_OFFICE))[0] if only in (None, each)]
    for person in people:
        await act.notify(
            "platform.cancel_card",
            person,
            card=f"cancel:{opened.id}",
            round=opened.id,
            number=opened.number,
            name=asker.name,
            reason=_said(str(proposal["reason"])),
            until={"date": str(proposal["until"])},
        )
    return len(people)


async def pending_cancellation(act: Act, opened: Round) -> int:
    """Send the lead office's card of this round anew where one waits; return how many there were."""
    draw = await shown_platform(act, opened)
    if draw is None or draw.proposal is None or not act.actor.holds(Role.LEAD_OFFICE):
        return 0
    await act.forget_card(f"cancel:{opened.id}")
    return await show_cancellation(act, opened, draw, act.me)


async def approve(act: Act, round_id: int) -> None:
    """同意: ask for the document that the cancellation stands on; it is published with it."""
    opened, _ = await _decidable(act, round_id)
    dialogue = await dialogues.begin(act, TOPIC, "document", round=opened.id)
    await dialogues.ask(act, dialogue, "platform.ask_document", number=opened.number)


async def type_document(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Cancel the round by this document: its duties end, its hashes stay published."""
    opened, draw = await _decidable(act, int(str(dialogue.draft["round"])))
    words = await act.keep_words(one_line(typed))
    await dialogues.end(act, dialogue)
    await act.settle("cancellation", ("round", opened.id))
    proposal = draw.proposal or {}
    moved = await act.work.rounds.move(opened, step_for("cancel", opened.state).target)
    ending = {"reason": str(proposal["reason"]), "by": act.me.id, "on": act.today.isoformat()}
    await act.record("round_cancelled", round=opened.number, words=words.commitment, **ending)
    draw = await act.work.platform_draws.change(draw, proposal=None, ending=ending, ending_words_id=words.id)
    await _end_imports(act, moved)
    await end_all(act, moved, moved, {"key": "called_off.cancelled", "number": moved.number})
    await close_wanted(act, moved)
    await act.notify(
        "platform.cancelled",
        await act.work.chats.get(moved.chat_id),
        number=moved.number,
        reason=_said(str(ending["reason"])),
        basis=words.text,
        list_hash=draw.hash,
    )
    await _close_cards(act, moved, "platform.cancel_done")
    await hand_out_approval(act, moved, ApprovalKind.CANCELLATION, moved.id)
    await act.paper("bundle", moved.id)
    await act.rewrite_site()


async def decline(act: Act, round_id: int) -> None:
    """不同意: the round goes on; the group hears that it was asked and not agreed to."""
    opened, draw = await _decidable(act, round_id)
    await act.work.platform_draws.change(draw, proposal=None)
    await act.settle("cancellation", ("round", opened.id))
    await act.record("cancel_declined", round=opened.number)
    chat = await act.work.chats.get(opened.chat_id)
    seal = await seal_of(act, opened)
    await act.notify("platform.cancel_declined", chat, number=opened.number, **seal)
    await _close_cards(act, opened, "platform.cancel_not_done")


async def lapse(act: Act, round_id: int) -> None:
    """Nobody has decided in the term: the round goes on, and whoever asked may ask again."""
    opened = await act.work.rounds.get(round_id)
    draw = await shown_platform(act, opened)
    if draw is None or draw.proposal is None:
        return
    asker = await act.work.people.get(int(draw.proposal["by"]))
    await act.work.platform_draws.change(draw, proposal=None)
    await act.record("cancel_lapsed", round=opened.number)
    ground = act.ground("second_person")
    await act.notify("platform.cancel_lapsed", asker, number=opened.number, ground=ground)
    await _close_cards(act, opened, "platform.cancel_lapsed", ground=ground)


async def _end_imports(act: Act, opened: Round) -> None:
    """What stood is called off; what had not come into force never does."""
    for each in await platform_draws(act, opened):
        if each.state in (PlatformState.OFFERED, PlatformState.STANDING):
            ended = await act.work.platform_draws.move(each, step_for("call_off", each.state).target)
            if ended.version > 1 and ended.state is PlatformState.REJECTED:
                await show_offers(act, opened, ended)


async def _askable(act: Act, round_id: int) -> tuple[Round, PlatformDraw]:
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.ASK_VOID, Case(coordinator=opened.coordinator_id))
    draw = await shown_platform(act, opened)
    if draw is None or opened.state in ENDED or draw.proposal is not None:
        raise Stale
    return opened, draw


async def _decidable(act: Act, round_id: int) -> tuple[Round, PlatformDraw]:
    opened = await act.work.rounds.get(round_id)
    draw = await shown_platform(act, opened)
    if draw is None or draw.proposal is None or opened.state in ENDED:
        raise Stale
    act.permit(Action.APPROVE_VOID, Case(first_person=int(draw.proposal["by"])))
    refuse_expired(act, str(draw.proposal["until"]))
    return opened, draw


async def _close_cards(act: Act, opened: Round, screen: str, **said: Any) -> None:
    """Take the buttons from the cards: the lead office's, and the coordinator's question where he asked."""
    card = f"cancel:{opened.id}"
    seen = {(each.person_id, each.chat_id) for each in await act.work.notices.all(card=card)}
    for person_id, chat_id in sorted(seen, key=str):
        if person_id is not None:
            person = await act.work.people.get(person_id)
            await act.notify(screen, person, card=card, number=opened.number, **said)
        elif chat_id is not None:
            chat = await act.work.chats.get(chat_id)
            seal = await seal_of(act, opened)
            await act.notify(screen, chat, card=card, number=opened.number, **said, **seal)


def _said(reason: str) -> dict[str, Any]:
    return {"key": f"platform.cancel_reason.{reason}"}
