"""The draw plan and its commitment (protocol section 4): all that is fixed before any randomness exists."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.domain.draw.bytes import digest, dumps, u64
from bot.domain.draw.pools import Pools
from bot.domain.draw.records import Items, Record


class PoolSummary(Record):
    """Size and Merkle root of one pool."""

    n: int
    root: str


class PoolSummaries(Record):
    """The three pools of a plan."""

    targets: PoolSummary
    inspectors: PoolSummary
    conflicts: PoolSummary


class Stratum(Record):
    """A class of targets with its share in basis points and its least number of targets."""

    name: str
    bp: int
    min: int


class SeatGroup(Record):
    """So many people of one department (`*`: of any) in every team, so many of them licensed."""

    department: str
    size: int
    licensed_min: int


class TeamRule(Record):
    """How many teams, and who sits in each."""

    count: int
    seats: Items[SeatGroup]


class Rules(Record):
    """The numbers of the draw; `floor_bp` is the least share of all targets in basis points."""

    strata: Items[Stratum]
    floor_bp: int
    overdraw: int
    teams: TeamRule


class NoEntropy(Record):
    """The bot's secret alone."""

    kind: Literal["none"]


class Texts(Record):
    """A text from each of so many observers."""

    kind: Literal["text"]
    count: int


class Throws(Record):
    """So many throws in the group, or so many ten-sided dice in the room."""

    kind: Literal["slot", "die", "d10"]
    count: int


class Balls(Record):
    """A named issue of a public lottery: `count` different numbers of 1 to `max`."""

    kind: Literal["balls"]
    game: str
    issue: str
    count: int
    max: int
    not_before: str


class Drand(Record):
    """A named round of a public beacon."""

    kind: Literal["drand"]
    chain: str
    round: int
    not_before: str


Entropy = Annotated[NoEntropy | Texts | Throws | Balls | Drand, Field(discriminator="kind")]


class Plan(Record):
    """A draw plan, key for key."""

    v: int
    draw: str
    attempt: int
    prev: str
    profile: str
    authority: Items[str]
    pools: PoolSummaries
    rules: Rules
    entropy: Entropy
    secret: str | None
    announced_at: str
    reveal_at: str | None


def make_plan(
    *,
    draw: str,
    attempt: int,
    prev: str,
    profile: str,
    authority: Sequence[str],
    pools: Pools,
    strata: Sequence[Mapping[str, Any]],
    floor_bp: int,
    overdraw: int,
    team_count: int,
    seats: Sequence[Mapping[str, Any]],
    entropy: Mapping[str, Any],
    secret_commitment: str | None,
    announced_at: str,
    reveal_at: str | None,
) -> dict[str, Any]:
    """Return the plan as the plain object that is committed; whether it is valid, `plan_problems` says.

    Shares are basis points, times RFC 3339, `secret_commitment` is what `secret_hash` gives (or null).
    """
    teams = {"count": team_count, "seats": [dict(seat) for seat in seats]}
    shares = [dict(stratum) for stratum in strata]
    rules = {"strata": shares, "floor_bp": floor_bp, "overdraw": overdraw, "teams": teams}
    return {
        "v": 1,
        "draw": draw,
        "attempt": attempt,
        "prev": prev,
        "profile": profile,
        "authority": list(authority),
        "pools": pools.summary(),
        "rules": rules,
        "entropy": dict(entropy),
        "secret": secret_commitment,
        "announced_at": announced_at,
        "reveal_at": reveal_at,
    }


def commitment(plan: Mapping[str, Any]) -> str:
    """Return C, which the group sees before any randomness exists, as 64 hex digits."""
    return digest("commit", dumps(dict(plan))).hex()


def secret_hash(draw: str, attempt: int, secret: str) -> str:
    """Return what the plan says of the secret (64 hex digits): its hash, bound to the attempt."""
    return digest("secret", draw.encode(), u64(attempt), bytes.fromhex(secret)).hex()
