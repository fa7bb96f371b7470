"""Starts the guarded child, gives it a file, takes its answer; whatever befalls it, the bot goes on."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path, PurePath
from typing import Any

from storage.workbooks.limits import (
    EXIT_NO_MEMORY,
    MAX_ANSWER_BYTES,
    MAX_FILE_BYTES,
    TIMEOUT_SECONDS,
    Refusal,
)

# Isolated, and yet of the same code as we are, wherever that lies.
_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = "import sys; sys.path.insert(0, {!r}); from storage.workbooks.child import main; sys.exit(main())"
_CHILD = ("-I", "-c", _PROGRAM.format(_ROOT))
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_MAX_SUFFIX_LETTERS = 8
_CHUNK = 1 << 16

Line = dict[str, Any]
Take = Callable[[Line], Awaitable[None]]


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    """Writes the file; a child that has already refused it reads no more."""
    stdin = process.stdin
    if stdin is None:
        return
    try:
        stdin.write(data)
        await stdin.drain()
        stdin.close()
        await stdin.wait_closed()
    except (BrokenPipeError, ConnectionResetError):
        return


async def _lines(process: asyncio.subprocess.Process) -> AsyncIterator[bytes]:
    """Yields the child's lines as they come; what is not taken keeps the child waiting."""
    left, begun, stdout = MAX_ANSWER_BYTES, bytearray(), process.stdout
    while stdout is not None and (chunk := await stdout.read(_CHUNK)):
        left -= len(chunk)
        if left < 0:
            raise Refusal("import.too_big", limit=MAX_ANSWER_BYTES)
        *whole, rest = chunk.split(b"\n")
        for line in whole:
            yield bytes(begun) + line
            begun.clear()
        begun += rest


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ends the child and empties its pipe: asyncio's wait() returns only when the pipes are at their end."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    while process.stdout is not None and await process.stdout.read(_CHUNK):
        pass
    await process.wait()


def _explained(status: int | None) -> Refusal:
    """A child stopped by its limits (a signal, or no memory) had too big a file; else it is damaged."""
    if status is None or status < 0 or status == EXIT_NO_MEMORY:
        return Refusal("import.too_big", limit=MAX_FILE_BYTES)
    return Refusal("import.damaged")


async def read_in_child(data: bytes, filename: str, take: Take) -> None:
    """Hands every line of the child's answer to `take`, see `storage.workbooks.child`.

    Raises:
        Refusal: `import.too_big`, `import.timeout`, `import.damaged` and what the child itself refuses; the
            lines that were taken before are worth nothing then.
    """
    if len(data) > MAX_FILE_BYTES:
        raise Refusal("import.too_big", limit=MAX_FILE_BYTES)
    suffix = PurePath(filename).suffix.lower()[:_MAX_SUFFIX_LETTERS]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *_CHILD, suffix),
        start_new_session=True,  # Ctrl-C goes to the whole group of processes
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
    )
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            _, is_whole = await asyncio.gather(_feed(process, data), _hand_on(process, take))
            status = await process.wait()
    except TimeoutError as error:
        raise Refusal("import.timeout", seconds=TIMEOUT_SECONDS) from error
    finally:
        await _end(process)
    if status != 0 or not is_whole:
        raise _explained(status)


async def _hand_on(process: asyncio.subprocess.Process, take: Take) -> bool:
    """Returns whether the child came to the end of the file."""
    is_whole = False
    async for text in _lines(process):
        line = _parsed(text)
        if "refused" in line:
            raise Refusal(line["refused"], **line["params"])
        is_whole = "end" in line
        if not is_whole:
            await take(line)
    return is_whole


def _parsed(text: bytes) -> Line:
    try:
        line: Line = json.loads(text)
    except ValueError as error:
        raise Refusal("import.damaged") from error
    return line


async def open_in_child(data: bytes, filename: str) -> dict[str, Any]:
    """Returns the whole answer, for files that hold little: `{"form": "xlsx", "sheets": […with "rows"]}`.

    Raises:
        Refusal: as read_in_child() does.
    """
    answer: dict[str, Any] = {"form": "", "sheets": []}

    async def take(line: Line) -> None:
        if "form" in line:
            answer["form"] = line["form"]
        elif "rows" in line:
            answer["sheets"][-1]["rows"] += line["rows"]
        else:
            answer["sheets"].append({**line, "rows": []})

    await read_in_child(data, filename, take)
    return answer
