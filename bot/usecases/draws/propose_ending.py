"""Abort and void take two persons: the coordinator asks with a reason, the lead office decides."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.documents.approval import ApprovalKind
from bot.domain.draw.attempts import REASONS
from bot.domain.draw.records import instant
from bot.domain.errors import Refused, Stale
from bot.domain.people import Dialogue, Person, Role
from bot.domain.permissions import Case
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.domain.typed import one_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.await_randomness import refuse_waiting
from bot.usecases.draws.call_off import call_off, rests_on
from bot.usecases.draws.end_attempt import end
from bot.usecases.draws.next_draw import is_drawing
from bot.usecases.draws.open_commitment import numbered, seal_of
from bot.usecases.hand_out_approval import hand_out_approval
from bot.usecases.second_person import refuse_expired, second_person_days, waits_until

TOPIC = "ending"
_ASK = {"abort": Action.ASK_ABORT, "void": Action.ASK_VOID}
_APPROVE = {"abort": Action.APPROVE_ABORT, "void": Action.APPROVE_VOID}


async def ask_reason(act: Act, attempt_id: int, kind: str) -> None:
    """Ask the coordinator why the attempt should end."""
    attempt, _ = await _askable(act, attempt_id, kind)
    dialogue = await dialogues.begin(act, TOPIC, attempt=attempt.id, kind=kind)
    await dialogues.ask(
        act,
        dialogue,
        "ending.ask_reason",
        card=f"ending:{attempt.id}",
        what={"key": f"attempt.kind.{kind}"},
        number=numbered(attempt),
        reasons=list(REASONS[kind]),
        seal=attempt.commitment,
    )


async def propose(act: Act, dialogue_id: int, version: int, reason: str) -> None:
    """Put the coordinator's wish to the lead office; until it decides everything goes on."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    kind = str(dialogue.draft["kind"])
    attempt, opened = await _askable(act, int(str(dialogue.draft["attempt"])), kind)
    await dialogues.end(act, dialogue)
    until = waits_until(act)
    proposal = {"kind": kind, "reason": reason, "by": act.me.id, "until": until.isoformat()}
    attempt = await act.work.attempts.change(attempt, proposal=proposal)
    subject, days = ("attempt", attempt.id), second_person_days(act)
    await act.cancel("ending", subject)
    await act.owe("ending", subject, days, role=Role.LEAD_OFFICE, rule="second_person")
    await act.record("ending_asked", round=opened.number, attempt=attempt.attempt, kind=kind, reason=reason)
    what = {"key": f"attempt.kind.{kind}"}
    place = {"number": numbered(attempt), "seal": attempt.commitment}
    await act.reply("ending.asked", card=f"ending:{attempt.id}", what=what, **place)
    await show_proposals(act, attempt)


async def approve(act: Act, attempt_id: int) -> None:
    """End the attempt; a void result needs the words or number of a document first."""
    attempt, kind = await _proposed(act, attempt_id)
    if kind == "void":
        dialogue = await dialogues.begin(act, TOPIC, "document", attempt=attempt.id)
        await dialogues.ask(act, dialogue, "ending.ask_document", card=f"document:{attempt.id}")
        return
    await _refuse_impossible(act, attempt, kind)
    await act.settle("ending", ("attempt", attempt.id))
    await end(act, attempt, kind, str((attempt.proposal or {})["reason"]))
    await _close_cards(act, attempt, "ending.approved")
    await _hand_out(act, attempt, kind)


async def type_document(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Void the result by this document, and call off what came of it."""
    attempt, kind = await _proposed(act, int(str(dialogue.draft["attempt"])))
    await _refuse_impossible(act, attempt, kind)
    words = await act.keep_words(one_line(typed))
    await dialogues.end(act, dialogue)
    await act.settle("ending", ("attempt", attempt.id))
    reason = str((attempt.proposal or {})["reason"])
    for each in [*await rests_on(act, attempt), attempt]:
        await call_off(act, each)
        await end(act, each, "void", reason, words_id=words.id)
    await _close_cards(act, attempt, "ending.approved")
    await _hand_out(act, attempt, "void")


async def _hand_out(act: Act, attempt: Attempt, kind: str) -> None:
    opened = await act.work.rounds.get(attempt.round_id)
    await hand_out_approval(act, opened, ApprovalKind(kind), attempt.id)


async def decline(act: Act, attempt_id: int) -> None:
    """The attempt goes on; the group hears that it was asked and not agreed to."""
    attempt, kind = await _proposed(act, attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    await act.work.attempts.change(attempt, proposal=None)
    await act.settle("ending", ("attempt", attempt.id))
    its = {"round": opened.number, "draw": attempt.draw, "attempt": attempt.attempt, "kind": kind}
    await act.record("ending_declined", **its)
    chat = await act.work.chats.get(opened.chat_id)
    what = {"key": f"attempt.kind.{kind}"}
    place = {"number": numbered(attempt), "seal": attempt.commitment}
    await act.notify("ending.declined", chat, what=what, **place)
    await _close_cards(act, attempt, "ending.not_approved")
    await _hand_out(act, attempt, kind)


async def lapse(act: Act, attempt_id: int) -> None:
    """Nobody has decided in the term: the draw goes on, and whoever asked may ask again."""
    attempt = await act.work.attempts.get(attempt_id)
    proposal = attempt.proposal
    if proposal is None:
        return
    opened = await act.work.rounds.get(attempt.round_id)
    attempt = await act.work.attempts.change(attempt, proposal=None)
    await act.record("ending_lapsed", round=opened.number, attempt=attempt.attempt, kind=proposal["kind"])
    asker = await act.work.people.get(int(proposal["by"]))
    said: dict[str, Any] = {
        "what": {"key": f"attempt.kind.{proposal['kind']}"},
        "ground": act.ground("second_person"),
    }
    await act.notify("ending.lapsed", asker, number=numbered(attempt), **said)
    await _close_cards(act, attempt, "ending.lapsed", **said)


async def is_proposed(act: Act, attempt_id: int) -> bool:
    """Return whether the lead office can still decide what was asked: the draw may have gone on."""
    attempt = await act.work.attempts.get(attempt_id)
    if attempt.proposal is None:
        return False
    try:
        await _refuse_impossible(act, attempt, str(attempt.proposal["kind"]))
    except (Refused, Stale):
        return False
    return True


async def declare_lost(act: Act, attempt_id: int) -> None:
    """The lead office gives up what was waited for long enough: the result can no longer be computed."""
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.DECLARE_LOST, Case(first_person=opened.coordinator_id))
    kind, reason = await refuse_waiting(act, attempt)
    await end(act, attempt, kind, reason)


async def show_proposals(act: Act, attempt: Attempt, only: Person | None = None) -> int:
    """Send the lead office (or one of them) the card of what waits for it, and return how many got it."""
    proposal = attempt.proposal or {}
    asker = await act.work.people.get(int(proposal["by"]))
    people = [each for each in (await act.holders(Role.LEAD_OFFICE))[0] if only in (None, each)]
    for person in people:
        await act.notify(
            "ending.card",
            person,
            card=f"ending:{attempt.id}",
            attempt=attempt.id,
            kind=proposal["kind"],
            what={"key": f"attempt.kind.{proposal['kind']}"},
            number=numbered(attempt),
            reason={"key": f"attempt.reason.{proposal['reason']}"},
            name=asker.name,
            until={"date": proposal["until"]},
        )
    return len(people)


async def _askable(act: Act, attempt_id: int, kind: str) -> tuple[Attempt, Round]:
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(_ASK[kind], Case(coordinator=opened.coordinator_id))
    await _refuse_impossible(act, attempt, kind)
    return attempt, opened


async def _refuse_impossible(act: Act, attempt: Attempt, kind: str) -> None:
    """There is an abort before the throwing opens, a void after the result, and neither between them."""
    if kind == "void":
        opened = await act.work.rounds.get(attempt.round_id)
        if attempt.state is not AttemptState.STANDING or opened.state.value not in _RUNNING:
            raise Stale
        if await is_drawing(act, opened):
            raise Refused("draw.already_open", number=opened.number)
    elif (attempt.state is AttemptState.THROWING and not _awaits_first_text(attempt)) or (
        attempt.state is AttemptState.ANNOUNCED and _source_is_out(act, attempt)
    ):
        raise Refused("ending.too_late")
    elif attempt.state not in (AttemptState.ANNOUNCED, AttemptState.THROWING):
        raise Stale


_RUNNING = ("drawing", "confirming", "inspecting", "publishing")


def _awaits_first_text(attempt: Attempt) -> bool:
    return attempt.plan["entropy"]["kind"] == "text" and not attempt.transcript


def _source_is_out(act: Act, attempt: Attempt) -> bool:
    """Tell whether a public source may already be known, from its `not_before` on."""
    not_before = attempt.plan["entropy"].get("not_before")
    return not_before is not None and act.at >= instant(not_before)


async def _proposed(act: Act, attempt_id: int) -> tuple[Attempt, str]:
    attempt = await act.work.attempts.get(attempt_id)
    if attempt.proposal is None:
        raise Stale
    kind = str(attempt.proposal["kind"])
    act.permit(_APPROVE[kind], Case(first_person=int(attempt.proposal["by"])))
    refuse_expired(act, str(attempt.proposal["until"]))
    return attempt, kind


async def _close_cards(act: Act, attempt: Attempt, screen: str, **said: Any) -> None:
    """Take the buttons from the cards: the lead office's, and the coordinator's question."""
    opened = await act.work.rounds.get(attempt.round_id)
    number = numbered(attempt)
    people, _ = await act.holders(Role.LEAD_OFFICE)
    for person in people:
        await act.notify(screen, person, card=f"ending:{attempt.id}", number=number, **said)
    chat = await act.work.chats.get(opened.chat_id)
    seal = await seal_of(act, opened)
    await act.notify(screen, chat, card=f"ending:{attempt.id}", number=number, **said, **seal)
