"""Declared conflicts of interest as pairs of a pool: sorted, known to both pools, whatever their order."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draw.pools import Pools, conflict_problems, freeze
from bot.domain.duties.conflicts import Declaration, conflict_pairs
from bot.domain.duties.duty import Ground
from bot.domain.registers.rows import Inspector, Target

AT = datetime(2026, 9, 21, tzinfo=UTC)
TARGETS = [Target(id=n, number=f"N{n:02d}", name=f"第{n}校") for n in range(1, 7)]
ROSTER = [Inspector(id=n, number=f"Q{n:02d}", name=f"人{n}", person_id=10 + n) for n in range(1, 5)]


def declared(target: int, person: int, *, is_withdrawn: bool = False) -> Declaration:
    return Declaration(
        person_id=person,
        target_id=target,
        ground=Ground.RELATIVE,
        declared_by=person,
        declared_at=AT,
        is_withdrawn=is_withdrawn,
    )


def pools(targets: int, people: int) -> Pools:
    records = [
        {"id": t.key, "name": t.name, "stratum": "all", "eligible": True, "why": ""}
        for t in TARGETS[:targets]
    ]
    roster = [
        {"id": p.number, "department": "", "licensed": True, "eligible": True, "why": ""}
        for p in ROSTER[:people]
    ]
    return freeze(records, roster, [])


def test_a_declaration_becomes_a_pair_of_numbers_until_it_is_withdrawn() -> None:
    found = [declared(2, 11), declared(1, 12), declared(1, 13, is_withdrawn=True)]

    assert conflict_pairs(found, TARGETS, ROSTER, pools(6, 4)) == (("N01", "Q02"), ("N02", "Q01"))


def test_what_is_in_neither_pool_makes_no_pair() -> None:
    found = [declared(6, 11), declared(1, 14), declared(1, 99), declared(77, 11)]

    assert conflict_pairs(found, TARGETS, ROSTER, pools(5, 3)) == ()


@given(
    rows=st.lists(st.tuples(st.integers(1, 8), st.integers(11, 16), st.booleans()), max_size=20),
    n=st.integers(1, 6),
    people=st.integers(1, 4),
)
def test_pairs_are_always_those_that_the_protocol_takes(
    rows: list[tuple[int, int, bool]], n: int, people: int
) -> None:
    pool = pools(n, people)
    made = [declared(target, person, is_withdrawn=gone) for target, person, gone in rows]

    pairs = conflict_pairs(made, TARGETS, ROSTER, pool)

    assert conflict_problems(pool._replace(conflicts=pairs)) == []
    assert pairs == conflict_pairs(list(reversed(made)), TARGETS, ROSTER, pool)
    wanted = {(t, p) for t, p, gone in rows if not gone and t <= n and p - 10 <= people}
    assert set(pairs) == {(f"N{t:02d}", f"Q{p - 10:02d}") for t, p in wanted}
