"""The faults of a simulated office: each is armed before a step, and gone when the step is over."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from playground import faults
from playground.updates import UpdateQueue
from tests.crash.board import POINTS
from tests.disk import FULL, OK, Disk
from tests.stories.office import Office

KINDS = ("kill", "network", "twice", "full")
_DRAWN = (*KINDS, "kill", "kill")
"""A kill has many points to fall on, so it is drawn as often as all the others."""
_RARE = ("paper.", "tick.")
"""Points that a step seldom passes: the process is gone at the first pass."""
_MOST_PASSES, _MOST_WRITES, _MOST_CALLS = 3, 12, 3
_BAD_GATEWAY, _RETRY_SECONDS = 502, 3


def _is_common(point: str) -> bool:
    return not point.startswith(_RARE)


class Killed(BaseException):
    """The process is gone at this point."""


class Crash:
    """The Crashpoint port: at the chosen pass of each chosen point the process is gone, once."""

    def __init__(self) -> None:
        """Let the process live until it is armed."""
        self.fired: Counter[str] = Counter()
        self._left: dict[str, int] = {}
        self.is_dead = False

    def arm(self, point: str, passes: int) -> None:
        """Die at this pass of this point, however many steps and other deaths come before."""
        self._left[point] = passes

    def disarm(self) -> None:
        """Die no more."""
        self._left.clear()
        self.is_dead = False

    def revive(self) -> None:
        """Live on: the process that was killed has been started again."""
        self.is_dead = False

    def __call__(self, name: str) -> None:
        """Pass a point."""
        if not self.is_dead and name in self._left:
            self._left[name] -= 1
            if self._left[name] == 0:
                del self._left[name]
                self.is_dead = True
                self.fired[name] += 1
        if self.is_dead:
            raise Killed(name)


class Faults:
    """Everything that can go wrong around one office."""

    def __init__(self, office: Office, disk: Disk, crash: Crash, dice: random.Random) -> None:
        """Arm nothing yet."""
        self._telegram, self._disk, self._crash, self._dice = office.stage.telegram, disk, crash, dice
        self._queue = self._telegram.bot.updates
        self._poll = UpdateQueue.poll.__get__(self._queue)
        self._points: list[str] = []
        self.armed: Counter[str] = Counter()

    def arm(self) -> str:
        """Arm one, and return its name."""
        arms: tuple[Callable[[], object], ...] = (self._kill, self._network, self._twice, self._full)
        name = self._dice.choice(_DRAWN)
        dict(zip(KINDS, arms, strict=True))[name]()
        self.armed[name] += 1
        return name

    def end(self) -> None:
        """Take away whatever is armed still."""
        self._disk.fail = None
        self._telegram.faults.clear()
        vars(self._queue).pop("poll", None)

    def _kill(self) -> None:
        """Let the process die at a point; each has its turn before one comes again, the rare ones first."""
        if not self._points:
            self._points = self._dice.sample(POINTS, len(POINTS))
            self._points.sort(key=_is_common)
        point = self._points.pop(0)
        self._crash.arm(point, self._dice.randint(1, _MOST_PASSES) if _is_common(point) else 1)

    def _network(self) -> None:
        fault = self._dice.choice(
            [
                faults.retry_after(_RETRY_SECONDS),
                faults.http(_BAD_GATEWAY),
                faults.cut_before_accepting(),
                faults.cut_after_accepting(),
            ]
        )
        method = self._dice.choice(["sendMessage", "editMessageText", "answerCallbackQuery", "sendDice"])
        self._telegram.faults.add(method, fault, None, self._dice.randint(1, _MOST_CALLS))

    def _twice(self) -> None:
        """Let every answer to a poll bear each update twice, in any order."""

        async def poll(*args: Any) -> list[dict[str, Any]]:
            fresh = await self._poll(*args)
            answer = [*fresh, *fresh]
            self._dice.shuffle(answer)
            return answer

        self._queue.poll = poll  # type: ignore[method-assign]

    def _full(self) -> None:
        """Let the disk be full for so many writes."""
        left = iter(range(self._dice.randint(1, _MOST_WRITES)))
        self._disk.fail = lambda kind, _path: FULL if kind == "write" and next(left, None) is not None else OK
