"""A cap in principle (原则上) takes two persons to pass: the coordinator asks, the lead office decides.

The request lies in the draft of the draw; until it is agreed to nobody at the cap can be drawn.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.people import Dialogue, Person, Role
from bot.domain.permissions import Case
from bot.domain.typed import one_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.drafted_choice import choice_of
from bot.usecases.draws.plan_draw import ask_next
from bot.usecases.draws.planned_round import capped_keys
from bot.usecases.second_person import refuse_expired, second_person_days, waits_until

_NAMES_SHOWN = 10
_AWAITED = "over_cap"


async def ask_for_reason(act: Act, dialogue_id: int, version: int) -> None:
    """Ask the coordinator why targets at the cap have to be drawn."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    keys = await _askable(act, dialogue)
    dialogue = await dialogues.advance(act, dialogue, _AWAITED)
    await dialogues.ask(
        act,
        dialogue,
        "deviation.ask_reason",
        card=f"draw:{dialogue.id}",
        has_foot=False,
        n=len(keys),
        cap=act.office.profile.cap.times_per_year.value,
        ground=act.ground("cap"),
    )


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Put the request to the lead office; the draw can go on without those targets meanwhile."""
    keys = await _askable(act, dialogue)
    words = await act.keep_words(one_line(typed))
    until = waits_until(act)
    asked = {
        "keys": keys,
        "words_id": words.id,
        "by": act.me.id,
        "until": until.isoformat(),
        "approved_by": None,
    }
    dialogue = await dialogues.advance(act, dialogue, "", deviation=asked)
    await act.record(
        "deviation_asked", dialogue=dialogue.id, rule="cap", targets=keys, words=words.commitment
    )
    days = second_person_days(act)
    await act.owe("deviation", ("dialogue", dialogue.id), days, role=Role.LEAD_OFFICE, rule="second_person")
    await act.reply("deviation.asked", until={"date": until.isoformat()}, n=len(keys))
    await show_deviation(act, dialogue)
    await ask_next(act, dialogue)


async def approve(act: Act, dialogue_id: int) -> None:
    """Let these targets be drawn: the reason is published with the draw."""
    dialogue, asked = await _requested(act, dialogue_id)
    dialogue = await dialogues.advance(act, dialogue, "", deviation={**asked, "approved_by": act.me.id})
    await _decided(act, dialogue, asked, "approved")


async def decline(act: Act, dialogue_id: int) -> None:
    """They stay out of this draw."""
    dialogue, asked = await _requested(act, dialogue_id)
    dialogue = await dialogues.advance(act, dialogue, "", deviation=None)
    await _decided(act, dialogue, asked, "declined")


async def lapse(act: Act, dialogue_id: int) -> None:
    """Nobody has decided in the term: the targets stay out, and whoever asked may ask again."""
    dialogue = await act.work.dialogues.get(dialogue_id)
    asked = pending_of(dialogue)
    if asked is None:
        return
    draft = {**dialogue.draft, "deviation": None}
    await act.work.dialogues.change(dialogue, draft=draft)
    await act.record("deviation_lapsed", dialogue=dialogue.id, rule="cap", targets=asked["keys"])
    said: dict[str, Any] = {"n": len(asked["keys"]), "ground": act.ground("second_person")}
    for person in (await act.holders(Role.LEAD_OFFICE))[0]:
        if person.id != asked["by"]:
            await act.notify("deviation.lapsed", person, card=f"deviation:{dialogue.id}", **said)
    await act.notify("deviation.lapsed", await act.work.people.get(asked["by"]), **said)


async def show_deviation(act: Act, dialogue: Dialogue, only: Person | None = None) -> int:
    """Send the open request to everybody in the lead office, or to one person; return to how many."""
    asked = pending_of(dialogue)
    if asked is None:
        return 0
    targets = {each.key: each.name for each in await act.work.targets.all()}
    names = [targets[key] for key in asked["keys"] if key in targets]
    people = [only] if only else (await act.holders(Role.LEAD_OFFICE))[0]
    told = [person for person in people if person.id != asked["by"]]
    for person in told:
        await act.notify(
            "deviation.card",
            person,
            card=f"deviation:{dialogue.id}",
            dialogue=dialogue.id,
            name=(await act.work.people.get(asked["by"])).name,
            n=len(asked["keys"]),
            names="、".join(names[:_NAMES_SHOWN]),
            cap=act.office.profile.cap.times_per_year.value,
            ground=act.ground("cap"),
            reason=(await act.work.words.get(asked["words_id"])).text,
            until={"date": asked["until"]},
        )
    return len(told)


def pending_of(dialogue: Dialogue) -> dict[str, Any] | None:
    """Return the request that a draft holds and nobody has decided, or None."""
    asked = dialogue.draft.get("deviation")
    is_pending = dialogue.is_open and isinstance(asked, dict) and not asked["approved_by"]
    return dict(asked) if is_pending and isinstance(asked, dict) else None


async def _askable(act: Act, dialogue: Dialogue) -> list[str]:
    """Return the keys of the targets at the cap; raise Refused where the text allows no exception."""
    act.permit(Action.ASK_DEVIATION, Case(coordinator=dialogue.person_id))
    if act.office.profile.cap.is_absolute.value:
        raise Refused("deviation.absolute", ground=act.ground("cap"))
    keys = await capped_keys(act, choice_of(dialogue.draft))
    if not keys or dialogue.draft.get("deviation"):
        raise Stale
    return keys


async def _requested(act: Act, dialogue_id: int) -> tuple[Dialogue, dict[str, Any]]:
    dialogue = await act.work.dialogues.get(dialogue_id)
    asked = pending_of(dialogue)
    if asked is None:
        raise Stale
    act.permit(Action.APPROVE_DEVIATION, Case(first_person=asked["by"]))
    refuse_expired(act, asked["until"])
    return dialogue, asked


async def _decided(act: Act, dialogue: Dialogue, asked: dict[str, Any], outcome: str) -> None:
    """Tell the group, show the plan as it stands now, and take the buttons from the cards."""
    await act.settle("deviation", ("dialogue", dialogue.id))
    await act.record(f"deviation_{outcome}", dialogue=dialogue.id, rule="cap", targets=asked["keys"])
    chat = await act.work.chats.get(dialogue.chat_id or 0)
    n = len(asked["keys"])
    await act.notify(f"deviation.{outcome}", chat, n=n, ground=act.ground("cap"))
    await ask_next(act, dialogue)
    for person in (await act.holders(Role.LEAD_OFFICE))[0]:
        await act.notify(
            f"deviation.{outcome}", person, card=f"deviation:{dialogue.id}", n=n, ground=act.ground("cap")
        )
