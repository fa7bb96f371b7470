"""Small real pictures, made by hand."""

import struct
import zlib


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 64, height: int = 32) -> bytes:
    rows = b"".join(b"\0" + b"\x40\x80\xc0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg_header(*, exif: bytes = b"") -> bytes:
    """The beginning of a JPEG of 640 × 480: enough for its size to be read."""
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif if exif else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, 480, 640, 0)
    return b"\xff\xd8" + segment + frame + b"\xff\xda\x00\x02pixels\xff\xd9"
