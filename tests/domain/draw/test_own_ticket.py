"""What a target can check of itself, held against the words of the protocol, target by target."""

import hashlib
import math
from collections import Counter
from fractions import Fraction

import pytest
from draw_builders import VECTORS, vector

from bot.domain.draw.bytes import dumps
from bot.domain.draw.entropy import seed_of
from bot.domain.draw.own_ticket import own_ticket

BUNDLES = [pytest.param(case["bundle"], id=case["case"]) for case in VECTORS]


def order_of(bundle, targets):
    seed = seed_of(bundle["commitment"], bundle["secret"], bytes.fromhex(bundle["entropy_hash"]))
    return [targets[at] for at in seed.order("order/target", len(targets))]


def looked_at(targets):
    """Return some of the places, the first two and the last two among them."""
    return {*range(0, len(targets), 9), 1, len(targets) - 2, len(targets) - 1}


def node(left: str, right: str) -> str:
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


@pytest.mark.parametrize("bundle", BUNDLES)
def test_target_finds_its_leaf_its_ticket_and_its_place(bundle):
    targets = sorted(bundle["targets"], key=lambda each: each["id"])
    order = order_of(bundle, targets)
    for at in looked_at(targets):
        plain = targets[at]
        own = own_ticket(bundle, plain["id"])
        assert (own.target.plain(), own.position, own.total) == (plain, at, len(targets))
        assert own.leaf == hashlib.sha256(b"\x00" + dumps(plain)).hexdigest()
        top = own.leaf
        for is_left, other in own.path:
            top = node(other, top) if is_left else node(top, other)
        assert top == own.root == bundle["plan"]["pools"]["targets"]["root"]
        block = hashlib.sha256(bytes.fromhex(own.key) + own.block.to_bytes(8, "big")).hexdigest()
        assert own.ticket == block[16 * (own.word - 1) : 16 * own.word]
        assert order[own.place - 1] is plain
        assert own.is_drawn == (plain["id"] in bundle["result"]["picked"])


@pytest.mark.parametrize("bundle", BUNDLES)
def test_target_knows_what_its_stratum_gives_and_its_rank_there(bundle):
    targets = sorted(bundle["targets"], key=lambda each: each["id"])
    wanted = dict.fromkeys((each["stratum"] for each in targets), 0)
    for each in bundle["plan"]["rules"]["strata"]:
        members = sum(one["stratum"] == each["name"] for one in targets)
        wanted[each["name"]] = max(math.ceil(Fraction(members * each["bp"], 10_000)), each["min"])
    ranks = Counter()
    for place, plain in enumerate(order_of(bundle, targets)):
        ranks[plain["stratum"]] += plain["eligible"]
        if place not in looked_at(targets):
            continue
        own = own_ticket(bundle, plain["id"])
        assert (own.wanted, own.rank) == (wanted[plain["stratum"]], ranks[plain["stratum"]])


def test_target_that_is_not_in_the_pool_has_no_ticket():
    assert own_ticket(vector("strata"), "nobody") is None
