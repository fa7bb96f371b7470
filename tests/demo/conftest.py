import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import made_once

ROOT = Path(__file__).parents[2]


def _start(*arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", "demo", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="session")
def run() -> tuple[Path, str]:
    """The folder and output of a run, into a folder that holds something of its owner's."""
    folder = made_once("demo", _play)
    return folder / "out", (folder / "said.txt").read_text(encoding="utf-8")


def _play(folder: Path) -> None:
    out = folder / "out"
    out.mkdir()
    (out / "mine.txt").write_text("not the demo's", encoding="utf-8")
    (out / "bundle.json").write_text("of an earlier demo", encoding="utf-8")
    process = _start("--out", str(out))
    said, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    (folder / "said.txt").write_text(said, encoding="utf-8")
