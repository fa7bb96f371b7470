"""A folder that all workers of one run share: what one of them has made, the others need not make again."""

import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

_VARIABLE = "SHUANGSUIJI_TESTS_SHARED"
_MEMORY, _ENOUGH_BYTES = Path("/dev/shm"), 2 * 1024**3  # noqa: S108 - in it, folders of our own are made


def lie_in_memory() -> None:
    """Let the tests' files lie in memory where there is room: a commit then waits for no disk."""
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def begin() -> None:
    """Make the folder, before the workers start: they know it by the environment."""
    where = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    os.environ[_VARIABLE] = tempfile.mkdtemp(prefix="shuangsuiji-tests-", dir=where)


def end() -> None:
    """Take the folder away."""
    shutil.rmtree(os.environ.pop(_VARIABLE))


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of this name; whoever asks first fills it, the others wait."""
    folder = Path(os.environ[_VARIABLE]) / name
    with folder.with_suffix(".lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if lock.tell() == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            lock.write("made")
    return folder


def kept(key: object) -> Any:
    """Return what was kept under this key, None where nothing was."""
    try:
        return pickle.loads(_place(key).read_bytes())  # noqa: S301 - our own, of this run
    except FileNotFoundError:
        return None


def keep(key: object, value: object) -> None:
    """Keep a value for all; of two at the same time the last one stays."""
    place = _place(key)
    part = place.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(value))
    part.rename(place)


def _place(key: object) -> Path:
    return Path(os.environ[_VARIABLE]) / sha256(repr(key).encode()).hexdigest()
