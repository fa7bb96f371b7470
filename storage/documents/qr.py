"""QR codes as pictures."""

from functools import lru_cache
from io import BytesIO

import segno

_MOST_KEPT = 100


@lru_cache(maxsize=_MOST_KEPT)
def qr_code(text: str) -> bytes:
    """Return the code as a PNG; all documents of one inspection bear the same."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=4, border=1)
    return picture.getvalue()
