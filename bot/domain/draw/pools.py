"""The frozen pools (protocol section 3): who can be drawn, in which order, under which root."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any, NamedTuple

from pydantic import Field, TypeAdapter

from bot.domain.draw.bytes import dumps, merkle_path, merkle_root
from bot.domain.draw.records import Record

_ID = re.compile(r"[0-9A-Z-]{1,32}")
_WHY = re.compile(r"[a-z_]*")

# (target id, inspector id)
Conflict = Annotated[tuple[str, str], Field(strict=False)]


_PAIRS: TypeAdapter[list[tuple[str, str]]] = TypeAdapter(list[Conflict])


class Target(Record):
    """A school or institution that can be drawn; `why` is empty exactly when it is eligible."""

    id: str
    name: str
    stratum: str
    eligible: bool
    why: str


class Inspector(Record):
    """A person of the roster that can be drawn, by roster number only."""

    id: str
    department: str
    licensed: bool
    eligible: bool
    why: str


class Pools(NamedTuple):
    """The three pools of a draw, each in its order; a position counts the ineligible too."""

    targets: tuple[Target, ...]
    inspectors: tuple[Inspector, ...]
    conflicts: tuple[tuple[str, str], ...]

    def plain(self) -> dict[str, list[Any]]:
        """Return the pools as a bundle shows them: `{"targets": […], "inspectors": […], …}`."""
        return {
            "targets": [target.plain() for target in self.targets],
            "inspectors": [inspector.plain() for inspector in self.inspectors],
            "conflicts": [list(pair) for pair in self.conflicts],
        }

    def summary(self) -> dict[str, dict[str, Any]]:
        """Return what a plan says of the pools: `{"targets": {"n": 60, "root": "…"}, …}`."""
        return {name: {"n": len(pool), "root": root(pool)} for name, pool in self.plain().items()}


def freeze(
    targets: Iterable[Target | Mapping[str, Any]],
    inspectors: Iterable[Inspector | Mapping[str, Any]],
    conflicts: Iterable[Sequence[str]],
) -> Pools:
    """Return the pools in the protocol's order, whatever the order of the input.

    Raises:
        pydantic.ValidationError: where a record has other keys or types than the protocol's.
    """
    drawn = sorted(map(Target.model_validate, targets), key=lambda record: record.id)
    people = sorted(map(Inspector.model_validate, inspectors), key=lambda record: record.id)
    return Pools(tuple(drawn), tuple(people), tuple(sorted(_PAIRS.validate_python(list(conflicts)))))


def root(pool: Sequence[Any]) -> str:
    """Return the Merkle root of plain records in their order, as hex."""
    return merkle_root([dumps(record) for record in pool]).hex()


def membership(pool: Sequence[Any], position: int) -> list[str]:
    """Return the audit path by which one record of the pool shows itself under the root, as hex."""
    return [node.hex() for node in merkle_path([dumps(record) for record in pool], position)]


def id_problems(pool: Sequence[Target] | Sequence[Inspector]) -> list[str]:
    """Return what is wrong with the ids and reasons of one pool: `id`, `duplicate_id`, `why`."""
    found = []
    if not all(_ID.fullmatch(record.id) for record in pool):
        found.append("id")
    if len({record.id for record in pool}) != len(pool):
        found.append("duplicate_id")
    if not all(_WHY.fullmatch(record.why) and record.eligible == (not record.why) for record in pool):
        found.append("why")
    return found


def conflict_problems(pools: Pools) -> list[str]:
    """Return what is wrong with the conflicts: `conflict_order` (or a pair twice), `conflict_unknown`."""
    targets = {target.id for target in pools.targets}
    people = {inspector.id for inspector in pools.inspectors}
    found = []
    if not all(before < after for before, after in pairwise(pools.conflicts)):
        found.append("conflict_order")
    if not all(target in targets and person in people for target, person in pools.conflicts):
        found.append("conflict_unknown")
    return found
