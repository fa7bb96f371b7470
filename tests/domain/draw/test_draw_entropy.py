import math

import pytest
from draw_builders import LATER, throws
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.domain.draw.entropy import (
    Entry,
    Seed,
    bits,
    entropy_hash,
    has_enough_outcomes,
    level,
    transcript_problems,
)
from bot.domain.draw.plan import Entropy

ENTROPY = TypeAdapter(Entropy)
SLOT = {"kind": "slot", "count": 3}
DIE = {"kind": "die", "count": 2}
D10 = {"kind": "d10", "count": 4}
TEXT = {"kind": "text", "count": 2}
BALLS = {"kind": "balls", "game": "k8", "issue": "1", "count": 3, "max": 9, "not_before": LATER}
DRAND = {"kind": "drand", "chain": "ab" * 32, "round": 1, "not_before": LATER}


def one(kind, src, val):
    return [{"i": 0, "kind": kind, "src": src, "val": val}]


def said(*values):
    return [{"i": i, "kind": "text", "src": f"msg:{i + 9}/{i + 1}", "val": v} for i, v in enumerate(values)]


def sources(transcript, *srcs):
    return [entry | {"src": src} for entry, src in zip(transcript, srcs, strict=True)]


def problems(entropy, transcript):
    entries = tuple(Entry.model_validate(entry) for entry in transcript)
    return transcript_problems(ENTROPY.validate_python(entropy), entries)


@pytest.mark.parametrize(
    ("entropy", "transcript", "codes"),
    [
        ({"kind": "none"}, [], []),
        ({"kind": "none"}, one("none", "msg:1", 1), ["count", "val"]),
        (SLOT, throws("slot", [1, 64, 7]), []),
        (SLOT, throws("slot", [1, 64]), ["count"]),
        (SLOT, throws("slot", [1, 64, 7, 7]), ["count"]),
        (SLOT, throws("slot", [1, 64, 65]), ["val"]),
        (SLOT, throws("slot", [0, 64, 1]), ["val"]),
        (SLOT, throws("slot", [1, 64, "1"]), ["val"]),
        (SLOT, throws("die", [1, 2, 3]), ["kind"]),
        (SLOT, sources(throws("slot", [1, 2, 3]), "msg:9", "msg:10", "msg:11"), []),
        (SLOT, sources(throws("slot", [1, 2, 3]), "msg:9", "msg:11", "msg:10"), ["src"]),
        (SLOT, sources(throws("slot", [1, 2, 3]), "msg:9", "msg:9", "msg:10"), ["src"]),
        (SLOT, sources(throws("slot", [1, 2, 3]), "msg:9", "msg:010", "msg:11"), ["src"]),
        (SLOT, sources(throws("slot", [1, 2, 3]), "msg:0", "msg:1", "msg:2"), ["src"]),
        (SLOT, sources(throws("slot", [1, 2, 3]), "room", "msg:1", "msg:2"), ["src"]),
        (SLOT, [entry | {"i": 2 - entry["i"]} for entry in throws("slot", [1, 2, 3])], ["i"]),
        (SLOT, throws("slot", [1, 64, "0a"]), ["val"]),
        (DIE, throws("die", [1, 6]), []),
        (DIE, throws("die", [1, 7]), ["val"]),
        (D10, one("d10", "room", "0123"), []),
        (D10, one("d10", "room", "012"), ["val"]),
        (D10, one("d10", "room", "01２3"), ["val"]),
        (D10, one("d10", "room", 123), ["val"]),
        (D10, one("d10", "msg:1", "0123"), ["src"]),
        (D10, throws("d10", ["0123", "0123"]), ["count", "src"]),
        (TEXT, said("公开", "x" * 200), []),
        (TEXT, said("", "b"), ["val"]),
        (TEXT, said("a", "x" * 201), ["val"]),
        (TEXT, said("a", 1), ["val"]),
        (TEXT, sources(said("a", "b"), "msg:1/2", "msg:2/1"), ["src"]),
        (TEXT, sources(said("a", "b"), "msg:2/1", "msg:1/2"), ["src"]),
        (TEXT, sources(said("a", "b"), "msg:1", "msg:2/2"), ["src"]),
        (BALLS, one("balls", "lottery", [1, 2, 9]), []),
        (BALLS, one("balls", "lottery", [0, 2, 9]), ["val"]),
        (BALLS, one("balls", "lottery", [1, 2, 10]), ["val"]),
        (BALLS, one("balls", "lottery", [1, 3, 2]), ["val"]),
        (BALLS, one("balls", "lottery", [1, 1, 2]), ["val"]),
        (BALLS, one("balls", "lottery", [1, 2]), ["val"]),
        (BALLS, one("balls", "lottery", "123"), ["val"]),
        (BALLS, one("balls", "lottery", "0a"), ["val"]),
        (DRAND, one("drand", "drand", "0af1"), []),
        (DRAND, one("drand", "drand", "0AF1"), ["val"]),
        (DRAND, one("drand", "drand", "0af"), ["val"]),
        (DRAND, one("drand", "drand", 1), ["val"]),
        (DRAND, one("drand", "lottery", "0a"), ["src"]),
    ],
)
def test_transcript_problems_are(entropy, transcript, codes):
    assert problems(entropy, transcript) == codes


def test_level_follows_from_the_kind():
    kinds = ("none", "text", "slot", "die", "d10", "balls", "drand")
    assert [level(kind) for kind in kinds] == ["L0", "L1", "L2", "L2", "L2", "L3", "L3"]


@pytest.mark.parametrize(
    ("entropy", "worth"),
    [
        ({"kind": "none"}, 0),
        (TEXT, 0),
        ({"kind": "slot", "count": 11}, 66),
        ({"kind": "die", "count": 25}, 64.624),
        ({"kind": "d10", "count": 20}, 66.439),
        (BALLS, math.log2(84)),
        (DRAND, 256),
    ],
)
def test_bits_are_those_of_the_page(entropy, worth):
    assert bits(ENTROPY.validate_python(entropy)) == pytest.approx(worth, abs=0.001)


LEAST_FOR_PAIRS = 1_482_911
"""The fewest balls of which there are 2⁴⁰ pairs."""


@pytest.mark.parametrize(
    ("count", "largest"),
    [
        *((1, 2**40), (1, 2**40 - 1), (2**40, 2**40), (2**40 - 1, 2**40), (2**40 + 1, 2**40)),
        *((2, LEAST_FOR_PAIRS), (2, LEAST_FOR_PAIRS - 1), (99, 100), (0, 100), (-1, 100), (1, 0)),
        *((20, 80), (5, 35), (6, 33), (18, 44), (19, 44), (26, 44), (25, 44)),
    ],
)
def test_balls_are_enough_where_there_are_2_to_the_40_sets(count, largest):
    rest = largest - count
    sets = math.comb(largest, min(count, rest)) if min(count, rest) >= 0 else 0
    assert has_enough_outcomes(ENTROPY.validate_python(BALLS | {"count": count, "max": largest})) is (
        sets >= 2**40
    )


def test_entropy_hash_leaves_the_sources_out():
    plain = throws("slot", [1, 2, 3])
    moved = sources(plain, "msg:1", "msg:2", "msg:3")
    hashes = {entropy_hash(tuple(map(Entry.model_validate, entries))) for entries in (plain, moved)}
    assert len(hashes) == 1


@pytest.mark.parametrize("first", range(6))
@pytest.mark.parametrize("count", range(7))
def test_tickets_are_the_same_from_wherever_they_are_read(first, count):
    seed = Seed(b"seed")
    assert seed.tickets("a", first, count) == seed.tickets("a", 0, 12)[first : first + count]


@given(first=st.integers(0, 40), offsets=st.sets(st.integers(0, 40)))
def test_some_tickets_are_those_among_all(first, offsets):
    stream = Seed(b"seed").stream("a")
    everything = stream.tickets(first, 41)
    assert stream.some_tickets(first, sorted(offsets)) == {each: everything[each] for each in offsets}
