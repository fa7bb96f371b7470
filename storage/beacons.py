"""A beacon's signature checked with BLS12-381, where the extra `beacon` (py-ecc) is installed.

drand's scheme `bls-unchained-g1-rfc9380`: the signature is a point of G1, the key one of G2, the message is
SHA-256 of the round as eight bytes, hashed to the curve by RFC 9380. Its scheme `pedersen-bls-chained` has
the two groups the other way round, and the signature of the round before stands in front of the round.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Literal

from bot.domain.draw.beacons import CHAINS

_SUITE = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
_ROUND_BYTES = 8
_G1_BYTES, _G2_BYTES = 48, 96


def check_beacon(
    chain: str, round_number: int, signature: str, previous: str = ""
) -> Literal["pass", "fail", "undecided"]:
    """Return whether the signature (hex) is the chain's for this round.

    Undecided where the chain is not known, where it is a chained one and the signature of the round before
    (`previous`) is not given, or where the extra is not installed.
    """
    known = CHAINS.get(chain)
    if known is None or (known.is_chained and not previous):
        return "undecided"
    is_signed_by = _is_signed_after if known.is_chained else _is_signed
    try:
        before = bytes.fromhex(previous if known.is_chained else "")
        message = sha256(before + round_number.to_bytes(_ROUND_BYTES, "big")).digest()
        with _own_recursion_limit():
            is_signed = is_signed_by(known.public_key, message, bytes.fromhex(signature))
    except ImportError:
        return "undecided"
    except ValueError:  # no point of the curve
        return "fail"
    return "pass" if is_signed and len(before) in (0, _G2_BYTES) else "fail"


@contextmanager
def _own_recursion_limit() -> Iterator[None]:
    """Undo what py-ecc does when it is imported: with its limit, deeply nested JSON ends the process."""
    limit = sys.getrecursionlimit()
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def _is_signed_after(public_key: str, message: bytes, signature: bytes) -> bool:
    """The scheme that Ethereum's `G2Basic` is too: the key is of G1, the signature of G2."""
    from py_ecc.bls import G2Basic  # noqa: PLC0415

    return bool(G2Basic.Verify(bytes.fromhex(public_key), message, signature))


def _is_signed(public_key: str, message: bytes, signature: bytes) -> bool:
    """e(signature, g₂) = e(H(message), key), the signature being of G1's own subgroup."""
    from py_ecc.bls.hash_to_curve import hash_to_G1  # noqa: PLC0415 - the extra may be absent; a third of a second
    from py_ecc.bls.point_compression import decompress_G1  # noqa: PLC0415
    from py_ecc.optimized_bls12_381 import (  # noqa: PLC0415
        FQ12,
        G2,
        curve_order,
        final_exponentiate,
        is_inf,
        multiply,
        neg,
        pairing,
    )

    point = decompress_G1(_number(signature))
    if len(signature) != _G1_BYTES or is_inf(point) or not is_inf(multiply(point, curve_order)):
        return False
    hashed = hash_to_G1(message, _SUITE, sha256)
    left = pairing(G2, point, final_exponentiate=False)
    right = pairing(_key(public_key), neg(hashed), final_exponentiate=False)
    return bool(final_exponentiate(left * right) == FQ12.one())


def _number(raw: bytes) -> Any:
    return int.from_bytes(raw, "big")


def _key(public_key: str) -> Any:
    from py_ecc.bls.point_compression import decompress_G2  # noqa: PLC0415

    raw = bytes.fromhex(public_key)
    return decompress_G2((_number(raw[:_G1_BYTES]), _number(raw[_G1_BYTES:])))
