"""The result of a draw (protocol sections 5 to 8) from what was fixed before and what was thrown."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from bot.domain.draw.bytes import Rejected, digest, dumps, is_hash
from bot.domain.draw.entropy import Seed, Transcript, entropy_hash, seed_of, transcript_problems
from bot.domain.draw.matching import match_teams
from bot.domain.draw.plan import Plan, commitment, secret_hash
from bot.domain.draw.plan_rules import plan_problems
from bot.domain.draw.pools import Pools
from bot.domain.draw.records import Items, Record
from bot.domain.draw.targets import Shortfall, draw_targets
from bot.domain.draw.teams import draw_groups, seat_teams

# (target id, team number from 1)
Pair = Annotated[tuple[str, int], Field(strict=False)]
Names = Items[Items[str]]

_TRANSCRIPT: TypeAdapter[Transcript] = TypeAdapter(Transcript)


class Result(Record):
    """The result of section 8; `primary`, `alternates` and `tail` have one list per seat group."""

    picked: Items[str]
    shortfall: Items[Shortfall]
    teams: Names
    primary: Names
    alternates: Names
    tail: Names
    load: int
    assignment: Items[Pair]
    blocked: Items[str]


class Fixed(NamedTuple):
    """A fixed result and the codes that the group sees: E and R as 64 hex digits."""

    result: dict[str, Any]
    entropy_hash: str
    result_hash: str


def read_transcript(transcript: Iterable[Mapping[str, Any]]) -> Transcript:
    """Return the entries of a plain transcript.

    Raises:
        Rejected: `transcript`, where an entry has other keys or types than the protocol's.
    """
    try:
        return _TRANSCRIPT.validate_python(tuple(dict(entry) for entry in transcript))
    except ValidationError as error:
        raise Rejected("transcript") from error


def secret_problems(plan: Plan, secret: str | None) -> list[str]:
    """Return why the secret (64 hex digits) is not the plan's: `secret_presence`, `secret_form`, `secret`."""
    if plan.secret is None or secret is None:
        return [] if plan.secret == secret else ["secret_presence"]
    if not is_hash(secret):
        return ["secret_form"]
    return [] if secret_hash(plan.draw, plan.attempt, secret) == plan.secret else ["secret"]


def draw_all(plan: Plan, pools: Pools, seed: Seed) -> Result:
    """Return the result that the seed gives for a valid plan over its pools; R is `result_hash`."""
    order = seed.order("order/target", len(pools.targets))
    drawn, shortfall = draw_targets(pools.targets, order, plan.rules)
    positions = {pools.targets[position].id: position for position in drawn}
    picked = list(positions)
    roster = [pools.inspectors[i] for i in seed.order("order/inspector", len(pools.inspectors))]
    groups = draw_groups(roster, plan.rules)
    teams = seat_teams(groups, plan.rules.teams.count)
    match = match_teams(picked, positions, teams, frozenset(pools.conflicts), seed)
    return Result(
        picked=tuple(picked),
        shortfall=tuple(shortfall),
        teams=tuple(map(tuple, teams)),
        primary=tuple(tuple(group.primary) for group in groups),
        alternates=tuple(tuple(group.alternates) for group in groups),
        tail=tuple(tuple(group.tail) for group in groups),
        load=match.load,
        assignment=tuple(match.assignment),
        blocked=tuple(match.blocked),
    )


def result_hash(result: Result, seed: Seed) -> str:
    """Return R as 64 hex digits: blinded, so that it can be posted while the result is hidden."""
    return digest("result", dumps(result.plain()), seed.key("result")).hex()


def fix(plan: Plan, pools: Pools, transcript: Transcript, secret: str | None) -> Fixed:
    """Return the fixed result of inputs that are known to be valid; `fix_result` is for all others."""
    entropy = entropy_hash(transcript)
    seed = seed_of(commitment(plan.plain()), secret, entropy)
    result = draw_all(plan, pools, seed)
    return Fixed(result.plain(), entropy.hex(), result_hash(result, seed))


def fix_result(
    plan: Mapping[str, Any],
    pools: Pools,
    transcript: Iterable[Mapping[str, Any]],
    secret: str | None,
) -> Fixed:
    """Return the one result that plan, pools, transcript and secret (64 hex digits or null) have.

    Raises:
        Rejected: the first of the codes of `plan_problems`, `secret_problems` or `transcript_problems`
            (these as `transcript_…`), where the inputs are not those of a valid draw.
    """
    for problem in plan_problems(plan, pools):
        raise Rejected(problem)
    read, thrown = Plan.model_validate(dict(plan)), read_transcript(transcript)
    for problem in secret_problems(read, secret):
        raise Rejected(problem)
    for problem in transcript_problems(read.entropy, thrown):
        raise Rejected(f"transcript_{problem}")
    return fix(read, pools, thrown, secret)
