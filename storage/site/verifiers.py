"""Puts the two verifiers beside the bundles, so that whoever reads the page can check a draw at once."""

from importlib.resources import files
from pathlib import Path

from storage.files import write_atomically

VERIFIERS = ("verify.html", "ssj_verify.py")


def write_verifiers(directory: Path) -> None:
    """Write both into the directory, to the byte as they are in the project."""
    for name in VERIFIERS:
        write_atomically(directory / name, files("verifier").joinpath(name).read_bytes())
