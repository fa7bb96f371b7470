"""Raw updates: their rows count on when Telegram's numbers begin anew, and nothing in them stops anybody."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mail import Update
from bot.domain.raw_updates import KINDS, SILENCE, chat_of, found_in, row_number

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMES = ("message", "chat", "id", "from", "text")
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)
COUNTS = st.lists(
    st.tuples(st.integers(1, 2**31), st.integers(1, 5), st.integers(SILENCE // HOUR + 1, 10_000)), min_size=1
)


@given(COUNTS)
def test_no_update_has_the_row_of_another_and_later_ones_have_higher_rows(
    counts: list[tuple[int, int, int]],
) -> None:
    """Each count begins anywhere after a silence, and goes on by one for some updates."""
    rows: list[Update] = []
    at = AT
    for first, length, silent_hours in counts:
        at += silent_hours * HOUR
        for update_id in range(first, first + length):
            number = row_number(update_id, rows[-1] if rows else None, at)
            again = row_number(update_id, Update(id=number, raw="", received_at=at), at + 24 * HOUR)
            assert again == number  # delivered twice, it is one
            rows.append(Update(id=number, raw="", received_at=at))
    numbers = [row.id for row in rows]
    assert numbers == sorted(set(numbers))
    assert max(numbers) < 2**63


def test_without_a_silence_a_number_is_what_it_was() -> None:
    newest = Update(id=900, raw="", received_at=AT)
    assert [row_number(each, newest, AT + SILENCE) for each in (899, 900, 901)] == [899, 900, 901]
    assert row_number(901, newest, AT + 2 * SILENCE) == 901


@given(st.dictionaries(st.sampled_from(KINDS), ANY_JSON))
def test_whatever_an_update_holds_its_chat_is_a_number_or_none(raw: dict[str, object]) -> None:
    chat = chat_of(raw)
    assert chat is None or -(2**63) < chat < 2**63


def test_chat_of_a_press_is_where_its_message_is() -> None:
    assert chat_of({"callback_query": {"message": {"chat": {"id": -5}}, "chat_instance": "7"}}) == -5
    assert chat_of({"my_chat_member": {"chat": {"id": 9}}}) == 9
    assert found_in({"a": {"b": 1}}, "a", "b") == 1
    assert found_in({"a": [1]}, "a", "b") is None
