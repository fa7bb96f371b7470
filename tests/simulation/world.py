"""One office simulated from one seed: the real bot over a real file, everybody else from dice.

Time is the movable clock, keys and salts come from the seed, and each step is over before the next begins:
so the same number plays the same office again.
"""

import asyncio
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from bot.domain.duties.conflicts import Declaration
from bot.domain.duties.duty import Ground
from tests.disk import Disk, put_in
from tests.simulation import invariants
from tests.simulation.faults import Crash, Faults, Killed
from tests.simulation.invariants import Memory
from tests.simulation.people import Crowd
from tests.stories.acts import accept, submit_normal
from tests.stories.kept import kept
from tests.stories.office import MONDAY, PROFILE, Office, open_office
from tests.stories.wording import drawn_round

STEPS = 60
_FAULTY, _LATER, _TRESPASS, _RESTART = 0.25, 0.1, 0.05, 0.03
_START = MONDAY + timedelta(minutes=1)
"""An instant of its own: what is kept of the beginnings is of these keys, and of no story's."""
_PAIRS_KEYS = 9
"""The seed of the keys while they declare: none of those with which the steps after it begin."""


@kept
async def declare_pairs(office: Office) -> None:
    """Let two inspectors have declared a conflict with half of the schools each, and one have no licence."""
    at = office.stage.clock.now()
    async with office.stage.service.database.writing() as work:
        lines, targets = await work.inspectors.all(), await work.targets.all()
        await work.inspectors.change(lines[-1], licensed=False)
        for line, part in ((lines[0], targets[::2]), (lines[1], targets[1::2])):
            facts = {"person_id": line.person_id, "declared_by": line.person_id, "declared_at": at}
            for target in part:
                await work.declarations.add(Declaration(target_id=target.id, ground=Ground.RELATIVE, **facts))


@kept
async def sign(office: Office) -> None:
    """Let a team have inspected a school, and both have signed the record."""
    drawn, _ = await drawn_round(office)
    target, team = next(iter(drawn.targets.items()))
    await office.confirm()
    await accept(office, *drawn.teams[team])
    await submit_normal(office, drawn, target)
    await office.press(drawn.teams[team][1], "【共同签字】", "签字确认")


_BEGINNINGS = (
    (Office.begin_draw,),
    (Office.freeze,),
    (Office.draw,),
    (Office.draw, Office.confirm),
    (sign,),
    (sign,),
)


class Simulation:
    """One office and its seed; `told` is what was done, step by step."""

    def __init__(self, office: Office, disk: Disk, seed: int) -> None:
        """Nothing has happened yet."""
        self._office, self._dice = office, random.Random(seed)
        self._crash = Crash()
        self._crowd = Crowd(office, self._dice)
        self._faults = Faults(office, disk, self._crash, self._dice)
        self._memory = Memory()
        self.told: list[str] = []

    @property
    def fired(self) -> Counter[str]:
        """Return how often each fault was armed, and each crash point hit."""
        return self._faults.armed + self._crash.fired

    @property
    def head(self) -> str:
        """Return the hash of the journal's last entry."""
        return self._memory.journal[-1].hash

    async def play(self, steps: int) -> None:
        """Play the steps, then let everything that was wrong be over, and check."""
        await self._begin()
        for _ in range(steps):
            await self._step()
        self._crash.disarm()
        await self._hour_passes(24)
        await self._settle()
        await invariants.after_step(self._office, self._memory)
        await invariants.at_the_end(self._office)

    async def _begin(self) -> None:
        """Begin where stories begin, somewhere between the first question and a signed record."""
        with _same_keys(_PAIRS_KEYS):
            await declare_pairs(self._office)
        for number, step in enumerate(self._dice.choice(_BEGINNINGS)):
            with _same_keys(number):  # whether the step is played or laid, its keys are these
                await step(self._office)
        await self._office.stage.service.stop()
        self._office.stage.crash = self._crash
        await self._start()

    async def _step(self) -> None:
        kind = self._dice.random()
        was_trespass = False
        fault = self._faults.arm() if self._dice.random() < _FAULTY else ""
        if kind < _LATER:
            self.told.append(await self._hour_passes(self._dice.choice([1, 5, 24, 72])))
        elif kind < _LATER + _TRESPASS and not fault:
            was_trespass = True
            self.told.append(self._crowd.trespass())
        elif kind < _LATER + _TRESPASS + _RESTART:
            self.told.append("restart")
            await self._restart()
        else:
            self.told.append(await self._crowd.act())
        self.told[-1] += f" ({fault})" if fault else ""
        await self._settle()
        self._faults.end()
        await self._settle()
        await invariants.after_step(self._office, self._memory, was_trespass=was_trespass)

    async def _hour_passes(self, hours: int) -> str:
        """Let time pass, and the bot's clock strike."""
        self._office.stage.clock.pass_time(timedelta(hours=hours))
        try:
            await self._office.stage.service.tick()
        except Killed:
            await self._restart()
        return f"{hours} hours pass"

    async def _settle(self) -> None:
        """Return when the bot has nothing left to do; one that was killed is started again first."""
        while True:
            settling = asyncio.create_task(self._office.stage.settle())
            running = asyncio.create_task(self._office.stage.service.run())
            await asyncio.wait({settling, running}, return_when=asyncio.FIRST_COMPLETED)
            if settling.done() and not self._crash.is_dead:
                settling.result()
                running.cancel()
                return
            for task in (settling, running):
                task.cancel()
            ends = await asyncio.gather(settling, running, return_exceptions=True)
            if not self._crash.is_dead:
                raise AssertionError(f"the bot ended by itself: {ends}")
            await self._restart()

    async def _restart(self) -> None:
        """Let nothing of the bot go on, then start it over the same file."""
        service = self._office.stage.service
        for task in service._tasks:
            task.cancel()
        await asyncio.gather(*service._tasks, return_exceptions=True)
        service._tasks.clear()
        await service.stop()
        await self._start()

    async def _start(self) -> None:
        self._crash.revive()
        await self._office.stage.start_bot()


@contextmanager
def _same_keys(seed: int) -> Iterator[None]:
    """Let keys and salts come from the seed, so that a seed plays the same office again."""
    dice = random.Random(seed)
    with (
        patch.object(secrets, "token_hex", lambda count: dice.randbytes(count).hex()),
        patch.object(secrets, "token_bytes", dice.randbytes),
    ):
        yield


async def simulate(seed: int, folder: Path, steps: int = STEPS) -> Simulation:
    """Play the office of this seed in a new folder; raise AssertionError with what was done and broke."""
    with put_in() as disk, _same_keys(seed):
        disk.is_noting = False
        with _same_keys(0):
            office = await open_office(folder, PROFILE, _START)
        played = Simulation(office, disk, seed)
        try:
            await played.play(steps)
        except Exception as error:
            done = "\n".join(f"{n:3} {each}" for n, each in enumerate(played.told, start=1))
            raise AssertionError(f"seed {seed}: {error!r}\n{done}") from error
        finally:
            played._crash.disarm()
            await office.close()
    return played
