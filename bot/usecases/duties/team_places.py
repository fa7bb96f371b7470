"""The teams of a round as they are now, and which targets they may not have."""

from dataclasses import dataclass

from bot.domain.duties.duty import SERVING, Duty
from bot.domain.rounds import TEAMED, Attempt, AttemptState, Round
from bot.usecases.act import Act


@dataclass(frozen=True)
class Teams:
    """Who sits in each team, the leader first; `conflicts` are pairs of target id and inspector number."""

    members: dict[int, list[Duty]]
    conflicts: frozenset[tuple[str, str]]

    def conflicting(self, target: str, team: int) -> bool:
        """Return whether somebody of the team is in conflict with the target."""
        return any((target, duty.inspector_number) in self.conflicts for duty in self.members[team])


async def teams_of(act: Act, opened: Round) -> Teams:
    """Return the teams; none before inspectors are drawn. Who was called for single targets is no member."""
    where = {"round_id": opened.id, "state": AttemptState.STANDING, "step": TEAMED}
    attempt = await act.work.attempts.one(**where)
    if attempt is None:
        return Teams({}, frozenset())
    duties = await act.work.duties.all(round_id=opened.id, state=SERVING)
    numbers = range(1, len((attempt.result or {})["teams"]) + 1)
    members = {team: _seated(attempt, [each for each in duties if each.team == team]) for team in numbers}
    pairs = frozenset((target, person) for target, person in attempt.conflicts)
    return Teams({team: duties for team, duties in members.items() if duties}, pairs)


def _seated(attempt: Attempt, duties: list[Duty]) -> list[Duty]:
    """Return the first of each seat group, as many as it has seats: who left made room for his follower."""
    seated: list[Duty] = []
    for group, seat in enumerate(attempt.plan["rules"]["teams"]["seats"]):
        seated += [duty for duty in duties if duty.seat_group == group][: seat["size"]]
    return seated
