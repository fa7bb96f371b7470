"""A value with the article that it stands on, or with the silence of the text and what steps in for it."""

from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from pydantic import Field, model_validator

from bot.domain.frozen import Frozen

FRAGMENT_CHARACTERS = 25
"""The longest quotation: the shortest words that hold the number, not the sentence."""

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
