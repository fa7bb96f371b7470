"""Signs for the auditor: what is one, what is none, and that order does not matter."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.duties.duty import Origin, Request, RequestKind, RequestState
from bot.domain.scrutiny import (
    LEAST_INSPECTIONS,
    LEAST_ROUNDS,
    SHORT_MINUTES,
    Relief,
    Visited,
    always_normal,
    load,
    reliefs,
    repeated_pairs,
    reused_files,
    short,
)

PEOPLE = st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True).map(tuple)
FILES = st.lists(st.sampled_from(["aa", "bb", "cc"]), max_size=3).map(tuple)


@st.composite
def histories(draw: st.DrawFn) -> list[Visited]:
    n = draw(st.integers(0, 8))
    return [
        Visited(
            round_id=draw(st.integers(1, 4)),
            inspection_id=number,
            team=draw(PEOPLE),
            abnormal=draw(st.integers(0, 1)),
            minutes=draw(st.none() | st.integers(0, 2 * SHORT_MINUTES)),
            files=draw(FILES),
        )
        for number in range(n)
    ]


@given(histories(), st.randoms())
def test_signs_are_those_of_a_plain_count_and_no_order_changes_them(
    visits: list[Visited], rng: object
) -> None:
    mixed = list(visits)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    for sign in (load, always_normal, short, reused_files, repeated_pairs):
        assert sign(mixed) == sign(visits)  # type: ignore[operator]
    for who, n in always_normal(visits):
        mine = [each for each in visits if who in each.team]
        assert (len(mine), sum(each.abnormal for each in mine)) == (n, 0)
        assert n >= LEAST_INSPECTIONS
    for digest, ids in reused_files(visits):
        assert ids == [each.inspection_id for each in visits if digest in each.files]
    for one, other, n in repeated_pairs(visits):
        assert n == len({each.round_id for each in visits if {one, other} <= set(each.team)}) >= LEAST_ROUNDS
    assert sum(n for _, n in load(visits)) == sum(len(each.team) for each in visits)


def test_a_photo_sent_twice_to_one_inspection_is_no_sign() -> None:
    once = Visited(round_id=1, inspection_id=1, team=(1, 2), abnormal=0, files=("aa", "aa"))
    assert reused_files([once]) == []
    assert reused_files([once, Visited(1, 2, (1, 2), 0, None, ("aa",))]) == [("aa", [1, 2])]


def test_requests_are_counted_by_person_and_by_what_became_of_them() -> None:
    def request(person_id: int, state: RequestState, **values: Any) -> Request:
        return Request(duty_id=1, round_id=1, person_id=person_id, targets=None, state=state, **values)

    found = [
        request(1, RequestState.FILED),
        request(1, RequestState.EXHAUSTED),
        request(1, RequestState.REFUSED),
        request(1, RequestState.ASKED),
        request(1, RequestState.LAPSED),
        request(1, RequestState.FILED, part_of=7),
        request(1, RequestState.APPROVED, origin=Origin.TARGET),
        request(2, RequestState.WITHDRAWN, kind=RequestKind.SUBSTITUTION, origin=Origin.PAPER),
    ]

    own, by_others, other = reliefs(found)
    assert own == Relief(1, RequestKind.RECUSAL, is_own=True, granted=2, refused=1, undecided=1, moot=1)
    assert (own.asked, by_others.asked) == (5, 1)
    assert by_others == Relief(1, RequestKind.RECUSAL, is_own=False, granted=1)
    assert other == Relief(2, RequestKind.SUBSTITUTION, is_own=True, moot=1)
