"""Papers that are loaded late: most of what a bot does needs none."""

import asyncio
from importlib import import_module
from typing import Any


class LatePapers:
    """The bot's `Papers`, loaded with the first of them: the libraries behind them take 25 MB."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what Papers take."""
        self._given, self._named = given, named
        self._papers: Any = None

    async def write(self, kind: str, subject_id: int) -> None:
        """Write one paper, see Papers.write(); loading them does not hold the loop."""
        if self._papers is None:
            writing = await asyncio.to_thread(import_module, ".writing", __package__)
            self._papers = writing.Papers(*self._given, **self._named)
        await self._papers.write(kind, subject_id)
