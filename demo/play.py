"""`shuangsuiji demo`: a whole round without hands, printed live, with everything that it wrote."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.app.console import export_journal
from demo import round as scenes
from demo.bureau import make_bureau
from demo.office import Cast, set_up
from demo.programmes import PROGRAMMES, stage_of
from demo.stage import Stage
from demo.transcript import Transcript

_REGISTER_DRAW = scenes.Choices("全部", targets=4, teams=4)
_FILES, _FOLDERS = ("transcript.txt", "bundle.json", "journal.jsonl"), ("forms", "public")


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
            await _play_round(
                stage, cast, transcript, _REGISTER_DRAW if register else PROGRAMMES[profile].choices
            )
            return await _collect(stage, transcript, out)


async def _play_round(stage: Stage, cast: Cast, transcript: Transcript, choices: scenes.Choices) -> None:
    await scenes.draw(stage, cast, transcript, choices)
    await scenes.confirm(stage, cast, transcript)
    silent = await scenes.accept(stage, cast, transcript)
    await scenes.wait_for(stage, transcript, silent)
    await scenes.inspect(stage, cast, transcript)
    await scenes.publish(stage, cast, transcript)
    await scenes.ask(stage, cast, transcript)


async def _collect(stage: Stage, transcript: Transcript, out: Path) -> list[Path]:
    """Copy what the bot wrote beside the transcript and the journal."""
    _clear(out)
    (out / "transcript.txt").write_text("\n".join(transcript.lines) + "\n", encoding="utf-8")
    rounds = stage.data_dir / "rounds" / scenes.first_round(stage)
    shutil.copy(rounds / "bundle.json", out / "bundle.json")
    shutil.copytree(rounds / "forms", out / "forms")
    shutil.copytree(stage.data_dir / "public", out / "public")
    _, journal = await export_journal(stage.service.database)
    (out / "journal.jsonl").write_text(journal, encoding="utf-8")
    written = [out / name for name in _FILES]
    for name in _FOLDERS:
        written += [path for path in (out / name).rglob("*") if path.is_file()]
    return sorted(written)


def _clear(out: Path) -> None:
    """Take away what an earlier demo left, and nothing else: the folder may be anybody's."""
    for name in _FILES:
        (out / name).unlink(missing_ok=True)
    for name in _FOLDERS:
        shutil.rmtree(out / name, ignore_errors=True)
