"""`shuangsuiji play`: the sample bureau on a page, where one person can be everybody and move the clock."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from demo.bureau import make_bureau
from demo.office import set_up
from demo.programmes import stage_of
from demo.transcript import Transcript


async def open_page(profile: str, port: int, opened: Callable[[str], None]) -> None:
    """Set the office up, open the page, and wait until it is ended; raise OSError if the port is taken."""
    with tempfile.TemporaryDirectory(prefix="shuangsuiji-play-") as folder:
        bureau = make_bureau(profile)
        async with stage_of(profile, bureau, Path(folder), port) as stage:
            silence = Transcript(stage.telegram, lambda _line: None)
            cast = await set_up(stage, silence, Path(folder), bureau, None)
            stage.telegram.notes = {who: stage.words(f"role.{role}") for who, role in cast.posts().items()}
            stage.telegram.clock_button = stage.pass_working_day
            coordinator = cast.one("coordinator")
            opened(f"{stage.base_url}/?as={coordinator.id}&chat={cast.group.id}")
            await asyncio.Event().wait()
