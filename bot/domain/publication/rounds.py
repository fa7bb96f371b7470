"""What is published of a round: its draws, what did not stand, and what came of it."""

from bot.domain.hexadecimal import Digest
from bot.domain.publication.parts import FileName, Part, Said
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
    commitment: Digest
    result_hash: Digest | None = None
    ending_hash: Digest | None = None
    bundle: FileName | None = None


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
    list_hash: Digest
    file: FileName | None = None


class PublicPlatform(Part):
    """Where, when and by whom a draw was made that was not made here; `ended` says why it was cancelled."""

    name: str
    batch: str
    operator: str
    drawn_at: str
    imports: tuple[PublicImport, ...]
    ended: Said = ""


class PublicDraw(Part):
    """A later draw of a round, with its own number and codes: of inspectors, or a supplement.

    `vacancy_hash` is that of its last change of inspectors, as the group was shown it.
    """

    number: str
    what: Said
    level: Said
    commitment: Digest
    entropy_hash: Digest
    result_hash: Digest
    vacancy_hash: Digest | None = None
    counts: PublicCounts
    is_supplement: bool = False
    bundle: FileName
    shortfall: tuple[PublicShortfall, ...] = ()


class PublicLink(Part):
    """One attempt in the office's chain of draws: what it follows, and the hash that the next one follows.

    `hash` is none while its result is not fixed; `decision` is what a fourth attempt was made by.
    """

    draw: Said
    state: Said
    prev: Digest
    commitment: Digest
    hash: Digest | None = None
    decision: str = ""


class PublicRound(Part):
    """A round as the public sees it.

    A draw of the platform has no codes of ours; a confidential round has its bundle only after the visit.
    `vacancy_hash` is that of the last change of inspectors; `expired` counts results that are taken down.
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
    commitment: Digest | None = None
    entropy_hash: Digest | None = None
    result_hash: Digest | None = None
    vacancy_hash: Digest | None = None
    platform: PublicPlatform | None = None
    counts: PublicCounts
    bundle: FileName | None = None
    attempts: tuple[PublicAttempt, ...] = ()
    further: tuple[PublicDraw, ...] = ()
    shortfall: tuple[PublicShortfall, ...] = ()
    results: tuple[PublicResult, ...] = ()
    outcomes: tuple[PublicOutcome, ...] = ()
    expired: int = 0
    items_version: Said = ""
    items_file: FileName | None = None

    @property
    def targets_in_all(self) -> int:
        """Return how many targets were drawn, those of its supplements included."""
        return self.counts.targets_drawn + sum(
            each.counts.targets_drawn for each in self.further if each.is_supplement
        )
