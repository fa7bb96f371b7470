"""What `shuangsuiji verify --school ID` prints, line for line what the stand-alone verifier prints."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.cli.saying import said
from bot.domain.draw.bytes import dumps
from bot.domain.draw.own_ticket import OwnTicket, own_ticket
from bot.domain.draw.verification import Check

_INPUTS = frozenset(
    {
        *("ids", "pool_targets", "pool_inspectors", "pool_conflicts"),
        *("plan", "commitment", "secret", "transcript", "entropy_hash"),
    }
)


def about_school(bundle: Mapping[str, Any], checks: Sequence[Check], school: str) -> list[str]:
    """Return the lines about one target; nothing is said of a draw whose inputs have not passed."""
    if not {check.code for check in checks if check.verdict == "pass"} >= _INPUTS:
        return [said("console.school.undecided", school=school)]
    found = own_ticket(bundle, school)
    return _lines(found) if found else [said("console.school.unknown", school=school)]


def _lines(own: OwnTicket) -> list[str]:
    target = own.target
    steps = [
        said("console.school.left" if is_left else "console.school.right", node=node)
        for is_left, node in own.path
    ]
    return [
        said("console.school.head", school=target.id, name=target.name, stratum=target.stratum),
        said("console.school.record", record=dumps(target.plain()).decode()),
        said("console.school.position", position=own.position, count=own.total),
        said("console.school.leaf", leaf=own.leaf),
        *steps,
        said("console.school.root", root=own.root),
        said("console.school.ticket", ticket=own.ticket, block=f"{own.block:016x}", word=own.word, k=own.key),
        said("console.school.place", place=own.place, count=own.total),
        _reason(own),
    ]


def _reason(own: OwnTicket) -> str:
    if not own.target.eligible:
        return said("console.school.ineligible", why=own.target.why)
    drawn = "console.school.drawn_by_floor" if own.rank > own.wanted else "console.school.drawn"
    key = drawn if own.is_drawn else "console.school.not_drawn"
    return said(key, stratum=own.target.stratum, wanted=own.wanted, rank=own.rank)
