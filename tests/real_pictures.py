"""Small pictures that real encoders wrote (Pillow 13, libheif), each with the place of the school."""

from pathlib import Path

PLACE = "38.610000,114.700000"
PNG, HEIC, WEBP = (
    (Path(__file__).parent / "pictures" / f"place.{ending}").read_bytes()
    for ending in ("png", "heic", "webp")
)
