"""The first round of a known beacon from a moment on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draw.beacons import CHAINS, first_round, is_in_time, second_of
from bot.domain.draw.plan import Drand

NAMES = {each.name: chain for chain, each in CHAINS.items()}


@given(name=st.sampled_from(sorted(NAMES)), later=st.integers(0, 2**33))
def test_first_round_comes_at_the_moment_or_next_after_it(name: str, later: int) -> None:
    asked = CHAINS[NAMES[name]].genesis + later

    chain, number, second = first_round(name, asked)

    assert isinstance(number, int)
    assert (chain, second) == (NAMES[name], second_of(chain, number))
    assert (second_of(chain, number - 1) or 0) < asked <= second


@pytest.mark.parametrize(("name", "second"), [("quicknet", 0), ("", 2**33), ("slownet", 2**33)])
def test_unknown_chain_or_a_time_before_it_names_no_round(name: str, second: int) -> None:
    with pytest.raises(ValueError, match=name or "^$"):
        first_round(name, second)


def test_rounds_of_a_known_chain_come_in_its_own_seconds() -> None:
    quicknet, default = NAMES["quicknet"], NAMES["default"]
    assert [second_of(quicknet, number) for number in (1, 2, 1000)] == [1692803367, 1692803370, 1692806364]
    assert [second_of(default, number) for number in (1, 2)] == [1595431050, 1595431080]
    assert second_of("ab" * 32, 1) is None


@pytest.mark.parametrize(
    ("chain", "not_before", "told"),
    [
        ("quicknet", "2023-08-23T15:09:30Z", True),
        ("quicknet", "2023-08-23T23:09:30.000+08:00", True),
        ("quicknet", "2023-08-23T15:09:30.5Z", False),
        ("quicknet", "2023-08-23T15:09:31Z", False),
        ("quicknet", "2023-08-23T15:09:27Z", False),
        ("default", "2023-08-23T15:09:30Z", False),
        ("slownet", "2023-08-23T15:09:30Z", None),
    ],
)
def test_plan_is_in_time_where_it_names_the_rounds_own_second(chain, not_before, told) -> None:
    named = NAMES.get(chain, "ab" * 32)
    assert is_in_time(Drand(kind="drand", chain=named, round=2, not_before=not_before)) is told
