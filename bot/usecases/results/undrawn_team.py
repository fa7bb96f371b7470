"""Who inspected outside the draws: as many, as licensed and as impartial as a drawn team has to be."""

from collections.abc import Sequence
from datetime import date

from bot.domain.duties.whole_team import TEAM_MIN, Sitting, lacks_licence, lacks_people
from bot.domain.errors import Invalid
from bot.domain.plans.joint import seat_groups
from bot.domain.registers.rows import Inspector, Target
from bot.usecases.act import Act
from bot.usecases.duties.conflicts_in_force import declared_by_target
from bot.usecases.duties.roster_lines import inspector_called


async def team_called(act: Act, names: Sequence[str], target: Target, day: date) -> list[int]:
    """Return the people of these names, the leader first.

    Raises:
        Invalid: a name is no line of the roster, too few of them are left, or too few held a licence on the
            day of the visit; somebody has declared a conflict of interest with the target.
    """
    lines = {line.id: line for line in [await _line(act, name) for name in names]}
    team = list(lines.values())
    _hold_to_rules(act, team, day)
    for line in team:
        if target.id in await declared_by_target(act, line.person_id):
            raise Invalid("undrawn.conflicted", name=line.name, ground=act.ground("recusal"))
    return [line.person_id for line in team]


async def _line(act: Act, name: str) -> Inspector:
    line = await inspector_called(act, name)
    if line is None:
        raise Invalid("undrawn.no_inspector", name=name)
    return line


def _hold_to_rules(act: Act, team: Sequence[Inspector], day: date) -> None:
    """Hold the team against what the profile asks of a drawn one of this size."""
    seats = seat_groups((), act.office.profile, len(team))
    sitting = [Sitting(0, line.licensed_on(day)) for line in team]
    if lacks_people(sitting, seats):
        raise Invalid("undrawn.too_few", n=max(TEAM_MIN, seats[0]["size"]), ground=act.ground("team"))
    if lacks_licence(sitting, seats):
        bare = "、".join(line.name for line in team if not line.licensed_on(day))
        n = seats[0]["licensed_min"]
        raise Invalid("undrawn.unlicensed", names=bare, n=n, ground=act.ground("licence"))
