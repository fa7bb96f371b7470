"""Files that are either whole or not there."""

import hashlib
import os
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Write the file beside its place, flush it to the disk, and move it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


class EvidenceFolder:
    """Files from the field under their SHA-256; the same bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        """Keep files below this folder."""
        self._folder = folder

    def keep(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hex."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._folder / digest[:2] / digest
        if not path.exists():
            write_atomically(path, data)
        return digest
