import math

import pytest
from chi_square import most_if_never_seen, tail, wilson

# The 5 %, 1 % and 0.1 % points that every printed table has, and two exact forms.
PRINTED = [
    (3.841459, 1, 0.05),
    (6.634897, 1, 0.01),
    (18.307038, 10, 0.05),
    (35.172462, 23, 0.05),
    (49.728232, 23, 0.001),
    (124.342113, 100, 0.05),
    (135.806723, 100, 0.01),
]


@pytest.mark.parametrize(("statistic", "df", "chance"), PRINTED)
def test_tail_equals_the_printed_tables(statistic, df, chance):
    assert tail(statistic, df) == pytest.approx(chance, rel=1e-5)


@pytest.mark.parametrize("x", [0.01, 1.0, 5.0, 40.0, 300.0])
def test_tail_equals_its_exact_forms(x):
    assert tail(x, 1) == pytest.approx(math.erfc(math.sqrt(x / 2)), rel=1e-12)
    assert tail(x, 2) == pytest.approx(math.exp(-x / 2), rel=1e-12)
    by_sum = math.exp(-x / 2) * sum((x / 2) ** k / math.factorial(k) for k in range(20))
    assert tail(x, 40) == pytest.approx(by_sum, rel=1e-10)


def test_tail_of_many_degrees_is_near_the_normal_curve():
    for z in (-3, -1, 0, 1, 3):
        statistic = 529 * (1 - 2 / (9 * 529) + z * math.sqrt(2 / (9 * 529))) ** 3
        assert tail(statistic, 529) == pytest.approx(math.erfc(z / math.sqrt(2)) / 2, abs=1e-4)


def test_tail_of_nothing_is_one():
    assert tail(0, 5) == 1


def test_intervals_equal_worked_examples():
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0, 0.27753), abs=1e-5)
    assert most_if_never_seen(400) == pytest.approx(0.007461, abs=1e-6)
