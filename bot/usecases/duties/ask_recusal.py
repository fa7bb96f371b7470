"""回避: an inspector asks to be relieved of one target or of the round, with a ground; work goes on."""

from typing import Any

from bot.domain.duties import Duty, Ground, Request, RequestState
from bot.domain.errors import Refused, Stale
from bot.domain.people import Dialogue, Person, Role
from bot.domain.permissions import Action, Case
from bot.domain.rounds import HANDOVER_STATES, Inspection
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import is_asking, served
from bot.usecases.platform.platform_draws import follower_of


async def start_recusal(act: Act, duty_id: int) -> None:
    """Ask which target the request is about."""
    duty = await _own_duty(act, duty_id)
    inspections = [each for each in await served(act, duty) if each.state in HANDOVER_STATES]
    if not inspections:
        raise Stale
    dialogue = await dialogues.begin(act, "recusal", duty=duty.id)
    names = [[each.target_key, (await act.work.targets.get(each.target_id)).name] for each in inspections]
    await act.toast("toast.ok")
    place: dict[str, Any] = {"card": f"recusal:{dialogue.id}", "ground": act.ground("recusal")}
    await dialogues.ask(act, dialogue, "recusal.ask_target", **place, options=names)


async def choose_target(act: Act, dialogue_id: int, version: int, target: str) -> None:
    """Remember the target ("" is the whole round) and ask for the ground."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    dialogue = await dialogues.advance(act, dialogue, target=target)
    await act.toast("toast.ok")
    options = [ground.value for ground in Ground]
    await dialogues.ask(act, dialogue, "recusal.ask_ground", card=f"recusal:{dialogue.id}", options=options)


async def choose_ground(act: Act, dialogue_id: int, version: int, ground: str) -> None:
    """Remember the ground and ask for the words that explain it."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    dialogue = await dialogues.advance(act, dialogue, "words", ground=Ground(ground).value)
    await act.toast("toast.ok")
    await dialogues.ask(act, dialogue, "recusal.ask_words", card=f"recusal:{dialogue.id}")


async def type_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the explanation and put the request to the approver."""
    words = await act.keep_words(typed)
    await _ask(act, dialogue, words.id, words.commitment)


async def without_words(act: Act, dialogue_id: int, version: int) -> None:
    """Put the request to the approver without further words."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await act.toast("toast.ok")
    await _ask(act, dialogue, None, "")


async def _own_duty(act: Act, duty_id: int) -> Duty:
    duty = await act.work.duties.get(duty_id)
    act.permit(Action.ASK_RECUSAL, Case(team=frozenset({duty.person_id})))
    if await is_asking(act, duty):
        raise Refused("recusal.already_asked")
    return duty


async def _ask(act: Act, dialogue: Dialogue, words_id: int | None, commitment: str) -> None:
    duty = await _own_duty(act, int(str(dialogue.draft["duty"])))
    target = str(dialogue.draft["target"])
    request = Request(
        duty_id=duty.id,
        round_id=duty.round_id,
        person_id=act.me.id,
        targets=[target] if target else None,
        ground=Ground(str(dialogue.draft["ground"])),
        words_id=words_id,
        state=RequestState.ASKED,
    )
    request = await act.work.requests.add(request)
    await dialogues.end(act, dialogue)
    await act.record(
        "recusal_asked", request=request.id, duty=duty.id, ground=request.ground.value, words=commitment
    )
    await act.settle("acknowledgement", ("duty", duty.id))
    approvers, stands_in = await approvers_of(act, duty)
    names = "、".join(person.name for person in approvers)
    await act.reply("recusal.asked", card=f"recusal:{dialogue.id}", approvers=names)
    for approver in approvers:
        await show_request(act, request, approver, stands_in=stands_in)


async def parties_of(act: Act, duty: Duty) -> frozenset[int]:
    """Return who may not decide on a request of this duty: the person, and whoever inspects with him."""
    inspections = tuple(each.id for each in await served(act, duty))
    seats = await act.work.seats.all(inspection_id=inspections, is_open=True)
    return frozenset({duty.person_id, *(seat.person_id for seat in seats)})


async def approvers_of(act: Act, duty: Duty) -> tuple[list[Person], bool]:
    """Return who decides on requests of this duty: no party to it, the lead office where nobody else is."""
    person, parties = await act.work.people.get(duty.person_id), await parties_of(act, duty)
    approvers, stands_in = await act.holders(Role.APPROVER, person.unit)
    others = [approver for approver in approvers if approver.id not in parties]
    if others:
        return others, stands_in
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    return [each for each in lead_office if each.id not in parties], True


async def show_request(act: Act, request: Request, approver: Person, *, stands_in: bool) -> None:
    """Send or edit the approver's card of a request."""
    person = await act.work.people.get(request.person_id)
    opened = await act.work.rounds.get(request.round_id)
    await act.notify(
        "recusal.card",
        approver,
        card=f"request:{request.id}",
        request=request.id,
        number=opened.number,
        name=person.name,
        unit=person.unit or {"key": "unit.bureau"},
        target=await request_target(act, request),
        recusal_ground={"key": f"recusal.ground.{request.ground}"},
        words=await _words_of(act, request),
        stands_in={"key": "recusal.stands_in"} if stands_in else "",
        state={"key": f"request.state.{request.state}"},
        follows={"key": f"recusal.if_approved.{await follower_of(act, request.round_id)}"},
        ground=act.ground("substitution"),
        can_decide=request.state is RequestState.ASKED,
    )


async def _words_of(act: Act, request: Request) -> object:
    if request.words_id:
        return (await act.work.words.get(request.words_id)).text
    return {"key": "recusal.declared_before" if request.declaration_id else "recusal.no_words"}


async def refresh_request(act: Act, request: Request) -> None:
    """Edit the cards of those who were asked to decide; nobody else learns of the request."""
    duty = await act.work.duties.get(request.duty_id)
    _, stands_in = await approvers_of(act, duty)
    asked = {each.person_id for each in await act.work.notices.all(card=f"request:{request.id}")}
    for person in await act.work.people.all(id=tuple(each for each in asked if each is not None)):
        await show_request(act, request, person, stands_in=stands_in)


async def request_target(act: Act, request: Request) -> object:
    """Return the name of the target that a request is about, or the text for the whole round."""
    if request.targets is None:
        return {"key": "recusal.whole_round"}
    found: Inspection | None = await act.work.inspections.one(
        round_id=request.round_id, target_key=request.targets[0]
    )
    return (await act.work.targets.get(found.target_id)).name if found else request.targets[0]
