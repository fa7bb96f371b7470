"""A language of the public pages: who writes them is told how it speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.publication.parts import Said


@dataclass(frozen=True, eq=False)
class Tongue:
    """One language: its tag (`zh-CN`), the folder of its pages ("" or `en/`), fixed texts, and its voice."""

    tag: str
    folder: str
    texts: Mapping[str, str]
    say: Callable[[Said], str]

    @property
    def root(self) -> str:
        """Return the way from its pages to the files beside the front page."""
        return "../" * self.folder.count("/")
