"""A draw is the same in every locale, with every order of hashing, on every Python that is here."""

import hashlib
import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from draw_builders import VECTORS

from bot.domain.draw.bytes import dumps

ROOT = Path(__file__).parents[3]
BUNDLE = next(case["bundle"] for case in VECTORS if case["bundle"]["vacancies"])
LOCALES, SEEDS = ("C", "zh_CN.UTF-8", "tr_TR.UTF-8"), ("0", "1", "4294967295")
OTHERS = [f"python3.{minor}" for minor in range(9, 16)]
DRAW_ALL = """
import hashlib, json
from pathlib import Path
from bot.domain.draw.bytes import dumps
from bot.domain.draw.recompute import recompute
cases = json.loads(Path("tests/domain/draw/draw-vectors.json").read_bytes())
drawn = b"".join(dumps(recompute(case["bundle"])) for case in cases)
print(hashlib.sha256(drawn).hexdigest())
"""


def _says(python: str, *arguments: str, locale: str = "C", seed: str = "0") -> tuple[int, bytes]:
    environment = {"LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "PATH": os.environ["PATH"]}
    done = subprocess.run((python, *arguments), cwd=ROOT, env=environment, capture_output=True, check=False)  # noqa: S603
    return done.returncode, done.stdout


def _pythons() -> list[str]:
    """Return the other Pythons of this machine that start."""
    found = [path for name in OTHERS if (path := shutil.which(name))]
    return [path for path in found if _says(path, "--version")[0] == 0]


def test_verifier_says_the_same_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_bytes(dumps(BUNDLE))
    command = (str(ROOT / "verifier" / "ssj_verify.py"), str(file))
    here = [
        _says(sys.executable, *command, locale=locale, seed=seed)
        for locale, seed in itertools.chain(zip(LOCALES, SEEDS, strict=True), [("tr_TR.UTF-8", "0")])
    ]
    elsewhere = [_says(python, *command) for python in _pythons()]
    assert {status for status, _ in here} == {2}  # without an observer's copy something stays undecided
    assert set(here + elsewhere) == {here[0]}


def test_every_vector_is_drawn_the_same_whatever_the_locale_and_the_hashes() -> None:
    drawn = {
        _says(sys.executable, "-c", DRAW_ALL, locale=locale, seed=seed)
        for locale, seed in zip(LOCALES, SEEDS, strict=True)
    }
    expected = b"".join(dumps(case["bundle"]["result"]) for case in VECTORS)
    assert drawn == {(0, f"{hashlib.sha256(expected).hexdigest()}\n".encode())}
