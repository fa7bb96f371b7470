"""Callback data that nobody sealed: random, and sealed with one bit flipped.

`python -m tests.handlers.seal_forgeries` tries 10⁶ and 10⁵; the tests try a sample.
"""

import random
import sys
from collections.abc import Iterator

from bot.sealing import seal, unseal

KEY = bytes(range(32))
RANDOM, FLIPPED = 1_000_000, 100_000
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.=按é\x00 "


def random_data(count: int, dice: random.Random) -> Iterator[str]:
    """Yield texts of a button's length, half of them in the shape of a seal."""
    for number in range(count):
        tail = "".join(dice.choices(_LETTERS, k=dice.randrange(0, 40)))
        yield f"1.{dice.randrange(36**6):x}.{tail}" if number % 2 else tail


def flipped_data(count: int, dice: random.Random) -> Iterator[str]:
    """Yield sealed texts with one bit of one byte changed, as far as they still are text."""
    done = 0
    while done < count:
        raw = bytearray(seal(KEY, dice.randrange(10**6)).encode())
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            text = raw.decode("latin-1")
        done += 1
        yield text


def opened(data: Iterator[str]) -> list[str]:
    """Return what opens a button all the same."""
    return [each for each in data if unseal(KEY, each) is not None]


def main() -> None:
    """Try all, and say what opened."""
    dice = random.Random(7)
    found = opened(random_data(RANDOM, dice)), opened(flipped_data(FLIPPED, dice))
    sys.stdout.write(f"random: {len(found[0])} of {RANDOM} opened\nflipped: {len(found[1])} of {FLIPPED}\n")
    sys.exit(bool(found[0] or found[1]))


if __name__ == "__main__":
    main()
