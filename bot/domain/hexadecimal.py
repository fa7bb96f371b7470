"""Hashes and signatures as they are written everywhere: in small hexadecimal digits."""

from typing import Annotated

from pydantic import Field

DIGEST, SIGNATURE = r"[0-9a-f]{64}", r"[0-9a-f]{128}"
Digest = Annotated[str, Field(pattern=f"^{DIGEST}$")]
"""A SHA-256, or an Ed25519 public key: 32 bytes."""
Signature = Annotated[str, Field(pattern=f"^{SIGNATURE}$")]
"""An Ed25519 signature: 64 bytes."""
