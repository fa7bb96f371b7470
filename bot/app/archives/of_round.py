"""The archive of a round that has ended: beside what every archive holds its plan and its draws."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app.archives.about import facts_of, related_archives
from bot.app.archives.listing import folder_of
from bot.app.archives.volume import Files, Volume
from bot.app.papers.bundles import bundle_files
from bot.app.papers.catalogue import OF_A_ROUND, Archivist, Wanted
from bot.app.papers.platform import list_files
from bot.app.papers.words import said
from bot.domain.archive import DRAWS
from bot.domain.documents.document import Line
from bot.domain.rounds import Round
from bot.usecases.rounds.journalled_words import Journalled

_FROZEN = ("draw.frozen", "platform.confirmed")


@dataclass(frozen=True)
class RoundVolume(Volume):
    """A round with all that belongs to it."""

    opened: Round

    @property
    def named(self) -> dict[str, str]:
        """Return its number."""
        return {"round": self.opened.number}

    @property
    def state(self) -> str:
        """Return how it ended: `void` where it keeps what a void result had begun."""
        return self.opened.shown_state

    async def facts(self, as_of: str, _told: Journalled) -> list[Line]:
        """Return number, state, and what of it was void."""
        return await facts_of(self.work, self.opened, as_of)

    async def related(self) -> tuple[str, ...]:
        """Return the numbers of its void results, or of their round."""
        return await related_archives(self.work, self.opened)

    def is_named(self, data: Mapping[str, Any]) -> bool:
        """Return whether an entry that tells this names it by its number."""
        return bool(data.get("round") == self.opened.number)

    async def own_files(self, archivist: Archivist) -> Files:
        """Return draws, what was read before each freeze, and the documents of round and inspections."""
        return {**await self._draws(), **await self._conformity(), **await self._documents(archivist)}

    def paper_folders(self) -> Iterable[tuple[str, Path]]:
        """Return the folders of its draws: forms, records of draws, changes, its detailed plan."""
        name = folder_of("papers")
        return [(f"{name}/{draw}", self.data_dir / "rounds" / draw) for draw in sorted(self._draw_numbers())]

    def _draw_numbers(self) -> set[str]:
        number = self.opened.number
        return {number, *(str(getattr(each, "draw", number)) for each in self.rows["attempts"])}

    async def _draws(self) -> Files:
        bundles = await bundle_files(self.work, self.opened.id)
        found = {**bundles, **await list_files(self.work, self.opened)}
        return {f"{DRAWS}{name}": data for name, data in found.items()}

    async def _conformity(self) -> Files:
        """Return what the coordinator read before each freeze: the plan held against the regulation."""
        found: Files = {}
        for frozen in await self.work.notices.all(screen=_FROZEN):
            if frozen.data.get("number") not in self._draw_numbers():
                continue
            shown = [each for each in await self.work.notices.all(card=frozen.card) if each.id < frozen.id]
            if shown:
                text = said(shown[-1].screen, **shown[-1].data)
                path = f"{folder_of('conformity')}/{frozen.data['number']}-{frozen.id}.txt"
                found[path] = f"{text}\n".encode()
        return found

    async def _documents(self, archivist: Archivist) -> Files:
        found: Files = {}
        for name in OF_A_ROUND:
            for stem, document in await archivist.documents(Wanted(name, self.opened.number)):
                found |= self.filled(stem, document)
        return found
