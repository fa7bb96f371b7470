"""Whose update has its turn: a flood puts back whoever makes it, and changes nothing among the others."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from bot.inbox.waiting import Waiting

GROUP, OTHER_GROUP, PRIVATE = -100, -200, 9
FLOODER = 7
A_SECOND, SECONDS = 100, 60
TAKES = 1 / 30
"""Seconds that an update takes: more slowly than the bot was ever measured, and than the flood comes."""

Sent = tuple[int, int]


def turns(sent: list[Sent]) -> list[int]:
    """Return the numbers, from 1 on, of what these chats and senders have sent, as they have their turns."""
    waiting = Waiting()
    for number, (chat, sender) in enumerate(sent, start=1):
        waiting.add(number, chat, sender)
    found = []
    while (number := waiting.first(())) is not None:
        waiting.had_turn(number)
        waiting.drop(number)
        found.append(number)
    assert (len(waiting), waiting.count(GROUP)) == (0, 0)
    return found


def delays(flood: list[tuple[float, Sent]], others: list[tuple[float, Sent]]) -> list[float]:
    """Return after how many seconds each of the others was done, where one thing is done after another."""
    arrivals = sorted(flood + others)
    mine = {bisect_left(arrivals, each) for each in others}
    waiting, now, arrived, found = Waiting(), 0.0, 0, []
    while arrived < len(arrivals) or len(waiting):
        if not len(waiting):
            now = max(now, arrivals[arrived][0])
        while arrived < len(arrivals) and arrivals[arrived][0] <= now:
            waiting.add(arrived, *arrivals[arrived][1])
            arrived += 1
        number = waiting.first(())
        assert number is not None
        waiting.had_turn(number)
        waiting.drop(number)
        now += TAKES
        if number in mine:
            found.append(now - arrivals[number][0])
    return sorted(found)


def test_member_who_floods_a_group_delays_nobody_for_five_seconds() -> None:
    flood = [(n / A_SECOND, (GROUP, FLOODER)) for n in range(A_SECOND * SECONDS)]
    others = [
        (n / 4, (chat, 1000 + n)) for n, chat in enumerate((GROUP, OTHER_GROUP, PRIVATE) * (4 * SECONDS // 3))
    ]

    waited = delays(flood, others)

    assert len(waited) == len(others)
    assert waited[len(waited) * 99 // 100] < 5
    assert delays(flood, [(SECONDS, (GROUP, FLOODER))])[-1] > SECONDS


sent = st.lists(st.tuples(st.sampled_from((GROUP, OTHER_GROUP)), st.integers(1, 4)), max_size=60)


@given(sent)
def test_everybody_is_heard_once_in_the_order_in_which_he_spoke(given: list[Sent]) -> None:
    found = turns(given)
    assert sorted(found) == list(range(1, len(given) + 1))
    for who in set(given):
        own = [number for number in found if given[number - 1] == who]
        assert own == sorted(own)


@given(sent)
def test_among_those_who_do_not_flood_the_order_of_the_group_is_telegrams(given: list[Sent]) -> None:
    quiet = {who for who in given if given.count(who) <= 5}
    for chat in (GROUP, OTHER_GROUP):
        among = [n for n in turns(given) if given[n - 1] in quiet and given[n - 1][0] == chat]
        assert among == sorted(among)


def test_what_a_member_sends_beyond_a_few_waits_as_another_chat_would() -> None:
    flood, calm = (GROUP, FLOODER), (GROUP, 8)
    assert turns([flood] * 7 + [calm, calm, (PRIVATE, PRIVATE)]) == [1, 10, 2, 3, 4, 5, 6, 8, 7, 9]


def test_no_flood_of_a_chat_that_is_held_has_its_turn() -> None:
    waiting = Waiting()
    for number in range(7):
        waiting.add(number, GROUP, FLOODER)
    assert waiting.first({GROUP}) is None
