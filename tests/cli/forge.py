"""The console's commands as processes of their own, forked from one that has imported them."""

import ctypes
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bot.cli import main
from tests.forking import Order, serve, write_to

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Forge:
    """The process to fork from."""

    process: subprocess.Popen[str]

    def run(self, arguments: tuple[str, ...], folder: Path, environment: dict[str, str]) -> int:
        """Return the exit status of a command; it writes to the files `out` and `err` beside its folder."""
        self._order(arguments=arguments, folder=str(folder), environment=environment)
        self._answer()
        return self._answer()

    def start(
        self, arguments: tuple[str, ...], folder: Path, environment: dict[str, str], stream: Path
    ) -> int:
        """Return the number of a process that goes on; what it says goes into the named pipe `stream`."""
        order = {"arguments": arguments, "folder": str(folder), "environment": environment}
        self._order(**order, stream=str(stream), goes_on=True)
        return self._answer()

    def ended(self, process: int) -> int:
        """Wait for a process that went on, and return its exit status."""
        self._order(wait=process)
        return self._answer()

    def close(self) -> None:
        """End it: without orders it has nothing to live for."""
        self.process.communicate()

    def _order(self, **order: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def _answer(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline().split()[1])


def open_forge() -> Forge:
    """Return a forge that has imported the bot."""
    command = (sys.executable, "-m", "tests.cli.forge")
    return Forge(
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
    )


def output(folder: Path, name: str) -> Path:
    """Return the file for what a command in this folder says."""
    return folder.with_name(f"{folder.name}.{name}")


def _obey_modes() -> None:
    """Let even root do only what the modes of files allow: give up the capabilities that override them."""
    libc = ctypes.CDLL(None, use_errno=True)
    version_3, this_process, overriding = 0x20080522, 0, 0b110
    header, data = (ctypes.c_uint32 * 2)(version_3, this_process), (ctypes.c_uint32 * 6)()
    if libc.capget(header, data) == 0:
        for place in (0, 1):  # what is effective, what is permitted
            data[place] &= ~overriding
        libc.capset(header, data)


def _live(order: Order) -> int:
    folder = Path(order["folder"])
    _obey_modes()
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(order["environment"])
    if not order.get("stream"):
        write_to(str(output(folder, "out")), sys.stdout.fileno())
        write_to(str(output(folder, "err")), sys.stderr.fileno())
    sys.argv = ["shuangsuiji", *order["arguments"]]
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


if __name__ == "__main__":
    for name in ("running", "commands"):
        import_module(f"bot.cli.{name}")
    serve(_live)
