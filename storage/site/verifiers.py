"""The two verifiers beside the bundles, so that whoever reads the pages can check a draw at once."""

from importlib.resources import files

VERIFIERS = ("verify.html", "ssj_verify.py")


def verifiers() -> dict[str, bytes]:
    """Return both by name, to the byte as they are in the project."""
    return {name: files("verifier").joinpath(name).read_bytes() for name in VERIFIERS}
