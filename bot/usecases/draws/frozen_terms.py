"""What a frozen draw itself says of its terms: who of its pools is left out, how many people are drawn."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.profiles.profile import Profile
from bot.domain.rounds import Attempt
from bot.usecases.office import ground_of

_ANYBODY = "*"


def frozen_terms(profile: Profile, attempt: Attempt) -> list[dict[str, Any]]:
    """Return a line for those who cannot be drawn, and those about the teams where there are any."""
    return [*_left_out([*attempt.targets, *attempt.inspectors]), *team_terms(profile, attempt)]


def joined(key: str, texts: Sequence[Any]) -> Any:
    """Return texts on one line, joined as the language joins them."""
    if len(texts) == 1:
        return texts[0]
    return {"key": key, "first": texts[0], "rest": joined(key, texts[1:])}


def _left_out(records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    counts = Counter(each["why"] for each in records if not each["eligible"])
    lines = [{"key": f"draw.left_out.{why}", "n": n} for why, n in sorted(counts.items())]
    return [{"key": "terms.left_out", "counts": joined("terms.also", lines)}] if lines else []


def team_terms(profile: Profile, attempt: Attempt) -> list[dict[str, Any]]:
    """Return whom each department gives a team, and the times of the head-count that are drawn.

    A roster that is too small for them is said openly.
    """
    rules = attempt.plan["rules"]
    times, seats = rules["overdraw"], rules["teams"]["seats"]
    sent = rules["teams"]["count"] * sum(seat["size"] for seat in seats)
    common = {"times": times, "ground": ground_of(profile.rule("overdraw"))}
    lines = [{"key": "terms.reserve", **each, **common} for each in _too_few(attempt)]
    if sent and not lines:
        lines = [{"key": "terms.overdraw", "sent": sent, "spare": (times - 1) * sent, **common}]
    return [*_seat_terms(seats), *lines]


def _seat_terms(seats: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if not seats:
        return []
    if seats[0]["department"] == _ANYBODY:
        return [{"key": "terms.team", "size": seats[0]["size"]}]
    parts = [{"key": "terms.seat", "size": seat["size"], "whose": seat["department"]} for seat in seats]
    return [{"key": "terms.seats", "parts": joined("directed.or", parts)}]


def _too_few(attempt: Attempt) -> Iterator[dict[str, Any]]:
    """Yield each department whose people are fewer than the times of its seats."""
    rules = attempt.plan["rules"]
    for seat in rules["teams"]["seats"]:
        wanted = rules["overdraw"] * rules["teams"]["count"] * seat["size"]
        whose = seat["department"]
        people = sum(
            each["eligible"] and whose in (_ANYBODY, each["department"]) for each in attempt.inspectors
        )
        if people < wanted:
            where = {"key": "terms.anybody"} if whose == _ANYBODY else whose
            yield {"whose": where, "wanted": wanted, "people": people}
