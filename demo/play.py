"""`shuangsuiji demo`: a whole round without hands, printed live, with everything that it wrote."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.app.console import export_journal
from demo import duties, platform
from demo import round as scenes
from demo.bureau import make_bureau
from demo.confirming import confirm
from demo.office import Cast, set_up
from demo.programmes import PROGRAMMES, Programme, stage_of
from demo.stage import Stage
from demo.transcript import Transcript

_REGISTER_DRAW = scenes.Choices("全部", targets=4, teams=4)
_FOLDERS = ("forms", "public")
_DRAWN = ("bundle.json", "platform.json")
"""What the draw leaves: made here, or on the platform."""
_FILES = ("transcript.txt", *_DRAWN, "journal.jsonl")


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
            return await _collect(stage, transcript, out)


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
        await scenes.draw(stage, cast, transcript, programme.choices)
    else:
        await platform.carry_on(stage, cast, transcript)
    await confirm(stage, cast, transcript, is_one_closed=programme.is_one_closed)
    silent = await duties.accept(stage, cast, transcript)
    if programme.is_drawn_here:
        await duties.ask_substitution(stage, cast, transcript, silent)
    else:
        await platform.change(stage, cast, transcript)
    await duties.wait_for(stage, cast, transcript, silent)
    await scenes.inspect(stage, cast, transcript)
    await scenes.publish(stage, cast, transcript)
    await scenes.ask(stage, cast, transcript)


async def _collect(stage: Stage, transcript: Transcript, out: Path) -> list[Path]:
    """Copy what the bot wrote beside the transcript and the journal."""
    _clear(out)
    (out / "transcript.txt").write_text("\n".join(transcript.lines) + "\n", encoding="utf-8")
    rounds = stage.data_dir / "rounds" / scenes.first_round(stage)
    for name in _DRAWN:
        if (rounds / name).exists():
            shutil.copy(rounds / name, out / name)
    shutil.copytree(rounds / "forms", out / "forms")
    shutil.copytree(stage.data_dir / "public", out / "public")
    _, journal = await export_journal(stage.service.database)
    (out / "journal.jsonl").write_text(journal, encoding="utf-8")
    written = [out / name for name in _FILES if (out / name).exists()]
    for name in _FOLDERS:
        written += [path for path in (out / name).rglob("*") if path.is_file()]
    return sorted(written)


def _clear(out: Path) -> None:
    """Take away what an earlier demo left, and nothing else: the folder may be anybody's."""
    for name in _FILES:
        (out / name).unlink(missing_ok=True)
    for name in _FOLDERS:
        shutil.rmtree(out / name, ignore_errors=True)
