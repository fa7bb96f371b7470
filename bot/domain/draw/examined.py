"""A bundle under examination: what an observer kept of its draw, and what a check answers."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Literal, NamedTuple

from bot.domain.draw.bundle import Bundle
from bot.domain.draw.result import Fixed, fix
from bot.domain.draw.roster import Roster

Verdict = Literal["pass", "fail", "undecided"]
# Checks a beacon's signature (ports.BeaconCheck): chain, round, signature → verdict.
SourceJudge = Callable[[str, int, str], Verdict]


class ObserversCopy(NamedTuple):
    """What an observer kept from the group: C, E, R, the last vacancy's hash (R where there is none)."""

    commitment: str | None = None
    entropy: str | None = None
    result: str | None = None
    vacancy: str | None = None


class Answer(NamedTuple):
    """A verdict and, where it is not a pass, the code of the reason."""

    verdict: Verdict
    detail: str = ""


class Case:
    """One bundle under examination; a judge may use what the checks before it have found sound."""

    def __init__(self, bundle: Bundle, copy: ObserversCopy, source: SourceJudge | None) -> None:
        self.bundle = bundle
        self.copy = copy
        self.source = source

    @cached_property
    def fixed(self) -> Fixed:
        """The result computed again from plan, pools, transcript and secret."""
        bundle = self.bundle
        return fix(bundle.plan, bundle.pools, bundle.transcript, bundle.secret)

    @cached_property
    def draw(self) -> dict[str, Any]:
        """The bundle as a plain draw, for those who replay its vacancies."""
        return self.bundle.plain()

    @cached_property
    def roster(self) -> Roster:
        """Who serves what, up to the last vacancy that `_vacancies` could replay."""
        return Roster(self.draw)


Judge = Callable[[Case], Answer | None]


class Rule(NamedTuple):
    """A check: the parts it reads and the checks that must have passed; its judge may leave it out (None)."""

    code: str
    reads: tuple[str, ...]
    after: tuple[str, ...]
    judge: Judge


def answer(problems: Iterable[str]) -> Answer:
    """Return a pass where there is no problem, else a failure with the first."""
    for problem in problems:
        return Answer("fail", problem)
    return Answer("pass")
