"""README's picture of the chat: three screens of the demo, taken in headless Chromium."""

import asyncio
import sys
import tempfile
from pathlib import Path

from demo import drawing
from demo.bureau import make_bureau
from demo.office import set_up
from demo.programmes import PROGRAMMES, stage_of
from demo.stage import Stage, has_card
from demo.transcript import Transcript
from playground import PersonDriver

_WIDTH, _HEIGHT, _GAP = 430, 1400, 24
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--force-device-scale-factor=2", "--virtual-time-budget=4000"),
    "--allow-file-access-from-files",
)


async def take_picture(profile: str, out: Path) -> None:
    """Play until the duties are out, photograph preview, result and duty card, and lay them side by side."""
    with tempfile.TemporaryDirectory(prefix="shuangsuiji-picture-") as folder:
        work_dir, bureau = Path(folder), make_bureau(profile)
        async with stage_of(profile, bureau, work_dir) as stage:
            transcript = Transcript(stage.telegram, lambda _line: None)
            cast = await set_up(stage, transcript, work_dir, bureau, None)
            coordinator = cast.one("coordinator")
            preview = await drawing.prepare(stage, coordinator, cast.group, PROGRAMMES[profile].choices)
            await _photograph(stage, coordinator, cast.group.id, work_dir / "1.png")
            await drawing.throw(stage, coordinator, cast.group, preview)
            await _photograph(stage, coordinator, cast.group.id, work_dir / "2.png")
            drawn = next(person for person in cast.inspectors if has_card(person, "【检查任务】"))
            await _photograph(stage, drawn, drawn.chat("private").id, work_dir / "3.png")
        await _side_by_side(work_dir, out)


async def _photograph(stage: Stage, person: PersonDriver, chat_id: int, path: Path) -> None:
    await _chromium(f"{stage.base_url}/?as={person.id}&chat={chat_id}&still=1", path, _WIDTH, _HEIGHT)


async def _side_by_side(folder: Path, out: Path) -> None:
    images = "".join(f'<img src="{n}.png" width="{_WIDTH}" height="{_HEIGHT}">' for n in (1, 2, 3))
    style = (
        f"body{{margin:0;padding:{_GAP}px;background:#fff;display:flex;gap:{_GAP}px}}"
        "img{border-radius:18px}"
    )
    page = folder / "picture.html"
    page.write_text(f"<style>{style}</style>{images}", encoding="utf-8")
    await _chromium(
        page.as_uri(),
        out,
        3 * _WIDTH + 4 * _GAP,
        _HEIGHT + 2 * _GAP,
        "--force-device-scale-factor=1",
    )


async def _chromium(address: str, path: Path, width: int, height: int, *more: str) -> None:
    size = f"--window-size={width},{height}"
    with tempfile.TemporaryDirectory(prefix="shuangsuiji-chromium-") as profile:
        command = [
            "chromium",
            *_FLAGS,
            *more,
            f"--user-data-dir={profile}",
            size,
            f"--screenshot={path}",
            address,
        ]
        silent = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(*command, stdout=silent, stderr=silent)
        if await process.wait():
            raise RuntimeError("chromium took no picture; it comes from Debian's package chromium")


if __name__ == "__main__":
    asyncio.run(take_picture("quyang-education-2023", Path(sys.argv[1]).resolve()))
