"""A photograph for the demo: a small picture made on the spot, of nobody and nothing."""

import struct
import zlib

_SIDE = 64


def photo() -> bytes:
    """Return a PNG of 64 by 64 pixels."""
    rows = b"".join(b"\x00" + bytes((x * y) % 251 for x in range(_SIDE * 3)) for y in range(_SIDE))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
