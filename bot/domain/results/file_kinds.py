"""What a file is, by its first bytes: its name and its type are only what somebody calls it."""

BEGINNING_BYTES = 12
"""So many bytes tell it."""
_BY_MARK = {
    b"\xff\xd8\xff": ".jpg",
    b"\x89PNG": ".png",
    b"GIF8": ".gif",
    b"%PDF": ".pdf",
    b"OggS": ".ogg",
}
_BY_BRAND = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), ".heic"),
    b"avif": ".avif",
    b"M4A ": ".m4a",
    b"qt  ": ".mov",
}
_FROM_CAMERAS = frozenset({".jpg", ".png", ".heic", ".avif", ".webp"})


def ending_of(first: bytes) -> str:
    """Return by which ending programs know a file that begins so, "" where its beginning does not tell."""
    if first[4:8] == b"ftyp":
        return _BY_BRAND.get(first[8:12], ".mp4")
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return ".webp"
    return next((ending for mark, ending in _BY_MARK.items() if first.startswith(mark)), "")


def is_picture(first: bytes) -> bool:
    """Return whether a file that begins so is a picture in which a camera may say where it was taken."""
    return ending_of(first) in _FROM_CAMERAS
