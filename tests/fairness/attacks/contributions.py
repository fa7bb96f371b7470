"""Rows 4, 5, 64 and 65: the operator picks which contributions count, writes the last, or types others."""

import random
from itertools import combinations

from attacks.room import ENTROPY, WANTED, Group, plan_at, publish, transcript, winner

WRITTEN = 6
SPARE = 3
SECRET = "5a" * 32
READINGS = 3


def choose_texts(number):
    """At L1: six members write, two texts count; the bot "never got" those that do not suit.

    Returns whether it worked, the published draw and the chat.
    """
    group, plan = Group(f"texts {number}"), plan_at("L1", SECRET)
    group.announce(plan)
    choices = list(combinations(group.write(WRITTEN), ENTROPY["L1"]["count"]))
    values = next((c for c in choices if winner(plan, list(c), SECRET) == WANTED), choices[0])
    published = publish(plan, transcript("L1", values), SECRET)
    return winner(plan, list(values), SECRET) == WANTED, published, group


def write_last(number):
    """At L1: the last observer is a friend who knows the secret; he tries texts and sends the one that suits.

    Returns the number of texts tried, the published draw and the chat.
    """
    group, plan = Group(f"last {number}"), plan_at("L1", SECRET)
    group.announce(plan)
    first = group.write(1)
    tries = next(i for i in range(1, 10_000) if winner(plan, [*first, f"赞成{i}"], SECRET) == WANTED)
    group.say("text", f"赞成{tries}")
    return tries, publish(plan, transcript("L1", [*first, f"赞成{tries}"]), SECRET), group


def slip_in_text(number):
    """At L2: a friend's text that suits takes the place of the last throw. Returns the draw and the chat."""
    group, plan = Group(f"slip {number}"), plan_at("L2")
    group.announce(plan)
    first = group.throw(ENTROPY["L2"]["count"])[:-1]
    text = next(f"赞成{i}" for i in range(10_000) if winner(plan, [*first, f"赞成{i}"]) == WANTED)
    entries = transcript("L2", [*first, group.say("text", text)])
    entries[-1]["kind"] = "text"
    return publish(plan, entries), group


def drop_throws(number):
    """At L2: the bot throws three more than it should and counts the eleven that suit.

    Returns the published draw and the chat where eleven that suit were found, else two nulls.
    """
    group, plan = Group(f"drop {number}"), plan_at("L2")
    count = ENTROPY["L2"]["count"]
    group.announce(plan)
    thrown = group.throw(count + SPARE)
    for places in list(combinations(range(len(thrown)), count))[1:]:
        values = [thrown[i] for i in places]
        if values != thrown[:count] and winner(plan, values) == WANTED:
            return publish(plan, transcript("L2", values, [i + 2 for i in places])), group
    return None, None


def other_round(number):
    """At L3: an older round of the beacon suits better than the one that the plan names."""
    group, plan, mine = Group(f"round {number}"), plan_at("L3"), random.Random(f"ssj rounds {number}")
    group.announce(plan)
    group.beacon()
    older = (mine.randbytes(48).hex() for _ in range(10_000))
    return publish(plan, transcript("L3", [next(v for v in older if winner(plan, [v]) == WANTED)])), group


def type_alone(number):
    """With ten-sided dice: the operator types digits that suit, and the second typist what lies on the table.

    Unequal readings are read again; after two he gives in, for a third would end the attempt as lost.
    Returns whether the wanted school is drawn.
    """
    group, plan = Group(f"dice {number}"), plan_at("d10")
    group.announce(plan)
    table = group.dice(ENTROPY["d10"]["count"])
    suits = winner(plan, [table]) == WANTED
    lies = [] if suits else [table[:-1] + str(9 - int(table[-1]))] * (READINGS - 1)
    agreed = next(typed for typed in [*lies, table] if typed == table)
    return winner(plan, [agreed]) == WANTED


def _digits_that_suit(plan, table, mine):
    while True:
        typed = table[:-4] + f"{mine.randrange(10_000):04}"
        if winner(plan, [typed]) == WANTED:
            return typed


def type_together(number):
    """With ten-sided dice: both typists are in it. Returns the published draw and the chat."""
    group, plan, mine = Group(f"both {number}"), plan_at("d10"), random.Random(f"ssj both {number}")
    group.announce(plan)
    typed = _digits_that_suit(plan, group.dice(ENTROPY["d10"]["count"]), mine)
    return publish(plan, transcript("d10", [typed])), group
