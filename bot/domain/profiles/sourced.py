"""A value with the article that it stands on, or with the silence of the text and what steps in for it."""

import re
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from pydantic import Field, model_validator

from bot.domain.frozen import Frozen

FRAGMENT_CHARACTERS = 25
"""The longest quotation: the shortest words that hold the number, not the sentence."""
CLAUSE_CHARACTERS = 40
"""The longest clause on who answers for what: half of one says something else."""

_NUMBERED = re.compile(r"[〔\[]\d{4}[〕\]]")
"""An instrument that is named by its number, such as `曲教体字〔2023〕25号`."""
_PART = re.compile(r"[一二三四五六七八九十]+(-[一二三四五六七八九十\d]+)*")
"""An article of a text that has no 条, such as `六-3` or `五-二-2`."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RuleRef:
    """What people are shown as the ground of a rule.

    `is_default` marks a product default (抽查系统预设); its instrument and article are the national law
    behind it, or empty. `article` is numbered as the text does it, such as `第十七条` or `六-3`.
    """

    instrument: str
    article: str
    fragment: str
    is_default: bool

    @property
    def named(self) -> str:
        """Return the instrument as papers cite it: by its number, or its title within 《》."""
        is_title = self.instrument and not _NUMBERED.search(self.instrument)
        return f"《{self.instrument}》" if is_title else self.instrument

    @property
    def place(self) -> str:
        """Return the article as papers cite it: `五-二-2` is `第五部分（二）第2项`."""
        if not _PART.fullmatch(self.article):
            return self.article
        part, *below = self.article.split("-")
        items = (f"第{each}项" if each.isascii() else f"（{each}）" for each in below)
        return f"第{part}部分{''.join(items)}"


class Sourced(Frozen, Generic[T]):
    """A value with its source, or, where the text is silent, with the name of the default that steps in."""

    value: T
    instrument: str = ""
    article: str = ""
    fragment: str = Field("", max_length=FRAGMENT_CHARACTERS)
    silent: bool = False
    falls_back_to: str = ""

    @model_validator(mode="after")
    def _has_one_ground(self) -> Self:
        """Refuse a value that is neither cited nor marked as silent, or both."""
        if self.silent and (self.fragment or not self.falls_back_to):
            raise ValueError("a silent rule quotes nothing and names what it falls back to")
        if not self.silent and (
            self.falls_back_to or not (self.instrument and self.article and self.fragment)
        ):
            raise ValueError("a rule names its instrument, its article and the words that hold the value")
        return self

    @property
    def ref(self) -> RuleRef:
        """Return where the value comes from."""
        return RuleRef(self.instrument, self.article, self.fragment, self.silent)

    @property
    def is_binding(self) -> bool:
        """Return whether the value is demanded by the regulation or by national law, not by the product."""
        return not self.silent or bool(self.instrument)


class Clause(Sourced[T], Generic[T]):
    """A value whose words are quoted on papers, whole."""

    fragment: str = Field("", max_length=CLAUSE_CHARACTERS)
