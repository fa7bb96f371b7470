"""Makes the sample bureau of the demo and of `make play`: invented, and the same for the same seed."""

from random import Random

from stdnum.cn import uscc

from demo.bureau_books import write_bureau
from demo.bureau_records import (
    OFFICE_ROLES,
    UNIT_ROLES,
    Bureau,
    Officer,
    SampleInspector,
    SampleItem,
    SampleTarget,
)
from demo.names import (
    AREAS,
    BUREAU,
    COUNTY,
    DUTIES,
    GIVEN_NAMES,
    ITEMS,
    KINDS,
    POSTS,
    REGION,
    ROADS,
    SPECIALTIES,
    SURNAMES,
    UNITS,
    Kind,
)

__all__ = [
    "Bureau",
    "Officer",
    "SampleInspector",
    "SampleItem",
    "SampleTarget",
    "make_bureau",
    "write_bureau",
]

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ELEVEN = 11
_UNLICENSED_EVERY = 8


def make_bureau(seed: int = 2026) -> Bureau:
    """Return the bureau of a seed: 60 targets, 24 inspectors in three units, 10 officers and 6 items."""
    rng = Random(seed)  # noqa: S311 (sample data: nothing is drawn from it)
    people = _people(rng)
    return Bureau(
        county=COUNTY,
        name=BUREAU,
        units=UNITS,
        targets=_targets(rng),
        inspectors=_inspectors(rng, people),
        officers=_officers(people),
        items=tuple(SampleItem(*item) for item in ITEMS),
    )


def _people(rng: Random) -> list[str]:
    """Return names, each surname and each given name at most once, so that nobody is confused in the chat."""
    surnames = rng.sample(SURNAMES, len(SURNAMES))
    given_names = rng.sample(GIVEN_NAMES, len(GIVEN_NAMES))
    return [surname + given for surname, given in zip(surnames, given_names, strict=False)]


def _targets(rng: Random) -> tuple[SampleTarget, ...]:
    numbers = iter(rng.sample(range(10_000_000, 100_000_000), sum(len(kind.names) for kind in KINDS)))
    return tuple(
        _target(rng, kind, place, next(numbers)) for kind in KINDS for place in range(len(kind.names))
    )


def _target(rng: Random, kind: Kind, place: int, number: int) -> SampleTarget:
    unit = BUREAU if kind.private else UNITS[place % 2]
    area = rng.choice(AREAS[unit])
    return SampleTarget(
        code=credit_code(kind.legal_person, number),
        name=f"{COUNTY}{kind.names[place]}{kind.ending}",
        category=kind.category,
        unit=unit,
        area=area,
        address=f"{COUNTY}{area}{rng.choice(ROADS)}{rng.randint(1, 199)}号",
    )


def credit_code(legal_person: str, number: int) -> str:
    """Return a 统一社会信用代码 (GB 32100) of the invented county, both of its check characters right.

    Args:
        legal_person: Registering authority and kind of legal person, e.g. `12` for a public institution.
        number: The organisation's number, eight digits.
    """
    organisation = f"{number:08d}"
    total = sum(int(d) * w for d, w in zip(organisation, _ORGANISATION_WEIGHTS, strict=True))
    check = "0123456789X"[(_ELEVEN - total % _ELEVEN) % _ELEVEN]
    body = f"{legal_person}{REGION}{organisation}{check}"
    return str(body + uscc.calc_check_digit(body))


def _inspectors(rng: Random, people: list[str]) -> tuple[SampleInspector, ...]:
    posts = [(unit, section) for unit, sections in POSTS.items() for section, n in sections for _ in range(n)]
    return tuple(
        SampleInspector(
            number=f"QH-{place:03d}",
            name=people.pop(),
            unit=unit,
            section=section,
            licensed=place % _UNLICENSED_EVERY != 0,
            duty=rng.choice(DUTIES),
            specialty=rng.choice(SPECIALTIES),
        )
        for place, (unit, section) in enumerate(posts, start=1)
    )


def _officers(people: list[str]) -> tuple[Officer, ...]:
    office = [Officer(people.pop(), BUREAU, role) for role in OFFICE_ROLES]
    units = [Officer(people.pop(), unit, role) for role in UNIT_ROLES for unit in UNITS]
    return (*office, *units)
