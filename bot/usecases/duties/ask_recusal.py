"""回避、更换: an inspector asks to be relieved of one target or of the round; others may raise a ground.

The dialogue is the same for all who ask; whom it is about and who raises it lies in its draft.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.duty import OWN, OWN_REASONS, Duty, Ground, Origin, Reason, RequestKind
from bot.domain.errors import Stale
from bot.domain.inspections import HANDOVER_STATES, Inspection
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.decide_request import order
from bot.usecases.duties.duty_cards import served
from bot.usecases.duties.request_words import relief_ground, request_target
from bot.usecases.duties.requests import (
    approvers_of,
    ask_approvers,
    parties_of,
    put_up,
    refuse_second,
)

LONGEST_WORDS = 500
_MOTION_REASONS = (Reason.SILENT, Reason.ABSENT, *OWN_REASONS)
_WORDS = {Origin.PAPER: "on_paper.ask_words"}
_OWN = {RequestKind.RECUSAL: Action.ASK_RECUSAL, RequestKind.SUBSTITUTION: Action.ASK_SUBSTITUTION}


async def start_recusal(act: Act, duty_id: int) -> None:
    """Ask which target I want to be recused from."""
    await _start_own(act, duty_id, RequestKind.RECUSAL)


async def start_substitution(act: Act, duty_id: int) -> None:
    """Ask for which target I want to be substituted."""
    await _start_own(act, duty_id, RequestKind.SUBSTITUTION)


async def start_order(act: Act, duty_id: int) -> None:
    """The approver substitutes on his own motion: ask for which target."""
    duty = await act.work.duties.get(duty_id)
    draft: dict[str, Any] = {
        "duty": duty.id,
        "kind": RequestKind.SUBSTITUTION.value,
        "origin": Origin.APPROVER.value,
    }
    await permit_raising(act, duty, RequestKind.SUBSTITUTION, Origin.APPROVER)
    await ask_target(act, duty, await dialogues.begin(act, "recusal", **draft))


async def _start_own(act: Act, duty_id: int, kind: RequestKind) -> None:
    duty = await act.work.duties.get(duty_id)
    await permit_raising(act, duty, kind, Origin.SELF)
    await refuse_second(act, duty, None)
    draft: dict[str, Any] = {"duty": duty.id, "kind": kind.value, "origin": Origin.SELF.value}
    await ask_target(act, duty, await dialogues.begin(act, "recusal", **draft))


async def ask_target(act: Act, duty: Duty, dialogue: Dialogue) -> None:
    """Offer the targets of the duty whose record is not submitted yet, or the whole round."""
    inspections = await handed_of(act, duty)
    if not inspections:
        raise Stale
    kind = RequestKind(str(dialogue.draft["kind"]))
    names = [[each.target_key, (await act.work.targets.get(each.target_id)).name] for each in inspections]
    await _show(act, dialogue, f"{kind}.ask_target", options=names, ground=relief_ground(act, kind))


async def handed_of(act: Act, duty: Duty) -> list[Inspection]:
    """Return the inspections of a duty that can still change hands."""
    return [each for each in await served(act, duty) if each.state in HANDOVER_STATES]


async def choose_target(act: Act, dialogue_id: int, version: int, target: str) -> None:
    """Remember the target ("" is the whole round) and ask for the ground or the reason."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    duty, kind, origin = await drafted(act, dialogue)
    await refuse_second(act, duty, [target] if target else None)
    dialogue = await dialogues.advance(act, dialogue, target=target)
    if kind is RequestKind.RECUSAL:
        await _show(act, dialogue, "recusal.ask_ground", options=[ground.value for ground in Ground])
        return
    reasons = OWN_REASONS if origin in OWN else _MOTION_REASONS
    await _show(act, dialogue, "substitution.ask_reason", options=[reason.value for reason in reasons])


async def choose_ground(act: Act, dialogue_id: int, version: int, ground: str) -> None:
    """Remember the ground of a recusal and ask for the words that explain it."""
    await _ask_words(act, await dialogues.resume(act, dialogue_id, version), ground=Ground(ground).value)


async def choose_reason(act: Act, dialogue_id: int, version: int, reason: str) -> None:
    """Remember the reason of a substitution and ask for the words that explain it."""
    await _ask_words(act, await dialogues.resume(act, dialogue_id, version), reason=Reason(reason).value)


async def _ask_words(act: Act, dialogue: Dialogue, **cause: str) -> None:
    dialogue = await dialogues.advance(act, dialogue, "words", **cause)
    await _show(act, dialogue, _WORDS.get(Origin(str(dialogue.draft["origin"])), "recusal.ask_words"))


async def _show(act: Act, dialogue: Dialogue, screen: str, **data: Any) -> None:
    card = str(dialogue.asked.get("card", "")) or f"recusal:{dialogue.id}"
    await dialogues.ask(act, dialogue, screen, card=card, **data)


async def type_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the explanation and put the request to the approver."""
    typed = paragraph(typed, "recusal.words_too_long", LONGEST_WORDS)
    words = await act.keep_words(typed)
    await _submit(act, dialogue, words.id, words.commitment)


async def without_words(act: Act, dialogue_id: int, version: int) -> None:
    """Put the request to the approver without further words."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _submit(act, dialogue, None, "")


async def permit_raising(act: Act, duty: Duty, kind: RequestKind, origin: Origin) -> None:
    """Return if I may raise this about the duty: the person himself, his team, an approver, or others."""
    if origin is Origin.SELF:
        act.permit(_OWN[kind], Case(team=frozenset({duty.person_id})))
    elif origin is Origin.PAPER:
        opened = await act.work.rounds.get(duty.round_id)
        act.permit(Action.ENTER_ON_BEHALF, Case(coordinator=opened.coordinator_id))
    elif origin is Origin.PARTNER:
        act.permit(Action.ASK_SUBSTITUTION, Case(team=await parties_of(act, duty) - {duty.person_id}))
    elif origin is Origin.APPROVER:
        person = await act.work.people.get(duty.person_id)
        _, stands_in = await approvers_of(act, duty)
        case = Case(unit=person.unit, parties=await parties_of(act, duty), stand_in=stands_in)
        act.permit(Action.ORDER_SUBSTITUTION, case)
    else:
        act.permit(Action.REPORT_GROUND)


async def drafted(act: Act, dialogue: Dialogue) -> tuple[Duty, RequestKind, Origin]:
    """Return whom the draft is about, what it asks for, and who raises it; the right is looked at again."""
    duty = await act.work.duties.get(int(str(dialogue.draft["duty"])))
    kind, origin = RequestKind(str(dialogue.draft["kind"])), Origin(str(dialogue.draft["origin"]))
    await permit_raising(act, duty, kind, origin)
    return duty, kind, origin


async def _submit(act: Act, dialogue: Dialogue, words_id: int | None, commitment: str) -> None:
    duty, kind, origin = await drafted(act, dialogue)
    target = str(dialogue.draft["target"])
    if not await handed_of(act, duty):
        raise Stale
    request = await put_up(
        act,
        duty,
        commitment,
        kind=kind,
        origin=origin,
        raised_by=None if origin is Origin.SELF else act.me.id,
        targets=[target] if target else None,
        ground=dialogue.draft.get("ground"),
        reason=dialogue.draft.get("reason"),
        words_id=words_id,
    )
    await dialogues.end(act, dialogue)
    if origin is Origin.APPROVER:
        await order(act, request)
        await act.reply("substitution.order_done", card=f"recusal:{dialogue.id}")
        return
    approvers = await ask_approvers(act, request)
    names = "、".join(person.name for person in approvers)
    is_absent = origin is Origin.PARTNER
    key = f"{kind}.asked" if origin is Origin.SELF else "absent.raised" if is_absent else "request.raised"
    await act.reply(key, card=f"recusal:{dialogue.id}", approvers=names)
    if origin is not Origin.SELF:
        await act.notify(
            "absent.about_you" if is_absent else f"{kind}.raised_about_you",
            await act.work.people.get(duty.person_id),
            number=(await act.work.rounds.get(duty.round_id)).number,
            target=await request_target(act, request),
            approvers=names,
            ground=relief_ground(act, kind),
        )
