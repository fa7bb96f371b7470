"""Makes the sample bureaus of the demo and of `make play`: invented, and the same for the same seed."""

from random import Random

from stdnum.cn import uscc

from demo.bureau_books import write_bureau
from demo.bureau_records import (
    OFFICE_ROLES,
    UNIT_ROLES,
    Bureau,
    Officer,
    SampleInspector,
    SampleTarget,
)
from demo.samples import SAMPLES
from demo.samples.people import DUTIES, GIVEN_NAMES, ROADS, SPECIALTIES, SURNAMES
from demo.samples.sample import Kind, Sample, SampleItem

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


def make_bureau(profile: str, seed: int = 2026) -> Bureau:
    """Return the invented bureau of a regulation: its registers, its item list, its officers."""
    rng = Random(seed)  # noqa: S311 (sample data: nothing is drawn from it)
    sample, people = SAMPLES[profile], _people(rng)
    return Bureau(
        county=sample.county,
        name=sample.bureau,
        units=sample.units,
        targets=_targets(rng, sample),
        inspectors=_inspectors(rng, sample, people),
        officers=_officers(sample, people),
        items=sample.items,
    )


def _people(rng: Random) -> list[str]:
    """Return names, each surname and each given name at most once, so that nobody is confused in the chat."""
    surnames = rng.sample(SURNAMES, len(SURNAMES))
    given_names = rng.sample(GIVEN_NAMES, len(GIVEN_NAMES))
    return [surname + given for surname, given in zip(surnames, given_names, strict=False)]


def _targets(rng: Random, sample: Sample) -> tuple[SampleTarget, ...]:
    numbers = iter(rng.sample(range(10_000_000, 100_000_000), sum(len(kind.names) for kind in sample.kinds)))
    return tuple(
        _target(rng, sample, kind, place, next(numbers))
        for kind in sample.kinds
        for place in range(len(kind.names))
    )


def _target(rng: Random, sample: Sample, kind: Kind, place: int, number: int) -> SampleTarget:
    unit = kind.units[place % len(kind.units)]
    area = rng.choice(sample.areas[unit])
    where = sample.county if area != sample.county else ""
    return SampleTarget(
        code=credit_code(kind.legal_person, sample.region, number),
        name=f"{sample.county}{kind.names[place]}{kind.ending}",
        category=kind.category,
        unit=unit,
        area=area,
        address=f"{where}{area}{rng.choice(ROADS)}{rng.randint(1, 199)}号",
        more={column: values[place % len(values)] for column, values in kind.more.items()},
    )


def credit_code(legal_person: str, region: str, number: int) -> str:
    """Return a 统一社会信用代码 (GB 32100), both of its check characters right.

    Args:
        legal_person: Registering authority and kind of legal person, e.g. `12` for a public institution.
        region: The six digits of the place.
        number: The organisation's number, eight digits.
    """
    organisation = f"{number:08d}"
    total = sum(int(d) * w for d, w in zip(organisation, _ORGANISATION_WEIGHTS, strict=True))
    check = "0123456789X"[(_ELEVEN - total % _ELEVEN) % _ELEVEN]
    body = f"{legal_person}{region}{organisation}{check}"
    return str(body + uscc.calc_check_digit(body))


def _inspectors(rng: Random, sample: Sample, people: list[str]) -> tuple[SampleInspector, ...]:
    posts = [
        (unit, section)
        for unit, sections in sample.posts.items()
        for section, n in sections
        for _ in range(n)
    ]
    return tuple(
        SampleInspector(
            number=f"{sample.prefix}-{place:03d}",
            name=people.pop(),
            unit=unit,
            section=section,
            licensed=place % _UNLICENSED_EVERY != 0,
            duty=rng.choice(DUTIES),
            specialty=rng.choice(SPECIALTIES),
        )
        for place, (unit, section) in enumerate(posts, start=1)
    )


def _officers(sample: Sample, people: list[str]) -> tuple[Officer, ...]:
    office = [Officer(people.pop(), sample.bureau, role) for role in OFFICE_ROLES]
    units = [Officer(people.pop(), unit, role) for role in UNIT_ROLES for unit in sample.units]
    return (*office, *units)
