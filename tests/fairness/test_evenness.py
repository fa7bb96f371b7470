import pytest
from evidence import NAMES, all_chances

# Bonferroni: over all questions together, a fair draw would fail here once in five hundred times.
LEAST, MOST = 0.001 / len(NAMES), 1 - 0.001 / len(NAMES)


@pytest.fixture(scope="module")
def chances():
    return all_chances()


@pytest.mark.parametrize("name", NAMES)
def test_the_draw_is_even(chances, name):
    assert LEAST < chances[name] < MOST
