"""The public beacons whose rounds this house knows: drand's chains, by their hash (protocol section 5).

The figures are what each chain's own `/info` says: quicknet's in drand's announcement of 16 October 2023
(github.com/drand/website, `docs/blog/2023-10-16-quicknet-is-live.md`), the default chain's in drand's
documentation of its HTTP API. A chain that is not here is no fault of a draw; it only cannot be judged.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bot.domain.draw.plan import Drand
from bot.domain.draw.records import moment


class Chain(NamedTuple):
    """A chain: the second of round 1 (since 1970), seconds between rounds, its key (hex, compressed).

    A chained one signs the signature before along with the round; a transcript does not hold it, whoever
    checks has to give it.
    """

    name: str
    genesis: int
    period: int
    public_key: str
    is_chained: bool


CHAINS: Mapping[str, Chain] = {
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": Chain(
        name="quicknet",
        genesis=1692803367,
        period=3,
        public_key="83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
        "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
        is_chained=False,
    ),
    "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce": Chain(
        name="default",
        genesis=1595431050,
        period=30,
        public_key="868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a569937c529eeda66c7293784a9402801af31",
        is_chained=True,
    ),
}


def second_of(chain: str, number: int) -> int | None:
    """Return the second since 1970 in which a round comes, or None where the chain is not known."""
    known = CHAINS.get(chain)
    return None if known is None else known.genesis + (number - 1) * known.period


def first_round(name: str, second: int) -> tuple[str, int, int]:
    """Return the hash of the chain of this name, its first round from this second on, and when that comes.

    Raises:
        ValueError: no chain of this name is known, or it begins later.
    """
    begun = [key for key, each in CHAINS.items() if each.name == name and each.genesis <= second]
    if not begun:
        raise ValueError(name)
    chain, known = begun[0], CHAINS[begun[0]]
    number = -(-(second - known.genesis) // known.period) + 1
    return chain, number, known.genesis + (number - 1) * known.period


def is_in_time(entropy: Drand) -> bool | None:
    """Return whether the plan's `not_before` is the round's own second; None where the chain is not known."""
    second = second_of(entropy.chain, entropy.round)
    time, decimals = moment(entropy.not_before)
    return None if second is None else (time.timestamp(), decimals) == (second, "")
