"""Starts the guarded child, gives it a file, takes its answer; whatever befalls it, the bot goes on."""

import asyncio
import contextlib
import json
import os
import sys
from pathlib import PurePath
from typing import Any

from storage.workbooks.limits import (
    EXIT_NO_MEMORY,
    MAX_ANSWER_BYTES,
    MAX_FILE_BYTES,
    TIMEOUT_SECONDS,
    Refusal,
)

_CHILD = ("-I", "-m", "storage.workbooks.child")
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_MAX_SUFFIX_LETTERS = 8
_CHUNK = 1 << 16


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


async def _take(process: asyncio.subprocess.Process) -> bytes:
    answer = bytearray()
    stdout = process.stdout
    while stdout is not None and (chunk := await stdout.read(_CHUNK)):
        answer += chunk
        if len(answer) > MAX_ANSWER_BYTES:
            raise Refusal("import.too_big", limit=MAX_ANSWER_BYTES)
    return bytes(answer)


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


async def open_in_child(data: bytes, filename: str) -> dict[str, Any]:
    """Returns the child's answer: `{"form": "xlsx", "sheets": […]}`, see `storage.workbooks.child`.

    Raises:
        Refusal: `import.too_big`, `import.timeout`, `import.damaged` and what the child itself refuses.
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
            _, answer = await asyncio.gather(_feed(process, data), _take(process))
            status = await process.wait()
    except TimeoutError as error:
        raise Refusal("import.timeout", seconds=TIMEOUT_SECONDS) from error
    finally:
        await _end(process)
    if status != 0:
        raise _explained(status)
    return await asyncio.to_thread(_parsed, answer)


def _parsed(answer: bytes) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(answer)
    if "refused" in parsed:
        raise Refusal(parsed["refused"], **parsed["params"])
    return parsed
