"""Puts the files of the site into their place: all are ready before the first one is moved.

A crash while they are made leaves the old site untouched. They are then moved one by one, each in one step,
in the order given: pages before those that lead to them. So whoever reads meanwhile meets whole pages
and, within a language, no dead link; a crash between two moves is mended by the next writing.
"""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from storage.files import write_atomically

_STAGE = ".next"
_OWN = re.compile(
    r"(en/)?(index|rounds|rules|chain|check|items|roster|search|statistics|(round|target|item)-[^/]+)\.html"
)
"""The pages that are taken away when the site has them no more; anything else in the folder stays."""


def write_files(directory: Path, files: Mapping[str, bytes]) -> None:
    """Bring the folder to these files (`{"en/index.html": b"…"}`); what is the same already is left alone."""
    directory.mkdir(parents=True, exist_ok=True)
    stage = directory / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    changed = [name for name, data in files.items() if not _is_there(directory / name, data)]
    for name in changed:
        write_atomically(stage / name, files[name])
    for name in changed:
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).replace(directory / name)
    for path in _pages(directory):
        if path.relative_to(directory).as_posix() not in files:
            path.unlink()
    shutil.rmtree(stage, ignore_errors=True)


def _is_there(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _pages(directory: Path) -> list[Path]:
    found = [*directory.glob("*.html"), *directory.glob("en/*.html")]
    return [path for path in found if _OWN.fullmatch(path.relative_to(directory).as_posix())]
