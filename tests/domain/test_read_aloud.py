"""A code is read aloud in groups of four, and nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ceremony.record import read_aloud


@given(code=st.text("0123456789abcdef", min_size=64, max_size=64))
def test_code_is_read_in_groups_of_four(code: str) -> None:
    lines = read_aloud(code)

    assert "".join(lines).replace(" ", "") == code
    assert [[len(group) for group in line.split()] for line in lines] == [[4] * 8] * 2
