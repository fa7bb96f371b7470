"""The bot as a process that dies: born from the nursery, killed by SIGKILL, born again over the same file."""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.crash.board import Board

_BIRTH_SECONDS = 20
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Death:
    """When to die: at the n-th pass of a named point; at the latest `seconds` after the start or the fork."""

    point: str = ""
    passes: int = 1
    seconds: float = 10.0
    at_birth: bool = False


class Mortal:
    """One bot over one data folder, and the count of its deaths."""

    def __init__(self, data_dir: Path, api_url: str, board_path: Path) -> None:
        self.data_dir, self.board = data_dir, Board(board_path)
        self.log = data_dir.parent / "bot.log"
        self._order = {
            "data_dir": str(data_dir),
            "api_url": api_url,
            "board": str(board_path),
            "log": str(self.log),
        }
        self._ready = asyncio.Event()
        self.kills = 0
        self.died_at: Counter[str] = Counter()
        self.cut: Counter[int] = Counter()
        """For each notice, how many kills found it between claimed and marked."""

    async def __aenter__(self) -> Self:
        self._nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.crash.nursery",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        stdin: Any = self._nursery.stdin
        stdin.close()
        await self._nursery.wait()

    async def die(self, death: Death) -> None:
        """Live until this death; a named point that is not reached in time becomes any other."""
        before = self.board.passes[death.point]
        pid = await self._born(death)
        gone = asyncio.create_task(self._gone())
        if not death.at_birth:
            await self._until_ready(gone)
        if death.point.startswith("tick."):
            self.strike()
        # A kill at any moment needs real time: what is measured here is the process, not our clock.
        await asyncio.wait((gone,), timeout=death.seconds)
        os.kill(pid, signal.SIGKILL)
        self._check(await gone, -signal.SIGKILL)
        self.kills += 1
        is_there = bool(death.point) and self.board.passes[death.point] - before >= death.passes
        self.died_at[death.point if is_there else "anywhere"] += 1
        self.cut.update(sends_in_hand(self.data_dir))

    async def live(self, until: "asyncio.Future[Any]") -> None:
        """Live until the future is done, then finish what there is and stop."""
        pid = await self._born(Death())
        gone = asyncio.create_task(self._gone())
        await self._until_ready(gone)
        await asyncio.wait((gone, until), return_when=asyncio.FIRST_COMPLETED)
        os.kill(pid, signal.SIGUSR1)
        self._check(await gone, 0)

    def strike(self) -> None:
        """Let the bot's clock strike, if it is there to hear it."""
        if self._ready.is_set():
            os.kill(self._pid, signal.SIGUSR2)

    async def _until_ready(self, gone: asyncio.Task[int]) -> None:
        ready = asyncio.create_task(self._ready.wait())
        await asyncio.wait((gone, ready), timeout=_BIRTH_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()

    async def _born(self, death: Death) -> int:
        order = {**self._order, "point": death.point, "passes": death.passes}
        stdin: Any = self._nursery.stdin
        stdin.write(json.dumps(order).encode() + b"\n")
        word, number = await self._line()
        assert word == "born"
        self._pid = number
        return number

    async def _gone(self) -> int:
        while True:
            word, number = await self._line()
            if word == "gone":
                self._ready.clear()
                return number
            self._ready.set()

    async def _line(self) -> tuple[str, int]:
        stdout: Any = self._nursery.stdout
        words = (await stdout.readline()).decode().split()
        return words[0], int(words[1]) if len(words) > 1 else 0

    def _check(self, status: int, wanted: int) -> None:
        if status != wanted:
            raise AssertionError(f"the bot ended with {status} by itself:\n{self.log.read_text()[-4000:]}")


def sends_in_hand(data_dir: Path) -> list[int]:
    """Return the notices that a dead bot had claimed and not marked; read from a copy, to touch nothing."""
    copy = data_dir.parent / "autopsy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ("shuangsuiji.db", "shuangsuiji.db-wal"):
        if (data_dir / name).exists():
            shutil.copyfile(data_dir / name, copy / name)
    connection = sqlite3.connect(copy / "shuangsuiji.db")
    rows = connection.execute("SELECT id FROM notices WHERE state = 'sending'").fetchall()
    connection.close()
    return [number for (number,) in rows]
