"""How a draw that is being planned will be made: the way of its randomness, and until when it stays hidden.

The same for the first draw of a round, for its later steps and for every redraw.
"""

from datetime import datetime
from typing import Any

from bot.domain.ceremony.random_sources import DEFAULT, offered
from bot.domain.draw.beacons import CHAINS
from bot.domain.draw.entropy import level
from bot.domain.draw.records import instant
from bot.domain.people import Dialogue
from bot.domain.rounds import Attempt
from bot.usecases.moments import when

_TITLES = {"inspectors": "step.begin", "supplement": "supplement.begin"}


def attempt_of(dialogue: Dialogue) -> int:
    """Return the number of the attempt that a dialogue plans."""
    return int(str(dialogue.draft.get("attempt", 1)))


def title_of(dialogue: Dialogue) -> dict[str, Any]:
    """Return what the dialogue plans, as its pages are headed."""
    return {"key": _TITLES.get(str(dialogue.draft.get("step")), "draw.title")}


def entropy_of(dialogue: Dialogue) -> dict[str, Any]:
    """Return what the plan says of its entropy."""
    chosen = dialogue.draft.get("entropy")
    return dict(chosen) if isinstance(chosen, dict) else dict(DEFAULT)


def reveal_at_of(dialogue: Dialogue) -> str | None:
    """Return when the plan reveals what was drawn, None for an open draw."""
    at = dialogue.draft.get("reveal_at")
    return at if isinstance(at, str) else None


def is_reveal_over(dialogue: Dialogue, now: datetime) -> bool:
    """Return whether the time of the reveal has passed: another has to be chosen before the freeze."""
    at = reveal_at_of(dialogue)
    return at is not None and instant(at) <= now


def carried_over(before: Attempt, number: int, now: datetime) -> dict[str, Any]:
    """Return what attempt `number` takes over from a draw before it: its way and its secrecy.

    A public source is named anew, and a way below L2 is not kept by a redraw. A redraw keeps a time of reveal
    that is over, so that it is asked for again; another draw of the round does not.
    """
    entropy, reveal_at = before.plan["entropy"], before.plan["reveal_at"]
    kept = {"entropy": entropy} if entropy in offered(number) else {}
    if reveal_at is not None and (number > 1 or instant(reveal_at) > now):
        kept["reveal_at"] = reveal_at
    return kept


def way_of(entropy: dict[str, Any], *, brief: bool = False) -> dict[str, Any]:
    """Return the text of a way to make randomness, with its level."""
    kind = entropy["kind"]
    values = {name: value for name, value in entropy.items() if name != "kind"}
    if "not_before" in values:
        values["not_before"] = when(instant(values["not_before"]))
    if kind == "drand" and "chain" in values:
        values["check"] = chain_text(values["chain"])
    key = f"draw.option_way.{kind}" if brief else f"draw.way.{kind}"
    return {"key": key, "level": {"key": f"level.{level(kind)}"}, **values}


def chain_text(chain: str) -> dict[str, Any]:
    """Say which of the known chains it is, and whether what it gives can be checked."""
    return {"key": f"draw.chain.{CHAINS[chain].name if chain in CHAINS else 'other'}"}


def way_line(dialogue: Dialogue) -> dict[str, Any]:
    """Say how the randomness is made."""
    way = way_of(entropy_of(dialogue))
    return {"key": "draw.way_line", "level": way["level"], "way": way}


def secrecy_line(dialogue: Dialogue, now: datetime) -> list[dict[str, Any]]:
    """Say until when the result stays hidden where it does, or that another time is to be chosen."""
    at = reveal_at_of(dialogue)
    if at is None:
        return []
    key = "draw.secrecy_over" if is_reveal_over(dialogue, now) else "draw.secrecy_line"
    return [{"key": key, "at": when(instant(at))}]
