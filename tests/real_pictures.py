"""Small pictures that real encoders wrote (Pillow 13, libheif): `place` bears that of the school."""

from pathlib import Path

PLACE = "38.610000,114.700000"
PNG, HEIC, WEBP = (
    (Path(__file__).parent / "pictures" / f"place.{ending}").read_bytes()
    for ending in ("png", "heic", "webp")
)
TIMED = [(Path(__file__).parent / "pictures" / f"time.{ending}").read_bytes() for ending in ("jpg", "webp")]
"""Taken on 21 September 2026 at 9:05:30, at +08:00."""
