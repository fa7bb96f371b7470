"""What a sample bureau consists of. Only data: how it is made stands in `bureau.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from demo.samples.sample import SampleItem


@dataclass(frozen=True)
class SampleTarget:
    """A school or institution; `code` is its 统一社会信用代码, `unit` the one that supervises it.

    `more` has further columns of the register by their headings.
    """

    code: str
    name: str
    category: str
    unit: str
    area: str
    address: str
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SampleInspector:
    """A person of the inspectors' roster, without phone or licence number."""

    number: str
    name: str
    unit: str
    section: str
    licensed: bool
    duty: str
    specialty: str


@dataclass(frozen=True)
class Officer:
    """A person with a role: one of `OFFICER_ROLES`."""

    name: str
    unit: str
    role: str


@dataclass(frozen=True)
class Bureau:
    """An invented county's bureau: registers, item list and the holders of its offices."""

    county: str
    name: str
    units: tuple[str, ...]
    targets: tuple[SampleTarget, ...]
    inspectors: tuple[SampleInspector, ...]
    officers: tuple[Officer, ...]
    items: tuple[SampleItem, ...]

    def in_role(self, role: str, unit: str | None = None) -> tuple[Officer, ...]:
        """Return the officers of a role, of one unit if it is given."""
        return tuple(o for o in self.officers if o.role == role and unit in (None, o.unit))


OFFICE_ROLES = ("coordinator", "lead_office", "releaser", "observer")
"""Held once, in the bureau."""
UNIT_ROLES = ("approver", "list_administrator")
"""Held in every unit."""
OFFICER_ROLES = (*OFFICE_ROLES, *UNIT_ROLES)
