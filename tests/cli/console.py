"""The console as an operator has it: real processes, with a canary for a token that no output may hold."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
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

    process: Process
    said: list[str] = field(default_factory=list)

    async def says(self, words: str) -> str:
        """Return the next line of either stream that holds these words."""
        async with asyncio.timeout(MOST_SECONDS):
            while line := (await self.process.stdout.readline()).decode():
                self.said.append(line)
                if words in line:
                    return line
        raise AssertionError(f"ended without {words!r}: {''.join(self.said)}")

    def gets(self, with_signal: int) -> None:
        """Send a signal as a terminal or a service manager does: to the whole group of processes."""
        os.killpg(self.process.pid, with_signal)

    async def ended(self) -> int:
        """Return the exit status, and see that no line held the token."""
        async with asyncio.timeout(MOST_SECONDS):
            self.said += [line.decode() async for line in self.process.stdout]
            status = await self.process.wait()
        assert TOKEN not in "".join(self.said)
        return status


@dataclass
class Console:
    """A folder to work in, and the settings of its processes."""

    folder: Path
    forge: Forge
    settings: dict[str, str] = field(default_factory=lambda: {"LOG_LEVEL": "DEBUG"})
    started: list[Process] = field(default_factory=list)

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SHUANGSUIJI_")}
        ours = {f"SHUANGSUIJI_{name}": value for name, value in (self.settings | settings).items()}
        return kept | ours | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}

    async def start(self, *arguments: str, **settings: str) -> Running:
        """Start a command that goes on running."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=self.folder,
            env=self._environment(settings),
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=True,
        )
        self.started.append(process)
        return Running(process)

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
        for process in self.started:
            if process.returncode is None:
                process.kill()
                await process.communicate()
