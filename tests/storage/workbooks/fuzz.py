"""Hostile spreadsheets through the child's parser alone: `python -m tests.storage.workbooks.fuzz 100000`.

A process shut in as the child is reads one case after the other, as starting a child for each would take
most of the time. One that its limits end begins a new process, which takes the same case as its first.
"""

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection

from storage.workbooks.child import _NEEDED_CODECS, read
from storage.workbooks.limits import MAX_FILE_BYTES, shut_in
from tests.storage.workbooks.hostile import SEED
from tests.storage.workbooks.hostile_cases import Case, cases

_FORK = get_context("fork")
_BATCH = 64
"""Cases in one shut-in process: its time is limited too."""
_LIMITS = (-signal.SIGABRT, -signal.SIGXCPU, -signal.SIGKILL)
_PANIC = "PanicException"
"""Of the parser's own language: it ends the child, and the file is called damaged."""
_STOPPED = "stopped by its limits"
_ANSWERED = {"read", "refused", _STOPPED}


def _answer(case: Case) -> str:
    """Return what comes of a case in the child: read, refused, stopped, or what should not have happened."""
    suffix = "." + case.name.rpartition(".")[2].lower()[:7]
    try:
        lines = [json.dumps(line) for line in read(case.data[: MAX_FILE_BYTES + 1], suffix)]
    except MemoryError:
        return _STOPPED
    except BaseException as error:  # noqa: BLE001 - what it is, is what is looked for
        said = f"{case.kind}: {type(error).__name__}: {error}"[:200]
        return "refused" if type(error).__name__ == _PANIC else said
    return "refused" if '"refused"' in lines[-1] else "read"


def _read_all(batch: list[Case], answers: Connection) -> None:
    """Answer the cases in this process, shut in."""
    for encoding in (*_NEEDED_CODECS, "utf-32", "utf-7", "utf-16-be"):
        "x".encode(encoding)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the parser's own language tells how it died
    shut_in()
    for case in batch:
        answers.send(_answer(case))


def _answers(batch: list[Case]) -> Iterator[str]:
    """Yield what came of the first cases of a batch: all, or those before one that ended the process.

    One that ends a process of its own is answered by that.
    """
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_read_all, args=(batch, theirs))
    process.start()
    theirs.close()
    answered = 0
    try:
        while True:
            yield ours.recv()
            answered += 1
    except EOFError:
        process.join()
    if not answered:
        ended = process.exitcode
        yield _STOPPED if ended in _LIMITS else f"{batch[0].kind}: the process ended with {ended}"


def fuzz(count: int, seed: int = SEED) -> Counter[str]:
    """Return what came of so many cases, by answer."""
    came: Counter[str] = Counter()
    made = cases(count, seed)
    waiting: list[Case] = []
    while batch := waiting + list(islice(made, _BATCH - len(waiting))):
        answers = list(_answers(batch))
        came.update(answers)
        waiting = batch[len(answers) :]
    return came


def _main(count: int) -> int:
    begun = time.monotonic()
    came = fuzz(count)
    sys.stdout.write(f"seed {SEED}: {count} cases in {time.monotonic() - begun:.0f} s\n{dict(came)}\n")
    return min(sum(number for what, number in came.items() if what not in _ANSWERED), 1)


if __name__ == "__main__":
    sys.exit(_main(int(sys.argv[1])))
