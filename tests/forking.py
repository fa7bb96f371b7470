"""A process that has imported the bot and forks a child for every order, so that a start costs no import.

Orders come as JSON lines, answers go out as lines: the child's number, and how it ended. The parent must have
no loop, no thread and no file of the bot when it forks; the child opens everything anew.
"""

import gc
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

Order = dict[str, Any]
_LONGEST_END_SECONDS = 10


def serve(live: Callable[[Order], int]) -> None:
    """Fork for every order on stdin; the child ends with the status that `live` returns.

    The next order is taken when the child is gone, unless the order says that the child `goes_on`: the order
    `wait` with its number then tells how it ended.
    """
    _alone()
    gc.collect()
    gc.freeze()  # else the collector of each child touches, and so copies, all that was imported
    dead = 0
    for line in sys.stdin:
        if dead:
            os.waitpid(dead, 0)  # only now: until the next order its number belongs to nobody else
        order: Order = json.loads(line)
        child, dead = order.get("wait") or _fork(live, order), 0
        if not order.get("goes_on"):
            _say("gone", _status(os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)))
            dead = child


def _alone() -> None:
    """Wait for the threads of what has been closed: their last words take a moment."""
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(_LONGEST_END_SECONDS)
    assert threading.active_count() == 1


def _fork(live: Callable[[Order], int], order: Order) -> int:
    """Fork, with the order's `stream`, if it names one, as what the child says."""
    stream = order.get("stream")
    said = os.open(stream, os.O_WRONLY) if stream else -1
    child = os.fork()
    if child == 0:
        _say("born", os.getpid())  # before anything else that it says; the parent may be late
        if stream:
            os.dup2(said, sys.stdout.fileno())
            os.dup2(said, sys.stderr.fileno())
        _child(live, order)
    if stream:
        os.close(said)
    return child


def write_to(path: str, *descriptors: int) -> None:
    """Let these descriptors, such as those of stdout and stderr, append to a file."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for each in descriptors:
        os.dup2(file, each)


def _child(live: Callable[[Order], int], order: Order) -> NoReturn:
    try:
        status = live(order)
    except BaseException:  # noqa: BLE001 - whatever it is, it must not go on in the parent's code
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _say(word: str, number: int) -> None:
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


def _status(ended: os.waitid_result | None) -> int:
    """Return the exit code, or minus the signal."""
    assert ended is not None
    return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
