"""A ground raised by others: the target, a third person or the office itself, put in by whoever hears of it.

公务员法 第七十七条 and 行政处罚法 第四十三条: the interested party may apply, others may report, and the
office may decide on its own motion. The approver of the inspector's unit decides in each case.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.duty import SERVING, Duty, Origin, Reason, RequestKind
from bot.domain.errors import Invalid, NotAllowed, Stale
from bot.domain.inspections import WORKABLE, Inspection
from bot.domain.people import Dialogue, Role
from bot.domain.permissions import Case
from bot.domain.registers.spelling import name_key
from bot.domain.rounds import Round
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.ask_recusal import ask_target, permit_raising
from bot.usecases.duties.duty_cards import served
from bot.usecases.duties.requests import refuse_second
from bot.usecases.names_apart import names_apart

WAYS: dict[str, tuple[Origin, RequestKind]] = {
    "target": (Origin.TARGET, RequestKind.RECUSAL),
    "third_party": (Origin.THIRD_PARTY, RequestKind.RECUSAL),
    "office": (Origin.OFFICE, RequestKind.RECUSAL),
    "own_recusal": (Origin.APPROVER, RequestKind.RECUSAL),
    "own_substitution": (Origin.APPROVER, RequestKind.SUBSTITUTION),
}
"""Who raises what; the last two are the approver's own motion, which decides at once."""


async def reportable(act: Act, rounds: list[Round]) -> list[list[Any]]:
    """Return the rounds about whose inspectors I may report: in private, it is nobody else's business."""
    if act.chat is not None or act.person is None:
        return []
    return [
        [opened.id, opened.number]
        for opened in rounds
        if await act.work.duties.count(round_id=opened.id, state=SERVING)
    ]


async def start_report(act: Act, round_id: int) -> None:
    """Ask whom it is about."""
    act.permit(Action.REPORT_GROUND)
    dialogue = await dialogues.begin(act, "report", "name", round=round_id)
    await _show_people(act, dialogue, await _people(act, round_id, ""))


async def type_name(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Offer the inspectors of the round whose name contains what was typed."""
    found = await _people(act, int(str(dialogue.draft["round"])), typed)
    if not found:
        raise Invalid("report.nobody")
    await _show_people(act, await dialogues.advance(act, dialogue, "name"), found)


async def _people(act: Act, round_id: int, wanted: str) -> list[list[Any]]:
    """Return duty, name and team of the inspectors of the round, me excepted."""
    duties = await act.work.duties.all(round_id=round_id, state=SERVING)
    people = await act.work.people.all(id=tuple(duty.person_id for duty in duties))
    names = await names_apart(act, people)
    return [
        [duty.id, names[duty.person_id], duty.team]
        for duty in duties
        if duty.person_id != act.me.id and name_key(wanted) in name_key(names[duty.person_id])
    ]


async def _show_people(act: Act, dialogue: Dialogue, found: list[list[Any]]) -> None:
    shown: dict[str, Any] = {"options": found, "n": len(found)}
    await dialogues.ask(act, dialogue, "report.ask_person", card=f"recusal:{dialogue.id}", **shown)


async def choose_person(act: Act, dialogue_id: int, version: int, duty_id: int) -> None:
    """Remember whom, and ask who raises it."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    duty = await act.work.duties.get(duty_id)
    if duty.state not in SERVING:
        raise Stale
    dialogue = await dialogues.advance(act, dialogue, duty=duty.id)
    ways = [way for way, (origin, kind) in WAYS.items() if await _may(act, duty, kind, origin)]
    person = await act.work.people.get(duty.person_id)
    about: dict[str, Any] = {"name": person.name, "options": ways, "ground": act.ground("recusal")}
    await dialogues.ask(act, dialogue, "report.ask_way", card=f"recusal:{dialogue.id}", **about)


async def _may(act: Act, duty: Duty, kind: RequestKind, origin: Origin) -> bool:
    if origin is Origin.OFFICE:
        offices = (Role.COORDINATOR, Role.LEAD_OFFICE, Role.AUDITOR)
        return any(act.actor.holds(role) for role in offices)
    try:
        await permit_raising(act, duty, kind, origin)
    except NotAllowed:
        return False
    return True


async def choose_way(act: Act, dialogue_id: int, version: int, way: str) -> None:
    """Remember who raises it, and go on as if the person asked himself."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    duty = await act.work.duties.get(int(str(dialogue.draft["duty"])))
    origin, kind = WAYS[way]
    if not await _may(act, duty, kind, origin):
        raise NotAllowed("denied.role", action=Action.REPORT_GROUND.value)
    dialogue = await act.work.dialogues.change(dialogue, topic="recusal")
    await ask_target(act, duty, await dialogues.advance(act, dialogue, kind=kind.value, origin=origin.value))


async def start_absent(act: Act, duty_id: int) -> None:
    """A partner does not come: ask who is missing at which target."""
    mine = await act.work.duties.get(duty_id)
    act.permit(Action.ASK_SUBSTITUTION, Case(team=frozenset({mine.person_id})))
    options = []
    for inspection in await served(act, mine):
        if inspection.state in WORKABLE:
            target = await act.work.targets.get(inspection.target_id)
            for duty in await _partners(act, inspection, mine):
                name = (await act.work.people.get(duty.person_id)).name
                options.append([duty.id, inspection.id, name, target.name])
    if not options:
        raise Stale
    dialogue = await dialogues.begin(act, "recusal")
    await dialogues.ask(
        act, dialogue, "absent.ask", card=f"recusal:{dialogue.id}", options=options, ground=act.ground("team")
    )


async def report_absent(act: Act, dialogue_id: int, version: int, duty_id: int, inspection_id: int) -> None:
    """Remember who is missing where, and ask for the words; the approver then decides."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    inspection = await act.work.inspections.get(inspection_id)
    duty = await act.work.duties.get(duty_id)
    await permit_raising(act, duty, RequestKind.SUBSTITUTION, Origin.PARTNER)
    if inspection.state not in WORKABLE:
        raise Stale
    await refuse_second(act, duty, [inspection.target_key])
    draft = {"duty": duty.id, "kind": RequestKind.SUBSTITUTION.value, "origin": Origin.PARTNER.value}
    more = {"target": inspection.target_key, "reason": Reason.ABSENT.value}
    dialogue = await dialogues.advance(act, dialogue, "words", **draft, **more)
    await dialogues.ask(act, dialogue, "recusal.ask_words", card=f"recusal:{dialogue.id}")


async def _partners(act: Act, inspection: Inspection, mine: Duty) -> list[Duty]:
    seats = await act.work.seats.all(inspection_id=inspection.id, is_open=True)
    return [await act.work.duties.get(each.duty_id) for each in seats if each.duty_id != mine.id]
