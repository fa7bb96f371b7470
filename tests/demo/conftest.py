import os
import subprocess
import sys
from pathlib import Path

import pytest

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
def runs(tmp_path_factory) -> list[tuple[Path, str]]:
    """The folder and output of a run, into a folder that holds something of its owner's."""
    folders = [tmp_path_factory.mktemp("demo") for _ in range(1)]
    (folders[0] / "mine.txt").write_text("not the demo's", encoding="utf-8")
    (folders[0] / "bundle.json").write_text("of an earlier demo", encoding="utf-8")
    processes = [_start("--out", str(folder)) for folder in folders]
    ended = [(process.communicate(), process.returncode) for process in processes]
    assert [(status, err) for (_, err), status in ended] == [(0, "")]
    return [(folder, out) for folder, ((out, _), _) in zip(folders, ended, strict=True)]
