"""`shuangsuiji demo`: a whole round without hands, printed live, with everything that it wrote."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from demo import drawing, duties, inspecting, platform, publishing
from demo.bureau import make_bureau
from demo.confirming import confirm
from demo.following_up import follow_up
from demo.leaving import collect
from demo.office import Cast, set_up
from demo.programmes import PROGRAMMES, Programme, stage_of
from demo.stage import Stage
from demo.transcript import Transcript

_REGISTER_DRAW = drawing.Choices("全部", targets=4, teams=4)


async def play_demo(
    profile: str, register: Path | None, out: Path, echo: Callable[[str], None]
) -> list[Path]:
    """Play the round and return the files that it wrote into `out`.

    Raises:
        Faulty: the register has faults.
        NoTargetsError: the register holds no targets.
        OSError: `out` cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - before anything else runs
    with tempfile.TemporaryDirectory(prefix="shuangsuiji-demo-") as folder:
        work_dir, bureau = Path(folder), make_bureau(profile)
        async with stage_of(profile, bureau, work_dir) as stage:
            transcript = Transcript(stage.telegram, echo)
            cast = await set_up(stage, transcript, work_dir, bureau, register)
            programme = PROGRAMMES[profile]
            await _play(stage, cast, transcript, _on_register(programme) if register else programme)
            return await collect(stage, transcript, out)


def _on_register(programme: Programme) -> Programme:
    """Return a plain round: of a register that is not the sample's nothing particular is known."""
    return Programme(programme.start, _REGISTER_DRAW)


async def _play(stage: Stage, cast: Cast, transcript: Transcript, programme: Programme) -> None:
    for scene in programme.before:
        await scene(stage, cast, transcript)
    await _play_round(stage, cast, transcript, programme)
    for scene in programme.after:
        await scene(stage, cast, transcript)


async def _play_round(stage: Stage, cast: Cast, transcript: Transcript, programme: Programme) -> None:
    if programme.is_drawn_here:
        await drawing.draw(stage, cast, transcript, programme.choices)
    else:
        await platform.carry_on(stage, cast, transcript)
    await confirm(stage, cast, transcript, is_one_closed=programme.is_one_closed)
    silent = await duties.accept(stage, cast, transcript)
    if programme.is_drawn_here:
        await duties.ask_substitution(stage, cast, transcript, silent)
    else:
        await platform.change(stage, cast, transcript)
    await duties.wait_for(stage, cast, transcript, silent)
    await inspecting.inspect(stage, cast, transcript)
    await publishing.publish(stage, cast, transcript)
    await follow_up(stage, cast, transcript)
    await publishing.report(stage, cast, transcript)
    await publishing.hand_on(stage, cast, transcript)
    await publishing.ask(stage, cast, transcript)
