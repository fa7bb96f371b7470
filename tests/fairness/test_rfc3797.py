from benchmarks.rfc3797 import key_string, select

# Section 6 of the RFC: two lotteries and a four-digit number, 25 volunteers, ten wanted.
SOURCES = ([9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45])
KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./"


def test_key_of_the_rfcs_own_example():
    assert key_string(SOURCES) == KEY


def test_selection_of_the_rfcs_own_example():
    assert select(KEY, 25, 10) == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13]
