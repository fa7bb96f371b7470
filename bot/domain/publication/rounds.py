"""What is published of a round: its draws, what did not stand, and what came of it."""

from pydantic import Field

from bot.domain.publication.parts import Code, Part, Said
from bot.domain.publication.results import PublicOutcome, PublicResult


class PublicCounts(Part):
    """How many were in the pools and how many were drawn; the platform's pools are not known to us."""

    targets_in_pool: int | None = None
    targets_drawn: int
    inspectors_in_pool: int | None = None
    teams: int
    remarks: int = 0


class PublicAttempt(Part):
    """An attempt that did not stand: how and why it ended, in words; its codes are never deleted.

    `draw` is the number of its draw where that is not the round's first.
    """

    number: int
    draw: str = ""
    ending: Said
    reason: Said
    commitment: Code
    result_hash: Code | None = None
    ending_hash: Code | None = None
    bundle: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")


class PublicShortfall(Part):
    """A stratum of which fewer targets could be drawn than the share asks, by the article `ground`."""

    stratum: Said
    ground: Said = ""
    wanted: int
    drawn: int


class PublicImport(Part):
    """One import of the platform's lists: what became of it, our hash, and the file where it took effect."""

    version: int
    state: Said
    list_hash: Code
    file: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")


class PublicPlatform(Part):
    """Where, when and by whom a draw was made that was not made here; `ended` says why it was cancelled."""

    name: str
    batch: str
    operator: str
    drawn_at: str
    imports: tuple[PublicImport, ...]
    ended: Said = ""


class PublicDraw(Part):
    """A later draw of a round, with its own number and codes: of inspectors, or a supplement."""

    number: str
    what: Said
    level: Said
    commitment: Code
    entropy_hash: Code
    result_hash: Code
    counts: PublicCounts
    is_supplement: bool = False
    bundle: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")
    shortfall: tuple[PublicShortfall, ...] = ()


class PublicLink(Part):
    """One attempt in the office's chain of draws: what it follows, and the hash that the next one follows.

    `hash` is none while its result is not fixed; `decision` is what a fourth attempt was made by.
    """

    draw: Said
    state: Said
    prev: Code
    commitment: Code
    hash: Code | None = None
    decision: str = ""


class PublicRound(Part):
    """A round as the public sees it.

    A draw of the platform has no codes of ours; a confidential round has its bundle only after the visit.
    """

    number: str
    state: Said
    scope: Said
    profile: str
    authority: str
    basis: str
    why_here: Said = ""
    terms: tuple[Said, ...] = ()
    announced_at: str = ""
    level: Said
    commitment: Code | None = None
    entropy_hash: Code | None = None
    result_hash: Code | None = None
    platform: PublicPlatform | None = None
    counts: PublicCounts
    bundle: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")
    attempts: tuple[PublicAttempt, ...] = ()
    further: tuple[PublicDraw, ...] = ()
    shortfall: tuple[PublicShortfall, ...] = ()
    results: tuple[PublicResult, ...] = ()
    outcomes: tuple[PublicOutcome, ...] = ()

    @property
    def targets_in_all(self) -> int:
        """Return how many targets were drawn, those of its supplements included."""
        return self.counts.targets_drawn + sum(
            each.counts.targets_drawn for each in self.further if each.is_supplement
        )
