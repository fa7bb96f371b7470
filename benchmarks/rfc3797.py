"""RFC 3797 from its text (sections 4 and 5): what the IETF draws its nominating committee with."""

import hashlib
from collections.abc import Sequence


def key_string(sources: Sequence[Sequence[int]]) -> str:
    """Return the sources as one text: each one's numbers ascending, a dot after each, then a slash."""
    return "".join("".join(f"{number}." for number in sorted(source)) + "/" for source in sources)


def select(key: str, pool: int, wanted: int) -> list[int]:
    """Return so many of the numbers 1 to `pool`, in the order drawn.

    The number of the step, two bytes, stands before and after the key; its MD5 modulo those left names one.
    """
    left, drawn = list(range(1, pool + 1)), []
    for step in range(wanted):
        frame = step.to_bytes(2, "big")
        value = hashlib.md5(frame + key.encode() + frame, usedforsecurity=False).digest()
        drawn.append(left.pop(int.from_bytes(value, "big") % len(left)))
    return drawn
