"""What `.ci/run` brings by npm: the tests that need it are skipped where it is not, and fail in CI."""

import os
from pathlib import Path

import pytest

_MODULES = Path(__file__).parents[2] / ".venv/node_modules"


def npm_tool(package: str, file: str) -> Path:
    """Return a file of a package; skip the test where it is not installed, except in CI, where it must be."""
    if not (_MODULES / file).is_file():
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse(f"no {package} on this machine (npm install --prefix .venv --no-save {package})")
    return _MODULES / file
