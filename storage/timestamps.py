"""Stamps of a time-stamping authority (RFC 3161); no other file knows the client, the extra `timestamp`.

The authority sees a hash; its signed reply says that what was hashed was there at that instant.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_MOST_BYTES = 100_000
_PATIENCE_SECONDS = 20


class StampError(Exception):
    """No stamp could be had, or one does not hold; the text says why."""


def has_client() -> bool:
    """Return whether the extra is installed."""
    return find_spec("rfc3161_client") is not None


def roots_in(pem: bytes) -> "list[Certificate]":
    """Return the certificates of a file; raise ValueError where it holds none."""
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - the running bot has no use for it

    return load_pem_x509_certificates(pem)


async def ask_for_stamp(address: str, statement: bytes) -> tuple[bytes, datetime]:
    """Return the authority's reply for this statement, as it came, and its instant.

    Raises:
        StampError: the authority cannot be reached, refuses, or stamps something else.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - an extra

    request = TimestampRequestBuilder(statement, HashAlgorithm.SHA256).build()
    try:
        async with httpx.AsyncClient(timeout=_PATIENCE_SECONDS) as client:
            reply = await client.post(
                address, content=request.as_bytes(), headers={"Content-Type": _QUERY, "Accept": _REPLY}
            )
    except httpx.HTTPError as error:
        raise StampError(type(error).__name__) from error
    if reply.status_code != httpx.codes.OK or len(reply.content) > _MOST_BYTES:
        raise StampError(f"status {reply.status_code}, {len(reply.content)} bytes")
    stamp = _read(reply.content)
    imprint = stamp.tst_info.message_imprint
    if stamp.tst_info.nonce != request.nonce or imprint.message != request.message_imprint.message:
        raise StampError("the reply is to another request")
    return reply.content, stamp.tst_info.gen_time


def is_about(reply: bytes, statement: bytes) -> bool:
    """Return whether a reply bears the hash of the statement; who signed it is not looked at."""
    return hashlib.sha256(statement).digest() in reply


def stamped_at(reply: bytes, statement: bytes, roots: "Sequence[Certificate]") -> datetime:
    """Return the instant that a reply proves for the statement, by certificates that somebody trusts.

    Raises:
        StampError: it does not.
    """
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415 - an extra

    stamp = _read(reply)
    try:
        VerifierBuilder(roots=list(roots)).build().verify_message(stamp, statement)
    except (VerificationError, ValueError) as error:
        raise StampError(str(error)) from error
    return stamp.tst_info.gen_time


def _read(reply: bytes) -> "TimeStampResponse":
    from rfc3161_client import PKIStatus, decode_timestamp_response  # noqa: PLC0415 - an extra

    try:
        stamp = decode_timestamp_response(reply)
        is_granted = PKIStatus(stamp.status) is PKIStatus.GRANTED
    except ValueError as error:
        raise StampError(f"no reply of RFC 3161: {error}") from error
    if not is_granted:
        raise StampError(f"refused: {stamp.status_string}")
    return stamp
