"""更改随机方式: another way to make the randomness than the dice of the default, chosen before the freeze."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.ceremony.random_sources import offered, read_source
from bot.domain.draw.entropy import level
from bot.domain.errors import Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.chosen_way import attempt_of, entropy_of, title_of, way_of
from bot.usecases.draws.keep_secret import needs_secret, secrets_fault, vault_of
from bot.usecases.draws.next_page import go_on


async def ask_way(act: Act, dialogue_id: int, version: int) -> None:
    """Offer the ways, each with its level."""
    dialogue = await _own(act, dialogue_id, version)
    dialogue = await dialogues.advance(act, dialogue)
    ways = offered(attempt_of(dialogue))
    open_ways = [each for each in ways if not (needs_secret(each["kind"]) and secrets_fault(act))]
    options = [[each["kind"], each.get("count", 0), way_of(each, brief=True)] for each in open_ways]
    why_fewer = {"key": f"draw.secrets.{secrets_fault(act)}"} if len(open_ways) < len(ways) else ""
    place: dict[str, Any] = {"card": f"draw:{dialogue.id}", "has_foot": False, "secrets": why_fewer}
    place |= {"title": title_of(dialogue), "now": way_of(entropy_of(dialogue))}
    await dialogues.ask(act, dialogue, "draw.ask_entropy", **place, options=options)


async def choose_way(act: Act, dialogue_id: int, version: int, kind: str, count: int) -> None:
    """Take the way; a public source has to be named first."""
    dialogue = await _own(act, dialogue_id, version)
    entropy = {"kind": kind, "count": count} if count else {"kind": kind}
    if entropy not in offered(attempt_of(dialogue)):
        raise Stale
    if needs_secret(kind):
        vault_of(act)
    if level(kind) != "L3":
        await go_on(act, await dialogues.advance(act, dialogue, entropy=entropy))
        return
    dialogue = await dialogues.advance(act, dialogue, "entropy", source=kind)
    await dialogues.ask(act, dialogue, f"draw.ask_source_{kind}", card=f"draw:{dialogue.id}", has_foot=False)


async def type_source(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the name and the time of the public source."""
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    entropy = read_source(str(dialogue.draft["source"]), typed, act.at)
    await go_on(act, await dialogues.advance(act, dialogue, entropy=entropy))


async def _own(act: Act, dialogue_id: int, version: int) -> Dialogue:
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    return dialogue
