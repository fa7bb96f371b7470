"""The bundle (protocol section 9): everything a stranger needs to check a draw, and no personal data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.domain.draw.attempts import Ending
from bot.domain.draw.bytes import dumps
from bot.domain.draw.entropy import Entry
from bot.domain.draw.plan import Plan, commitment
from bot.domain.draw.pools import Conflict, Inspector, Pools, Target
from bot.domain.draw.records import Items, Record
from bot.domain.draw.result import Fixed, Result
from bot.domain.draw.roster import Takeovers, Vacancy


class Bundle(Record):
    """A bundle, key for key."""

    plan: Plan
    targets: Items[Target]
    inspectors: Items[Inspector]
    conflicts: Items[Conflict]
    transcript: Items[Entry]
    secret: str | None
    result: Result
    commitment: str
    entropy_hash: str
    result_hash: str
    vacancies: Items[Vacancy]
    substitutions: Items[Takeovers]
    attempts: Items[Ending]

    @property
    def pools(self) -> Pools:
        """The pools in the order in which the bundle lists them, which a verifier has still to check."""
        return Pools(self.targets, self.inspectors, self.conflicts)


PARTS: Mapping[str, TypeAdapter[Any]] = {
    name: TypeAdapter(field.rebuild_annotation()) for name, field in Bundle.model_fields.items()
}


def assemble_bundle(
    *,
    plan: Mapping[str, Any],
    pools: Pools,
    transcript: Iterable[Mapping[str, Any]],
    secret: str | None,
    fixed: Fixed,
    attempts: Sequence[Mapping[str, Any]] = (),
    vacancies: Sequence[Mapping[str, Any]] = (),
    substitutions: Sequence[Sequence[Any]] = (),
) -> dict[str, Any]:
    """Return the bundle as the plain object that is published; one substitution list for each vacancy.

    Raises:
        pydantic.ValidationError: where a part has other keys or types than the protocol's.
    """
    return Bundle.model_validate(
        {
            "plan": dict(plan),
            **pools._asdict(),
            "transcript": list(transcript),
            "secret": secret,
            "result": fixed.result,
            "commitment": commitment(plan),
            "entropy_hash": fixed.entropy_hash,
            "result_hash": fixed.result_hash,
            "vacancies": list(vacancies),
            "substitutions": list(substitutions),
            "attempts": list(attempts),
        }
    ).plain()


def bundle_bytes(bundle: Mapping[str, Any]) -> bytes:
    """Return the file that is published: the bundle's canonical JSON.

    Raises:
        Rejected: as `dumps`.
    """
    return dumps(dict(bundle))


def _read_part(name: str, value: Any) -> tuple[Any, str]:
    """Return the part as records, or where it breaks its shape: `plan.rules.overdraw`."""
    try:
        return PARTS[name].validate_python(value), ""
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        return None, ".".join(map(str, (name, *place)))


def read_bundle(value: Any) -> tuple[Bundle, dict[str, str]]:
    """Return the parts of a bundle that have their shape, and for each other part where it breaks it.

    The parts that break their shape are absent from the first.
    """
    given = value if isinstance(value, dict) else {}
    faults = {name: name for name in sorted(given.keys() ^ PARTS.keys())}
    read = {}
    for name in [name for name in PARTS if name in given]:
        part, fault = _read_part(name, given[name])
        if fault:
            faults[name] = fault
        else:
            read[name] = part
    return Bundle.model_construct(**read), faults
