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
_MOST_PASSES, _MOST_WRITES, _MOST_CALLS = 3, 12, 3
_BAD_GATEWAY, _RETRY_SECONDS = 502, 3


class Killed(BaseException):
    """The process is gone at this point."""


class Crash:
    """The Crashpoint port: at the chosen pass of the chosen point the process is gone."""

    def __init__(self) -> None:
        """Let the process live until it is armed."""
        self.fired: Counter[str] = Counter()
        self.disarm()

    def arm(self, point: str, passes: int) -> None:
        """Die at this pass of this point."""
        self._point, self._left = point, passes

    def disarm(self) -> None:
        """Live on: the process that was killed has been started again."""
        self._point, self._left, self.is_dead = "", 0, False

    def __call__(self, name: str) -> None:
        """Pass a point."""
        if name == self._point and not self.is_dead:
            self._left -= 1
            self.is_dead = self._left == 0
            self.fired[name] += self.is_dead
        if self.is_dead:
            raise Killed(name)


class Faults:
    """Everything that can go wrong around one office."""

    def __init__(self, office: Office, disk: Disk, crash: Crash, dice: random.Random) -> None:
        """Arm nothing yet."""
        self._telegram, self._disk, self._crash, self._dice = office.stage.telegram, disk, crash, dice
        self._queue = self._telegram.bot.updates
        self._poll = UpdateQueue.poll.__get__(self._queue)
        self.armed: Counter[str] = Counter()

    def arm(self) -> str:
        """Arm one, and return its name."""
        arms: tuple[Callable[[], object], ...] = (self._kill, self._network, self._twice, self._full)
        name = self._dice.choice(KINDS)
        dict(zip(KINDS, arms, strict=True))[name]()
        self.armed[name] += 1
        return name

    def end(self) -> None:
        """Take away whatever is armed still."""
        self._disk.fail = None
        self._telegram.faults.clear()
        vars(self._queue).pop("poll", None)

    def _kill(self) -> None:
        self._crash.arm(self._dice.choice(POINTS), self._dice.randint(1, _MOST_PASSES))

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
