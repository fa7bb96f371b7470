"""`shuangsuiji demo`: a whole round without hands, printed live, with everything that it wrote."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app.console import export_journal
from demo import round as scenes
from demo.bureau import make_bureau
from demo.office import Cast, chief_of, set_up
from demo.stage import Stage
from demo.transcript import Transcript

START = datetime(2026, 9, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SEED = 2026
_SAMPLE_DRAW = ("公办初级中学", "20%", "2 组")
_REGISTER_DRAW = ("全部", "3%", "4 组")


async def play_demo(
    profile: str, register: Path | None, out: Path, echo: Callable[[str], None]
) -> list[Path]:
    """Play the round and return the files that it wrote into `out`."""
    with tempfile.TemporaryDirectory(prefix="shuangsuiji-demo-") as folder:
        work_dir, bureau = Path(folder), make_bureau()
        async with Stage(work_dir / "data", START, profile, SEED, chief_of(bureau)) as stage:
            transcript = Transcript(stage.telegram, echo)
            cast = await set_up(stage, transcript, work_dir, bureau, register)
            await _play_round(stage, cast, transcript, _REGISTER_DRAW if register else _SAMPLE_DRAW)
            return await _collect(stage, transcript, out)


async def _play_round(
    stage: Stage, cast: Cast, transcript: Transcript, choices: tuple[str, str, str]
) -> None:
    await scenes.draw(stage, cast, transcript, *choices)
    await scenes.confirm(stage, cast, transcript)
    silent = await scenes.accept(stage, cast, transcript)
    await scenes.wait_for(stage, transcript, silent)
    await scenes.inspect(stage, cast, transcript)
    await scenes.publish(stage, cast, transcript)
    await scenes.ask(stage, cast, transcript)


async def _collect(stage: Stage, transcript: Transcript, out: Path) -> list[Path]:
    """Copy what the bot wrote beside the transcript and the journal."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / "transcript.txt").write_text("\n".join(transcript.lines) + "\n", encoding="utf-8")
    rounds = stage.data_dir / "rounds" / "SSJ-2026-0001"
    shutil.copy(rounds / "bundle.json", out / "bundle.json")
    shutil.copytree(rounds / "forms", out / "forms")
    shutil.copytree(stage.data_dir / "public", out / "public")
    _, journal = await export_journal(stage.service.database)
    (out / "journal.jsonl").write_text(journal, encoding="utf-8")
    return sorted(path for path in out.rglob("*") if path.is_file())
