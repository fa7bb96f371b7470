"""The console as an operator has it: real processes, with a canary for a token that no output may hold."""

import asyncio
import os
import signal
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.forge import ROOT, Forge, output

TOKEN = "4242:CANARY-0123456789-abcdefghijklmnopqr"  # noqa: S105
PROFILE = "quyang-education-2023"
MOST_SECONDS = 30


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass
class Running:
    """A command that runs; what it has said so far."""

    pid: int
    forge: Forge
    stream: asyncio.StreamReader
    said: list[str] = field(default_factory=list)
    status: int | None = None

    async def says(self, words: str) -> str:
        """Return the next line of either stream that holds these words."""
        async with asyncio.timeout(MOST_SECONDS):
            while line := (await self.stream.readline()).decode():
                self.said.append(line)
                if words in line:
                    return line
        raise AssertionError(f"ended without {words!r}: {''.join(self.said)}")

    def gets(self, with_signal: int) -> None:
        """Send a signal as a terminal or a service manager does: to the whole group of processes."""
        os.killpg(self.pid, with_signal)

    async def ended(self) -> int:
        """Return the exit status, and see that no line held the token."""
        async with asyncio.timeout(MOST_SECONDS):
            self.said += [line.decode() async for line in self.stream]
            self.status = await asyncio.to_thread(self.forge.ended, self.pid)
        assert TOKEN not in "".join(self.said)
        return self.status

    async def close(self) -> None:
        """End what a failed test has left running."""
        if self.status is None:
            self.gets(signal.SIGKILL)
            await self.ended()


@dataclass
class Console:
    """A folder to work in, and the settings of its processes."""

    folder: Path
    forge: Forge
    settings: dict[str, str] = field(default_factory=lambda: {"LOG_LEVEL": "DEBUG"})
    started: list[Running] = field(default_factory=list)

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SHUANGSUIJI_")}
        ours = {f"SHUANGSUIJI_{name}": value for name, value in (self.settings | settings).items()}
        return kept | ours | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}

    async def start(self, *arguments: str, **settings: str) -> Running:
        """Start a command that goes on running."""
        pipe = output(self.folder, f"pipe{len(self.started)}")
        os.mkfifo(pipe)
        end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        environment = self._environment(settings)
        pid = await asyncio.to_thread(self.forge.start, arguments, self.folder, environment, pipe)
        running = Running(pid, self.forge, await _lines(end))
        self.started.append(running)
        return running

    async def run(self, *arguments: str, **settings: str) -> Finished:
        """Run a command to its end, and see that it did not say the token."""
        for name in ("out", "err"):
            output(self.folder, name).unlink(missing_ok=True)
        async with asyncio.timeout(MOST_SECONDS):
            environment = self._environment(settings)
            status = await asyncio.to_thread(self.forge.run, arguments, self.folder, environment)
        out, err = (output(self.folder, name).read_text("utf-8") for name in ("out", "err"))
        finished = Finished(status, out, err)
        assert TOKEN not in finished.out + finished.err
        return finished

    async def close(self) -> None:
        """End what a failed test has left running."""
        for each in self.started:
            await each.close()


async def _lines(descriptor: int) -> asyncio.StreamReader:
    """Return what comes out of the reading end of a pipe."""
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(descriptor, "rb"))
    return reader
