"""The bot as a process that dies: born from the nursery, killed by SIGKILL, born again over the same file."""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.crash.board import Board

_BIRTH_SECONDS = 20
_USUAL_BIRTH_SECONDS, _SLOWEST = 0.08, 8.0
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Death:
    """When to die: at the n-th pass of a named point; at the latest `seconds` after the start or the fork."""

    point: str = ""
    passes: int = 1
    seconds: float = 10.0
    at_birth: bool = False


class Nursery:
    """The process that bots are forked from; what it has imported serves every scene."""

    def __init__(self) -> None:
        """Start it; it answers once it has imported everything."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )

    def order(self, **what: Any) -> None:
        """Ask for a bot."""
        stdin: Any = self._process.stdin
        stdin.write(json.dumps(what).encode() + b"\n")
        stdin.flush()

    async def listen(self) -> tuple[asyncio.StreamReader, asyncio.ReadTransport]:
        """Return what it says to this loop, and what ends the listening."""
        stdout: Any = self._process.stdout
        reader = asyncio.StreamReader()
        ear = os.fdopen(os.dup(stdout.fileno()), "rb", 0)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), ear)
        return reader, transport

    def close(self) -> None:
        """Send it away."""
        stdin: Any = self._process.stdin
        stdin.close()
        self._process.wait()
        stdout: Any = self._process.stdout
        stdout.close()


class Mortal:
    """One bot over one data folder, and the count of its deaths."""

    def __init__(self, nursery: Nursery, data_dir: Path, api_url: str, board_path: Path) -> None:
        self._nursery, self._pid = nursery, 0
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
        self._said, self._transport = await self._nursery.listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._pid:  # what went wrong left a bot alive, and the nursery waits for its end
            os.kill(self._pid, signal.SIGKILL)
            while (await self._line())[0] != "gone":
                pass
        self._transport.close()

    async def die(self, death: Death) -> None:
        """Live until this death; a named point that is not reached in time becomes any other."""
        before = self.board.passes[death.point]
        pid = await self._born(death)
        gone = asyncio.create_task(self._gone())
        pace = 1.0
        if not death.at_birth:
            pace = await self._until_ready(gone)
        if death.point.startswith("tick."):
            self.strike()
        # A kill at any moment needs real time: what is measured here is the process, not our clock.
        await asyncio.wait((gone,), timeout=death.seconds * pace)
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

    async def _until_ready(self, gone: asyncio.Task[int]) -> float:
        """Return how much slower than usual the birth was: where others compute, lives are longer, too."""
        started = time.monotonic()
        ready = asyncio.create_task(self._ready.wait())
        await asyncio.wait((gone, ready), timeout=_BIRTH_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        return min(_SLOWEST, max(1.0, (time.monotonic() - started) / _USUAL_BIRTH_SECONDS))

    async def _born(self, death: Death) -> int:
        self._nursery.order(**self._order, point=death.point, passes=death.passes)
        word, number = await self._line()
        assert word == "born"
        self._pid = number
        return number

    async def _gone(self) -> int:
        while True:
            word, number = await self._line()
            if word == "gone":
                self._pid = 0
                self._ready.clear()
                return number
            self._ready.set()

    async def _line(self) -> tuple[str, int]:
        words = (await self._said.readline()).decode().split()
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
