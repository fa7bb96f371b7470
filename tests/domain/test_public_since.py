"""A correction of one item does not lengthen the time for which another one is public."""

from datetime import date

import pytest

from bot.domain.inspections import Publication
from bot.domain.results.findings import ABNORMAL, FOUND, NORMAL
from bot.domain.results.public_since import public_since

DAYS = [date(2026, month, 1) for month in (3, 4, 5)]


def _versions(*abnormal: str) -> list[Publication]:
    """Return the versions of a result, each given by the items that were abnormal in it."""
    return [
        Publication(
            inspection_id=1,
            version=nth,
            conclusion=FOUND,
            findings=[[code, ABNORMAL if code in codes else NORMAL] for code in "AB"],
            published_on=day,
        )
        for nth, (codes, day) in enumerate(zip(abnormal, DAYS, strict=False), start=1)
    ]


@pytest.mark.parametrize(
    ("abnormal", "since"),
    [
        (("AB",), 0),
        (("AB", "B"), 0),  # the objection to A was upheld: B has been public all the time
        (("AB", "B", "B"), 0),
        (("B", "AB"), 1),  # A is public since the correction only
        (("B", "A", "B"), 2),  # B was normal between
    ],
)
def test_term_runs_from_the_first_version_with_the_same_findings(
    abnormal: tuple[str, ...], since: int
) -> None:
    assert public_since(_versions(*abnormal)) == DAYS[since]
